"""The union and the nation: every band a rule may read is present, and nothing contradicts."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from kofu.policy.facts import APPLICATIONS, FACTS
from kofu.roster.synthesize import load_marginals, write

TOKYO = {
    "85 on renewal": "birth_date = '1941-08-01'",
    "84 on renewal": "birth_date = '1941-08-02'",
    "joined by disability": "birth_date > '1951-04-30' and disability_until is not null",
    "over 100": "birth_date < '1926-04-30'",
    "six uses and lately": "uses_12m = 6 and uses_3m = 1",
    "six uses but not lately": "uses_12m = 6 and uses_3m = 0",
    "five uses": "uses_12m = 5",
    "counts missing": "registered and uses_12m is null",
    "expired": "certificate_expires_on < status_on",
    "lives outside": "residence_exception",
    "an island": "municipality_code = '134210' and address like '小笠原村%'",
    **{f"application {code}": f"application = '{code}'" for code in APPLICATIONS},
}
NOT_IN_TOKYO = {
    "under 65": "birth_date + interval 65 year > status_on",
    "joined before 65": "acquired_on < birth_date + interval 65 year",
    "joined before 75 though 75": (
        "birth_date < '1951-05-01' and acquired_on < birth_date + interval 75 year"
    ),
    "joined after the status day": "acquired_on > status_on",
    "without a certificate": "certificate_until is distinct from date '2026-07-31'",
    "with a symbol or a branch": "symbol is not null or branch is not null",
    "with a head of household": "household_head is not null",
}
JAPAN = {
    **{
        f"unknown {name}": f"{name} is null"
        for name in ("has_card", "registered", "uses_12m", "info_restricted", "my_number_known")
    },
    "registration unknown": "has_card and registered is null",
    "expiry unknown": "registered and certificate_expires_on is null",
    "nothing held": "coalesce(old_card_until, certificate_until, notice_sent_on) is null",
    "leaves": "lost_on is not null",
    "dependant": "membership = 'dependant'",
    "insured": "membership = 'insured' and employer_id is not null",
    "neither": "membership is null",
    "continuing": "voluntary_continuation",
    "student": "student",
    "special care": "special_care_from is not null",
    "disability": "disability_until is not null",
    "delivery held": "delivery_hold",
    "registered mail": "wants_registered_mail",
    **{f"application {code}": f"application = '{code}'" for code in APPLICATIONS},
}


@pytest.fixture(scope="module")
def rosters(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """Views `tokyo` and `japan`, some hundred thousand people each."""
    folder = tmp_path_factory.mktemp("others")
    connection = duckdb.connect()
    for name, people in (("tokyo", 400_000), ("japan", 300_000)):
        path = Path(folder / f"{name}.parquet")
        assert write(load_marginals(name), path, people).exact
        connection.execute(f"create view {name} as select * from '{path}'")
    return connection


def _count(rosters: duckdb.DuckDBPyConnection, name: str, condition: str) -> int:
    found = rosters.execute(f"select count(*) from {name} where {condition}").fetchone()
    assert found is not None
    return int(found[0])


@pytest.mark.parametrize("condition", TOKYO.values(), ids=TOKYO.keys())
def test_somebody_in_the_union(rosters: duckdb.DuckDBPyConnection, condition: str) -> None:
    assert _count(rosters, "tokyo", condition) > 0


@pytest.mark.parametrize("condition", NOT_IN_TOKYO.values(), ids=NOT_IN_TOKYO.keys())
def test_nobody_in_the_union(rosters: duckdb.DuckDBPyConnection, condition: str) -> None:
    assert _count(rosters, "tokyo", condition) == 0


@pytest.mark.parametrize("condition", JAPAN.values(), ids=JAPAN.keys())
def test_somebody_in_the_nation(rosters: duckdb.DuckDBPyConnection, condition: str) -> None:
    assert _count(rosters, "japan", condition) > 0


def test_the_nation_has_only_what_rules_read(rosters: duckdb.DuckDBPyConnection) -> None:
    described = rosters.execute("describe japan").fetchall()
    assert [row[0] for row in described] == ["person_id", *FACTS]


def test_the_union_has_about_a_third_of_85_and_older(rosters: duckdb.DuckDBPyConnection) -> None:
    share = _count(rosters, "tokyo", "birth_date <= '1941-04-30'") / 400_000
    assert 0.32 < share < 0.38


def test_every_municipality_has_people(rosters: duckdb.DuckDBPyConnection) -> None:
    found = rosters.execute("select count(distinct municipality_code) from tokyo").fetchone()
    assert found == (62,)
