"""Thousands of insurers in one pass: one statement, and each person as the interpreter decides."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession
from tests.nation.places import differences, emptied, fill, read
from tests.register import Register

from kofu.base.errors import KofuError
from kofu.decide.decision import SCHEMA
from kofu.decide.joined import counts_sql, question
from kofu.decide.laws import Laws
from kofu.decide.oracle import decide_person
from kofu.decide.sql import Columns
from kofu.nation.files import decide_in_files
from kofu.nation.insurers import read_insurers
from kofu.nation.postgres import Tables, decide_in_postgres
from kofu.nation.spark import decide_in_spark
from kofu.policy.facts import FACTS, FactValue
from kofu.policy.law import Law, law_on
from kofu.policy.load import Book
from kofu.roster.schema import arrow_schema
from people import people

ON, KNOWN = date(2025, 8, 1), date(2026, 11, 21)
INSURERS = 3_400
HEADER = (
    "insurer_number", "pack", "from", "until", "old_card_last_day", "grace_months",
    "certificate_expiry_issue_months", "renewal_flow", "registered_mail_deadline",
    "simplified_municipalities",
)  # fmt: skip
PACKS = ("kouki", "tokyo-kouki", "itabashi-kokuho", "kawasaki-kokuho", "shibuya-kokuho", "kenpo")
Row = dict[str, str]


def invented(seed: int) -> list[Row]:
    """Insurers of every pack, most with parameters of their own, some with a row of other years."""
    chance = random.Random(seed)
    rows: list[Row] = []
    for number in range(INSURERS):
        pack = PACKS[number % len(PACKS)]
        row = {"insurer_number": f"{number:08d}", "pack": pack, "from": "2024-04-01"}
        if chance.random() < 0.7:
            row["old_card_last_day"] = f"2025-{chance.randint(1, 11):02d}-28"
            row["grace_months"] = str(chance.choice((2, 4)))
        if chance.random() < 0.1:
            row["old_card_last_day"] = "null"
        if pack == "tokyo-kouki":
            towns = [
                f"13{chance.randint(101, 104)}{chance.randint(0, 1)}" for _ in range(number % 3)
            ]
            row["simplified_municipalities"] = ";".join(towns)
        if pack == "kawasaki-kokuho" and chance.random() < 0.5:
            row["registered_mail_deadline"] = f"2025-05-{chance.choice((29, 30))}"
        if chance.random() < 0.1:
            rows.append({**row, "until": "2025-07-31", "grace_months": "12"})
            row["from"] = "2025-08-01"
        rows.append(row)
    return rows


def written(rows: list[Row], path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, HEADER)
        table.writeheader()
        table.writerows(rows)
    return path


def laws_of(rows: list[Row], books: Callable[[str], Book]) -> dict[str, Law]:
    """The law of each insurer on the day, read from the rows without any help of the product's."""
    laws = {}
    for row in rows:
        if not row["from"] <= ON.isoformat() <= row.get("until", "9999-12-31"):
            continue
        settings: dict[str, object] = {}
        for name in ("old_card_last_day", "registered_mail_deadline"):
            if name in row:
                settings[name] = None if row[name] == "null" else date.fromisoformat(row[name])
        if "grace_months" in row:
            settings["grace_months"] = int(row["grace_months"])
        if row.get("simplified_municipalities"):
            settings["simplified_municipalities"] = tuple(
                row["simplified_municipalities"].split(";")
            )
        book = books(row["pack"])
        laws[row["insurer_number"]] = (
            law_on(book.with_parameters(settings), ON, KNOWN)
            if settings
            else law_on(book, ON, KNOWN)
        )
    return laws


def their_people(laws: dict[str, Law], seed: int) -> list[dict[str, FactValue]]:
    """Four of each insurer, standing on the boundaries of its own law."""
    rows: list[dict[str, FactValue]] = []
    for number, (insurer, law) in enumerate(laws.items()):
        for person in people(law, 4, seed + number):
            rows.append({**person, "person_id": f"P{len(rows):08d}", "insurer_number": insurer})
    return rows


def roster_of(rows: list[dict[str, FactValue]], path: Path) -> Path:
    schema = arrow_schema(("person_id", *FACTS)).append(pa.field("insurer_number", pa.string()))
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
    return path


def by_the_oracle(rows: list[dict[str, FactValue]], laws: dict[str, Law]) -> pa.Table:
    decided = []
    for row in rows:
        one = decide_person(laws[str(row["insurer_number"])], str(row["person_id"]), row)
        decided.append({name: getattr(one, name) for name in SCHEMA.names})
    return pa.Table.from_pylist(decided, schema=SCHEMA).sort_by("person_id")


@dataclass(frozen=True)
class Country:
    """The table of all insurers, a roster of people of every 17th, and what the oracle says."""

    laws: Laws
    roster: Path
    expected: pa.Table


@pytest.fixture
def country(pack: Callable[[str], Book], tmp_path: Path) -> Country:
    rows = invented(seed=3)
    laws = read_insurers(written(rows, tmp_path / "insurers.csv"), ON, KNOWN)
    assert len(laws.insurers) == INSURERS
    assert len(laws.laws) > 150
    sampled = {f"{number:08d}" for number in range(0, INSURERS, 17)}
    alone = laws_of([row for row in rows if row["insurer_number"] in sampled], pack)
    everybody = their_people(alone, seed=11)
    roster = roster_of(everybody, tmp_path / "roster.parquet")
    return Country(laws, roster, by_the_oracle(everybody, alone))


def test_thousands_of_insurers_in_one_pass(country: Country, register: Register) -> None:
    out = country.roster.with_name("out.parquet")
    decide_in_files(country.roster, out, country.laws)
    assert differences(read(out), country.expected) == []
    fill(register.owner, "people", country.roster)
    decide_in_postgres(Tables(register.owner, "people", "decisions"), country.laws)
    assert differences(emptied(register.owner, "decisions"), country.expected) == []


@pytest.mark.slow
def test_thousands_of_insurers_on_a_cluster(country: Country, spark: SparkSession) -> None:
    out = country.roster.with_name("spark")
    decide_in_spark(str(country.roster), str(out), country.laws)
    assert differences(read(out), country.expected) == []


def test_the_statement_does_not_grow_with_the_insurers(tmp_path: Path) -> None:
    """Its length follows the kinds of questions: ten insurers of a pack ask what a thousand ask."""
    few, many = (
        written(
            [
                {"insurer_number": str(n), "pack": "kouki", "from": "2024-04-01", "old_card_last_day": f"2025-{n % 11 + 1:02d}-{n % 28 + 1:02d}"}
                for n in range(count)
            ],
            tmp_path / f"{count}.csv",
        )
        for count in (10, 1_000)
    )  # fmt: skip
    lengths = []
    for path in (few, many):
        asked = question(read_insurers(path, ON, KNOWN), Columns(frozenset(FACTS), {}))
        lengths.append(len(counts_sql(asked, "duckdb")))
    assert lengths[0] == lengths[1]


ONE = "1,kouki,2024-04-01,,"
BROKEN = [
    ("insurer_number,pack,from\n1,kouki,2024-04-01\n", "column-missing", 1, "until"),
    (f"insurer_number,pack,from,until,grace_months\n{ONE}\n{ONE}\n", "insurer-twice", 3, "insurer_number"),
    (f"insurer_number,pack,from,until,grace_months\n{ONE}many\n", "insurer-value-wrong", 2, "grace_months"),
    (f"insurer_number,pack,from,until,age_line_day\n{ONE}someday\n", "insurer-value-wrong", 2, "age_line_day"),
    (f"insurer_number,pack,from,until,mood\n{ONE}good\n", "parameter-unknown", 2, "mood"),
    ("insurer_number,pack,from,until\n1,,2024-04-01,\n", "insurer-incomplete", 2, "pack"),
    ("insurer_number,pack,from,until\n,kouki,2024-04-01,\n", "insurer-incomplete", 2, "insurer_number"),
    ("insurer_number,pack,from,until\n1,kouki,,\n", "insurer-incomplete", 2, "from"),
    ("insurer_number,pack,from,until\n1,kouki,2020-01-01,2024-12-31\n", "insurers-none", None, None),
    ("insurer_number,pack,from,until,until\n1,kouki,2020-01-01,,\n", "column-twice", 1, "until"),
    ("insurer_number,pack,from,until\n1,kouki\n", "row-width", 2, None),
]  # fmt: skip


@pytest.mark.parametrize(("content", "code", "row", "column"), BROKEN)
def test_a_table_of_insurers_that_is_wrong(
    tmp_path: Path, content: str, code: str, row: int | None, column: str | None
) -> None:
    path = tmp_path / "insurers.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KofuError) as refused:
        read_insurers(path, ON, KNOWN)
    place = refused.value.finding.place
    assert (refused.value.finding.code, place.row, place.column) == (code, row, column)


def test_a_day_of_an_older_row_follows_the_older_row(tmp_path: Path) -> None:
    path = tmp_path / "insurers.csv"
    path.write_text(
        "insurer_number,pack,from,until,grace_months\n"
        "1,kouki,2024-04-01,令和7年7月31日,2\n1,kouki,R7.8.1,,\n",
        encoding="utf-8",
    )
    months = [
        read_insurers(path, on, KNOWN).laws[0].parameters["grace_months"].value
        for on in (date(2025, 7, 31), date(2025, 8, 1))
    ]
    assert months == [2, 3]


@pytest.mark.parametrize("insurer", [None, "9", ""])
def test_people_of_an_insurer_that_nobody_listed(tmp_path: Path, insurer: str | None) -> None:
    path = tmp_path / "insurers.csv"
    path.write_text(f"insurer_number,pack,from,until\n{ONE[:-1]}\n", encoding="utf-8")
    laws = read_insurers(path, ON, KNOWN)
    roster = roster_of(
        [{"person_id": "a", "insurer_number": "1"}, {"person_id": "b", "insurer_number": insurer}],
        tmp_path / "roster.parquet",
    )
    with pytest.raises(KofuError) as refused:
        decide_in_files(roster, tmp_path / "out.parquet", laws)
    finding = refused.value.finding
    assert (finding.code, finding.params["people"]) == ("insurer-not-in-table", 1)
    assert not (tmp_path / "out.parquet").exists()


def test_laws_that_take_the_same_caps_in_another_order(pack: Callable[[str], Book]) -> None:
    """Each law finds its caps in its own order: the order says which is named where days agree."""
    law = law_on(pack("kenpo"), ON, KNOWN)
    names = list(law.caps)
    turned = Law(**{**law.__dict__, "caps": {name: law.caps[name] for name in reversed(names)}})
    both = Laws((law, turned))
    assert [name for name, _ in both.places_of_caps(turned)] == names[::-1]
    for one in both.laws:
        places = [place for _, place in both.places_of_caps(one)]
        assert places == sorted(places)
        assert [both.caps[place].id for place in places] == list(one.caps)
