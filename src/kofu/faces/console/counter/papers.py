"""A document at the counter: its picture, printing it now, and what can be done with it next."""

from __future__ import annotations

from base64 import b64encode

from django.http import HttpResponse
from django.shortcuts import render

from kofu.base.errors import KofuError
from kofu.faces.console.counter.files import given_out
from kofu.faces.console.counter.guided import window_of
from kofu.faces.console.counter.heading import Heading, heading
from kofu.faces.console.counter.reading import reading_of
from kofu.faces.console.counter.said import DELIVERIES
from kofu.faces.console.counter.shown import paper_words
from kofu.faces.console.frame.pages import Asked, page, terminal
from kofu.faces.console.frame.words import words
from kofu.faces.console.people import session
from kofu.faces.console.people.showing import PREVIEWERS
from kofu.policy.model import Delivery
from kofu.registry.access.require import rights
from kofu.registry.access.roles import Right
from kofu.registry.counter.outlook import Paper
from kofu.registry.counter.printing import print_for
from kofu.registry.counter.stepping import document_of, next_action, steps_of
from kofu.registry.counter.taken import accepted_for
from kofu.registry.dossier.previews import preview
from kofu.registry.issued.acting import Held
from kofu.registry.issued.states import State
from kofu.registry.issued.tables import Origin

_IN_HOUSE = frozenset({State.APPROVED, State.PRINTED})


@page(Right.COUNTER_ACT)
def document(request: Asked, number: int, document: int) -> HttpResponse:
    """Where it stands, and what comes next."""
    head = heading(request, number)
    now = document_of(head.who.person_id, document)
    then, shown = next_action(now), paper(now)
    told = {
        "head": head,
        "paper": shown,
        **reading_of(request, head, now, bool(shown["new"] or shown["again"])),
        "steps": bool(steps_of(now)),
        "next": words(f"action-{then.value}") if then else "",
        "withdraw": accepted_for(document) if now.state in _IN_HOUSE else None,
        **picture_of(request, head, now),
    }
    return render(request, "console/counter/document.html", told)


@page(Right.PRINT, "POST")
def print_now(request: Asked, number: int, document: int) -> HttpResponse:
    """The PDF, made at once and kept nowhere."""
    head = heading(request, number, noted=False)
    made = print_for(head.who.person_id, document, window_of(request))
    return given_out(made.pdf, f"{document}.pdf")


def paper(now: Held) -> dict[str, object]:
    """A document as the pages show it."""
    one, state = now.document, now.state
    delivery = Delivery(one.delivery) if one.delivery else None
    here = one.origin == Origin.COUNTER.value
    again = state in (State.PRINTED, State.RETURNED) if one.kind == "certificate" else True
    return {
        "number": one.pk,
        "words": paper_words(Paper(one.kind, one.form, delivery or Delivery.COUNTER)),
        "state": words(f"document-state-{state.value}"),
        "since": now.since,
        "first": one.valid_from,
        "last": one.valid_until,
        "delivery": DELIVERIES[delivery] if delivery else "",
        "by_post": delivery not in (None, Delivery.COUNTER),
        "new": state is State.APPROVED and here,
        "again": here and again and state not in (State.APPROVED, State.CANCELLED),
        "given": state in (State.RETURNED, State.PRINTED) and (here or state is State.RETURNED),
        "out": state is State.PRINTED and here,
    }


def picture_of(request: Asked, head: Heading, now: Held) -> dict[str, object]:
    """The pages as they are printed, for whoever may print and see where the person lives."""
    may = bool(PREVIEWERS & rights(request.user))
    told: dict[str, object] = {"may_print": Right.PRINT in rights(request.user)}
    if not may or now.document.origin == Origin.INHERITED.value:
        return told
    if not head.open:
        return {**told, "hidden": True}
    number = int(now.document.pk)
    reason = session.reason_for(request, head.who.number)
    try:
        made = preview(head.who, number, by=request.by, reason=reason, terminal=terminal(request))
    except KofuError:
        return told
    return {**told, "pictures": [b64encode(one).decode("ascii") for one in made]}
