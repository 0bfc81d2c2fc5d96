"""Where a converted roster goes: a typed Parquet file, or a CSV in one of three encodings."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import csv as arrow_csv
from pyarrow import parquet

from kofu.base.errors import Finding
from kofu.roster.opening import RosterSource
from kofu.roster.raw import Report

# An engine that scans the file works group by group; small groups slow it down.
_ROWS_IN_A_GROUP = 100_000


class Encoding(StrEnum):
    """The encoding of a written CSV."""

    UTF8 = "utf-8"
    UTF8_BOM = "utf-8-sig"
    """With a BOM, by which Excel sees that it is UTF-8."""
    CP932 = "cp932"


class Sink(Protocol):
    """Takes typed batches; a context manager that finishes the file."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def write(self, rows: npt.NDArray[np.int64], batch: pa.RecordBatch) -> None:
        """Append `batch`, whose records stand in `rows` of the file they come from."""


class ParquetSink:
    """Writes Parquet with the contract's types."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._writer = parquet.ParquetWriter(path, schema, compression="zstd")
        self._schema = schema
        self._waiting: list[pa.RecordBatch] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._flush()
        self._writer.close()

    def write(self, rows: npt.NDArray[np.int64], batch: pa.RecordBatch) -> None:
        self._waiting.append(batch)
        if sum(waiting.num_rows for waiting in self._waiting) >= _ROWS_IN_A_GROUP:
            self._flush()

    def _flush(self) -> None:
        table = pa.Table.from_batches(self._waiting, self._schema)
        self._writer.write_table(table, row_group_size=max(1, table.num_rows))
        self._waiting.clear()


class CsvSink:
    """Writes CSV; a character the encoding lacks is reported with its place, never replaced."""

    def __init__(
        self,
        path: Path,
        schema: pa.Schema,
        encoding: Encoding,
        source: RosterSource,
        report: Report,
    ) -> None:
        self._encoding, self._source, self._report = encoding, source, report
        self._stream = path.open("wb")
        header = ",".join(f'"{name}"' for name in schema.names) + "\n"
        self._stream.write(header.encode(encoding))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stream.close()

    def write(self, rows: npt.NDArray[np.int64], batch: pa.RecordBatch) -> None:
        sink = pa.BufferOutputStream()
        arrow_csv.write_csv(batch, sink, arrow_csv.WriteOptions(include_header=False))
        utf8 = sink.getvalue().to_pybytes()
        if self._encoding is not Encoding.CP932:
            self._stream.write(utf8)
            return
        try:
            self._stream.write(utf8.decode("utf-8").encode(self._encoding))
        except UnicodeEncodeError:
            self._report_missing(rows, batch)

    def _report_missing(self, rows: npt.NDArray[np.int64], batch: pa.RecordBatch) -> None:
        for name, cells in zip(batch.schema.names, batch.columns, strict=True):
            if not pa.types.is_string(cells.type):
                continue
            for row, text in zip(rows, cells.to_pylist(), strict=True):
                try:
                    (text or "").encode(self._encoding)
                except UnicodeEncodeError as error:
                    params = {
                        "point": f"U+{ord(error.object[error.start]):04X}",
                        "encoding": self._encoding.value,
                    }
                    place = self._source.place(int(row), name)
                    self._report(Finding("character-not-in-encoding", place, params))
