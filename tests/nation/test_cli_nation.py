"""`kofu decide` for all insurers, in a database and on a cluster, as a script meets it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.nation.places import emptied, fill, read
from tests.register import Register

Kofu = Callable[..., tuple[int, str, str]]
DAYS = ("--on", "2025-08-01", "--known", "2025-08-01")
ONE = ("--insurer", "kawasaki-kokuho", *DAYS)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """One person of each of two insurers, without a card."""
    path = tmp_path / "people.parquet"
    none = [False, False]
    people = {
        "person_id": ["a", "b"],
        "insurer_number": ["1", "2"],
        "has_card": none,
        "registered": none,
    }
    people["birth_date"] = pa.array([date(1980, 5, 5)] * 2)
    pq.write_table(pa.table(people), path)
    return path


@pytest.fixture
def insurers(tmp_path: Path) -> Path:
    path = tmp_path / "insurers.csv"
    path.write_text(
        "insurer_number,pack,from,until\n"
        "1,kawasaki-kokuho,2024-12-02,\n2,kenpo,2024-12-02,\n3,kenpo,2024-12-02,\n",
        encoding="utf-8",
    )
    return path


def test_in_the_database_that_the_surroundings_name(
    kofu: Kofu, register: Register, roster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(register.owner, "people", roster)
    monkeypatch.setenv("DATABASE_URL", register.owner)
    code, out, told = kofu("decide", "people", *ONE, "--engine", "postgres", "-o", "decisions")
    assert (code, told) == (0, "")
    assert "2人" in out
    assert emptied(register.owner, "decisions")["document"].to_pylist() == ["certificate"] * 2
    again = ("decide", "people", *ONE, "--engine", "postgres", "-o", "decisions")
    code, _, told = kofu(*again)
    assert (code, told.partition(":")[0]) == (2, "output-exists")
    assert kofu(*again, "--replace")[0] == 0


def test_all_insurers_of_a_file(kofu: Kofu, roster: Path, insurers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    code, said, told = kofu("decide", roster, "--insurers", insurers, *DAYS, "-o", out, "--json")
    assert (code, told) == (0, "")
    summary = json.loads(said)
    assert (summary["people"], summary["insurers"], summary["laws"]) == (2, 3, 2)
    assert read(out)["person_id"].to_pylist() == ["a", "b"]
    code, said, _ = kofu("decide", roster, "--insurers", insurers, *DAYS, "-o", out)
    assert code == 0
    assert "3保険者" in said


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ((*ONE, "--engine", "postgres", "-o", "out"), "database-not-named"),
        ((*ONE, "--insurers", "INSURERS", "-o", "out.parquet"), "insurer-or-insurers"),
        ((*DAYS, "-o", "out.parquet"), "insurer-or-insurers"),
        ((*DAYS, "--insurers", "INSURERS", "--engine", "python", "-o", "out.parquet"), "engine-of-one-insurer"),
        ((*DAYS, "--insurers", "INSURERS", "-o", "out.csv"), "output-not-parquet"),
        ((*DAYS, "--insurers", "INSURERS", "-o", "people.parquet"), "output-is-input"),
        ((*DAYS, "--insurers", "INSURERS", "--mapping", "m.yaml", "-o", "out.parquet"), "engine-takes-no-mapping"),
        ((*DAYS, "--insurers", "INSURERS", "--event", "whim", "-o", "out.parquet"), "event-unknown"),
    ],
)  # fmt: skip
def test_calls_that_contradict_themselves(
    kofu: Kofu,
    roster: Path,
    insurers: Path,
    monkeypatch: pytest.MonkeyPatch,
    more: tuple[str, ...],
    code: str,
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(roster.parent)
    words = [str(insurers) if word == "INSURERS" else word for word in more]
    exit_code, _, told = kofu("decide", "people.parquet", *words)
    assert (exit_code, told.partition(":")[0]) == (2, code)
    assert sorted(one.name for one in roster.parent.iterdir()) == ["insurers.csv", "people.parquet"]


def test_a_roster_that_is_no_parquet(kofu: Kofu, insurers: Path, tmp_path: Path) -> None:
    code, _, told = kofu(
        "decide", insurers, "--insurers", insurers, *DAYS, "-o", tmp_path / "out.parquet"
    )
    assert (code, told.partition(":")[0]) == (2, "roster-unreadable")


def test_without_the_extra_it_is_said_what_to_install(
    kofu: Kofu, roster: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    code, _, told = kofu("decide", roster, *ONE, "--engine", "spark", "-o", tmp_path / "out")
    assert (code, told.partition(":")[0]) == (2, "cluster-not-installed")
