"""The log page by page; about one person; the list of what is audited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from kofu.base.errors import KofuError
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.words import finding_words
from kofu.faces.console.records.detail import detail_words
from kofu.faces.console.records.forms import OUTCOMES, OfPerson, Search, event_words
from kofu.registry.access.require import require_sees
from kofu.registry.access.roles import Right
from kofu.registry.log.about import Told, about
from kofu.registry.log.events import Event
from kofu.registry.log.read import Wanted, chain, read
from kofu.registry.log.tables import Entry

_KEPT = "records"
_USUAL_DAYS = 30


@page(Right.LOG_READ, "GET", "HEAD", "POST")
def listed(request: Asked) -> HttpResponseBase:
    """Entries, the newest first. A search is posted, kept in the session, and shown."""
    if request.method == "POST":
        form = Search(request.POST)
        if form.is_valid():
            request.session[_KEPT] = _kept(form.wanted())
            return redirect("records:list")
        return render(request, "console/records/list.html", {"form": form, "chain": chain()})
    wanted = _wanted(request)
    found = read(wanted, _before(request), by=request.by)
    told = {
        "form": Search(initial=_initial(wanted)),
        "chain": chain(),
        "rows": [_row(one) for one in found.entries],
        "before": found.before,
        "later": "before" in request.GET,
    }
    return render(request, "console/records/list.html", told)


def _before(request: Asked) -> int | None:
    text = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _kept(wanted: Wanted) -> dict[str, str]:
    return {name: str(getattr(wanted, name)) for name in wanted.asked()}


def _wanted(request: Asked) -> Wanted:
    kept = request.session.get(_KEPT)
    if kept is None:
        return Wanted(first=timezone.localdate() - timedelta(days=_USUAL_DAYS))
    days = {name: date.fromisoformat(kept[name]) for name in ("first", "last") if name in kept}
    return Wanted(**{**kept, **days})


def _initial(wanted: Wanted) -> dict[str, object]:
    return {name: getattr(wanted, name) for name in wanted.asked()}


def _row(entry: Entry) -> dict[str, object]:
    detail = [(detail_words(name), _plain(value)) for name, value in entry.detail.items()]
    return _told(entry) | {"id": entry.pk, "about": bool(entry.subject), "detail": detail}


def _told(one: Entry | Told) -> dict[str, object]:
    return {
        "at": one.at,
        "event": event_words(Event(one.event)),
        "outcome": OUTCOMES[one.outcome],
        "code": one.outcome,
        "by": one.by,
        "terminal": one.terminal,
        "object": one.object,
        "reason": one.reason,
    }


def _plain(value: object) -> str:
    match value:
        case Mapping():
            return "、".join(f"{name} {_plain(one)}" for name, one in value.items())
        case list():
            return "、".join(_plain(one) for one in value)
        case None:
            return "–"
    return str(value)


@page(Right.LOG_READ, "GET", "HEAD", "POST")
def person(request: Asked) -> HttpResponse:
    """Everything about one person, with a reason; their number is in no address."""
    form = OfPerson(request.POST or None)
    told: dict[str, object] = {"form": form}
    if form.is_valid():
        number = form.cleaned_data["person"].strip()
        try:
            require_sees(request.user, number)
            found = about(
                number,
                by=request.by,
                reason=form.cleaned_data["reason"],
            )
            told["rows"] = [_told(one) for one in reversed(found)]
        except KofuError as error:
            form.add_error(None, finding_words(error.finding))
    return render(request, "console/records/person.html", told)


@page(Right.LOG_READ)
def events(request: Asked) -> HttpResponse:
    """What leaves an entry."""
    rows = [(one.value, event_words(one)) for one in Event]
    return render(request, "console/records/events.html", {"rows": rows})
