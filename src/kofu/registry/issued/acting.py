"""One document, one step: allowed by the table, written once, whoever is first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from kofu.base.errors import KofuError
from kofu.registry.issued.states import State, Step, after, state_word, step_word
from kofu.registry.issued.tables import Action, Document
from kofu.registry.log.events import Event
from kofu.registry.log.write import note


@dataclass(frozen=True, slots=True)
class Held:
    """A document with where it stands: the fold of its actions."""

    document: Document
    state: State
    seq: int
    since: date


def held(document: Document) -> Held:
    """The last action tells."""
    last = Action.objects.filter(document=document).order_by("-seq").first()
    if last is None:
        return Held(document, State.NEW, 0, document.issued_on)
    return Held(document, State(last.after), last.seq, last.on_day)


def documents_of(person_id: str, by: str) -> Sequence[Held]:
    """Everything that was ever issued to a person, the newest first; the look is logged."""
    found = Document.objects.filter(person__person_id=person_id).order_by("-id")
    note(Event.PERSON_READ, by=by, person_id=person_id, detail={"documents": len(found)})
    return [held(one) for one in found]


def holder(number: int) -> str | None:
    """Whose document it is; None if there is no such document."""
    found = Document.objects.filter(pk=number).values_list("person__person_id", flat=True)
    return found.first()


def act_on(number: int, step: Step, on: date, by: str, reason: str = "") -> Held:
    """Take a step. Raises KofuError `document-unknown`, `document-step-not-allowed`,
    `document-changed-meanwhile`.
    """
    document = Document.objects.filter(pk=number).select_related("person").first()
    if document is None:
        raise KofuError("document-unknown", document=number)
    now = held(document)
    to = after(now.state, step)
    if to is None:
        params = {"step": step_word(step), "state": state_word(now.state)}
        raise KofuError("document-step-not-allowed", document=number, **params)
    try:
        with transaction.atomic():
            Action.objects.create(
                document=document,
                seq=now.seq + 1,
                before=now.state.value,
                step=step.value,
                after=to.value,
                on_day=on,
                by=by,
                reason=reason,
            )
            note(
                Event.DOCUMENT_ACTED,
                by=by,
                person_id=document.person.person_id,
                object=f"document:{number}",
                reason=reason,
                detail={"step": step.value, "day": on},
            )
    except IntegrityError as error:
        raise KofuError("document-changed-meanwhile", document=number) from error
    return held(document)
