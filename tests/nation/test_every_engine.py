"""One roster, decided in a file, in a database, on a cluster and person by person: the same rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pyspark.sql import SparkSession
from tests.nation.places import differences, emptied, fill, read
from tests.register import Register

from kofu.decide.engine import Engine, decide_file
from kofu.decide.laws import Laws
from kofu.nation.postgres import Tables, decide_in_postgres
from kofu.nation.spark import decide_in_spark
from kofu.policy.law import Law, law_on
from kofu.policy.load import Book
from kofu.roster.source import open_source
from people import people, write_people

KNOWN = date(2026, 11, 21)
MOMENTS = [
    ("kouki", date(2026, 8, 1)),
    ("tokyo-kouki", date(2024, 12, 10)),
    ("saitama-kouki", date(2028, 2, 29)),
    ("itabashi-kokuho", date(2025, 10, 1)),
    ("kawasaki-kokuho", date(2025, 7, 31)),
    ("shibuya-kokuho", date(2027, 2, 28)),
    ("kenpo", date(2028, 2, 29)),
]


def assert_all_agree(law: Law, roster: Path, event: str | None, register: Register) -> None:
    """The database and the cluster against the oracle; the bulk is held to it as well."""
    folder, source = roster.parent, open_source(roster)
    for engine in Engine:
        decide_file(source, law, folder / f"{engine}.parquet", event, engine)
    fill(register.owner, "people", roster)
    counted = [
        decide_in_postgres(Tables(register.owner, "people", "decisions"), Laws((law,)), event),
        decide_in_spark(str(roster), str(folder / "spark"), Laws((law,)), event),
    ]
    oracle = read(folder / "python.parquet")
    assert [one.rows for one in counted] == [oracle.num_rows] * 2
    assert counted[0].classes == counted[1].classes
    assert differences(read(folder / "duckdb.parquet"), oracle) == []
    assert differences(emptied(register.owner, "decisions"), oracle) == []
    assert differences(read(folder / "spark"), oracle) == []


def agree(book: Book, on: date, count: int, folder: Path, register: Register) -> None:
    law = law_on(book, on, KNOWN)
    roster = write_people(people(law, count, seed=on.toordinal()), folder / "roster.parquet")
    assert_all_agree(law, roster, None if on.day == 1 else "renewal", register)


@pytest.mark.parametrize(("name", "on"), [MOMENTS[0], MOMENTS[-1]])
def test_every_engine_says_the_same_of_people_on_boundaries(
    pack: Callable[[str], Book],
    register: Register,
    spark: SparkSession,
    tmp_path: Path,
    name: str,
    on: date,
) -> None:
    """The two packs that have all kinds of caps between them. Unknown facts, leap days and the
    days beside every boundary are among the people.
    """
    agree(pack(name), on, 3_000, tmp_path, register)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "on"), MOMENTS)
def test_every_engine_says_the_same_of_a_million(
    pack: Callable[[str], Book],
    register: Register,
    spark: SparkSession,
    tmp_path: Path,
    name: str,
    on: date,
) -> None:
    """A million people in all, over every pack."""
    agree(pack(name), on, 1_000_000 // len(MOMENTS) + 1, tmp_path, register)
