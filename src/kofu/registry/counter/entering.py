"""A document of the counter enters the register: decided and approved, not yet printed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction

from kofu.base.errors import KofuError
from kofu.policy.model import Delivery
from kofu.registry.counter.deciding import Answer, book_of
from kofu.registry.counter.typed import Window
from kofu.registry.issued.states import State, Step
from kofu.registry.issued.tables import Action, Document, Origin
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.people.tables import Person
from kofu.registry.runs.packs import keep

_STEPS = (
    (1, State.NEW, Step.DECIDE, State.DECIDED),
    (2, State.DECIDED, Step.APPROVE, State.APPROVED),
)

_LIVE = """
SELECT live.document_id FROM live_certificate live
 WHERE live.person_id = %s AND live.during && daterange(%s, %s, '[]')
 ORDER BY live.document_id LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Way:
    """How the document leaves the house, and which one it takes the place of."""

    by_post: bool
    replaces: Document | None = None


def enter(person: Person, answer: Answer, paper: str, way: Way, window: Window) -> Document:
    """Raises KofuError `certificate-held` (the document is named), `counter-hold-no-post`."""
    decision = answer.explanation.decision
    book = book_of(window.pack)
    keep(book)
    letter = paper == "letter"
    try:
        with transaction.atomic():
            made = Document.objects.create(
                person=person,
                kind=paper,
                variant=decision.variant or "",
                basis=decision.basis or "",
                rule=decision.rule,
                cap=decision.cap or "",
                form=(answer.form if letter else decision.form) or "",
                delivery=_delivery(decision.delivery, way.by_post).value,
                provisional=decision.provisional,
                valid_from=None if letter else decision.valid_from,
                valid_until=None if letter else decision.valid_until,
                issued_on=window.on,
                law_on=window.on,
                law_known=window.known,
                pack=window.pack,
                pack_hash=book.hash,
                facts_hash=answer.facts.hash,
                class_key=decision.class_key,
                receipt=decision.receipt,
                origin=Origin.COUNTER,
                replaces=way.replaces,
            )
    except IntegrityError:
        raise _held(person, answer) from None
    Action.objects.bulk_create(
        Action(
            document=made,
            seq=seq,
            before=before.value,
            step=step.value,
            after=after.value,
            on_day=window.on,
            by=window.by,
        )
        for seq, before, step, after in _STEPS
    )
    note(
        Event.DOCUMENT_ISSUED,
        by=window.by,
        terminal=window.terminal,
        person_id=person.person_id,
        object=f"document:{made.pk}",
        detail={"kind": made.kind, "rule": made.rule, "day": window.on},
    )
    return made


def _delivery(decided: str | None, by_post: bool) -> Delivery:
    """Handed over unless it is to be posted; then as the pack says."""
    if not by_post:
        return Delivery.COUNTER
    if decided == Delivery.HOLD:
        raise KofuError("counter-hold-no-post")
    return Delivery(decided) if decided else Delivery.ORDINARY


def _held(person: Person, answer: Answer) -> KofuError:
    """The database refused a second live certificate: which one stands in the way."""
    decision = answer.explanation.decision
    with connection.cursor() as cursor:
        cursor.execute(_LIVE, [person.pk, decision.valid_from, decision.valid_until])
        (number,) = cursor.fetchone() or (0,)
    return KofuError("certificate-held", document=number)
