"""Tables as one workbook: real numbers with formats, heads that stay, A4 landscape, one page wide.

What is hidden or does not exist is text in its cell, never a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from kofu.reports.rates import KINDS
from kofu.reports.tables import Cell, Head, Kind, Mark, Table

_A4 = 9
_FIRST = "目次と定義"
_LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_FONT = "Yu Gothic"
_HEAD_ROW = 2


def write_excel(tables: Sequence[Table], target: Path, title: str, below: tuple[str, ...]) -> None:
    """The workbook. The same tables, the same bytes."""
    book = xlsxwriter.Workbook(str(target), {"in_memory": True, "strings_to_formulas": False})
    # A day of its own would change the file at every call.
    book.set_properties({"title": title, "created": datetime(2000, 1, 1, tzinfo=UTC)})
    styles = _Styles(book)
    names = [_sheet_name(number, table) for number, table in enumerate(tables, start=1)]
    _contents(book.add_worksheet(_FIRST), styles, title, tables, names, below)
    for name, table in zip(names, tables, strict=True):
        _sheet(book.add_worksheet(name), styles, table, below)
    book.close()


class _Styles:
    """The formats of a workbook."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": _FONT, "font_size": 10, "valign": "vcenter"}
        grid = {**base, "border": 1, "border_color": "#B8C1CC"}
        self.title = book.add_format({**base, "font_size": 14})
        self.note = book.add_format({**base, "font_size": 9, "font_color": "#52606D"})
        self.wrapped = book.add_format({**base, "text_wrap": True, "valign": "top"})
        self.link = book.add_format({**base, "font_color": "#0B4F94", "underline": 1})
        self.head = book.add_format(
            {**grid, "bg_color": "#E8F1FB", "text_wrap": True, "align": "center", "bold": True}
        )
        self._book, self._grid = book, grid
        self._made: dict[tuple[str, bool, bool], Any] = {}

    def cell(self, number: str, total: bool, right: bool) -> Any:
        """The format of a cell: how its number looks, whether it is of the last line."""
        key = (number, total, right)
        if key not in self._made:
            told: dict[str, object] = {**self._grid, "num_format": number}
            if total:
                told |= {"bold": True, "top": 2}
            if right:
                told["align"] = "right"
            self._made[key] = self._book.add_format(told)
        return self._made[key]


def _contents(
    sheet: Any,
    styles: _Styles,
    title: str,
    tables: Sequence[Table],
    names: Sequence[str],
    below: tuple[str, ...],
) -> None:
    sheet.write_string(0, 0, title, styles.title)
    row = 2
    for name, table in zip(names, tables, strict=True):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.link, table.title)
        row += 1
    row += 1
    sheet.write_string(row, 0, "率の定義（定義の異なる率は、合算も比較もできません）", styles.title)
    for kind in KINDS.values():
        row += 1
        words = f"{kind.name}＝{kind.upper}÷{kind.lower}　出典: {kind.source}"
        sheet.write_string(row, 0, words, styles.wrapped)
    row += 2
    sheet.write_string(row, 0, "基準日と出典", styles.title)
    for words in below:
        row += 1
        sheet.write_string(row, 0, words, styles.wrapped)
    sheet.set_column(0, 0, 110)
    _page(sheet, title)


def _sheet(sheet: Any, styles: _Styles, table: Table, below: tuple[str, ...]) -> None:
    sheet.write_string(0, 0, table.title, styles.title)
    for column, head in enumerate(table.heads):
        sheet.write_string(_HEAD_ROW, column, head.label, styles.head)
        sheet.set_column(column, column, _width(table, column, head))
    sheet.set_row(_HEAD_ROW, 45)
    row = _HEAD_ROW
    for cells in table.rows:
        row += 1
        _line(sheet, row, cells, table, styles, False)
    if table.total:
        row += 1
        _line(sheet, row, table.total, table, styles, True)
    last = row
    for words in (*table.notes, *below):
        row += 1
        sheet.write_string(row + 1, 0, words, styles.note)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.repeat_rows(_HEAD_ROW)
    if table.rows:
        sheet.autofilter(_HEAD_ROW, 0, last - bool(table.total), len(table.heads) - 1)
    _page(sheet, table.title)


def _page(sheet: Any, title: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.set_footer(f"&L&9{title.replace('&', '&&')}&R&9&P / &N")


def _line(
    sheet: Any, row: int, cells: Sequence[Cell], table: Table, styles: _Styles, total: bool
) -> None:
    percent = "0%" if table.places == 0 else f"0.{'0' * table.places}%"
    for column, (cell, head) in enumerate(zip(cells, table.heads, strict=True)):
        match cell:
            case Mark():
                sheet.write_string(row, column, cell.value, styles.cell("@", total, True))
            case str():
                sheet.write_string(row, column, cell, styles.cell("@", total, False))
            case Decimal():
                style = styles.cell(percent, total, True)
                sheet.write_number(row, column, float(cell / 100), style)
            case int():
                form = '#,##0"円"' if head.kind is Kind.YEN else "#,##0"
                sheet.write_number(row, column, cell, styles.cell(form, total, True))


def _width(table: Table, column: int, head: Head) -> float:
    if head.kind is not Kind.TEXT:
        return 17
    cells = (str(row[column]) for row in table.rows)
    longest = max((sum(2 - one.isascii() for one in cell) for cell in cells), default=10)
    return min(60, max(12, 1.1 * longest))


def _sheet_name(number: int, table: Table) -> str:
    return f"{number} {_FORBIDDEN.sub('・', table.title)}"[:_LONGEST].rstrip("'")
