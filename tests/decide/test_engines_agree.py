"""The bulk and the oracle give the same row for the same person, on every boundary.

Agreement alone proves nothing: the cases of the packs and the invariants below stand beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from tests.many import many

from kofu.decide.engine import Engine, decide_file
from kofu.policy.law import law_on
from kofu.policy.load import Book
from kofu.roster.source import open_source
from people import people, write_people

DAYS = {
    "kouki": (date(2025, 8, 1), date(2026, 8, 1)),
    "tokyo-kouki": (date(2024, 12, 10), date(2025, 8, 1)),
    "saitama-kouki": (date(2026, 8, 1), date(2028, 2, 29)),
    "itabashi-kokuho": (date(2025, 10, 1), date(2026, 8, 1)),
    "kawasaki-kokuho": (date(2025, 7, 31), date(2025, 8, 1)),
    "shibuya-kokuho": (date(2025, 8, 1), date(2027, 2, 28)),
    "kenpo": (date(2024, 10, 1), date(2025, 12, 2), date(2028, 2, 29), date(2027, 3, 1)),
}
MOMENTS = [(name, on) for name, days in DAYS.items() for on in days]


def both(book: Book, on: date, count: int, folder: Path) -> tuple[Path, Path]:
    law = law_on(book, on, date(2026, 11, 21))
    roster = write_people(people(law, count, seed=on.toordinal()), folder / "roster.parquet")
    out = (folder / "bulk.parquet", folder / "oracle.parquet")
    for engine, path in zip((Engine.DUCKDB, Engine.PYTHON), out, strict=True):
        decide_file(open_source(roster), law, path, engine=engine)
    return out


def breaches(path: Path) -> list[tuple[object, ...]]:
    """Rows that break what must always hold of a decision."""
    return duckdb.execute(
        """
        select person_id, document, valid_from, valid_until, cap from read_parquet($path)
        where valid_until < valid_from
           or (document in ('certificate', 'notice')) <> (valid_from is not null)
           or (document in ('certificate', 'notice')) <> (form is not null and delivery is not null)
           or (document = 'certificate') and valid_until is null
           or (cap is null) <> (valid_until is null)
           or (provisional and document <> 'certificate')
        """,
        {"path": str(path)},
    ).fetchall()


def assert_agreed(book: Book, on: date, count: int, folder: Path) -> None:
    bulk, oracle = both(book, on, count, folder)
    one, other = pq.read_table(bulk), pq.read_table(oracle)
    assert one.column_names == other.column_names
    assert one.num_rows == other.num_rows == count
    different = [
        name
        for name in one.column_names
        if not one[name].combine_chunks().equals(other[name].combine_chunks())
    ]
    assert different == []
    assert breaches(bulk) == []


@pytest.mark.parametrize(("name", "on"), MOMENTS)
def test_bulk_and_oracle_agree(
    pack: Callable[[str], Book], tmp_path: Path, name: str, on: date
) -> None:
    assert_agreed(pack(name), on, 2_000, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "on"), MOMENTS)
def test_bulk_and_oracle_agree_on_very_many(
    pack: Callable[[str], Book], tmp_path: Path, name: str, on: date
) -> None:
    """Every pack on its days; that they agree on a million is shown with the other engines."""
    assert_agreed(pack(name), on, many(15_000), tmp_path)
