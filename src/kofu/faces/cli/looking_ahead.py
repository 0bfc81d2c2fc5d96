"""`kofu ahead`: who will need a document in which month."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from kofu.faces.cli.options import AsJson, Insurer, Known, On, today_unless
from kofu.faces.cli.simulating import show_sections
from kofu.faces.cli.talk import line, progress_bar, show_json, words
from kofu.policy.load import load
from kofu.reports.whatif.ahead.plan import plan
from kofu.reports.whatif.ahead.record import record, write
from kofu.reports.whatif.ahead.words import report
from kofu.reports.whatif.unit_costs import costs_with
from kofu.roster.source import open_source


def ahead(
    roster: Path,
    *,
    insurer: Insurer,
    on: On,
    months: int = 12,
    known: Known = None,
    costs: Path | None = None,
    mapping: Path | None = None,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
    as_json: AsJson = False,
) -> int:
    """これから毎月、だれに何が必要になるかの予定を立てます / Who will need what, by month.

    Parameters
    ----------
    roster
        名簿（CSV、Parquet、Excel）。
    insurer
        規定集の名前またはYAMLファイル。
    on
        予定の最初の日。
    months
        月数（1から60）。
    known
        この日までに公表された規定による。省くと今日。
    costs
        単価と仮定を差し替えるYAMLファイル。
    mapping
        列名・和暦・コードの対応を書いたYAMLファイル。
    output
        表と summary.md を書き込むフォルダー。
    as_json
        結果をJSONで表示します。
    """
    source = open_source(roster, mapping)
    book, prices = load(insurer), costs_with(costs)
    with progress_bar() as told:
        made = plan(source, book, on, today_unless(known), months, prices, told)
    if output is not None:
        write(made, output)
    if as_json:
        show_json(record(made))
        return 0
    show_sections(report(made))
    if output is not None:
        line(words("simulated", out=output))
    return 0
