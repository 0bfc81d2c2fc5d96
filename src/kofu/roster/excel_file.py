"""Excel workbooks: the first sheet that holds anything. Meant for small offices: read whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from kofu.base.errors import KofuError, Place
from kofu.roster.raw import RawBatch, Report, named

_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class ExcelFile:
    """A sheet whose header has been found: `sheet` and `header_row` count from 0."""

    path: Path
    sheet: int
    header_row: int
    header: tuple[str, ...]

    def batches(
        self, wanted: Sequence[str], repeating: Collection[str], report: Report
    ) -> Iterator[RawBatch]:
        """Records of the sheet; a date cell gives `YYYY-MM-DD`, a whole number has no point."""
        numbered = enumerate(_rows(self.path, _workbook(self.path), self.sheet), start=1)
        records = islice(numbered, self.header_row + 1, None)
        positions = [self.header.index(name) for name in wanted]
        while part := list(islice(records, _AT_ONCE)):
            columns = (
                pa.array([_text(cells[position]) for _, cells in part], pa.string())
                for position in positions
            )
            rows = np.array([row for row, _ in part], dtype=np.int64)
            yield RawBatch(rows, dict(zip(wanted, columns, strict=True)))


def open_excel(path: Path) -> ExcelFile:
    """Find the header: the first row that holds anything.

    Raises KofuError: `file-broken`, `file-empty`, `sheets-several` when more than one sheet
    holds rows (which of them is the roster is not ours to guess).
    """
    filled = []
    book = _workbook(path)
    for sheet in range(len(book.sheet_names)):
        for row, cells in enumerate(_rows(path, book, sheet)):
            if any(cell != "" for cell in cells):
                filled.append(ExcelFile(path, sheet, row, named(cells)))
                break
    if not filled:
        raise KofuError("file-empty", Place(file=str(path)))
    if len(filled) > 1:
        raise KofuError("sheets-several", Place(file=str(path)), count=len(filled))
    return filled[0]


def _workbook(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except (CalamineError, OSError):
        raise KofuError("file-broken", Place(file=str(path)), format="Excel") from None


def _rows(path: Path, book: CalamineWorkbook, sheet: int) -> Iterator[Sequence[object]]:
    try:
        yield from book.get_sheet_by_index(sheet).iter_rows()
    except CalamineError:
        raise KofuError("file-broken", Place(file=str(path)), format="Excel") from None


def _text(cell: object) -> str:
    match cell:
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
