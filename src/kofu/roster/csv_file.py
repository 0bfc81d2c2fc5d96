"""CSV files, read in blocks by Arrow: memory stays flat, and no record is lost unsaid."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from kofu.base.errors import Finding, KofuError, Place
from kofu.roster.encodings import UTF8, detect_encoding, unclosed_quote
from kofu.roster.raw import FIRST_ROW, RawBatch, Report, named
from kofu.roster.texts import utf8_bytes

_BLOCK = 1 << 22
_LONGEST_CELL = 1 << 20
# With fewer columns, an address with commas and a line break would look like swallowed rows.
_FEWEST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file whose encoding and header are known."""

    path: Path
    encoding: str
    header: tuple[str, ...]

    def batches(
        self, wanted: Sequence[str], repeating: Collection[str], report: Report
    ) -> Iterator[RawBatch]:
        """Records in blocks of some megabytes.

        Reports `row-width` for a record with more or fewer cells than the header, which is left
        out, and `rows-in-cell` for a cell in which quotation marks hide other records.
        Raises KofuError `csv-broken` when a record is longer than a block.
        """
        if not _has_records(self.path, self.encoding):
            return
        skipped: list[int] = []

        def on_wrong_width(row: arrow_csv.InvalidRow) -> str:
            skipped.append(row.number)
            report(
                Finding(
                    "row-width",
                    Place(file=str(self.path), row=row.number),
                    {"expected": row.expected_columns, "found": row.actual_columns},
                )
            )
            return "skip"

        next_row = FIRST_ROW
        try:
            for batch in self._open(wanted, repeating, on_wrong_width):
                size = batch.num_rows
                reach = np.arange(next_row, next_row + size + len(skipped), dtype=np.int64)
                rows = np.setdiff1d(reach, skipped, assume_unique=True)[:size]
                if size:
                    next_row = int(rows[-1]) + 1
                    raw = RawBatch(rows, dict(zip(wanted, batch.columns, strict=True)))
                    self._report_swallowed_rows(raw, report)
                    yield raw
        except pa.ArrowInvalid:
            raise KofuError("csv-broken", Place(file=str(self.path), row=next_row)) from None

    def _report_swallowed_rows(self, raw: RawBatch, report: Report) -> None:
        between = len(self.header) - 1
        for name, cells in raw.cells.items():
            if len(self.header) < _FEWEST_COLUMNS or not _has_line_break(cells):
                continue
            for row, text in zip(raw.rows, cells.to_pylist(), strict=True):
                breaks = len(text.splitlines()) - 1
                if breaks > 0 and text.count(",") >= breaks * between:
                    report(Finding("rows-in-cell", Place(str(self.path), int(row), name)))

    def _open(
        self, wanted: Sequence[str], repeating: Collection[str], on_wrong_width: object
    ) -> arrow_csv.CSVStreamingReader:
        repeated = pa.dictionary(pa.int32(), pa.string())
        return arrow_csv.open_csv(
            self.path,
            # Row numbers are known only when one thread parses.
            read_options=arrow_csv.ReadOptions(
                use_threads=False,
                block_size=_BLOCK,
                column_names=list(self.header),
                skip_rows_after_names=1,
                encoding=self.encoding,
            ),
            parse_options=arrow_csv.ParseOptions(
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=on_wrong_width,
            ),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=list(wanted),
                column_types={
                    name: repeated if name in repeating else pa.string() for name in self.header
                },
                null_values=[],
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )


def open_csv(path: Path, told: str | None = None) -> CsvFile:
    """Look at a CSV file: its encoding, its header, its quotes.

    Raises KofuError: `encoding-unreadable`, `file-missing`, `file-unreadable`, `file-empty`,
    `quote-unclosed`, `csv-broken`.
    """
    encoding = detect_encoding(path, told)
    if (line := unclosed_quote(path)) is not None:
        raise KofuError("quote-unclosed", Place(file=str(path), row=line))
    header = next(_records(path, encoding), None)
    if not header:
        raise KofuError("file-empty", Place(file=str(path)))
    return CsvFile(path, encoding, named(header))


def _has_line_break(cells: pa.Array) -> bool:
    texts = cells.dictionary if pa.types.is_dictionary(cells.type) else cells
    data = utf8_bytes(texts)
    return bool((data == ord("\n")).any() or (data == ord("\r")).any())


def _has_records(path: Path, encoding: str) -> bool:
    records = _records(path, encoding)
    next(records, None)
    return next(records, None) is not None


def _records(path: Path, encoding: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding="utf-8-sig" if encoding == UTF8 else encoding, newline="") as stream:
        try:
            yield from csv.reader(stream)
        except csv.Error:
            raise KofuError("csv-broken", Place(file=str(path))) from None
