"""A roster in a database or on a cluster that cannot be decided: the errors of a file, and no output."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession
from small import small
from tests.nation.places import fill
from tests.register import Register

from kofu.base.checkdigits import my_number_is_valid
from kofu.base.errors import KofuError
from kofu.decide.laws import Laws
from kofu.nation.files import decide_in_files
from kofu.nation.postgres import Tables, decide_in_postgres
from kofu.nation.spark import decide_in_spark
from kofu.policy.law import law_on
from kofu.policy.load import Book, load

ON = date(2025, 8, 1)
REAL = [f"{n:011d}{digit}" for n in range(20_000_000_000, 20_000_000_005) for digit in range(10) if my_number_is_valid(f"{n:011d}{digit}")]  # fmt: skip
Columns = dict[str, list[object]]
TEXT, DAY = pa.string(), pa.date32()
BROKEN: list[tuple[pa.Table, str, str | None]] = [
    (pa.table({"person_id": ["x", "x"]}), "people-twice", None),
    (pa.table({"person_id": pa.array(["x", None])}), "person-nameless", None),
    (pa.table({"person_id": pa.array([], TEXT)}), "roster-without-people", None),
    (pa.table({"name": ["x"]}), "column-missing", "person_id"),
    (pa.table({"person_id": ["x"], "application": ["because"]}), "codes-strange", "application"),
    (pa.table({"person_id": ["x"], "birth_date": ["1980-01-01"]}), "column-type-strange", "birth_date"),
    (pa.table({"person_id": ["x"], "has_card": pa.array([1], pa.int32())}), "column-type-strange", "has_card"),
    (pa.table({"person_id": list("abcde"), "memo": REAL}), "my-number-found", "memo"),
    (pa.table({"person_id": ["a"], "マイナンバー": [f"{REAL[0][:4]}-{REAL[0][4:8]}-{REAL[0][8:]}"]}), "my-number-found", "マイナンバー"),
]  # fmt: skip


@pytest.fixture
def laws(pack: Callable[[str], Book]) -> Laws:
    return Laws((law_on(pack("kawasaki-kokuho"), ON, ON),))


def there(database: str) -> bool:
    with psycopg.connect(database) as db:
        row = db.execute("select to_regclass('decisions') is not null").fetchone()
    return bool(row and row[0])


def told(refused: pytest.ExceptionInfo[KofuError]) -> tuple[str, str | None]:
    return refused.value.finding.code, refused.value.finding.place.column


@pytest.mark.parametrize(
    ("people", "code", "column"), BROKEN, ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_file_or_a_table_that_cannot_be_decided(
    register: Register, laws: Laws, tmp_path: Path, people: pa.Table, code: str, column: str | None
) -> None:
    pq.write_table(people, tmp_path / "people.parquet")
    with pytest.raises(KofuError) as refused:
        decide_in_files(tmp_path / "people.parquet", tmp_path / "out.parquet", laws)
    assert told(refused) == (code, column)
    fill(register.owner, "people", tmp_path / "people.parquet")
    with pytest.raises(KofuError) as refused:
        decide_in_postgres(Tables(register.owner, "people", "decisions"), laws)
    assert told(refused) == (code, column)
    assert not there(register.owner)
    assert [one.name for one in tmp_path.iterdir()] == ["people.parquet"]


@pytest.mark.slow
def test_a_folder_on_a_cluster_that_cannot_be_decided(
    spark: SparkSession, laws: Laws, tmp_path: Path
) -> None:
    roster, out = str(tmp_path / "people.parquet"), str(tmp_path / "out")
    for people, code, column in BROKEN:
        pq.write_table(people, roster)
        with pytest.raises(KofuError) as refused:
            decide_in_spark(roster, out, laws)
        assert told(refused) == (code, column)
        assert not Path(out).exists()
    with pytest.raises(KofuError) as refused:
        decide_in_spark(str(tmp_path / "nowhere"), out, laws)
    assert told(refused) == ("roster-unreadable", None)
    pq.write_table(pa.table({"person_id": ["a"]}), roster)
    decide_in_spark(roster, out, laws)
    with pytest.raises(KofuError) as refused:
        decide_in_spark(roster, out, laws)
    assert told(refused) == ("output-exists", None)
    pq.write_table(pa.table({"person_id": ["b"]}), roster)
    decide_in_spark(roster, out, laws, replace=True)
    assert pq.read_table(out)["person_id"].to_pylist() == ["b"]
    with pytest.raises(KofuError) as refused:
        decide_in_spark(roster, f"{roster}/", laws, replace=True)
    assert told(refused) == ("output-is-input", None)


def test_odd_names_are_names_and_nothing_else(
    register: Register, laws: Laws, tmp_path: Path
) -> None:
    """A table may be called anything; a column that no rule reads too."""
    with psycopg.connect(register.owner) as db:
        db.execute('create schema "Town"')
        db.execute(
            'create table "Town"."people; drop" (person_id text, "a "" b" int, "Select" text)'
        )
        db.execute("""insert into "Town"."people; drop" values ('x', 1, 'y')""")
    name = "Town.people; drop"
    decide_in_postgres(Tables(register.owner, name, 'Town.o"ut'), laws)
    with psycopg.connect(register.owner) as db:
        assert db.execute('select person_id, document from "Town"."o""ut"').fetchall() == [
            ("x", "review")
        ]


@pytest.mark.parametrize(
    ("roster", "out", "code"),
    [
        ("nowhere", "decisions", "table-missing"),
        ("people", "people", "output-is-input"),
        ("people", "public.people", "output-is-input"),
        ("people", "older", "output-exists"),
        ("a.b.c", "decisions", "table-name-wrong"),
        ("people", "no.where", "database-stopped"),
        ("people", "", "table-name-wrong"),
    ],
)
def test_tables_that_are_not_there_or_in_the_way(
    register: Register, laws: Laws, roster: str, out: str, code: str
) -> None:
    with psycopg.connect(register.owner) as db:
        db.execute("create table people as select 'x' as person_id")
        db.execute("create table older as select 1 as kept")
    with pytest.raises(KofuError) as refused:
        decide_in_postgres(Tables(register.owner, roster, out), laws)
    assert refused.value.finding.code == code
    with psycopg.connect(register.owner) as db:
        assert db.execute("select kept from older").fetchall() == [(1,)]


def test_an_older_table_gives_way_when_asked_and_only_to_a_whole_one(
    register: Register, laws: Laws, tmp_path: Path
) -> None:
    with psycopg.connect(register.owner) as db:
        db.execute("create table people as select 'x' as person_id, true as has_card")
        db.execute("create table older as select 1 as kept")
    unsound = load(small(tmp_path, ('when: {card: ["no", unknown]}', "when: {}")))
    with pytest.raises(KofuError) as refused:
        decide_in_postgres(
            Tables(register.owner, "people", "older", replace=True),
            Laws((law_on(unsound, date(2025, 6, 1), date(2025, 6, 1)),)),
        )
    assert refused.value.finding.code == "rules-overlap"
    with psycopg.connect(register.owner) as db:
        assert db.execute("select kept from older").fetchall() == [(1,)]
    decide_in_postgres(Tables(register.owner, "people", "older", replace=True), laws)
    with psycopg.connect(register.owner) as db:
        assert db.execute("select person_id from older").fetchall() == [("x",)]


def test_a_database_that_is_not_there(laws: Laws) -> None:
    with pytest.raises(KofuError) as refused:
        decide_in_postgres(Tables("postgresql://127.0.0.1:1/none", "people", "out"), laws)
    assert refused.value.finding.code == "database-unreachable"
