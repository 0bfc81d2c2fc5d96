"""`kofu selfcheck`: the citizen's page for a site of one's own."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from cyclopts import App, Parameter

from kofu.asking.plan import plan_of
from kofu.base.errors import KofuError
from kofu.faces.cli.options import Insurer, Known, OtherDay, Output, today_unless
from kofu.faces.cli.talk import line, words
from kofu.faces.selfcheck.days import next_renewal
from kofu.faces.selfcheck.languages import BY_CODE, TONGUES, Tongue
from kofu.policy.law import law_on
from kofu.policy.load import load

app = App(name="selfcheck", help="住民が自分で確かめる「どちらが届く？」 / The citizen's page.")


@app.command
def export(
    *,
    insurer: Insurer,
    output: Output,
    on: Annotated[OtherDay, Parameter(name="--on")] = None,
    known: Known = None,
    languages: str = ",".join(BY_CODE),
) -> int:
    """「どちらが届く？」を、サーバーのいらないファイルに書き出す / Write the page as plain files.

    Parameters
    ----------
    on
        適用する日。指定しなければ次の更新の日（更新の定めがなければ今日）。
    languages
        言語。コンマで区切り、初めのものが index.html になります。
    """
    from kofu.faces.selfcheck.export import export as write

    today, book = date.today(), load(insurer)
    tongues = tuple(_tongue(name) for name in languages.split(","))
    plan = plan_of(law_on(book, on or next_renewal(book, today) or today, today_unless(known)))
    written = write(plan, tongues, output)
    line(
        words(
            "selfcheck-exported",
            out=output,
            on=plan.law.on,
            languages=len(tongues),
            steps=len(plan.steps),
            kilobytes=round(sum(path.stat().st_size for path in written) / 1000),
        )
    )
    return 0


def _tongue(name: str) -> Tongue:
    """Raises KofuError `tongue-unknown`."""
    found = BY_CODE.get(name.strip())
    if found is None:
        known = "、".join(one.code for one in TONGUES)
        raise KofuError("tongue-unknown", name=name, known=known)
    return found
