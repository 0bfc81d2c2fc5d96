"""The roster of a day: what the register knows of documents stands above what was imported."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.registry.conftest import Register
from tests.registry.people.files import somebody, written
from tests.registry.people.issuing import issue, sent

from kofu.registry.issued.states import Step
from kofu.registry.people.as_of import export_roster, moment_of, people_as_of, person_as_of
from kofu.registry.people.load import load_roster
from kofu.roster.check import check_file

DAY = date.fromisoformat
JULY, AUGUST, END = DAY("2026-07-01"), DAY("2026-08-01"), DAY("2027-07-31")
IMPORTED = DAY("2026-07-31")


@pytest.fixture
def people(register: Register, tmp_path: Path) -> Register:
    rows = [
        somebody(certificate_until="2026-07-31", notice_sent_on="2025-08-01"),
        somebody(person_id="2002", name="別の人", certificate_until="", notice_sent_on=""),
    ]
    load_roster(written(tmp_path, rows), None, JULY, "tester")
    return register


def until(valid_on: date, known_at: datetime | None = None) -> object:
    return person_as_of("1001", valid_on, known_at)["certificate_until"]


def test_what_was_imported_holds_while_the_register_knows_nothing(people: Register) -> None:
    assert until(DAY("2026-07-15")) == IMPORTED
    assert person_as_of("1001", AUGUST)["notice_sent_on"] == DAY("2025-08-01")


def test_a_live_certificate_is_what_one_holds(people: Register) -> None:
    before = moment_of(None)
    issue(people, "1001", "certificate", AUGUST, END, *sent(DAY("2026-07-20")))
    assert until(DAY("2026-07-31")) == IMPORTED
    assert until(AUGUST) == END
    assert until(AUGUST, before) == IMPORTED
    assert person_as_of("2002", AUGUST)["certificate_until"] is None


def test_a_lost_certificate_is_none_from_that_day_on(people: Register) -> None:
    lost = (Step.LOSE, DAY("2026-10-10"))
    issue(people, "1001", "certificate", AUGUST, END, *sent(DAY("2026-07-20"), lost))
    assert until(DAY("2026-10-09")) == DAY("2026-10-09")
    assert until(DAY("2026-10-10")) is None


def test_a_notice_counts_once_it_is_sent(people: Register) -> None:
    issue(people, "1001", "notice", AUGUST, None, *sent(DAY("2026-07-20")))
    issue(people, "2002", "notice", AUGUST, None, (Step.DECIDE, DAY("2026-07-01")))
    assert person_as_of("1001", AUGUST)["notice_sent_on"] == DAY("2026-07-20")
    assert person_as_of("1001", DAY("2026-07-19"))["notice_sent_on"] == DAY("2025-08-01")
    assert person_as_of("2002", AUGUST)["notice_sent_on"] is None


def test_a_returned_notice_was_not_sent(people: Register) -> None:
    back = (Step.COME_BACK, DAY("2026-07-30"))
    issue(people, "2002", "notice", AUGUST, None, *sent(DAY("2026-07-20"), back))
    assert person_as_of("2002", DAY("2026-07-29"))["notice_sent_on"] == DAY("2026-07-20")
    assert person_as_of("2002", AUGUST)["notice_sent_on"] is None


def test_the_file_is_a_roster_and_always_the_same(people: Register, tmp_path: Path) -> None:
    first = export_roster(tmp_path / "one.parquet", AUGUST)
    again = export_roster(tmp_path / "two.parquet", AUGUST, first.known_at)
    data = (tmp_path / "one.parquet").read_bytes()
    assert (first.rows, first.sha256) == (2, hashlib.sha256(data).hexdigest())
    assert again == first
    assert check_file(tmp_path / "one.parquet").acceptable
    assert (tmp_path / "one.parquet").stat().st_mode & 0o777 == 0o600
    # What it says, taken in again, is no news.
    assert load_roster(tmp_path / "one.parquet", None, AUGUST, "tester").counts == {}


def test_some_people_only(people: Register, tmp_path: Path) -> None:
    export_roster(tmp_path / "one.parquet", AUGUST, people=["2002", "nobody"])
    one = pq.read_table(tmp_path / "one.parquet")
    assert one.equals(people_as_of(AUGUST).slice(1, 1).combine_chunks())


def test_whose_enrolment_has_ended_is_left_out(register: Register, tmp_path: Path) -> None:
    rows = [
        somebody(person_id="lost", lost_on="2026-08-01", name="甲"),
        somebody(person_id="lost-later", lost_on="2026-08-02", name="乙"),
        somebody(person_id="joins", acquired_on="2026-08-20", lost_on="", name="丙"),
    ]
    load_roster(written(tmp_path, rows), None, JULY, "tester")
    assert people_as_of(AUGUST).column("person_id").to_pylist() == ["joins", "lost-later"]
    assert people_as_of(DAY("2021-05-31")).num_rows == 0
    assert person_as_of("lost", AUGUST)["lost_on"] == AUGUST
