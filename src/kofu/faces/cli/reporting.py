"""`kofu report`: rates, counts, pictures and one PDF, from files or from the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from kofu.faces.cli.operator import By as Operator
from kofu.faces.cli.options import AsJson, OtherDay, Output
from kofu.faces.cli.talk import language, line, show_json, words
from kofu.reports.asked import Asked, By
from kofu.reports.rates import Rounding, Style

if TYPE_CHECKING:
    from kofu.reports.report import Report

Several = Parameter(negative="", consume_multiple=True)
Places = Annotated[int, Parameter(validator=Number(gte=0, lte=4))]


def report(
    *files: Path,
    output: Output,
    by: Annotated[list[By] | None, Several] = None,
    rounding: Rounding = Rounding.HALF_UP,
    places: Places = 1,
    suppress: Annotated[int | None, Parameter(validator=Number(gte=3))] = None,
    usage: Path | None = None,
    costs: Path | None = None,
    mapping: Path | None = None,
    insurer_number: Annotated[list[str] | None, Several] = None,
    on: Annotated[OtherDay, Parameter(name="--on")] = None,
    title: str = "",
    bom: Annotated[bool, Parameter(negative="")] = False,
    register: Annotated[bool, Parameter(negative="")] = False,
    operator: Annotated[Operator, Parameter(name="--by-whom")] = None,
    as_json: AsJson = False,
) -> int:
    """登録率・利用率・書類の数を、表・図・PDFにまとめます / Rates and counts as a report.

    Parameters
    ----------
    files
        名簿、判定のファイル（kofu decide の出力）。いくつでも。
    output
        出力先のフォルダー。
    by
        何ごとの表にするか。省くと、つくれる表すべて。
    rounding
        率の端数（四捨五入 half-up、切捨て cut-off）。
    places
        率の小数点以下の桁数。
    suppress
        この人数より少ない数を伏せます（差し引いて分かる数も）。3以上。
    usage
        利用率などの件数のCSV。
    costs
        かかり増し経費の単価のYAML。省くと、付属のもの。
    mapping
        名簿の対応表。
    insurer_number
        保険者番号。1つか、名簿と同じ数。
    on
        年齢を数える日。省くと、名簿のカード情報の基準日。
    title
        表題。
    bom
        CSVにBOMを付けます（古いExcelでそのまま開くため）。
    register
        登録簿の受付・交付・返戻も集計します。
    operator
        操作する人（登録簿を集計するとき）。省くと、この端末のアカウント。
    as_json
        結果をJSONで表示します。
    """
    # Drawing and printing take long to start: other commands do without them.
    from kofu.reports.report import record, write
    from kofu.reports.report import report as make_report

    asked = Asked(
        *(tuple(files), mapping, tuple(insurer_number or ()), usage, on, frozenset(by or ())),
        *(Style(rounding, places), suppress, costs, title),
    )
    made = _with_register(asked, operator) if register else make_report(asked)
    write(made, output, bom)
    if as_json:
        show_json(record(made))
    else:
        _tell(made, output)
    return 1 if made.findings else 0


def _with_register(asked: Asked, operator_: str | None) -> Report:
    """What files give and what the register gives, in one report."""
    from datetime import date

    from kofu.faces.cli.operator import operator, terminal
    from kofu.registry.access.roles import Right
    from kofu.registry.start import ready

    ready()
    from kofu.reports.register.noted import noted_report

    who = operator(operator_, Right.STATISTICS)
    return noted_report(asked, asked.on or date.today(), by=who, terminal=terminal())


def _tell(made: Report, output: Path) -> None:
    for point in made.points:
        line(point)
    for finding in made.findings:
        line(finding.line(language()))
    line(words("report-made", tables=len(made.tables), pictures=len(made.pictures), out=output))
