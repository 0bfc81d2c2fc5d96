"""What proves somebody's insurance from which day to which: facts and documents in, spans out."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.registry.conftest import Register
from tests.registry.people.files import somebody, written
from tests.registry.people.issuing import issue, sent

from kofu.policy.load import load
from kofu.registry.issued.states import Step

TODAY = date(2026, 9, 10)
FIRST, LAST = date(2024, 9, 10), date(2028, 9, 10)
LOADED = date(2024, 8, 1)
BEGINNING = date(2024, 12, 2)
"""From here on the packs ask for proof; before it everybody had an insurance card."""
JULY_2025, AUGUST_2025 = date(2025, 7, 31), date(2025, 8, 1)
JULY_2026, AUGUST_2026 = date(2026, 7, 31), date(2026, 8, 1)
JULY_2027 = date(2027, 7, 31)

NO_CARD = {"has_card": "no", "registered": "no", "certificate_expires_on": "", "status_on": "2024-07-31"}  # fmt: skip
LINKED = {"has_card": "yes", "registered": "yes", "certificate_expires_on": "2027-03-15", "status_on": "2024-07-31"}  # fmt: skip
NOT_KNOWN = {"has_card": "", "registered": "", "certificate_expires_on": "", "status_on": "2024-07-31"}  # fmt: skip

Stretch = tuple[str, str, date, date]


@cache
def book(name: str = "tokyo-kouki") -> Any:
    return load(name)


@cache
def evidence(name: str = "tokyo-kouki") -> Any:
    """One for all tests: what it keeps of a day is the pack's, and nobody's."""
    from kofu.registry.dossier.evidence import Evidence

    return Evidence(book(name), TODAY)


def taken_in(folder: Path, as_of: date = LOADED, **columns: object) -> int:
    """Load one person; their number in the register."""
    from kofu.registry.people.load import load_roster
    from kofu.registry.people.tables import Person

    row = {"old_card_until": "", **somebody(**columns)}
    load_roster(written(folder, [row]), None, as_of, "sato")
    return int(Person.objects.get(person_id=row["person_id"]).pk)


def seen(number: int, insurer: str = "tokyo-kouki") -> Any:
    from kofu.registry.dossier.history import History, rows_of
    from kofu.registry.dossier.papers import papers_of
    from kofu.registry.dossier.proof import picture

    return picture(History(rows_of(number)), papers_of(number), evidence(insurer), TODAY)


def stretches(found: Any, *lanes: str) -> list[Stretch]:
    """(lane, kind, first day, last day) in the order of lanes and days."""
    return [
        (span.lane.value, span.kind.value, span.first, span.last)
        for span in found.spans
        if span.lane.value in lanes
    ]


def test_old_card_then_certificate_then_nothing(register: Register, tmp_path: Path) -> None:
    number = taken_in(tmp_path, **NO_CARD, old_card_until="2025-07-31")
    issue(register, "1001", "certificate", AUGUST_2025, JULY_2026, *sent(date(2025, 7, 10)))
    assert stretches(seen(number), "proof", "old-card", "certificate") == [
        ("proof", "unasked", FIRST, date(2024, 12, 1)),
        ("proof", "covered", BEGINNING, JULY_2026),
        ("proof", "gap", AUGUST_2026, LAST),
        ("old-card", "usable", BEGINNING, JULY_2025),
        ("certificate", "usable", AUGUST_2025, JULY_2026),
    ]


@pytest.mark.parametrize(
    ("insurer", "last"), [("kouki", date(2025, 12, 1)), ("tokyo-kouki", JULY_2025)]
)
def test_old_cards_end_for_everybody_on_one_day(
    register: Register, tmp_path: Path, insurer: str, last: date
) -> None:
    """1 December 2025 at the latest, and earlier where the insurer's renewal ended them."""
    number = taken_in(tmp_path, **NO_CARD, old_card_until="2026-07-31")
    assert stretches(seen(number, insurer), "proof", "old-card")[1:] == [
        ("proof", "covered", BEGINNING, last),
        ("proof", "gap", last + timedelta(1), LAST),
        ("old-card", "usable", BEGINNING, last),
    ]


def test_a_linked_card_lasts_three_months_longer_than_its_certificate(
    register: Register, tmp_path: Path
) -> None:
    """Expires 2027-03-15: usable until the end of June (いわき市の案内)."""
    number = taken_in(tmp_path, **LINKED)
    assert stretches(seen(number), "proof", "card") == [
        ("proof", "covered", FIRST, date(2027, 6, 30)),
        ("proof", "gap", date(2027, 7, 1), LAST),
        ("card", "usable", FIRST, date(2027, 3, 15)),
        ("card", "grace", date(2027, 3, 16), date(2027, 6, 30)),
        ("card", "unusable", date(2027, 7, 1), LAST),
    ]


def test_a_card_of_which_nothing_is_known_is_a_doubt_not_a_gap(
    register: Register, tmp_path: Path
) -> None:
    number = taken_in(tmp_path, **NOT_KNOWN)
    assert stretches(seen(number), "proof", "card") == [
        ("proof", "unasked", FIRST, date(2024, 12, 1)),
        ("proof", "in-doubt", date(2024, 12, 2), LAST),
        ("card", "unknown", FIRST, LAST),
    ]


def test_days_before_anybody_told_us_are_no_gap(register: Register, tmp_path: Path) -> None:
    number = taken_in(tmp_path, date(2026, 6, 1), **{**NO_CARD, "status_on": "2026-05-31"})
    assert stretches(seen(number), "proof", "card") == [
        ("proof", "unasked", FIRST, date(2024, 12, 1)),
        ("proof", "before", BEGINNING, date(2026, 5, 31)),
        ("proof", "gap", date(2026, 6, 1), LAST),
        ("card", "unusable", date(2026, 5, 31), LAST),
    ]


def test_who_leaves_needs_no_proof(register: Register, tmp_path: Path) -> None:
    number = taken_in(tmp_path, **LINKED, lost_on="2026-04-01")
    assert stretches(seen(number), "proof") == [
        ("proof", "covered", FIRST, date(2026, 3, 31)),
        ("proof", "outside", date(2026, 4, 1), LAST),
    ]


POSTED = date(2026, 7, 20)
PRINTED = tuple((step, POSTED) for step in (Step.DECIDE, Step.APPROVE, Step.PRINT))
WAYS = (
    ("posted before it begins", sent(POSTED), [(AUGUST_2026, JULY_2027)]),
    ("posted late", sent(date(2026, 8, 5)), [(date(2026, 8, 5), JULY_2027)]),
    ("came back", sent(POSTED, (Step.COME_BACK, date(2026, 8, 10))), [(AUGUST_2026, date(2026, 8, 9))]),
    ("lost", sent(POSTED, (Step.LOSE, date(2026, 9, 1))), [(AUGUST_2026, date(2026, 8, 31))]),
    ("handed over", (*PRINTED, (Step.HAND_OVER, POSTED)), [(AUGUST_2026, JULY_2027)]),
    ("printed only", PRINTED, []),
)  # fmt: skip


@pytest.mark.parametrize(("name", "steps", "covered"), WAYS)
def test_a_certificate_proves_while_it_is_with_the_person_or_on_the_way(
    register: Register, tmp_path: Path, name: str, steps: Any, covered: list[tuple[date, date]]
) -> None:
    number = taken_in(tmp_path, **NO_CARD)
    issue(register, "1001", "certificate", AUGUST_2026, JULY_2027, *steps)
    found = stretches(seen(number), "proof")
    assert [(first, last) for _, kind, first, last in found if kind == "covered"] == covered
    assert {kind for _, kind, *_ in found} <= {"unasked", "covered", "gap"}


def test_a_certificate_in_the_house_is_shown_as_such(register: Register, tmp_path: Path) -> None:
    number = taken_in(tmp_path, **NO_CARD)
    made = tuple((step, POSTED) for step in (Step.DECIDE, Step.APPROVE, Step.PRINT))
    issue(register, "1001", "certificate", AUGUST_2026, JULY_2027, *made)
    assert stretches(seen(number), "certificate") == [
        ("certificate", "waiting", AUGUST_2026, JULY_2027)
    ]


def test_a_notice_is_there_from_the_day_it_was_sent(register: Register, tmp_path: Path) -> None:
    number = taken_in(tmp_path, **LINKED)
    issue(register, "1001", "notice", AUGUST_2025, None, *sent(date(2025, 7, 20)))
    assert stretches(seen(number), "notice") == [("notice", "sent", date(2025, 7, 20), LAST)]


def anyone(chance: random.Random) -> dict[str, object]:
    """Somebody of whom anything may be true, with days around those that count."""
    days = [TODAY + timedelta(chance.randrange(-800, 900)) for _ in range(9)]
    maybe = [str(day) if chance.random() < 0.3 else "" for day in days]
    return {
        "birth_date": chance.choice(["1941-08-01", "1951-12-02", "1960-02-29", "1946-06-01"]),
        "acquired_on": "2021-06-01" if maybe[1] else chance.choice(["2021-06-01", str(days[0])]),
        "lost_on": maybe[1],
        "has_card": chance.choice(["yes", "yes", "no", ""]),
        "registered": chance.choice(["yes", "yes", "no", ""]),
        "certificate_expires_on": chance.choice([str(days[2]), str(days[3]), ""]),
        "card_returned_on": maybe[4],
        "card_lost_on": maybe[5],
        "deregistration_applied_on": maybe[6],
        "old_card_until": maybe[7],
        "disability_until": maybe[8],
        "status_on": "2024-07-31",
    }


@pytest.mark.parametrize("seed", range(12))
def test_nothing_turns_on_a_day_that_was_not_looked_at(
    register: Register, tmp_path: Path, seed: int
) -> None:
    from kofu.registry.dossier import proof
    from kofu.registry.dossier.history import History, rows_of
    from kofu.registry.dossier.papers import papers_of

    chance = random.Random(seed)
    number = taken_in(tmp_path, **anyone(chance))
    begins = TODAY + timedelta(chance.randrange(-300, 300))
    ends = begins + timedelta(200)
    issue(register, "1001", "certificate", begins, ends, *sent(begins - timedelta(9)))
    history, papers = History(rows_of(number)), papers_of(number)
    found = proof.picture(history, papers, evidence(), TODAY)
    for day in (FIRST + timedelta(step) for step in range((LAST - FIRST).days + 1)):
        said = proof._on(day, history, papers, evidence())
        there = {lane: span.kind for lane in proof.Lane if (span := found.on(lane, day))}
        assert {lane: one.kind for lane, one in said.items()} == there, day


DAYS = [date(2025, 3, 1), date(2025, 12, 2), TODAY, date(2027, 7, 1)]


@pytest.mark.parametrize("seed", range(6))
def test_gaps_are_those_that_a_sweep_finds(register: Register, tmp_path: Path, seed: int) -> None:
    from kofu.registry.dossier.proof import Lane
    from kofu.registry.sweeps.sweep import sweep

    chance = random.Random(seed + 100)
    number = taken_in(tmp_path, **anyone(chance))
    begins = TODAY + timedelta(chance.randrange(-300, 100))
    steps = chance.choice([sent(begins), sent(begins, (Step.LOSE, begins + timedelta(30))), ()])
    if steps:
        issue(register, "1001", "certificate", begins, begins + timedelta(300), *steps)
    found = seen(number)
    for day in DAYS:
        swept = {row["code"] for row in sweep(book(), day, known=TODAY).found.to_pylist()}
        span = found.on(Lane.PROOF, day)
        told = {"gap": "gap", "in-doubt": "unknown"}.get(span.kind.value)
        assert swept & {"gap", "unknown"} == ({told} if told else set()), day


def test_a_day_as_known_on_a_day_is_what_the_register_answers(
    register: Register, tmp_path: Path
) -> None:
    from kofu.registry.dossier.history import History, rows_of
    from kofu.registry.people.as_of import person_as_of
    from kofu.registry.people.corrections import correct, withdraw

    number = taken_in(tmp_path, **NO_CARD)
    moved = date(2026, 5, 1)
    moments = [
        correct("1001", "residence", moved, {"address": "八王子市西町2番"}, "sato").known_at,
        correct("1001", "residence", moved, {"address": "八王子市西町3番"}, "sato").known_at,
        withdraw("1001", "residence", moved, "sato").known_at,
        correct("1001", "card", date(2026, 7, 1), {"has_card": True}, "sato").known_at,
    ]
    for known in (*moments, None):
        history = History(rows_of(number), known)
        for day in (moved - timedelta(1), moved, TODAY):
            there = person_as_of("1001", day, known)
            facts = history.on(day)
            assert facts is not None
            assert facts == {name: there[name] for name in facts}


def any_life(chance: random.Random) -> tuple[date, date, tuple[tuple[Step, date], ...]]:
    """First and last day of a document, and how far it came between the printer and the bin."""
    begins = TODAY + timedelta(chance.randrange(-500, 60))
    on_its_way = sent(begins - timedelta(9))
    lost = (Step.LOSE, begins + timedelta(chance.randrange(0, 200)))
    back = (Step.COME_BACK, begins + timedelta(5))
    ways = [((Step.DECIDE, begins),), on_its_way, (*on_its_way, lost), (*on_its_way, back)]
    return begins, begins + timedelta(300), chance.choice(ways)


@pytest.mark.parametrize("seed", range(16))
def test_the_page_knows_of_somebody_what_the_register_answers(
    register: Register, tmp_path: Path, seed: int
) -> None:
    from kofu.registry.dossier.dossier import _now
    from kofu.registry.dossier.history import History, rows_of
    from kofu.registry.dossier.papers import papers_of
    from kofu.registry.people.as_of import person_as_of

    chance = random.Random(seed)
    imported = {"certificate_until": str(JULY_2026), "notice_sent_on": "2025-07-10"}
    number = taken_in(tmp_path, **anyone(chance), **(imported if chance.random() < 0.5 else {}))
    for kind in chance.choice([(), ("certificate",), ("notice", "certificate", "notice")]):
        first, last, steps = any_life(chance)
        issue(register, "1001", kind, first, last, *steps)
    history, papers = History(rows_of(number)), papers_of(number)
    for day in (*DAYS, *(TODAY + timedelta(step) for step in range(-500, 400, 45))):
        assert _now("1001", history, papers, day) == person_as_of("1001", day), day
