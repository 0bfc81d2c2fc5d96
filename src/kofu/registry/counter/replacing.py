"""What becomes of the certificate that another is issued for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kofu.base.errors import KofuError
from kofu.registry.counter.facts import Facts, record
from kofu.registry.counter.kinds import GONE, Result
from kofu.registry.counter.typed import Reissue, Window
from kofu.registry.issued.acting import Held, act_on, held
from kofu.registry.issued.states import State, Step, after
from kofu.registry.issued.tables import Document
from kofu.registry.people.held import WITH_PERSON

_FROM_BEFORE = "certificate_until"


@dataclass(frozen=True, slots=True)
class Old:
    """The certificate a person had: in the register, or (None) known from a roster only."""

    held: Held | None


def old_certificate(facts: Facts, on: date) -> Old:
    """What left the house and is, or was until it got lost, good for the day.

    Raises KofuError `reissue-nothing-held`: there is nothing to issue again. What still lies here
    is handed over or sent again.
    """
    there = [held(one) for one in _certificates(facts.person_id, on)]
    found = [one for one in there if one.state in (*WITH_PERSON, State.LOST)]
    if found:
        return Old(found[0])
    until = facts.values[_FROM_BEFORE]
    if not there and isinstance(until, date) and until >= on:
        return Old(None)
    raise KofuError("reissue-nothing-held")


def _certificates(person_id: str, on: date) -> list[Document]:
    """The newest first."""
    for_the_day = Document.objects.filter(
        person__person_id=person_id, kind="certificate", valid_from__lte=on
    ).exclude(valid_until__lt=on)
    return list(for_the_day.order_by("-id"))


def end_old(old: Old, act: Reissue, result: Result, window: Window) -> None:
    """A lost one is lost even where no other is issued; a damaged one goes for the new one only."""
    if act.reason not in GONE and result is not Result.ACCEPTED:
        return
    if old.held is None:
        last = window.on - timedelta(days=1)
        record(act.person_id, {_FROM_BEFORE: last}, window.on, window)
        return
    for step, _ in steps_of_old(old.held, act, result):
        number = old.held.document.pk
        act_on(number, step, window.on, window.by, act.reason.value, window.terminal)


def steps_of_old(old: Held, act: Reissue, result: Result) -> list[tuple[Step, State]]:
    """What is done to the old certificate, and where each step leads."""
    gone = act.reason in GONE
    if not gone and result is not Result.ACCEPTED:
        return []
    first = Step.LOSE if gone else Step.RECALL if act.old_returned else Step.REPLACE
    steps = (first, Step.REPLACE) if gone and result is Result.ACCEPTED else (first,)
    found = []
    state = old.state
    for step in steps:
        to = after(state, step)
        if to is not None:
            found.append((step, to))
            state = to
    return found
