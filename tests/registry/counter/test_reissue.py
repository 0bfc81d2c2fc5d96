"""Reissue and deregistration: the old certificate, the new one, and the two dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.registry.conftest import Register
from tests.registry.counter.windows import (
    ON,
    applications,
    documents,
    facts,
    received,
    rows,
    window,
)
from tests.registry.people.issuing import issue, sent

from kofu.base.errors import KofuError
from kofu.registry.counter.kinds import Kind, ReissueReason
from kofu.registry.issued.states import Step

CITY, UNION = "kawasaki-kokuho", "tokyo-kouki"
AUGUST, JULY = date(2026, 8, 1), date(2027, 7, 31)
ARRIVED = sent(AUGUST, (Step.DELIVER, date(2026, 8, 3)))
NO_CARD = {"has_card": "no", "registered": "", "birth_date": "1980-05-05", "symbol": "川1"}
CARD = {"birth_date": "1980-05-05", "symbol": "川1"}

CASES = (
    ("lost", NO_CARD, ReissueReason.LOST, False, "accepted", "replaced", ["lose", "replace"]),
    ("stolen", NO_CARD, ReissueReason.STOLEN, False, "accepted", "replaced", ["lose", "replace"]),
    ("damaged, brought back", NO_CARD, ReissueReason.DAMAGED, True, "accepted", "recalled", ["recall"]),
    ("damaged, not brought back", NO_CARD, ReissueReason.DAMAGED, False, "accepted", "replaced", ["replace"]),
    ("changed, brought back", NO_CARD, ReissueReason.CHANGED, True, "accepted", "recalled", ["recall"]),
    ("lost, and the card works: the loss stays", CARD, ReissueReason.LOST, False, "refused", "lost", ["lose"]),
    ("damaged, and the card works: it is kept", CARD, ReissueReason.DAMAGED, True, "refused", "delivered", []),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "person", "reason", "back", "result", "old", "steps"), CASES, ids=[c[0] for c in CASES]
)
def test_the_old_one_goes_by_the_table_of_steps(
    register: Register, enrolled: Callable[..., None], name: str, person: dict[str, object],
    reason: ReissueReason, back: bool, result: str, old: str, steps: list[str],
) -> None:  # fmt: skip
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.previewing import preview
    from kofu.registry.counter.typed import Reissue

    enrolled(person)
    issue(register, "1001", "certificate", AUGUST, JULY, *ARRIVED)
    act = Reissue("1001", received(), reason, back)
    seen = preview(act, window(CITY))
    done = apply(act, window(CITY))
    assert (seen.result, seen.explanation, seen.fee) == (done.result, done.explanation, None)
    assert applications(register) == [("reissue", result, reason.value)]
    second = {
        "accepted": ("certificate", "card-paper", "counter", ON, JULY, "approved"),
        "refused": ("letter", "refusal", "counter", None, None, "approved"),
    }[result]
    assert documents(register) == [("certificate", "", "", AUGUST, JULY, old), second]
    taken = rows(register, "SELECT a.step FROM action a JOIN document d ON d.id = document_id "
                 "WHERE d.issued_on = '2026-08-01' AND a.seq > 5 ORDER BY seq")  # fmt: skip
    assert [step for (step,) in taken] == steps
    first = {"accepted": 1, "refused": None}[result]
    assert rows(register, "SELECT replaces_id FROM document ORDER BY id")[1] == (first,)
    # A reissue says nothing about the next renewal.
    assert facts("1001", "application") == (None,)
    assert rows(register, "SELECT count(*) FROM live_certificate a JOIN live_certificate b USING "
                "(person_id) WHERE a.document_id < b.document_id AND a.during && b.during") == [(0,)]  # fmt: skip


def test_the_provisional_rule_gives_another_to_everybody(
    register: Register, enrolled: Callable[..., None]
) -> None:
    """令和8年7月31日まで, 後期: 紛失等の再交付 whatever the card (mhlw-2024-09-26, 2025-04-03)."""
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.typed import Reissue

    enrolled({"uses_12m": "12", "uses_3m": "3"})
    before = date(2026, 7, 1)
    issue(
        register,
        "1001",
        "certificate",
        date(2025, 8, 1),
        date(2026, 7, 31),
        *sent(date(2025, 8, 1)),
    )
    act = Reissue("1001", received(before), ReissueReason.LOST)
    done = apply(act, window(UNION, before))
    assert done.result == "accepted"
    assert documents(register)[1][3:5] == (before, date(2026, 7, 31))


def test_one_from_before_the_register_is_ended_as_a_fact(
    register: Register, enrolled: Callable[..., None]
) -> None:
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.typed import Reissue

    enrolled({**CARD, "certificate_until": "2027-07-31"})
    done = apply(Reissue("1001", received(), ReissueReason.LOST), window(CITY))
    assert done.result == "refused"
    assert facts("1001", "certificate_until") == (date(2026, 9, 9),)


@pytest.mark.parametrize("steps", [(), sent(AUGUST)[:3]], ids=["nothing", "still in the house"])
def test_there_must_be_something_to_issue_again(
    register: Register, enrolled: Callable[..., None], steps: tuple[tuple[Step, date], ...]
) -> None:
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.typed import Reissue

    enrolled(NO_CARD)
    if steps:
        issue(register, "1001", "certificate", AUGUST, JULY, *steps)
    with pytest.raises(KofuError, match="reissue-nothing-held"):
        apply(Reissue("1001", received(), ReissueReason.LOST), window(CITY))
    assert applications(register) == []


ENDS = (
    ("in the middle of a month", ON, None, date(2026, 10, 31)),
    ("on the last day of a year", date(2026, 12, 31), None, date(2027, 1, 31)),
    ("before a short month", date(2027, 1, 29), None, date(2027, 2, 28)),
    ("on a day that was told", ON, date(2026, 9, 30), date(2026, 9, 30)),
)


@pytest.mark.parametrize(("name", "on", "told", "effective"), ENDS, ids=[one[0] for one in ENDS])
def test_a_deregistration_has_two_dates_and_a_certificate_at_once(
    register: Register, enrolled: Callable[..., None],
    name: str, on: date, told: date | None, effective: date,
) -> None:  # fmt: skip
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.typed import Deregistration

    enrolled(CARD)
    apply(Deregistration("1001", received(on), told), window(CITY, on))
    assert applications(register) == [("deregistration", "accepted", "")]
    assert documents(register) == [("certificate", "card-paper", "counter", on, JULY, "approved")]
    asked = ("deregistration_applied_on", "deregistered_on", "registered")
    assert facts("1001", *asked, on=on) == (on, effective, True)


def test_who_holds_a_certificate_deregisters_and_gets_no_second(
    register: Register, enrolled: Callable[..., None]
) -> None:
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.typed import Deregistration

    enrolled(CARD)
    issue(register, "1001", "certificate", AUGUST, JULY, *ARRIVED)
    done = apply(Deregistration("1001", received()), window(CITY))
    assert (done.result, done.document) == ("accepted", None)
    assert facts("1001", "deregistration_applied_on") == (ON,)


def test_a_certificate_that_begins_later_stands_in_the_way_by_name(
    register: Register, enrolled: Callable[..., None]
) -> None:
    """Decided by the day, refused by the database: the days of the two would overlap."""
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.typed import Deregistration

    enrolled(CARD)
    issue(register, "1001", "certificate", date(2026, 10, 1), JULY, *sent(date(2026, 10, 1)))
    with pytest.raises(KofuError) as error:
        apply(Deregistration("1001", received()), window(CITY))
    assert (error.value.finding.code, error.value.finding.params) == (
        "certificate-held",
        {"document": 1},
    )
    assert facts("1001", "deregistration_applied_on") == (None,)


def test_a_withdrawn_application_leaves_things_as_they_were(
    register: Register, enrolled: Callable[..., None]
) -> None:
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.typed import Deregistration
    from kofu.registry.counter.withdrawing import withdraw

    enrolled(CARD)
    done = apply(Deregistration("1001", received()), window(CITY))
    withdraw(done.application, window(CITY), "思い直した")
    assert [row[5] for row in documents(register)] == ["cancelled"]
    assert facts("1001", "deregistration_applied_on", "deregistered_on") == (None, None)
    assert applications(register)[1] == ("deregistration", "withdrawn", "")
    with pytest.raises(KofuError, match="application-not-withdrawn"):
        withdraw(done.application, window(CITY))
    assert apply(Deregistration("1001", received()), window(CITY)).document == 2


@pytest.mark.parametrize("reason", [Kind.LOST_CARD, Kind.ASSISTANCE])
def test_what_was_granted_for_a_reason_is_granted_again_for_it(
    register: Register, enrolled: Callable[..., None], reason: Kind
) -> None:
    """The list still says that the card can be used; the card is lost, and the certificate too."""
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.handing import hand_over
    from kofu.registry.counter.printing import print_document
    from kofu.registry.counter.typed import Certificate, HandOver, Reissue

    enrolled(CARD)
    first = apply(Certificate("1001", received(), reason), window(CITY)).document
    assert first is not None
    print_document(first, window(CITY))
    hand_over(HandOver("1001", received(), first), window(CITY))
    later = date(2026, 10, 1)
    done = apply(Reissue("1001", received(later), ReissueReason.LOST), window(CITY, later))
    assert done.result == "accepted"
    assert done.document is not None
    print_document(done.document, window(CITY, later))
    hand_over(HandOver("1001", received(later), done.document), window(CITY, later))
    assert [row[5] for row in documents(register)] == ["replaced", "handed-over"]
    again = apply(Reissue("1001", received(later), ReissueReason.DAMAGED), window(CITY, later))
    assert again.result == "accepted"


def test_a_fee_is_told_and_kept(
    register: Register, enrolled: Callable[..., None], tmp_path: Path
) -> None:
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.previewing import preview
    from kofu.registry.counter.typed import Reissue

    own = tmp_path / "own.yaml"
    own.write_text(
        "pack: own\ntitle: 見本市\ninsurer: 見本市\nkind: kokuho\nextends: kawasaki-kokuho\n"
        "covers: {from: 2024-12-02, until: 2027-07-31}\ncovers_because: 見本\n"
        "office:\n  - id: reissue_fee\n    label: 再交付手数料\n    values:\n"
        "      - {from: 2024-10-01, value: 300, sure: assumed, source: 見本}\n",
        encoding="utf-8",
    )
    enrolled(NO_CARD)
    issue(register, "1001", "certificate", AUGUST, JULY, *ARRIVED)
    act = Reissue("1001", received(), ReissueReason.LOST)
    assert preview(act, window(str(own))).fee == 300
    apply(act, window(str(own)))
    assert rows(register, "SELECT fee FROM application") == [(300,)]
