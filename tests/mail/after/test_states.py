"""The life of a piece: what may follow what, and what to do with one that came back."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from kofu.base.errors import KofuError
from kofu.mail.after.states import (
    Action,
    Event,
    Life,
    Reason,
    State,
    Step,
    after,
    shipped_table,
    what_next,
)
from kofu.policy.model import Delivery

DAY = date(2025, 7, 10)


def lived(steps: list[Step]) -> Life:
    """A whole history, from printed on."""
    life = Life()
    for step in steps:
        life = after(life, step)
    return life


GONE = Step(DAY, Event.POSTED)
LATE, MOVED = Reason.STORAGE_EXPIRED, Reason.MOVED

# The table: piece -> posted -> delivered / returned -> resent / handed over / cancelled.
POSSIBLE = {
    (State.PRINTED, Event.POSTED),
    (State.PRINTED, Event.CANCELLED),
    (State.POSTED, Event.DELIVERED),
    (State.POSTED, Event.RETURNED),
    (State.DELIVERED, Event.RETURNED),
    (State.RETURNED, Event.RESENT),
    (State.RETURNED, Event.HANDED_OVER),
    (State.RETURNED, Event.CANCELLED),
    (State.RESENT, Event.DELIVERED),
    (State.RESENT, Event.RETURNED),
}


@pytest.mark.parametrize(("state", "event"), list(product(State, Event)))
def test_what_may_follow_what(state: State, event: Event) -> None:
    step = Step(DAY, event, LATE if event is Event.RETURNED else None)
    if (state, event) in POSSIBLE:
        assert after(Life(state), step).state.value == event.value
        return
    with pytest.raises(KofuError, match="transition-impossible"):
        after(Life(state), step)


def test_a_history_is_dated_and_counts_its_returns() -> None:
    back, again = date(2025, 7, 25), date(2025, 8, 20)
    life = lived(
        [
            GONE,
            Step(back, Event.RETURNED, LATE),
            Step(back, Event.RESENT),
            Step(again, Event.RETURNED, MOVED),
        ]
    )
    assert life == Life(State.RETURNED, again, MOVED, 2)


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (Step(DAY, Event.RETURNED), "reason-missing"),
        (Step(DAY, Event.DELIVERED, LATE), "reason-missing"),
        (Step(date(2025, 7, 9), Event.DELIVERED), "transition-backwards"),
    ],
)
def test_what_cannot_be(step: Step, code: str) -> None:
    with pytest.raises(KofuError, match=code):
        lived([GONE, step])


@pytest.mark.parametrize(
    ("delivery", "reason", "returns", "action"),
    [
        (Delivery.SIMPLIFIED_REGISTERED, LATE, 1, Action.REGISTER_AGAIN),
        (Delivery.SIMPLIFIED_REGISTERED, LATE, 2, Action.KEEP),
        (Delivery.RECORDED, Reason.ADDRESS_UNKNOWN, 1, Action.SURVEY),  # 大崎市要領
        (Delivery.ORDINARY, MOVED, 1, Action.SURVEY),
        (Delivery.RECORDED, Reason.REFUSED, 1, Action.KEEP),
        (Delivery.ORDINARY, LATE, 1, Action.RESEND),
    ],
)
def test_what_to_do_with_a_returned_piece(
    delivery: Delivery, reason: Reason, returns: int, action: Action
) -> None:
    assert what_next(Life(State.RETURNED, DAY, reason, returns), delivery) is action


def test_every_reason_and_way_by_post_has_an_answer() -> None:
    ways = (Delivery.ORDINARY, Delivery.RECORDED, Delivery.SIMPLIFIED_REGISTERED)
    for delivery, reason, returns in product(ways, Reason, (1, 2)):
        assert what_next(Life(State.RETURNED, DAY, reason, returns), delivery) is not None
    for state in set(State) - {State.RETURNED}:
        assert what_next(Life(state, DAY), Delivery.RECORDED) is None
    assert all(table.source for table in shipped_table().next)


@pytest.mark.parametrize(
    ("delivery", "day"), [(Delivery.EMPLOYER, DAY), (Delivery.RECORDED, date(2024, 12, 1))]
)
def test_no_answer_is_said_and_not_made_up(delivery: Delivery, day: date) -> None:
    with pytest.raises(KofuError, match="next-not-covered"):
        what_next(Life(State.RETURNED, day, LATE, 1), delivery)
