"""Corrections: a row more, known from now on; what we thought before can still be asked for."""

from __future__ import annotations

import traceback
from datetime import date
from pathlib import Path

import pytest
from tests.registry.conftest import Register
from tests.registry.people.files import counted, events, somebody, written

from kofu.base.errors import KofuError
from kofu.registry.people.as_of import moment_of, person_as_of
from kofu.registry.people.corrections import correct, withdraw
from kofu.registry.people.load import load_roster

DAY = date.fromisoformat
JULY, AUGUST = DAY("2026-07-01"), DAY("2026-08-01")


@pytest.fixture
def known(register: Register, tmp_path: Path) -> Register:
    """Somebody, who moved on 1 August."""
    load_roster(written(tmp_path, [somebody()]), None, JULY, "tester")
    load_roster(written(tmp_path, [somebody(address="青梅市1番")]), None, AUGUST, "tester")
    return register


def address(valid_on: date) -> object:
    return person_as_of("1001", valid_on)["address"]


def test_a_correction_of_the_past_leaves_the_present(known: Register) -> None:
    before = moment_of(None)
    correct("1001", "residence", DAY("2026-07-10"), {"address": "日野市2番"}, "clerk")
    assert [address(DAY(day)) for day in ("2026-07-09", "2026-07-10", "2026-08-01")] == [
        "八王子市東町1番1号",
        "日野市2番",
        "青梅市1番",
    ]
    assert person_as_of("1001", DAY("2026-07-10"), before)["address"] == "八王子市東町1番1号"


def test_a_correction_of_the_present_is_an_event(known: Register) -> None:
    correct("1001", "residence", AUGUST, {"address": "青梅市1番地"}, "clerk")
    assert address(AUGUST) == "青梅市1番地"
    assert events(known, 3) == {("1001", "changed", AUGUST, ("residence",))}


def test_what_is_known_is_no_correction(known: Register) -> None:
    assert not correct("1001", "residence", AUGUST, {"address": "青梅市1番"}, "clerk").changed
    assert counted(known, "load") == 2


def test_a_move_that_was_none(known: Register) -> None:
    withdraw("1001", "residence", AUGUST, "clerk")
    assert address(DAY("2026-09-01")) == "八王子市東町1番1号"
    assert counted(known, "residence_fact") == 3


@pytest.mark.parametrize(
    ("person", "strand", "day", "code"),
    [
        ("9999", "residence", AUGUST, "person-not-registered"),
        ("1001", "weather", AUGUST, "strand-unknown"),
        ("1001", "residence", JULY.replace(day=9), "nothing-to-withdraw"),
        ("1001", "enrolment", DAY("2021-06-01"), "enrolment-must-stay"),
    ],
)
def test_what_cannot_be_withdrawn(
    known: Register, person: str, strand: str, day: date, code: str
) -> None:
    with pytest.raises(KofuError) as error:
        withdraw(person, strand, day, "clerk")
    assert error.value.finding.code == code


def test_a_column_of_another_strand(known: Register) -> None:
    with pytest.raises(KofuError) as error:
        correct("1001", "residence", AUGUST, {"name": "浜田"}, "clerk")
    assert error.value.finding.code == "column-not-of-strand"


def test_what_the_database_says_of_a_row_is_not_passed_on(known: Register) -> None:
    with pytest.raises(KofuError) as error:
        correct("1001", "burden", AUGUST, {"copay_percent": "浜田さんの三割"}, "clerk")
    assert error.value.finding.line() == (
        "database-refused: データベースが受けつけませんでした（SQLSTATE 22P02）。何も書き込んでいません。"
    )
    assert "三割" not in "".join(traceback.format_exception_only(error.value))
    assert error.value.__suppress_context__
    assert counted(known, "load") == 2
