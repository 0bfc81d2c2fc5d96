"""What would be printed, looked at before an act is done."""

from __future__ import annotations

from kofu.documents.readback.pictures import to_pngs
from kofu.documents.single.desk import Wish
from kofu.registry.counter.deciding import answer, desk_of
from kofu.registry.counter.kinds import Result
from kofu.registry.counter.pages import form_of, stops
from kofu.registry.counter.preparing import prepare
from kofu.registry.counter.typed import Decided, Matter, Window
from kofu.registry.log.events import Event
from kofu.registry.log.write import note

SHARP = 110 / 72
"""Pixels per point: small print can be read on a screen."""


def pictures(matter: Matter, window: Window) -> tuple[bytes, ...]:
    """Every page of the document that would follow, as PNG; the look is logged. None where no
    document follows or something stops it. Raises KofuError as the act itself.
    """
    if not isinstance(matter, Decided):
        return ()
    ready = prepare(matter, window)
    found = answer(ready.wish, ready.facts, window)
    if found.paper is None or found.result is Result.REVIEW or stops(found, window):
        return ()
    wish = Wish(window.on, form_of(found, not matter.by_post))
    desk = desk_of(window.pack, window.on)
    form, pdf = desk.print(wish, found.facts.values, found.explanation)
    note(
        Event.PAGE_SHOWN,
        by=window.by,
        terminal=window.terminal,
        person_id=matter.person_id,
        reason=matter.received.note,
        detail={"preview": ready.wish.kind.value, "form": form},
    )
    return to_pngs(pdf, SHARP)
