"""A document of a person to be read otherwise: large print, voice text, HTML; from its receipt."""

from __future__ import annotations

from kofu.base.errors import KofuError
from kofu.documents.letters.aids import Aid, aided
from kofu.documents.single.desk import Wish
from kofu.registry.counter.deciding import desk_of
from kofu.registry.counter.typed import Window
from kofu.registry.dossier.previews import made_again
from kofu.registry.issued.acting import held
from kofu.registry.issued.states import State
from kofu.registry.issued.tables import Document, Origin
from kofu.registry.log.events import Event
from kofu.registry.log.write import note, note_apart


def read_otherwise(person_id: str, number: int, aid: Aid, window: Window) -> bytes:
    """The file; it is not the document itself, whose state stays. The log names the aid.

    Raises KofuError `document-not-of-person`, `document-without-page`, `letter-of-cancelled`,
    `document-not-derived`, what stops the page, and what stops the aid.
    """
    try:
        made = _made(person_id, number, aid)
    except KofuError as error:
        note_apart(
            Event.LETTER_MADE,
            by=window.by,
            terminal=window.terminal,
            person_id=person_id,
            object=f"document:{number}",
            detail={"aid": aid.value, "code": error.finding.code},
        )
        raise
    note(
        Event.LETTER_MADE,
        by=window.by,
        terminal=window.terminal,
        person_id=person_id,
        object=f"document:{number}",
        detail={"aid": aid.value},
    )
    return made


def _made(person_id: str, number: int, aid: Aid) -> bytes:
    document = Document.objects.filter(pk=number, person__person_id=person_id).first()
    if document is None:
        raise KofuError("document-not-of-person", document=number)
    if document.origin == Origin.INHERITED.value:
        raise KofuError("document-without-page", document=number)
    if held(document).state is State.CANCELLED:
        raise KofuError("letter-of-cancelled", document=number)
    form, facts, explanation = made_again(document, person_id)
    desk = desk_of(document.pack, document.issued_on)
    return aided(aid, desk, Wish(document.issued_on, form), facts.values, explanation)[1]
