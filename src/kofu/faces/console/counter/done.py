"""The third step: what became of it, what to hand over now, what comes next."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from kofu.faces.console.counter.heading import heading
from kofu.faces.console.counter.papers import paper, picture_of
from kofu.faces.console.counter.shown import TONES
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.words import words
from kofu.faces.console.people.said import label, value_words
from kofu.registry.access.roles import Right
from kofu.registry.counter.kinds import Kind, Result, kind_word
from kofu.registry.counter.taken import taken
from kofu.registry.people.strands import RESIDENCE, STRAND_OF


@page(frozenset({Right.COUNTER_ACT, Right.PERSON_SENSITIVE}))
def done(request: Asked, number: int, application: int) -> HttpResponse:
    """What was recorded; the page can be opened again at any time."""
    head = heading(request, number)
    found = taken(head.who.person_id, application)
    issued = found.document if found.kind is not Kind.HAND_OVER else None
    over = found.result is Result.WITHDRAWN
    told = {
        "head": head,
        "at": 3,
        "kind": words(kind_word(found.kind).code),
        "result": words(f"counter-result-{found.result.value}"),
        "tone": TONES[found.result],
        "taken": found,
        "changes": [
            (label(name), value_words(name, value))
            for name, value in found.wrote.items()
            if head.open or STRAND_OF[name] is not RESIDENCE
        ],
        "withdrawn": over,
        "handed": found.kind is Kind.HAND_OVER,
        "paper": paper(found.document) if found.document else None,
        **(picture_of(request, head, issued) if issued and not over else {}),
    }
    return render(request, "console/counter/done.html", told)
