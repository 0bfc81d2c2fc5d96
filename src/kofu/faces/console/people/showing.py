"""A person's page: proof over time, facts, the decision of the day, documents, mail, history."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.people import session
from kofu.faces.console.people.acts import acts
from kofu.faces.console.people.forms import AsOf, Reason
from kofu.faces.console.people.shown import shown
from kofu.registry.access.require import rights
from kofu.registry.access.roles import Right
from kofu.registry.access.withheld import may_open
from kofu.registry.dossier.desk import desk
from kofu.registry.dossier.dossier import dossier
from kofu.registry.dossier.whom import whom
from kofu.registry.insurer.settle import insurer_pack
from kofu.registry.log.events import Event
from kofu.registry.log.write import note


@page(Right.PERSON_READ)
def person(request: Asked, number: int) -> HttpResponse:
    """As of today, or of the days that were asked for; one entry in the log for each view."""
    form = AsOf(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    on: date = asked.get("on") or date.today()
    known: date | None = asked.get("known")
    reason = session.reason_for(request, number)
    with transaction.atomic():
        who = whom(request.user, number)
        at = desk(insurer_pack(), on, known or date.today())
        found = dossier(who, at, _end_of(known))
        note(
            Event.PERSON_READ,
            by=request.by,
            person_id=who.person_id,
            reason=reason if who.sensitive else "",
            detail={"page": "person", "on": on, "known": known},
        )
    session.remember(request, number)
    held = rights(request.user)
    open_ = not who.sensitive or may_open(request.user, reason)
    told = {
        "form": form,
        "past": bool(asked.get("on") or known),
        "known": known,
        "acts": acts(number, held),
        "open": open_,
        "may_open": Right.PERSON_SENSITIVE in held,
        "reason": Reason(),
        "previews": bool(held & PREVIEWERS),
        "may_pull": Right.RUN_PULL in held,
        "may_act": Right.COUNTER_ACT in held,
        **shown(found, open_),
    }
    return render(request, "console/people/person.html", told)


PREVIEWERS = frozenset({Right.PRINT, Right.DOWNLOAD})
"""Any of these may look at what was printed."""


def _end_of(known: date | None) -> datetime | None:
    if known is None:
        return None
    return timezone.make_aware(datetime.combine(known, time.max))
