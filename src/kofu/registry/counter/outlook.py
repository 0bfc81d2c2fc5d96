"""Before anything at the counter is done: what would become of it, the same for every matter.

What is shown has a mark. Whoever confirms sends it back, and `confirming` does nothing else than
what was shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from django.db.models import Max

from kofu.base.errors import Finding, KofuError
from kofu.decide.explanation import Explanation
from kofu.policy.facts import FactValue
from kofu.policy.model import Delivery
from kofu.registry.counter.deciding import Answer, answer
from kofu.registry.counter.effects import asked
from kofu.registry.counter.facts import facts_of
from kofu.registry.counter.kinds import Kind, Result
from kofu.registry.counter.losing import done_now, left_without
from kofu.registry.counter.noting import refusals_noted
from kofu.registry.counter.pages import stops
from kofu.registry.counter.preparing import prepare, refuse_later
from kofu.registry.counter.previewing import fee
from kofu.registry.counter.replacing import Old, steps_of_old
from kofu.registry.counter.stepping import document_of, may_step
from kofu.registry.counter.tables import Application
from kofu.registry.counter.typed import (
    Arranged,
    Decided,
    DocumentStep,
    HandOver,
    Matter,
    Reissue,
    Window,
    Withdrawal,
)
from kofu.registry.counter.warnings import Caution, about, unprintable
from kofu.registry.counter.withdrawing import applicant_of, goes_back, withdrawable
from kofu.registry.issued.states import State, Step, after, state_word, step_word
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.people.as_of import person_as_of


@dataclass(frozen=True, slots=True)
class Change:
    """A fact of the register before and after."""

    column: str
    before: FactValue
    after: FactValue


@dataclass(frozen=True, slots=True)
class Turn:
    """A document and the states it goes through, the present one first."""

    document: int
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What is issued: `certificate`, `notice`, or `letter` of a form."""

    kind: str
    form: str | None
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Outlook:
    """`refused`: why it cannot be done as it is. `last`: the person's last application, 0 if none.
    `fee` in yen, None where the pack sets none.
    """

    result: Result
    kind: Kind | None = None
    explanation: Explanation | None = None
    paper: Paper | None = None
    fee: int | None = None
    changes: tuple[Change, ...] = ()
    turns: tuple[Turn, ...] = ()
    warnings: tuple[Caution, ...] = ()
    refused: Finding | None = None
    last: int = 0
    mark: str = ""


def outlook(matter: Matter, window: Window) -> Outlook:
    """Nothing is written but that somebody looked. Raises KofuError as the act itself, which is
    logged as refused.
    """
    with refusals_noted(matter, window):
        found = look(matter, window)
    note(
        Event.PERSON_READ,
        by=window.by,
        terminal=window.terminal,
        person_id=matter.person_id,
        reason=_reason(matter),
        detail={"preview": type(matter).__name__.lower(), "result": found.result.value},
    )
    return found


def look(matter: Matter, window: Window) -> Outlook:
    """The same, unnoted: for whoever acts at once. Raises KofuError."""
    if isinstance(matter, Withdrawal):
        found = _withdrawn(matter, window)
    elif isinstance(matter, DocumentStep):
        found = _stepped(matter, window)
    elif isinstance(matter, HandOver):
        found = _handed_over(matter, window)
    elif isinstance(matter, Decided):
        found = _decided(matter, window)
    else:
        found = _arranged(matter, window)
    numbers = Application.objects.filter(person__person_id=matter.person_id)
    last = numbers.aggregate(last=Max("pk"))["last"] or 0
    found = replace(found, last=last)
    return replace(found, mark=_mark(found, window))


def _decided(act: Decided, window: Window) -> Outlook:
    ready = prepare(act, window)
    found = answer(ready.wish, ready.facts, window)
    accepted = found.result is Result.ACCEPTED
    decision = found.explanation.decision
    paper = None
    if found.paper is not None:
        decided = Delivery(decision.delivery) if decision.delivery else Delivery.ORDINARY
        paper = Paper(found.paper, found.form or decision.form, decided)
        if not act.by_post:
            paper = replace(paper, delivery=Delivery.COUNTER)
    return Outlook(
        result=found.result,
        kind=ready.wish.kind,
        explanation=found.explanation,
        paper=paper,
        fee=fee(ready.wish, found, window),
        changes=_changes(act.person_id, ready.wish.changes if accepted else {}, window),
        turns=_old(ready.old, act, found.result),
        warnings=(*about(act, ready.facts, window), *unprintable(found, window)),
        refused=_refused(act, found, paper, window),
    )


def _refused(act: Decided, found: Answer, paper: Paper | None, window: Window) -> Finding | None:
    """As `apply` will refuse it."""
    if found.result is Result.REVIEW:
        return Finding("counter-review", params={"reason": "、".join(found.explanation.reasons)})
    if act.by_post and paper is not None and paper.delivery is Delivery.HOLD:
        return Finding("delivery-held-no-post")
    stopped = stops(found, window)
    return stopped.finding if stopped else None


def _old(old: Old | None, act: Decided, result: Result) -> tuple[Turn, ...]:
    if old is None or old.held is None or not isinstance(act, Reissue):
        return ()
    steps = steps_of_old(old.held, act, result)
    states = (old.held.state, *(to for _, to in steps))
    return (Turn(old.held.document.pk, states),) if steps else ()


def _arranged(act: Arranged, window: Window) -> Outlook:
    refuse_later(act, window)
    wish = asked(act)
    facts = facts_of(act.person_id, window.on, wish.said, wish.event)
    return Outlook(
        result=Result.ACCEPTED,
        kind=wish.kind,
        changes=_changes(act.person_id, wish.changes, window),
        warnings=about(act, facts, window),
    )


def _handed_over(act: HandOver, window: Window) -> Outlook:
    refuse_later(act, window)
    now = document_of(act.person_id, act.document)
    to = after(now.state, Step.HAND_OVER)
    if to is None:
        params = {"step": step_word(Step.HAND_OVER), "state": state_word(now.state)}
        raise KofuError("document-step-not-allowed", document=act.document, **params)
    if act.received.on < now.since:
        day = act.received.on
        raise KofuError("document-day-backwards", document=act.document, day=day)
    facts = facts_of(act.person_id, window.on, {}, "")
    return Outlook(
        result=Result.ACCEPTED,
        kind=Kind.HAND_OVER,
        turns=(Turn(act.document, (now.state, to)),),
        warnings=about(act, facts, window),
    )


def _withdrawn(act: Withdrawal, window: Window) -> Outlook:
    if applicant_of(act.application) != act.person_id:
        raise KofuError("application-unknown", application=act.application)
    earlier = withdrawable(act.application)
    turns: tuple[Turn, ...] = ()
    warned: tuple[Caution, ...] = ()
    if earlier.document is not None:
        now = document_of(act.person_id, earlier.document.pk)
        to = after(now.state, Step.CANCEL)
        if to is None:
            params = {"step": step_word(Step.CANCEL), "state": state_word(now.state)}
            raise KofuError("document-step-not-allowed", document=now.document.pk, **params)
        turns = (Turn(now.document.pk, (now.state, to)),)
        done = done_now(Step.CANCEL, to, window.on, window)
        warned = left_without(now, done, window, goes_back(earlier, window))
    changes = _changes(act.person_id, goes_back(earlier, window), window)
    return Outlook(
        Result.WITHDRAWN, Kind(earlier.kind), changes=changes, turns=turns, warnings=warned
    )


def _stepped(act: DocumentStep, window: Window) -> Outlook:
    to = may_step(act, window)
    now = document_of(act.person_id, act.document)
    warned = left_without(now, done_now(act.step, to, act.day, window), window, {})
    return Outlook(Result.ACCEPTED, turns=(Turn(act.document, (now.state, to)),), warnings=warned)


def _changes(person_id: str, new: Mapping[str, FactValue], window: Window) -> tuple[Change, ...]:
    """What differs from how things stand on the day."""
    now = person_as_of(person_id, window.on) if new else {}
    return tuple(
        Change(name, now[name], value) for name, value in new.items() if now[name] != value
    )


def _mark(found: Outlook, window: Window) -> str:
    """The hash of all that was shown, and of the law and the day it was shown for."""
    explained = found.explanation
    shown = asdict(replace(found, explanation=None, mark=""))
    receipt = explained.decision.receipt if explained else ""
    dates = (explained.decision.valid_from, explained.decision.valid_until) if explained else ()
    told = [shown, receipt, dates, window.pack, window.on, window.known]
    return hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()


def _reason(matter: Matter) -> str:
    return "" if isinstance(matter, Withdrawal | DocumentStep) else matter.received.note
