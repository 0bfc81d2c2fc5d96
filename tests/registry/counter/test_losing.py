"""Before a certificate is gone: is anything usable left?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from tests.registry.conftest import Register
from tests.registry.counter.windows import ON, received, window
from tests.registry.people.issuing import issue, sent

from kofu.registry.counter.kinds import Kind
from kofu.registry.issued.states import Step
from kofu.registry.sweeps.breaches import Breach

CITY = "kawasaki-kokuho"
AUGUST, JULY = date(2026, 8, 1), date(2027, 7, 31)
NEXT = date(2026, 10, 1)
ARRIVED = sent(AUGUST, (Step.DELIVER, date(2026, 8, 3)))
BACK = sent(AUGUST, (Step.COME_BACK, date(2026, 8, 9)))
OLD = {"birth_date": "1980-05-05", "symbol": "川1"}
NO_CARD = {**OLD, "has_card": "no", "registered": ""}
UNKNOWN = {**OLD, "has_card": "", "registered": "", "certificate_expires_on": ""}
MOVED_AWAY = {**NO_CARD, "lost_on": "2026-09-05"}
LEFT, DOUBT = "left-without-proof", "proof-in-doubt"

CASES = (
    ("lost, and no card", NO_CARD, ARRIVED, AUGUST, Step.LOSE, [(LEFT, ON)]),
    ("recalled, and no card", NO_CARD, ARRIVED, AUGUST, Step.RECALL, [(LEFT, ON)]),
    ("lost, and the card works", OLD, ARRIVED, AUGUST, Step.LOSE, []),
    ("lost, and nothing is known of the card", UNKNOWN, ARRIVED, AUGUST, Step.LOSE, [(DOUBT, ON)]),
    ("lost by whoever is not insured here any more", MOVED_AWAY, ARRIVED, AUGUST, Step.LOSE, []),
    ("come back, and no card", NO_CARD, sent(AUGUST), AUGUST, Step.COME_BACK, [(LEFT, ON)]),
    ("cancelled when it had come back", NO_CARD, BACK, AUGUST, Step.CANCEL, [(LEFT, ON)]),
    ("sent again when it had come back", NO_CARD, BACK, AUGUST, Step.RESEND, []),
    ("lost before it holds", NO_CARD, ARRIVED, NEXT, Step.LOSE, [(LEFT, NEXT)]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "person", "way", "first", "step", "expected"), CASES, ids=[one[0] for one in CASES]
)
def test_whoever_is_left_without_proof_is_told_of_before(
    register: Register,
    enrolled: Callable[..., None],
    name: str,
    person: Mapping[str, object],
    way: tuple[tuple[Step, date], ...],
    first: date,
    step: Step,
    expected: list[tuple[str, date]],
) -> None:
    from kofu.registry.counter.confirming import Seen, carry_out
    from kofu.registry.counter.outlook import outlook
    from kofu.registry.counter.typed import DocumentStep
    from kofu.registry.issued.acting import held
    from kofu.registry.issued.tables import Document

    enrolled(dict(person))
    issue(register, "1001", "certificate", first, JULY, *way)
    now = held(Document.objects.get())
    reason = "moved" if step is Step.COME_BACK else ""
    act = DocumentStep("1001", now.document.pk, now.seq, step, ON, reason)
    seen = outlook(act, window(CITY))
    assert [(one.code.value, one.params["day"]) for one in seen.warnings] == expected
    carry_out(act, window(CITY), Seen(seen.mark, seen.last))
    # What was foretold is what a sweep of that day finds.
    breach = {LEFT: [Breach.GAP], DOUBT: [Breach.UNKNOWN]}
    day = max(ON, first)
    assert swept(day) == [one for code, _ in expected for one in breach[code]]


def swept(day: date) -> list[Breach]:
    from kofu.policy.load import load
    from kofu.registry.sweeps.sweep import sweep

    counts = sweep(load(CITY), day, known=ON).counts
    return [one for one in (Breach.GAP, Breach.UNKNOWN) if counts[one]]


def test_withdrawing_an_application_is_warned_of_too(
    register: Register, enrolled: Callable[..., None]
) -> None:
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.outlook import outlook
    from kofu.registry.counter.typed import Certificate, Withdrawal

    enrolled(NO_CARD)
    done = apply(Certificate("1001", received(), Kind.FACILITY), window(CITY))
    seen = outlook(Withdrawal("1001", done.application), window(CITY))
    assert [one.code.value for one in seen.warnings] == [LEFT]
