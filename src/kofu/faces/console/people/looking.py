"""Who looked at a person."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from kofu.base.messages import Language
from kofu.faces.console.frame.pages import Asked, page, terminal
from kofu.faces.console.frame.words import language
from kofu.registry.access.roles import Right
from kofu.registry.dossier.looks import looks
from kofu.registry.dossier.whom import whom
from kofu.registry.log.events import WORDS, Event, Outcome


@page(Right.PERSON_READ)
def log(request: Asked, number: int) -> HttpResponse:
    """All entries for whoever may read the log, for others those of their own department."""
    who = whom(request.user, number)
    found = looks(request.user, who, terminal(request))
    entries = [
        {"look": one, "event": _word(one.event), "done": one.outcome is Outcome.DONE}
        for one in found.entries
    ]
    told = {"who": who, "entries": entries, "found": found}
    part = "log_part" if request.htmx else "log"
    return render(request, f"console/people/{part}.html", told)


def _word(event: Event) -> str:
    ja, en = WORDS[event]
    return ja if language() is Language.JA else en
