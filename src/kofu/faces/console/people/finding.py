"""The search page: words in, people out, each with why they were found and what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from kofu.base.errors import KofuError
from kofu.base.messages import Language
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.places import municipality
from kofu.faces.console.frame.words import finding_words, language
from kofu.faces.console.people import session
from kofu.faces.console.people.forms import Words
from kofu.faces.console.people.holding import Holding, holding
from kofu.registry.access.roles import Right
from kofu.registry.access.scope import codes_seen, seen_by
from kofu.registry.dossier.desk import desk
from kofu.registry.dossier.listed import Listed, listed
from kofu.registry.insurer.settle import insurer_pack
from kofu.registry.log.events import Event
from kofu.registry.log.write import note, people_hash
from kofu.registry.people.tables import PersonNow
from kofu.registry.search.find import find as search
from kofu.registry.search.found import FoundPerson


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a list. `why`: the reasons in words; empty for whoever was opened before."""

    number: int
    numbers: str
    name: str
    kana: str
    birth: date | None
    municipality: str
    left: bool
    sensitive: bool
    holding: Holding
    why: tuple[str, ...] = ()


@sensitive_post_parameters()
@page(Right.PERSON_READ, "GET", "POST")
def find(request: Asked) -> HttpResponseBase:
    """The words are sent, kept in the session, and shown again from there: no address has them."""
    if request.method == "POST":
        return _asked(request)
    typed = session.words(request)
    told = {"form": Words({"words": typed} if typed else None), "typed": typed}
    found = _results(request, typed) if typed else {"recent": _recent(request)}
    return render(request, "console/people/find.html", {**told, **found})


def _asked(request: Asked) -> HttpResponseBase:
    if "clear" in request.POST:
        session.keep_words(request, "")
        return redirect("people:find")
    form = Words(request.POST)
    typed = form.cleaned_data["words"] if form.is_valid() else ""
    if request.htmx:
        session.keep_words(request, typed)
        found = _results(request, typed) if typed else {"recent": _recent(request)}
        return render(request, "console/people/results.html", {"typed": typed, **found})
    if not typed:
        return render(request, "console/people/find.html", {"form": form})
    session.keep_words(request, typed)
    return redirect("people:find")


def _results(request: Asked, typed: str) -> Mapping[str, object]:
    """What the list shows: people, or why nobody could be looked for."""
    try:
        found = search(
            typed,
            by=request.by,
            municipalities=codes_seen(request.user),
        )
    except KofuError as error:
        return {"refused": finding_words(error.finding)}
    today, spoken = date.today(), language()
    stand = _stand([person.person_id for person in found.people], today)
    lines = [
        _line(stand[person.person_id], today, _why(person, spoken))
        for person in found.people
        if person.person_id in stand
    ]
    return {"lines": lines, "more": found.more}


def _recent(request: Asked) -> list[Line]:
    """Whom this session opened last, if they may still be seen; the list is logged."""
    numbers = session.recent(request)
    if not numbers:
        return []
    seen = PersonNow.objects.filter(seen_by(request.user), pk__in=numbers)
    people = dict(seen.values_list("pk", "person__person_id"))
    detail = {"found": len(people), "people": people_hash(people.values())}
    note(Event.LIST_READ, by=request.by, detail=detail)
    today = date.today()
    stand = _stand(list(people.values()), today)
    return [_line(stand[people[one]], today) for one in numbers if one in people]


def _stand(person_ids: list[str], today: date) -> dict[str, Listed]:
    return listed(person_ids, desk(insurer_pack(), today, today).evidence, today)


def _why(person: FoundPerson, spoken: Language) -> tuple[str, ...]:
    return tuple(reason.words(spoken) for reason in person.reasons)


def _line(one: Listed, today: date, why: tuple[str, ...] = ()) -> Line:
    facts = one.facts
    birth, lost = facts["birth_date"], facts["lost_on"]
    numbers = "-".join(str(facts[name]) for name in ("symbol", "number", "branch") if facts[name])
    return Line(
        number=one.number,
        numbers=numbers or one.person_id,
        name=str(facts["name"] or _("（氏名なし）")),
        kana=str(facts["name_kana"] or ""),
        birth=birth if isinstance(birth, date) else None,
        municipality="" if one.sensitive else municipality(facts["municipality_code"]),
        left=isinstance(lost, date) and lost <= today,
        sensitive=one.sensitive,
        holding=holding(one),
        why=why,
    )
