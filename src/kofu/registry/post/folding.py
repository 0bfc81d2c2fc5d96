"""What the post told, as steps of documents by the table of allowed steps. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kofu.base.errors import KofuError
from kofu.mail.after.states import Action, Event, Life, what_next
from kofu.mail.after.states import State as Mailed
from kofu.mail.envelopes.plan import RANKS
from kofu.policy.model import Delivery
from kofu.registry.issued.states import State, after
from kofu.registry.post.finding import STEPS, Standing
from kofu.registry.post.reading import Row


class Code(StrEnum):
    """Why a result became no step, or (NOT_COVERED) why nobody says what to do next."""

    DONE = ""
    KNOWN = "result-known"
    NOT_ALLOWED = "document-step-not-allowed"
    BACKWARDS = "document-day-backwards"
    NOT_COVERED = "next-not-covered"


_ON_ITS_WAY = frozenset({State.POSTED, State.DELIVERED, State.RETURNED, State.HANDED_OVER})
"""In these the last step was taken on a day of the post's or the counter's."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of a row and one document in its piece: where it stood, and where it stands now.

    `to` is None where the row became no step; `next` is for a piece that came back.
    """

    row: Row
    stood: Standing
    to: State | None
    code: Code
    next: Action | None = None

    @property
    def seq(self) -> int | None:
        """Of the action it became."""
        return self.stood.seq + 1 if self.to else None


def fold(rows: Mapping[int, Row], standings: Iterable[Standing]) -> list[Outcome]:
    """One outcome for each, in their order: that of days. `rows` by number."""
    standings = list(standings)
    ways = _ways(standings)
    now: dict[int, Standing] = {}
    recorded: set[tuple[int, Event, date]] = set()
    outcomes = []
    for told in standings:
        row = rows[told.row]
        fact = (told.document, row.event, row.day)
        last = now.get(told.document, told)
        stood = replace(last, row=told.row, known=told.known or fact in recorded)
        outcomes.append(one := _outcome(row, stood, ways.get(told.row)))
        if one.to:
            recorded.add(fact)
            now[told.document] = _moved(stood, row, one.to)
    return outcomes


def _moved(stood: Standing, row: Row, to: State) -> Standing:
    returns = stood.returns + (row.event is Event.RETURNED)
    return replace(stood, seq=stood.seq + 1, state=to, since=row.day, returns=returns)


def _outcome(row: Row, stood: Standing, way: Delivery | None) -> Outcome:
    if stood.known:
        return Outcome(row, stood, None, Code.KNOWN)
    to = after(stood.state, STEPS[row.event])
    if to is None:
        return Outcome(row, stood, None, Code.NOT_ALLOWED)
    if stood.state in _ON_ITS_WAY and row.day < stood.since:
        return Outcome(row, stood, None, Code.BACKWARDS)
    if to is not State.RETURNED:
        return Outcome(row, stood, to, Code.DONE)
    life = Life(Mailed.RETURNED, row.day, row.reason, stood.returns + 1)
    try:
        if way is not None:
            return Outcome(row, stood, to, Code.DONE, what_next(life, way))
    except KofuError:
        pass
    return Outcome(row, stood, to, Code.NOT_COVERED)


def _ways(standings: Iterable[Standing]) -> dict[int, Delivery]:
    """How each row's piece went: the safest way of what is in it."""
    ways: dict[int, Delivery] = {}
    for one in standings:
        if one.delivery:
            way = Delivery(one.delivery)
            ways[one.row] = max(ways.get(one.row, way), way, key=lambda each: RANKS.get(each, -1))
    return ways
