"""The roster for every other part: open it, ask for its columns, stream it as typed Arrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from kofu.base.errors import KofuError, Place
from kofu.roster.columns import COLUMNS
from kofu.roster.mapping import AS_IT_IS
from kofu.roster.my_number import Tally
from kofu.roster.opening import RosterSource, columns, open_unwatched, unknown_columns
from kofu.roster.parquet_file import ParquetFile
from kofu.roster.raw import Report
from kofu.roster.reading import Reader, countable
from kofu.roster.schema import arrow_type

__all__ = [
    "RosterSource",
    "batches",
    "columns",
    "is_typed_parquet",
    "open_source",
    "unknown_columns",
]


def open_source(path: Path, mapping: Path | None = None) -> RosterSource:
    """Open a roster (CSV, Parquet, Excel), with a mapping file where the columns are not ours.

    Raises KofuError, among others `file-missing`, `format-unknown`, `encoding-unreadable`,
    `column-missing`, `column-twice`, and `my-number-found` when the first rows already show
    個人番号 in any column (`batches` watches the rest).
    """
    source = open_unwatched(path, mapping)
    first = next(source.file.batches(source.file.header, (), lambda _: None), None)
    if first is not None:
        for name, cells in first.cells.items():
            tally = Tally(name)
            tally.add(countable(cells))
            if tally.refused:
                raise KofuError("my-number-found", Place(str(path), column=name))
    return source


def is_typed_parquet(source: RosterSource) -> bool:
    """Whether an engine can scan the file itself: Parquet, unmapped, all types the contract's."""
    return (
        isinstance(source.file, ParquetFile)
        and source.mapping == AS_IT_IS
        and all(source.file.schema.field(n).type == arrow_type(COLUMNS[n]) for n in source.theirs)
    )


def batches(source: RosterSource, report: Report) -> Iterator[pa.RecordBatch]:
    """The roster as typed record batches of `columns(source)`, in the file's order.

    What is wrong is reported with file, row and column: an unreadable cell (which becomes
    null), a record of the wrong width (which is left out) and, after the last batch,
    `my-number-found`. Raises KofuError where the file cannot be read on.
    """
    reader = Reader(source, report)
    for raw in reader.raw_batches(tuple(source.theirs.values())):
        yield reader.typed(raw)
    reader.report_my_numbers()
