"""Two rows for one person: the same person_id, or the same name, birth date and address.

Only 128-bit digests and row numbers are kept, some 40 bytes a row whatever the texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Self

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

_PARTS = 16
_SAME_PERSON = ("name", "birth_date", "address")


class Duplicates:
    """Fed with all rows, then asked. A context manager; nothing touches the disk."""

    def __init__(self) -> None:
        self._db = duckdb.connect(":memory:")
        self._db.execute("CREATE TABLE seen (row BIGINT, person UHUGEINT, twin UHUGEINT)")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def add(self, rows: npt.NDArray[np.int64], batch: pa.RecordBatch) -> None:
        """Remember the persons of some rows."""
        names = [name for name in ("person_id", *_SAME_PERSON) if name in batch.schema.names]
        part = pa.table(
            [pa.array(rows), *(batch.column(name) for name in names)], names=["row", *names]
        )
        # chr(31) keeps the texts apart: "ab" + "c" is not "a" + "bc"; || gives null for unknown.
        twin = (
            "md5_number(name || chr(31) || birth_date || chr(31) || address)"
            if set(_SAME_PERSON) <= set(names)
            else "NULL"
        )
        self._db.register("part", part)
        self._db.execute(f"INSERT INTO seen SELECT row, md5_number(person_id), {twin} FROM part")
        self._db.unregister("part")

    def same_id(self) -> Iterator[tuple[int, int]]:
        """(row, first row with that person_id), for every row after the first."""
        return self._pairs("person", "count(*) > 1")

    def same_person(self) -> Iterator[tuple[int, int]]:
        """(row, first row), where all but the person_id is the same."""
        return self._pairs("twin", "count(DISTINCT person) > 1")

    def _pairs(self, key: str, several: str) -> Iterator[tuple[int, int]]:
        """Group part by part of the digests, so that the grouping never holds all of them."""
        for part in range(_PARTS):
            found = self._db.execute(
                f"WITH part AS (SELECT * FROM seen WHERE hash({key}) % {_PARTS} = {part} "
                f"AND {key} IS NOT NULL), "
                f"groups AS (SELECT {key}, min(row) AS first FROM part "
                f"GROUP BY {key} HAVING {several}) "
                f"SELECT row, first FROM part JOIN groups USING ({key}) WHERE row > first"
            )
            while pairs := found.fetchmany(10_000):
                yield from pairs
