"""The life of a document as a table: which action is allowed when, and what it leads to.

The same table stands in the database (`allowed`), which refuses every other step.
"""

from __future__ import annotations

from enum import StrEnum

from kofu.base.errors import Word


class State(StrEnum):
    """Where a document stands."""

    NEW = "new"
    DECIDED = "decided"
    APPROVED = "approved"
    PRINTED = "printed"
    POSTED = "posted"
    DELIVERED = "delivered"
    RETURNED = "returned"
    HANDED_OVER = "handed-over"
    LOST = "lost"
    REPLACED = "replaced"
    RECALLED = "recalled"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What is done to a document; the Japanese word is in the glossary."""

    DECIDE = "decide"
    APPROVE = "approve"
    PRINT = "print"
    POST = "post"
    DELIVER = "deliver"
    COME_BACK = "come-back"
    RESEND = "resend"
    HAND_OVER = "hand-over"
    LOSE = "lose"
    REPLACE = "replace"
    RECALL = "recall"
    EXPIRE = "expire"
    CANCEL = "cancel"
    INHERIT = "inherit"


_ABROAD = (State.POSTED, State.DELIVERED, State.HANDED_OVER)
"""Out of the house, with the person or on the way."""

ALLOWED: frozenset[tuple[State, Step, State]] = frozenset(
    {
        (State.NEW, Step.DECIDE, State.DECIDED),
        (State.NEW, Step.INHERIT, State.DELIVERED),
        (State.DECIDED, Step.APPROVE, State.APPROVED),
        (State.APPROVED, Step.PRINT, State.PRINTED),
        (State.PRINTED, Step.POST, State.POSTED),
        (State.PRINTED, Step.HAND_OVER, State.HANDED_OVER),
        (State.POSTED, Step.DELIVER, State.DELIVERED),
        (State.POSTED, Step.COME_BACK, State.RETURNED),
        # Delivered is what lies in the letter box (特定記録, ordinary mail): it may be given back.
        (State.DELIVERED, Step.COME_BACK, State.RETURNED),
        (State.RETURNED, Step.RESEND, State.POSTED),
        (State.RETURNED, Step.HAND_OVER, State.HANDED_OVER),
        *((state, Step.LOSE, State.LOST) for state in _ABROAD),
        *((state, Step.REPLACE, State.REPLACED) for state in (*_ABROAD, State.RETURNED)),
        (State.LOST, Step.REPLACE, State.REPLACED),
        *((state, Step.RECALL, State.RECALLED) for state in (*_ABROAD, State.LOST)),
        *((state, Step.EXPIRE, State.EXPIRED) for state in (*_ABROAD, State.RETURNED)),
        (State.LOST, Step.EXPIRE, State.EXPIRED),
        *(
            (state, Step.CANCEL, State.CANCELLED)
            for state in (State.DECIDED, State.APPROVED, State.PRINTED, State.RETURNED)
        ),
    }
)

ENDED = frozenset({State.LOST, State.REPLACED, State.RECALLED, State.EXPIRED, State.CANCELLED})
"""In these a certificate proves nothing any more, from the day of the action on."""


def after(state: State, step: Step) -> State | None:
    """Where a step leads; None where it is not allowed."""
    found = [to for before, one, to in ALLOWED if (before, one) == (state, step)]
    return found[0] if found else None


def state_word(state: State) -> Word:
    """A state as it is said to people."""
    return Word(f"document-state-{state.value}")


def step_word(step: Step) -> Word:
    """A step as it is said to people."""
    return Word(f"document-step-{step.value}")
