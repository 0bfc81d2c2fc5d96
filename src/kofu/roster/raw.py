"""What every file format gives: batches of cells as they stand in the file, with their rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from kofu.base.errors import Finding

Report = Callable[[Finding], None]
"""Takes what is wrong with the file, one finding at a time."""

FIRST_ROW = 2
"""The row of the first person, counted as a spreadsheet does: the header is row 1."""


@dataclass(frozen=True, slots=True)
class RawBatch:
    """Some records: their row numbers, and their cells by the file's own column names.

    Cells are string arrays, dictionary arrays of strings, or what a Parquet file holds.
    """

    rows: npt.NDArray[np.int64]
    cells: Mapping[str, pa.Array]


class RosterFile(Protocol):
    """A file that can be read as records, as often as wanted."""

    @property
    def header(self) -> tuple[str, ...]:
        """The file's own column names, all different."""

    def batches(
        self, wanted: Sequence[str], repeating: Collection[str], report: Report
    ) -> Iterator[RawBatch]:
        """The records with the columns `wanted`; `repeating` ones have few distinct values."""


def named(header: Sequence[object]) -> tuple[str, ...]:
    """Header cells as column names: outer spaces off, a nameless column called by its position."""
    names = (str(cell).strip() for cell in header)
    return tuple(name or f"#{position}" for position, name in enumerate(names, start=1))
