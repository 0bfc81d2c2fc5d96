"""Parquet files, read in groups of rows: memory stays flat."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from kofu.base.errors import KofuError, Place
from kofu.roster.raw import FIRST_ROW, RawBatch, Report

_AT_ONCE = 1 << 16


@dataclass(frozen=True, slots=True)
class ParquetFile:
    """A Parquet file and the types of its columns."""

    path: Path
    schema: pa.Schema

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(self.schema.names)

    def batches(
        self, wanted: Sequence[str], repeating: Collection[str], report: Report
    ) -> Iterator[RawBatch]:
        """Records; the first one is row 2, so that the numbers match a CSV of the same people."""
        next_row = FIRST_ROW
        try:
            with parquet.ParquetFile(self.path, pre_buffer=False) as file:
                for batch in file.iter_batches(_AT_ONCE, columns=list(wanted)):
                    rows = np.arange(next_row, next_row + batch.num_rows, dtype=np.int64)
                    next_row += batch.num_rows
                    yield RawBatch(rows, {name: batch.column(name) for name in wanted})
        except (pa.ArrowException, OSError):
            raise _broken(self.path) from None


def open_parquet(path: Path) -> ParquetFile:
    """Read the schema. Raises KofuError `file-broken`."""
    try:
        return ParquetFile(path, parquet.read_schema(path))
    except (pa.ArrowException, OSError):
        raise _broken(path) from None


def _broken(path: Path) -> KofuError:
    return KofuError("file-broken", Place(file=str(path)), format="Parquet")
