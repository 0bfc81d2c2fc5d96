"""The life of a piece of mail as a table: states, events, and what to do after a return.

Pure: a history goes in, the state comes out. Whoever keeps histories (a database) stores events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml
from pydantic import Field, model_validator

from kofu.base.errors import KofuError
from kofu.policy.model import Delivery, Record, Sure


class State(StrEnum):
    PRINTED = "printed"
    POSTED = "posted"
    DELIVERED = "delivered"
    RETURNED = "returned"
    RESENT = "resent"
    HANDED_OVER = "handed-over"
    CANCELLED = "cancelled"


class Event(StrEnum):
    POSTED = "posted"
    DELIVERED = "delivered"
    RETURNED = "returned"
    RESENT = "resent"
    HANDED_OVER = "handed-over"
    CANCELLED = "cancelled"


class Reason(StrEnum):
    """Why a piece came back. Source: the post office's words on returned mail."""

    STORAGE_EXPIRED = "storage-expired"  # 保管期間経過
    ADDRESS_UNKNOWN = "address-unknown"  # あて所尋ねあたらず
    MOVED = "moved"  # 転居先不明
    REFUSED = "refused"  # 受取拒絶


class Action(StrEnum):
    """What to do with a piece that came back."""

    KEEP = "keep"
    RESEND = "resend"
    REGISTER_AGAIN = "register-again"
    SURVEY = "survey"


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a piece's life; `reason` for a return and nothing else."""

    day: date
    event: Event
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """Where a piece is, since when, why it came back last, and how often it came back."""

    state: State = State.PRINTED
    since: date | None = None
    reason: Reason | None = None
    returns: int = 0


class Transition(Record):
    first: State = Field(alias="from")
    event: Event
    to: State


class Next(Record):
    """What to do for one reason and way of posting: the first time, and again."""

    reason: Reason
    delivery: Delivery
    first: Action
    again: Action


class NextTable(Record):
    first: date = Field(alias="from")
    source: str
    sure: Sure
    actions: tuple[Next, ...]


class Table(Record):
    transitions: tuple[Transition, ...]
    next: tuple[NextTable, ...]

    @model_validator(mode="after")
    def _one_answer(self) -> Table:
        pairs = [(one.first, one.event) for one in self.transitions]
        if len(pairs) != len(set(pairs)):
            raise ValueError("two transitions for one event")
        return self


@cache
def shipped_table() -> Table:
    """`after.yaml`."""
    return Table.model_validate(
        yaml.safe_load((files("kofu.mail.after") / "after.yaml").read_text("utf-8"))
    )


def after(life: Life, step: Step) -> Life:
    """The life with one more event.

    Raises KofuError: `transition-impossible`, `transition-backwards` (an event before the last
    one), `reason-missing` (a return without a reason, or a reason without a return).
    """
    if (step.reason is not None) != (step.event is Event.RETURNED):
        raise KofuError("reason-missing", event=step.event.value)
    to = _transitions().get((life.state, step.event))
    if to is None:
        raise KofuError("transition-impossible", state=life.state.value, event=step.event.value)
    if life.since is not None and step.day < life.since:
        raise KofuError("transition-backwards", day=step.day, since=life.since)
    returned = step.event is Event.RETURNED
    return Life(to, step.day, step.reason or life.reason, life.returns + returned)


def what_next(life: Life, delivery: Delivery) -> Action | None:
    """What to do with a piece that came back; None for any other. `after.yaml` says it.

    Raises KofuError `next-not-covered` for a day or a way of posting that has no row.
    """
    if life.state is not State.RETURNED:
        return None
    assert life.since is not None
    tables = [one for one in shipped_table().next if one.first <= life.since]
    for one in max(tables, key=lambda table: table.first).actions if tables else ():
        if (one.reason, one.delivery) == (life.reason, delivery):
            return one.again if life.returns > 1 else one.first
    raise KofuError("next-not-covered", delivery=delivery.value, day=life.since)


@cache
def _transitions() -> Mapping[tuple[State, Event], State]:
    return {(one.first, one.event): one.to for one in shipped_table().transitions}
