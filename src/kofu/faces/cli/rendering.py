"""`kofu render` and `kofu verify`."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from kofu.base.messages import say
from kofu.documents.run.record import STOPPED
from kofu.documents.run.render import PER_FILE, Asked, Rendered
from kofu.documents.run.render import render as render_run
from kofu.faces.cli.options import AsJson, OtherDay, Output
from kofu.faces.cli.talk import language, line, progress_bar, show_json, show_table, words


def render(
    decisions: Path,
    *,
    roster: Path,
    output: Output,
    insurer: str | None = None,
    issued: Annotated[OtherDay, Parameter(name="--issued")] = None,
    per_file: int = PER_FILE,
    workers: int | None = None,
    mapping: Path | None = None,
    as_json: AsJson = False,
) -> int:
    """判定から、資格確認書・お知らせのPDFをつくります / Print everyone's documents.

    Parameters
    ----------
    decisions
        判定のファイル（kofu decide の出力）。
    roster
        判定に使った名簿。
    output
        出力先のフォルダー。
    insurer
        規定集の名前またはYAMLファイル。省くと、判定の受領番号から見つけます。
    issued
        交付年月日。省くと、判定を適用する日。
    per_file
        1つのPDFに入れる書類の数。
    workers
        同時に使うCPUの数。省くとすべて。
    mapping
        名簿の列名・和暦・コードの対応を書いたYAMLファイル。
    as_json
        結果をJSONで表示します。
    """
    asked = Asked(decisions, roster, output, mapping, insurer, issued, per_file, workers)
    with progress_bar() as told:
        done = render_run(asked, told)
    if as_json:
        show_json(asdict(done.record))
    else:
        _tell(done, output)
    return 1 if done.stopped else 0


def _tell(done: Rendered, output: Path) -> None:
    record = done.record
    pages = sum(one["pages"] for one in record.files)  # type: ignore[misc]
    line(words("rendered", **record.people, files=len(record.files), pages=pages, out=output))
    if record.sample:
        line(words("rendered-sample"))
    if done.stopped:
        found = Counter((one.code, one.field, one.form) for one in done.stopped)
        rows = [
            (code, field, form, say(code, language()), f"{people:,}")
            for (code, field, form), people in found.most_common()
        ]
        line(words("rendered-stopped", stopped=len(done.stopped), file=output / STOPPED))
        show_table("", ("コード", "欄", "様式", "理由", "人数"), rows)
