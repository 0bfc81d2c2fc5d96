"""What was shown is what is done: compared once more, with everybody else kept waiting."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, models, transaction

from kofu.base.errors import KofuError
from kofu.registry.counter.applying import apply
from kofu.registry.counter.arranging import arrange
from kofu.registry.counter.effects import asked
from kofu.registry.counter.facts import written
from kofu.registry.counter.handing import hand_over
from kofu.registry.counter.noting import refusals_noted
from kofu.registry.counter.outlook import look
from kofu.registry.counter.stepping import take_step
from kofu.registry.counter.tables import Application
from kofu.registry.counter.typed import (
    Act,
    Decided,
    DocumentStep,
    HandOver,
    Matter,
    Window,
    Withdrawal,
)
from kofu.registry.counter.withdrawing import withdraw
from kofu.registry.issued.tables import Action
from kofu.registry.people.turns import take_turn
from kofu.registry.refusals import in_our_words


@dataclass(frozen=True, slots=True)
class Seen:
    """The outlook that was confirmed."""

    mark: str
    last: int


def carry_out(matter: Matter, window: Window, seen: Seen) -> int:
    """The number of the application, or for a step that of the document.

    Sent twice, it is done once. Raises KofuError `counter-outcome-changed`: what would be done is
    not what was shown; and as the act itself.
    """
    with in_our_words(), transaction.atomic(), connection.cursor() as cursor:
        take_turn(cursor)
        done = _done_before(matter, window, seen)
        if done is not None:
            return done
        with refusals_noted(matter, window):
            if look(matter, window).mark != seen.mark:
                raise KofuError("counter-outcome-changed")
        return _do(matter, window)


def _do(matter: Matter, window: Window) -> int:
    if isinstance(matter, DocumentStep):
        take_step(matter, window)
        return matter.document
    if isinstance(matter, Withdrawal):
        with refusals_noted(matter, window):
            return withdraw(matter.application, window, matter.reason)
    if isinstance(matter, HandOver):
        return hand_over(matter, window)
    if isinstance(matter, Decided):
        return apply(matter, window).application
    return arrange(matter, window)


def _done_before(matter: Matter, window: Window, seen: Seen) -> int | None:
    """What this clerk already did of it since it was shown: the same form, sent twice."""
    match matter:
        case DocumentStep(document=document, seq=seq, step=step, day=day):
            done = Action.objects.filter(
                document=document, seq=seq + 1, step=step.value, on_day=day, by=window.by
            )
            return document if done.exists() else None
        case Withdrawal(application=earlier):
            found = Application.objects.filter(earlier=earlier, by=window.by)
        case _:
            found = _same(matter, window, seen)
    return found.values_list("pk", flat=True).order_by("pk").first()


def _same(act: Act, window: Window, seen: Seen) -> models.QuerySet[Application]:
    wish, received = asked(act), act.received
    found = Application.objects.filter(
        person__person_id=act.person_id,
        pk__gt=seen.last,
        by=window.by,
        kind=wish.kind.value,
        reason=wish.reason,
        received_on=received.on,
        channel=received.channel.value,
        applicant=received.applicant.value,
        evidence=sorted(one.value for one in received.evidence),
        wrote__in=[written(wish.changes), {}],
    )
    return found.filter(document=act.document) if isinstance(act, HandOver) else found
