"""An application taken back: what it changed is undone as far as nothing newer is known."""

from __future__ import annotations

from django.db import connection, transaction

from kofu.base.errors import KofuError
from kofu.policy.facts import FactValue
from kofu.registry.counter.facts import read, record, written
from kofu.registry.counter.kinds import Kind, Result, kind_word
from kofu.registry.counter.tables import Application
from kofu.registry.counter.typed import Window
from kofu.registry.issued.acting import act_on
from kofu.registry.issued.states import Step
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.people.as_of import person_as_of
from kofu.registry.people.turns import take_turn
from kofu.registry.refusals import in_our_words

NEVER = frozenset({Kind.HAND_OVER, Kind.EXPLANATION})
"""What happened, or was only told, cannot be taken back."""


def applicant_of(number: int) -> str | None:
    """Whose application it is; None if there is no such application."""
    found = Application.objects.filter(pk=number).values_list("person__person_id", flat=True)
    return found.first()


def withdrawable(number: int) -> Application:
    """Raises KofuError `application-unknown`, `application-not-withdrawn`."""
    earlier = Application.objects.filter(pk=number).select_related("person", "document").first()
    if earlier is None:
        raise KofuError("application-unknown", application=number)
    if not _can_be(earlier):
        kind = kind_word(Kind(earlier.kind))
        raise KofuError("application-not-withdrawn", application=number, kind=kind)
    return earlier


def withdraw(number: int, window: Window, reason: str = "") -> int:
    """The document that is still in the house is cancelled; one that left it stops the withdrawal.

    Raises KofuError as `withdrawable`, and `document-step-not-allowed`.
    """
    with in_our_words(), transaction.atomic(), connection.cursor() as cursor:
        facts_at = take_turn(cursor)
        earlier = withdrawable(number)
        if earlier.document is not None:
            act_on(
                earlier.document.pk,
                Step.CANCEL,
                window.on,
                window.by,
                "application-withdrawn",
                window.terminal,
            )
        back = goes_back(earlier, window)
        record(earlier.person.person_id, back, window.on, window)
        made = Application.objects.create(
            person=earlier.person,
            kind=earlier.kind,
            received_on=window.on,
            decided_on=window.on,
            channel=earlier.channel,
            applicant=earlier.applicant,
            result=Result.WITHDRAWN.value,
            known=window.known,
            facts_at=facts_at,
            wrote=written(back),
            document=earlier.document,
            earlier=earlier,
            by=window.by,
            terminal=window.terminal,
        )
        note(
            Event.COUNTER_ACTED,
            by=window.by,
            terminal=window.terminal,
            person_id=earlier.person.person_id,
            object=f"application:{made.pk}",
            reason=reason,
            detail={"kind": made.kind, "result": made.result, "day": window.on},
        )
    return int(made.pk)


def _can_be(earlier: Application) -> bool:
    """Accepted, never withdrawn, and something that can be taken back."""
    there = Application.objects.filter(earlier=earlier).exists()
    return earlier.result == Result.ACCEPTED.value and Kind(earlier.kind) not in NEVER and not there


def goes_back(earlier: Application, window: Window) -> dict[str, FactValue]:
    """What still stands as the application left it, and what it was before."""
    person_id = earlier.person.person_id
    then = person_as_of(person_id, earlier.decided_on, earlier.facts_at)
    now = person_as_of(person_id, window.on)
    wrote = read(earlier.wrote)
    return {name: then[name] for name, value in wrote.items() if now[name] == value}
