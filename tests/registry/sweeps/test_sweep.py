"""Sweeps over a day: a table of people, what they hold, and why they are on the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from tests.registry.conftest import Register
from tests.registry.people.files import somebody, written
from tests.registry.people.issuing import issue, sent

from kofu.base.errors import KofuError
from kofu.policy.load import load
from kofu.registry.issued.states import Step
from kofu.registry.people.load import load_roster
from kofu.registry.sweeps.gaps import people_without_proof
from kofu.registry.sweeps.sweep import sweep

DAY = date.fromisoformat
JULY, AUGUST, END = DAY("2026-07-01"), DAY("2026-08-01"), DAY("2027-07-31")
TOKYO = load("tokyo-kouki")
POSTED = DAY("2026-07-20")
Steps = tuple[tuple[Step, date], ...]


@dataclass(frozen=True)
class Case:
    """A person: columns of the roster, documents (kind, first day, last day, steps), the codes."""

    name: str
    columns: dict[str, object]
    documents: tuple[tuple[str, date, date | None, Steps], ...] = ()
    codes: frozenset[str] = frozenset()


NO_CARD: dict[str, object] = {"has_card": "no", "registered": ""}
GAP, DOUBLE = frozenset({"gap"}), frozenset({"double"})
CERTIFICATE = ("certificate", AUGUST, END, sent(POSTED))
CASES = (
    Case("a usable card", {}),
    Case("no card and nothing else", NO_CARD, codes=GAP),
    Case("no card, a certificate on its way", NO_CARD, (CERTIFICATE,)),
    Case("printed but not posted", NO_CARD, (("certificate", AUGUST, END, sent(POSTED)[:3]),), GAP),
    Case(
        "came back",
        NO_CARD,
        (("certificate", AUGUST, END, sent(POSTED, (Step.COME_BACK, DAY("2026-07-28")))),),
        GAP,
    ),
    Case(
        "came back and was handed over at the counter",
        NO_CARD,
        (
            (
                "certificate",
                AUGUST,
                END,
                sent(
                    POSTED,
                    (Step.COME_BACK, DAY("2026-07-28")),
                    (Step.HAND_OVER, DAY("2026-07-30")),
                ),
            ),
        ),
    ),
    Case(
        "lost it",
        NO_CARD,
        (("certificate", AUGUST, END, sent(POSTED, (Step.LOSE, AUGUST))),),
        GAP,
    ),
    Case("a certificate that begins later", NO_CARD, (("certificate", DAY("2026-09-01"), END, sent(POSTED)),), GAP),
    Case("an imported certificate", {**NO_CARD, "certificate_until": "2026-08-01"}),
    Case("an imported certificate that has ended", {**NO_CARD, "certificate_until": "2026-07-31"}, codes=GAP),
    Case(
        "an imported one, and a new one not yet posted",
        {**NO_CARD, "certificate_until": "2026-08-01"},
        (("certificate", AUGUST, END, sent(POSTED)[:3]),),
    ),
    Case("its electronic certificate in grace", {"certificate_expires_on": "2026-05-15"}),
    Case("grace is over", {"certificate_expires_on": "2026-04-15"}, codes=GAP),
    Case("nothing known of the card", {"has_card": "", "registered": "", "certificate_expires_on": ""}, codes=frozenset({"unknown"})),
    Case("not enrolled any more", {**NO_CARD, "lost_on": "2026-08-01"}),
    Case("not enrolled yet", {**NO_CARD, "acquired_on": "2026-08-02"}),
    Case("a certificate and a notice of one renewal", {}, (CERTIFICATE, ("notice", AUGUST, None, sent(POSTED))), DOUBLE),
    Case("a notice that stayed in the house", {}, (CERTIFICATE, ("notice", AUGUST, None, sent(POSTED)[:3]))),
    Case("a notice of the year before", {}, (CERTIFICATE, ("notice", DAY("2025-08-01"), None, sent(DAY("2025-07-20"))))),
    Case("outlives the enrolment", {"lost_on": "2026-08-01"}, (CERTIFICATE,), frozenset({"outlives-enrolment"})),
    Case(
        "recalled at the end of the enrolment",
        {"lost_on": "2026-08-01"},
        (("certificate", AUGUST, END, sent(POSTED, (Step.RECALL, AUGUST))),),
    ),
)  # fmt: skip


@pytest.fixture
def people(register: Register, tmp_path: Path) -> Register:
    extra = {"certificate_until": ""}
    rows = [
        {**somebody(person_id=f"{number:04}", name=case.name), **extra, **case.columns}
        for number, case in enumerate(CASES)
    ]
    load_roster(written(tmp_path, rows), None, JULY, "tester")
    for number, case in enumerate(CASES):
        for kind, first, last, steps in case.documents:
            issue(register, f"{number:04}", kind, first, last, *steps)
    return register


def test_who_is_on_the_list_and_why(people: Register) -> None:
    found: dict[str, set[str]] = {}
    seen = sweep(TOKYO, AUGUST)
    for row in seen.found.to_pylist():
        assert row["first_on"] == AUGUST
        found.setdefault(CASES[int(row["person_id"])].name, set()).add(row["code"])
    assert found == {case.name: set(case.codes) for case in CASES if case.codes}
    assert sum(seen.counts.values()) == seen.found.num_rows


def test_a_run_for_gaps_looks_at_those_without_proof(people: Register) -> None:
    wanted = [f"{n:04}" for n, case in enumerate(CASES) if case.codes & {"gap", "unknown"}]
    assert sorted(people_without_proof(TOKYO, AUGUST)) == wanted


def test_the_first_day_of_a_breach(register: Register, tmp_path: Path) -> None:
    rows = [
        somebody(person_id="grace", certificate_expires_on="2026-05-15"),
        somebody(
            person_id="joins", name="乙", has_card="no", registered="", acquired_on="2026-08-03"
        ),
        somebody(person_id="usable", name="丙"),
    ]
    load_roster(written(tmp_path, rows), None, JULY, "tester")
    seen = sweep(TOKYO, DAY("2026-08-30"), DAY("2026-09-02"))
    assert seen.found.to_pylist() == [
        {"person_id": "joins", "code": "gap", "first_on": DAY("2026-08-30")},
        {"person_id": "grace", "code": "gap", "first_on": DAY("2026-09-01")},
    ]
    assert sweep(TOKYO, DAY("2026-08-02")).found.num_rows == 0


def test_days_in_the_wrong_order(register: Register) -> None:
    with pytest.raises(KofuError) as error:
        sweep(TOKYO, AUGUST, JULY)
    assert error.value.finding.code == "days-reversed"
