"""The life of a run as a table, held by the database as that of a document is."""

from __future__ import annotations

from enum import StrEnum

from kofu.base.errors import Word


class RunKind(StrEnum):
    """Why there is a run."""

    RENEWAL = "renewal"
    STATUS_LIST = "status-list"
    CHANGES = "changes"
    GAPS = "gaps"
    AGES = "ages"
    RETURNED = "returned"


REPLACING = frozenset({RunKind.CHANGES, RunKind.AGES, RunKind.RETURNED})
"""Their documents take the place of what people hold; other runs leave such people out."""


class RunState(StrEnum):
    """Where a run stands."""

    NEW = "new"
    PLANNED = "planned"
    APPROVED = "approved"
    STARTED = "started"
    PRINTED = "printed"
    VERIFIED = "verified"
    RELEASED = "released"
    POSTED = "posted"
    INVALID = "invalid"
    ABANDONED = "abandoned"


class RunStep(StrEnum):
    """What is done to a run."""

    PLAN = "plan"
    APPROVE = "approve"
    START = "start"
    PRINT = "print"
    VERIFY = "verify"
    RELEASE = "release"
    POST = "post"
    INVALIDATE = "invalidate"
    ABANDON = "abandon"


RUN_ALLOWED: frozenset[tuple[RunState, RunStep, RunState]] = frozenset(
    {
        (RunState.NEW, RunStep.PLAN, RunState.PLANNED),
        (RunState.PLANNED, RunStep.APPROVE, RunState.APPROVED),
        (RunState.APPROVED, RunStep.START, RunState.STARTED),
        (RunState.STARTED, RunStep.PRINT, RunState.PRINTED),
        (RunState.PRINTED, RunStep.VERIFY, RunState.VERIFIED),
        (RunState.VERIFIED, RunStep.RELEASE, RunState.RELEASED),
        (RunState.RELEASED, RunStep.POST, RunState.POSTED),
        # What was approved is no longer what would be printed.
        (RunState.PLANNED, RunStep.INVALIDATE, RunState.INVALID),
        (RunState.APPROVED, RunStep.INVALIDATE, RunState.INVALID),
        *(
            (state, RunStep.ABANDON, RunState.ABANDONED)
            for state in (
                RunState.PLANNED,
                RunState.APPROVED,
                RunState.STARTED,
                RunState.PRINTED,
                RunState.VERIFIED,
            )
        ),
    }
)

OVER = frozenset({RunState.INVALID, RunState.ABANDONED})
"""In these a run stands in nobody's way."""


def state_word(state: RunState) -> Word:
    """A state as it is said to people."""
    return Word(f"run-state-{state.value}")


def step_word(step: RunStep) -> Word:
    """A step as it is said to people."""
    return Word(f"run-step-{step.value}")
