"""Whom a page of the counter is about: asked for in one place, in scope, and noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kofu.faces.console.frame.pages import Asked
from kofu.faces.console.people import session
from kofu.registry.access.withheld import may_open
from kofu.registry.dossier.whom import Whom, whom
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.people.tables import PersonNow


@dataclass(frozen=True, slots=True)
class Heading:
    """Enough to be sure who it is. `open`: where somebody lives may be shown."""

    who: Whom
    kana: str
    birth: date | None
    open: bool


def heading(request: Asked, number: int, noted: bool = True) -> Heading:
    """`noted`: an entry of its own; where an act is looked at, that leaves one.

    Raises KofuError `person-not-registered`, also for people the account may not see.
    """
    who = whom(request.user, number)
    reason = session.reason_for(request, number)
    if noted:
        note(
            Event.PERSON_READ,
            by=request.by,
            person_id=who.person_id,
            reason=reason if who.sensitive else "",
            detail={"page": "counter"},
        )
    now = PersonNow.objects.filter(pk=number).values_list("name_kana", "birth_date").first()
    kana, birth = now or (None, None)
    return Heading(who, kana or "", birth, not who.sensitive or may_open(request.user, reason))
