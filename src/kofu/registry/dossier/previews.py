"""A document as it was printed, to be looked at: made again from the register, as a picture."""

from __future__ import annotations

from kofu.base.errors import KofuError
from kofu.decide.explanation import Explanation
from kofu.documents.letters.language import Tongue
from kofu.documents.readback.pictures import to_pngs
from kofu.documents.single.desk import Wish
from kofu.policy.model import Delivery
from kofu.registry.counter.deciding import counter_of, desk_of
from kofu.registry.counter.facts import Facts, facts_of
from kofu.registry.counter.pages import form_of
from kofu.registry.counter.picturing import SHARP
from kofu.registry.counter.printing import derived, on_paper
from kofu.registry.dossier.whom import Whom
from kofu.registry.dossier.wishes import wish_in
from kofu.registry.issued.tables import Document, Origin
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.runs.tables import RunPerson


def preview(who: Whom, number: int, *, by: str, reason: str, terminal: str) -> tuple[bytes, ...]:
    """Every page as PNG; the look is logged.

    The form is that of a single page: what a run printed on a shared sheet is shown alone. Raises
    KofuError `document-unknown`, `document-without-page` for one from before the register,
    `document-not-derived`, and what stops a page.
    """
    document = Document.objects.filter(pk=number, person_id=who.number).first()
    if document is None:
        raise KofuError("document-unknown", document=number)
    if document.origin == Origin.INHERITED.value:
        raise KofuError("document-without-page", document=number)
    note(
        Event.PAGE_SHOWN,
        by=by,
        person_id=who.person_id,
        object=f"document:{number}",
        reason=reason,
        terminal=terminal,
    )
    form, facts, explanation = made_again(document, who.person_id)
    wish = Wish(document.issued_on, form)
    desk = desk_of(document.pack, document.issued_on)
    _, pdf = on_paper(desk, wish, facts, explanation, _tongue(document, facts))
    return to_pngs(pdf, SHARP)


def _tongue(document: Document, facts: Facts) -> Tongue | None:
    """A run printed the language that its person had asked for; at the counter it is chosen."""
    return wish_in(facts.values).language if document.origin == Origin.RUN.value else None


def made_again(document: Document, person_id: str) -> tuple[str | None, Facts, Explanation]:
    """The form, the facts and the decision of then. Raises KofuError `document-not-derived`."""
    if document.origin == Origin.COUNTER.value:
        found = derived(document)
        form = form_of(found, document.delivery == Delivery.COUNTER.value)
        return form, found.facts, found.explanation
    planned = RunPerson.objects.select_related("run").get(
        run=document.run_id, person=document.person_id
    )
    run = planned.run
    facts = facts_of(person_id, run.as_of, {}, planned.event, run.facts_at)
    counter = counter_of(document.pack, document.pack_hash, document.law_on, document.law_known)
    explanation = counter.explain(person_id, facts.asked)
    if (explanation.decision.receipt, facts.hash) != (document.receipt, document.facts_hash):
        raise KofuError("document-not-derived", document=document.pk)
    return None, facts, explanation
