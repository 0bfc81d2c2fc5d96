"""A document of the counter as PDF, at once: made again from the register, to the same bytes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from kofu.base.errors import KofuError
from kofu.decide.explanation import Explanation
from kofu.documents.letters.aids import with_back
from kofu.documents.letters.language import Tongue
from kofu.documents.single.desk import Desk, Wish
from kofu.policy.model import Delivery
from kofu.registry.counter.deciding import Answer, answered, counter_of, desk_of
from kofu.registry.counter.facts import Facts, facts_of, read
from kofu.registry.counter.kinds import Kind
from kofu.registry.counter.pages import form_of
from kofu.registry.counter.tables import Application
from kofu.registry.counter.typed import Window
from kofu.registry.issued.acting import act_on, held
from kofu.registry.issued.states import State, Step, state_word
from kofu.registry.issued.tables import Document, Origin
from kofu.registry.log.events import Event
from kofu.registry.log.write import note, note_apart

_AGAIN = frozenset({State.PRINTED, State.RETURNED})
"""A certificate that left the house is not printed again: two would be about. It is reissued."""


@dataclass(frozen=True, slots=True)
class Page:
    """`again`: it was printed before."""

    form: str
    pdf: bytes
    again: bool


def print_document(number: int, window: Window, tongue: Tongue | None = None) -> Page:
    """Printed for the first time it takes the step; later it is a reprint, and the log says so.

    `tongue`: the language of a page behind it. Raises KofuError `document-unknown`,
    `document-not-of-counter`, `reprint-left-house`, `document-not-derived`, and what stops a page.
    """
    with transaction.atomic():
        document = Document.objects.filter(pk=number).select_related("person").first()
        if document is None:
            raise KofuError("document-unknown", document=number)
        if document.origin != Origin.COUNTER.value:
            raise KofuError("document-not-of-counter", document=number)
        again = _again(document)
        found = derived(document)
        at_counter = document.delivery == Delivery.COUNTER.value
        wish = Wish(document.issued_on, form_of(found, at_counter))
        desk = desk_of(document.pack, document.issued_on)
        form, pdf = on_paper(desk, wish, found.facts, found.explanation, tongue)
        if again:
            note(
                Event.DOCUMENT_REPRINTED,
                by=window.by,
                terminal=window.terminal,
                person_id=document.person.person_id,
                object=f"document:{number}",
                detail={"form": form, **({"language": tongue.value} if tongue else {})},
            )
        else:
            act_on(number, Step.PRINT, window.on, window.by, terminal=window.terminal)
    return Page(form, pdf, again)


def print_for(person_id: str, number: int, window: Window, tongue: Tongue | None = None) -> Page:
    """The same for a document of this person: what is refused stands in the log.

    Raises KofuError `document-not-of-person`, and as `print_document`.
    """
    try:
        if not Document.objects.filter(pk=number, person__person_id=person_id).exists():
            raise KofuError("document-not-of-person", document=number)
        return print_document(number, window, tongue)
    except KofuError as error:
        note_apart(
            Event.DOCUMENT_ACTED,
            by=window.by,
            terminal=window.terminal,
            person_id=person_id,
            object=f"document:{number}",
            detail={"step": Step.PRINT.value, "code": error.finding.code},
        )
        raise


def on_paper(
    desk: Desk, wish: Wish, facts: Facts, explanation: Explanation, tongue: Tongue | None
) -> tuple[str, bytes]:
    """The form's name and its PDF, with a page in a second language where one is wished for."""
    if tongue is None:
        return desk.print(wish, facts.values, explanation)
    return with_back(tongue, desk, wish, facts.values, explanation)


def _again(document: Document) -> bool:
    """Whether it was printed before, and may be printed once more. Raises KofuError."""
    state = held(document).state
    if state is State.APPROVED:
        return False
    proves = document.kind == "certificate"
    if state is State.CANCELLED or (proves and state not in _AGAIN):
        raise KofuError("reprint-left-house", document=document.pk, state=state_word(state))
    return True


def derived(document: Document) -> Answer:
    """The decision of then, from the facts known then and what the application said."""
    made = Application.objects.filter(document=document).order_by("id").first()
    if made is None:
        raise KofuError("document-not-derived", document=document.pk)
    facts = facts_of(
        document.person.person_id,
        document.law_on,
        read(made.said),
        made.event,
        made.facts_at,
    )
    counter = counter_of(document.pack, document.pack_hash, document.law_on, document.law_known)
    explanation = counter.explain(facts.person_id, facts.asked)
    if (explanation.decision.receipt, facts.hash) != (document.receipt, document.facts_hash):
        raise KofuError("document-not-derived", document=document.pk)
    return answered(Kind(made.kind), facts, explanation)
