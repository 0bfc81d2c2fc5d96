"""A file is taken in as a difference: for each change, what comes to light and from which day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from tests.registry.conftest import Register
from tests.registry.people.files import Row, counted, events, somebody, written

from kofu.base.errors import KofuError, RefusedError
from kofu.registry.people.as_of import people_as_of, person_as_of
from kofu.registry.people.kinds import LoadKind
from kofu.registry.people.load import load_roster

JULY, AUGUST, SEPTEMBER = date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)
BY = "tester"
Event = tuple[str, date, tuple[str, ...]]


@dataclass(frozen=True)
class Case:
    """One person in the roster of 1 July (none: not there) and in that of 1 August."""

    name: str
    before: dict[str, object] | None
    after: dict[str, object] | None
    expected: set[Event] = field(default_factory=set)


A, B = somebody(), somebody(person_id="2002", name="別の人")
DAY = date.fromisoformat
CASES = (
    Case("nothing changed", A, A),
    Case("joined on the day of acquisition", None, A, {("joined", DAY("2021-06-01"), ())}),
    Case(
        "a loss is not also a change",
        A,
        somebody(lost_on="2026-07-15"),
        {("left", DAY("2026-07-15"), ())},
    ),
    Case(
        "a loss, and another name",
        A,
        somebody(lost_on="2026-07-15", name="浜田　千明"),
        {("left", DAY("2026-07-15"), ()), ("changed", DAY("2026-07-15"), ("enrolment",))},
    ),
    Case(
        "another day of loss is a change",
        somebody(lost_on="2026-07-15"),
        somebody(lost_on="2026-07-20"),
        {("changed", DAY("2026-07-20"), ("enrolment",))},
    ),
    Case(
        "somebody who had left is enrolled again",
        somebody(lost_on="2026-06-15"),
        somebody(acquired_on="2026-07-10"),
        {("back", AUGUST, ())},
    ),
    Case("vanished without a day of loss", A, None, {("vanished", AUGUST, ())}),
    Case("left before, and is no longer in the file", somebody(lost_on="2026-06-15"), None),
    Case(
        "an address has no day of its own",
        A,
        somebody(address="青梅市1番"),
        {("changed", AUGUST, ("residence",))},
    ),
    Case(
        "a copayment has: it was raised in July",
        A,
        somebody(copay_percent="30", copay_from="2026-07-10"),
        {("changed", DAY("2026-07-10"), ("burden",))},
    ),
    Case(
        "a copayment from next month waits for it",
        A,
        somebody(copay_percent="30", copay_from="2026-09-01"),
        {("changed", SEPTEMBER, ("burden",))},
    ),
    Case(
        "two strands, the earlier day",
        A,
        somebody(address="青梅市1番", copay_percent="30", copay_from="2026-07-10"),
        {("changed", DAY("2026-07-10"), ("residence", "burden"))},
    ),
    Case(
        "the registration of the card was ended",
        A,
        somebody(registered="no", status_on="2026-07-31"),
        {
            ("changed", DAY("2026-07-31"), ("card",)),
            ("card-lost", DAY("2026-07-31"), ()),
        },
    ),
    Case(
        "the card can be used now",
        somebody(registered="no"),
        somebody(status_on="2026-07-31"),
        {
            ("changed", DAY("2026-07-31"), ("card",)),
            ("card-gained", DAY("2026-07-31"), ()),
        },
    ),
    Case(
        "its certificate ended in June: three months of grace",
        A,
        somebody(certificate_expires_on="2026-06-15", status_on="2026-07-31"),
        {("changed", DAY("2026-07-31"), ("card",))},
    ),
    Case(
        "its certificate ended in April: no longer",
        A,
        somebody(certificate_expires_on="2026-04-15", status_on="2026-07-31"),
        {
            ("changed", DAY("2026-07-31"), ("card",)),
            ("card-lost", DAY("2026-07-31"), ()),
        },
    ),
    Case("the same facts, true on a later day", A, somebody(status_on="2026-07-31")),
    Case(
        "older news of the card",
        A,
        somebody(registered="no", status_on="2026-05-31"),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_a_roster_brings_to_light(register: Register, tmp_path: Path, case: Case) -> None:
    load_roster(written(tmp_path, [_or_nobody(case.before), B]), None, JULY, BY)
    second = load_roster(written(tmp_path, [_or_nobody(case.after), B]), None, AUGUST, BY)
    found = events(register, second.load)
    assert {(kind, day, strands) for who, kind, day, strands in found if who == "1001"} == (
        case.expected
    )
    assert sum(second.counts.values()) == len(found)


def _or_nobody(row: Row | None) -> Row:
    """A file has the same columns whoever is in it: somebody else stands in."""
    return row or somebody(person_id="3003", name="いつもいる人")


def test_who_vanished_is_told_once_and_again_after_coming_back(
    register: Register, tmp_path: Path
) -> None:
    both, one = [A, B], [B]
    told = []
    for month, rows in enumerate((both, one, one, both, one), start=1):
        path = written(tmp_path, [{**row, "alias": f"{month}"} for row in rows])
        done = load_roster(path, None, date(2026, month, 1), BY)
        told.append({k: n for k, n in done.counts.items() if k in ("vanished", "back")})
    assert told == [{}, {"vanished": 1}, {}, {"back": 1}, {"vanished": 1}]
    assert person_as_of("1001", date(2026, 6, 1))["lost_on"] is None


def test_columns_that_are_missing_keep_what_is_known(register: Register, tmp_path: Path) -> None:
    load_roster(written(tmp_path, [A]), None, JULY, BY)
    file = written(tmp_path, [{"person_id": "1001", "address": "青梅市1番"}])
    done = load_roster(file, None, AUGUST, BY)
    assert done.counts == {"changed": 1}
    after = person_as_of("1001", AUGUST)
    assert (after["address"], after["name"], after["registered"]) == (
        "青梅市1番",
        A["name"],
        True,
    )
    assert person_as_of("1001", date(2026, 7, 31))["address"] == A["address"]


def test_an_empty_cell_is_news_a_missing_column_is_not(register: Register, tmp_path: Path) -> None:
    load_roster(written(tmp_path, [A]), None, JULY, BY)
    load_roster(written(tmp_path, [somebody(registered="")]), None, AUGUST, BY)
    assert person_as_of("1001", AUGUST)["registered"] is None


def test_a_status_list_tells_of_cards_only(register: Register, tmp_path: Path) -> None:
    load_roster(written(tmp_path, [A, B]), None, JULY, BY)
    rows = [
        {"person_id": "1001", "name": "ちがう名前", "registered": "no", "status_on": "2026-07-31"},
        {"person_id": "9999", "name": "知らない人", "registered": "no", "status_on": "2026-07-31"},
    ]
    done = load_roster(written(tmp_path, rows), None, AUGUST, BY, LoadKind.STATUS_LIST)
    assert done.counts == {"changed": 1, "card-lost": 1}
    assert (done.rows, done.unknown) == (2, 1)
    after = person_as_of("1001", AUGUST)
    assert (after["name"], after["registered"]) == (A["name"], False)
    assert people_as_of(AUGUST).num_rows == 2
    with pytest.raises(KofuError) as error:
        person_as_of("9999", AUGUST)
    assert error.value.finding.code == "person-not-registered"


def test_a_status_list_without_a_column_of_the_card(register: Register, tmp_path: Path) -> None:
    file = written(tmp_path, [{"person_id": "1001", "name": "浜田"}])
    with pytest.raises(KofuError) as error:
        load_roster(file, None, AUGUST, BY, LoadKind.STATUS_LIST)
    assert error.value.finding.code == "status-list-without-card"


def test_the_same_file_twice_is_one_load(register: Register, tmp_path: Path) -> None:
    file = written(tmp_path, [A, B])
    first = load_roster(file, None, JULY, BY)
    second = load_roster(file, None, JULY, "another")
    assert not first.again
    assert second.again
    assert (second.load, second.rows, second.counts) == (first.load, 2, first.counts)
    assert counted(register, "load") == 1
    # The same file can tell of another day, on which nothing has changed.
    assert load_roster(file, None, AUGUST, BY).counts == {}
    assert counted(register, "enrolment_fact") == 2


def test_older_news_does_not_replace_newer(register: Register, tmp_path: Path) -> None:
    load_roster(written(tmp_path, [A]), None, AUGUST, BY)
    with pytest.raises(KofuError) as error:
        load_roster(written(tmp_path, [B]), None, JULY, BY)
    assert error.value.finding.code == "load-before-another"
    assert counted(register, "person") == 1


def test_a_roster_with_errors_leaves_nothing(register: Register, tmp_path: Path) -> None:
    file = written(tmp_path, [A, somebody(birth_date="1946-02-30"), A])
    with pytest.raises(RefusedError) as error:
        load_roster(file, None, JULY, BY)
    codes = {finding.code for finding in error.value.findings}
    assert error.value.finding.code == "roster-refused"
    assert "person-duplicated" in codes
    assert counted(register, "load") == counted(register, "person") == 0


def test_an_office_s_own_export(register: Register, tmp_path: Path) -> None:
    """CP932, Japanese column names, era dates: read by a mapping, kept as the contract says."""
    file = written(
        tmp_path,
        [{"宛名": "1001", "氏名": "髙橋　花子", "生年月日": "S21.6.1", "喪失": "", "カード": "有"}],
        encoding="cp932",
    )
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "encoding: cp932\n"
        "columns: {宛名: person_id, 氏名: name, 生年月日: birth_date, 喪失: lost_on, カード: has_card}\n"
        "values: {has_card: {有: 'yes', 無: 'no'}}\n",
        encoding="utf-8",
    )
    load_roster(file, mapping, JULY, BY)
    found = person_as_of("1001", JULY)
    assert (found["name"], found["birth_date"], found["has_card"]) == (
        "髙橋　花子",
        date(1946, 6, 1),
        True,
    )


def test_texts_are_kept_to_the_character(register: Register, tmp_path: Path) -> None:
    odd = '一行目\n"二行目",\\.\u3000葛\U000e0100 か\u3099'
    load_roster(written(tmp_path, [somebody(address=odd)]), None, JULY, BY)
    assert person_as_of("1001", JULY)["address"] == odd
    assert people_as_of(JULY).column("address").to_pylist() == [odd]
