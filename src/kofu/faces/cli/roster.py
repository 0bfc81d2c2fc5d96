"""`kofu roster`: check a roster, convert a roster."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.console import Console
from rich.status import Status
from rich.table import Table

from kofu.base.errors import Finding
from kofu.base.messages import Language
from kofu.faces.cli.options import MappingFile
from kofu.faces.cli.talk import language
from kofu.roster.check import CheckReport, check_file
from kofu.roster.convert import convert as convert_roster
from kofu.roster.levels import Level, level_of
from kofu.roster.sinks import Encoding
from kofu.roster.source import open_source

app = App(name="roster", help="名簿の確認と変換 / Check and convert rosters.")

_SHOWN = 20
_HEADINGS = {
    Language.JA: ("種類", "コード", "件数"),
    Language.EN: ("level", "code", "count"),
}
_LEVELS = {
    Language.JA: {Level.ERROR: "エラー", Level.WARNING: "警告"},
    Language.EN: {Level.ERROR: "error", Level.WARNING: "warning"},
}
_SUMMARY = {
    Language.JA: "{rows:,}人: エラー{errors:,}件、警告{warnings:,}件",
    Language.EN: "{rows:,} people: {errors:,} errors, {warnings:,} warnings",
}
_READING = {Language.JA: "名簿を読んでいます", Language.EN: "reading the roster"}
_MORE = {
    Language.JA: "ほか{count:,}件。--json で各コード1,000件まで表示します。",
    Language.EN: "{count:,} more; --json gives up to 1,000 of each code.",
}


@app.command
def check(
    roster: Path,
    *,
    mapping: MappingFile = None,
    as_json: Annotated[bool, Parameter(name="--json", negative="")] = False,
) -> int:
    """名簿の誤りをまとめて調べる / Find everything that is wrong with a roster.

    Parameters
    ----------
    roster
        CSV、Excel、Parquetの名簿 / CSV, Excel or Parquet file.
    mapping
        対応表（YAML） / what the office's own columns mean.
    as_json
        結果をJSONで出力 / print the report as JSON.
    """
    with _working(language()):
        report = check_file(roster, mapping)
    if as_json:
        _print(json.dumps(as_record(report, language()), ensure_ascii=False))
    else:
        _show(report, language())
    return 0 if report.acceptable else 1


@app.command
def convert(
    roster: Path,
    *,
    output: Annotated[Path, Parameter(name=("--output", "-o"))],
    mapping: MappingFile = None,
    encoding: Encoding = Encoding.UTF8,
) -> int:
    """名簿をParquetまたはCSVに変換する / Convert a roster to Parquet or CSV.

    Parameters
    ----------
    roster
        CSV、Excel、Parquetの名簿 / CSV, Excel or Parquet file.
    output
        書き込むファイル（.parquet / .csv） / the file to write.
    mapping
        対応表（YAML） / what the office's own columns mean.
    encoding
        CSVの文字コード / of a CSV; utf8-bom suits Excel.
    """
    with _working(language()):
        people = convert_roster(open_source(roster, mapping), output, encoding)
    done = {Language.JA: f"{people:,}人: {output}", Language.EN: f"{people:,} people: {output}"}
    _print(done[language()])
    return 0


def as_record(report: CheckReport, language: Language) -> dict[str, object]:
    """The report as it is written with `--json`."""
    return {
        "rows": report.rows,
        "counts": dict(sorted(report.counts.items())),
        "findings": [_finding_record(finding, language) for finding in report.findings],
    }


def _finding_record(finding: Finding, language: Language) -> dict[str, object]:
    return {
        "code": finding.code,
        "level": level_of(finding.code).value,
        "file": finding.place.file,
        "row": finding.place.row,
        "column": finding.place.column,
        "message": finding.words(language),
    }


def _working(language: Language) -> Status:
    """A sign of life on a terminal; nothing where standard error is a file."""
    return Console(stderr=True).status(_READING[language])


def _show(report: CheckReport, language: Language) -> None:
    console = Console()
    if report.counts:
        table = Table(*_HEADINGS[language])
        for code, count in sorted(report.counts.items(), key=_gravest_first):
            table.add_row(_LEVELS[language][level_of(code)], code, f"{count:,}")
        console.print(table)
    for finding in report.findings[:_SHOWN]:
        _print(finding.line(language))
    rest = sum(report.counts.values()) - len(report.findings[:_SHOWN])
    if rest:
        _print(_MORE[language].format(count=rest))
    errors, warnings = report.count(Level.ERROR), report.count(Level.WARNING)
    _print(_SUMMARY[language].format(rows=report.rows, errors=errors, warnings=warnings))


def _gravest_first(entry: tuple[str, int]) -> tuple[bool, int, str]:
    code, count = entry
    return level_of(code) is Level.WARNING, -count, code


def _print(line: str) -> None:
    # Not through rich, which would fold long lines and drop control characters.
    sys.stdout.write(line + "\n")
