"""`kofu simulate`: what would change if the rules were others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from kofu.base.errors import KofuError
from kofu.faces.cli.options import AsJson, Known, On, OtherDay, today_unless
from kofu.faces.cli.talk import line, progress_bar, show_json, show_table, words
from kofu.policy.law import Law
from kofu.policy.load import load
from kofu.reports.whatif.answer import answer
from kofu.reports.whatif.asked import Asked, scenarios
from kofu.reports.whatif.counting import columns_given, count
from kofu.reports.whatif.counts import Counts, read
from kofu.reports.whatif.files import write
from kofu.reports.whatif.record import record
from kofu.reports.whatif.scenario import Moment
from kofu.reports.whatif.section import Section
from kofu.reports.whatif.unit_costs import costs_with
from kofu.reports.whatif.words import report
from kofu.roster.source import open_source

Several = Annotated[list[str] | None, Parameter(negative="")]
Folder = Annotated[Path | None, Parameter(name=("--output", "-o"))]


def simulate(
    roster: Path | None = None,
    *,
    baseline: str,
    on: On,
    reform: Several = None,
    set_: Annotated[list[str] | None, Parameter(name="--set", negative="")] = None,
    vary: Several = None,
    known: Known = None,
    reform_on: OtherDay = None,
    reform_known: OtherDay = None,
    event: str | None = None,
    forget: Several = None,
    posted: OtherDay = None,
    costs: Path | None = None,
    counts: Path | None = None,
    mapping: Path | None = None,
    output: Folder = None,
    as_json: AsJson = False,
) -> int:
    """規定を変えたら、だれの書類がどう変わり、いくらかかるかを試算します / What if.

    Parameters
    ----------
    roster
        名簿（CSV、Parquet、Excel）。数えるのは一度だけです。
    baseline
        現行の規定集の名前またはYAMLファイル。
    on
        規定を適用する日。
    reform
        試算する規定集。いくつでも。
    set_
        設定を変えた試算（名前=値。一つの試算で二つ以上変えるときは空白で区切る）。
    vary
        設定を少しずつ変える試算（名前=最初..最後/刻み）。
        share=0.1..0.9 は、名簿からわからない人の割合。
    known
        この日までに公表された規定による。省くと今日。
    reform_on
        試算の規定を適用する日。省くと on と同じ。
    reform_known
        試算の規定の時点。省くと known と同じ。
    event
        全員のきっかけ（renewal など）。
    forget
        不明とみなす列（その列のない名簿と同じに数えます）。いくつでも。
    posted
        差出日。郵便料金はこの日のもの。省くと on。
    costs
        単価と仮定を差し替えるYAMLファイル。
    counts
        前に数えたファイル（出力先の counts.parquet）。名簿の代わりになります。
    mapping
        列名・和暦・コードの対応を書いたYAMLファイル。
    output
        表と summary.md を書き込むフォルダー。
    as_json
        結果をJSONで表示します。
    """
    now = Moment(on, today_unless(known))
    then = Moment(reform_on or on, reform_known or now.known)
    book = load(baseline)
    asked = Asked(book, now, then, reform or (), set_ or (), vary or ())
    law, others = now.law(book), scenarios(asked)
    prices = costs_with(costs)
    laws = [law, *(one.law for one in others)]
    people = (
        _kept(counts, roster, event, forget, mapping)
        if counts
        else _counted(roster, laws, event, forget or (), mapping)
    )
    found = answer(people, law, others, posted or on, prices)
    if output is not None:
        write(found, output)
    if as_json:
        show_json(record(found))
        return 0
    show_sections(report(found))
    if output is not None:
        line(words("simulated", out=output))
    return 0


def _counted(
    roster: Path | None,
    laws: Sequence[Law],
    event: str | None,
    forget: Sequence[str],
    mapping: Path | None,
) -> Counts:
    if roster is None:
        raise KofuError("roster-or-counts")
    source = open_source(roster, mapping)
    with progress_bar() as told:
        told("reading", 0.0)
        return count(source, laws, columns_given(source, event, forget), laws[0].on)


def _kept(
    counts: Path,
    roster: Path | None,
    event: str | None,
    forget: Sequence[str] | None,
    mapping: Path | None,
) -> Counts:
    if roster is not None:
        raise KofuError("roster-or-counts")
    given = {"--event": event, "--forget": forget, "--mapping": mapping}
    for option, value in given.items():
        if value:
            raise KofuError("counts-given", option=option)
    return read(counts)


def show_sections(sections: Iterable[Section]) -> None:
    """A report on standard output: lines, and tables as wide as they need to be."""
    for one in sections:
        line(f"{'■' if one.level < 3 else '□'} {one.title}")
        for text in one.lines:
            line(f"　{text}")
        if one.rows:
            show_table("", one.head, one.rows)
