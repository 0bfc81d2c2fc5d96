"""An entry for every event: with the work it tells of, or apart from it; and nobody's data in it."""

from __future__ import annotations

import hashlib
from datetime import date

import psycopg
import pytest
from django.db import transaction
from tests.registry.conftest import Register

from kofu.base.errors import KofuError
from kofu.registry.log.events import WORDS, Event, Outcome
from kofu.registry.log.write import note, note_apart, people_hash


def rows(register: Register, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(register.app) as app:
        return app.execute(question).fetchall()


def test_an_entry_says_who_what_and_why_and_names_the_person_apart(register: Register) -> None:
    note(
        Event.PERSON_READ,
        by="sato",
        person_id="0012345",
        object="document:7",
        reason="窓口での問い合わせ",
        detail={"rows": 3, "on": date(2026, 8, 1), "rule": "kouki-renewal"},
        terminal="PC-04",
    )
    [entry] = rows(
        register,
        "SELECT event, outcome, by, terminal, object, reason, detail, subject FROM log_entry",
    )
    assert entry[:6] == (
        *("person-read", "done", "sato", "PC-04", "document:7"),
        "窓口での問い合わせ",
    )
    assert entry[6] == {"rows": 3, "on": "2026-08-01", "rule": "kouki-renewal"}
    [(person, salt)] = rows(register, "SELECT person_id, salt FROM log_subject")
    assert person == "0012345"
    assert entry[7] == hashlib.sha256(f"{salt}0012345".encode()).hexdigest()


def test_the_same_person_has_another_digest_in_every_entry(register: Register) -> None:
    for _ in range(3):
        note(Event.PERSON_READ, by="sato", person_id="0012345")
    assert len(set(rows(register, "SELECT subject FROM log_entry"))) == 3


def test_an_entry_goes_with_its_work_and_one_apart_stays(register: Register) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        note(Event.CORRECTED, by="sato", person_id="1")
        note_apart(Event.RIGHTS_REFUSED, by="sato", person_id="2", object="run:4")
        raise RuntimeError
    assert rows(register, "SELECT event, outcome FROM log_entry") == [("rights-refused", "refused")]
    assert rows(register, "SELECT person_id FROM log_subject") == [("2",)]


@pytest.mark.parametrize(
    "value",
    [
        *("交付太郎", "Kofu Taro", "A B", "", b"x", 1.5, 123456789018, "0012345678", "p-12345678"),
        *("新宿区西新宿2-8-1", "090-1234-5678", "a@example.jp", {"name": "交付太郎"}, ["交付太郎"]),
    ],
)
def test_a_detail_holds_nobodys_data(register: Register, value: object) -> None:
    with pytest.raises(ValueError, match="detail of a log entry"):
        note(Event.LOADED, by="sato", detail={"value": value})
    assert rows(register, "SELECT 1 FROM log_entry") == []


@pytest.mark.parametrize(
    "value", [0, 1_700_000, True, None, "2026-08-01", "status-list", "a" * 64, [1, 2], {"due": 3}]
)
def test_a_detail_holds_numbers_codes_days_and_hashes(register: Register, value: object) -> None:
    note(Event.LOADED, by="sato", detail={"value": value})
    assert rows(register, "SELECT detail FROM log_entry") == [({"value": value},)]


def test_a_name_stands_in_no_key_and_in_no_object(register: Register) -> None:
    with pytest.raises(ValueError, match="name in the detail"):
        note(Event.LOADED, by="sato", detail={"交付太郎": 1})
    with pytest.raises(ValueError, match="object"):
        note(Event.LOADED, by="sato", object="交付太郎")


@pytest.mark.parametrize(
    "reason", ["番号は123456789018です", "1234-5678-9018", "二行\nある", "x" * 501]
)
def test_a_reason_is_one_line_without_a_number_of_twelve_digits(
    register: Register, reason: str
) -> None:
    with pytest.raises(KofuError, match="log-reason-unfit"):
        note(Event.PERSON_READ, by="sato", reason=reason)


def test_nobody_dates_an_entry_back_or_into_another_transaction(register: Register) -> None:
    with psycopg.connect(register.owner) as owner:
        owner.execute(
            "INSERT INTO log_entry (event, outcome, by, terminal, subject, object, reason, detail,"
            " at, xact) VALUES ('loaded', 'done', 'x', '', '', '', '', '{}', '2001-01-01', 3)"
        )
        [(right, old)] = owner.execute(
            "SELECT xact = pg_current_xact_id()::text::bigint, at < '2020-01-01' FROM log_entry"
        )
    assert (right, old) == (True, False)


def test_a_list_of_people_has_one_hash_in_any_order() -> None:
    by_hand = hashlib.sha256(b"001\n002\n").hexdigest()
    assert people_hash(["002", "001"]) == people_hash(iter(["001", "002"])) == by_hand


def test_every_event_and_outcome_has_words_and_a_value_that_stays() -> None:
    assert set(WORDS) == set(Event)
    assert all(ja and en for ja, en in WORDS.values())
    values = [*Event, *Outcome]
    assert all(value == value.lower() and "_" not in value for value in values)
