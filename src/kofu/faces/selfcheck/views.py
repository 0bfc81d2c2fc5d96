"""The addresses of the page. No session, no cookie, no register, nothing written anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from kofu.asking.steps import Ask
from kofu.asking.walk import walk
from kofu.base.errors import KofuError
from kofu.faces.selfcheck.days import next_renewal
from kofu.faces.selfcheck.languages import BY_CODE, TONGUES, Tongue
from kofu.faces.selfcheck.pages import changes, frame, walked
from kofu.faces.selfcheck.plans import books, planned
from kofu.faces.selfcheck.templates import page

ROOT = "/selfcheck/"
STYLE = "/static/selfcheck/selfcheck.css"


@dataclass(frozen=True, slots=True)
class Insurer:
    name: str
    title: str


def languages(request: HttpRequest) -> HttpResponse:
    """To the language that the browser asks for, else Japanese."""
    wanted = request.headers.get("Accept-Language", "").split(",")
    for one in wanted:
        tag = one.split(";")[0].strip().split("-")[0].lower()
        for tongue in TONGUES:
            if tag and tag in (tongue.code, tongue.tag.split("-")[0]):
                return HttpResponseRedirect(f"{ROOT}{tongue.code}/")
    return HttpResponseRedirect(f"{ROOT}{TONGUES[0].code}/")


def start(request: HttpRequest, code: str) -> HttpResponse:
    """Insurer and day are chosen; with both in the query, on to the first question."""
    tongue = BY_CODE.get(code)
    if tongue is None:
        return gone(TONGUES[0], "not-found")
    name, day = request.GET.get("insurer", ""), request.GET.get("day", "")
    problem = ""
    if name in books() and day:
        on = _day(name, day, request.GET.get("on", ""))
        if on:
            return HttpResponseRedirect(_address(name, on)(tongue, ""))
        problem = tongue.say("day-wrong")
    html = page(
        "start",
        tongue,
        style=STYLE,
        home=f"{ROOT}{code}/",
        action=f"{ROOT}{code}/",
        languages=[(one, f"{ROOT}{one.code}/") for one in TONGUES],
        insurers=[*_insurers()],
        insurer=name,
        renewal=tongue.say("next-renewal"),
        today=tongue.say("today", day=tongue.of_day(date.today())),
        on=request.GET.get("on", ""),
        problem=problem,
    )
    return HttpResponse(html)


def step(request: HttpRequest, code: str, name: str, on: str, answers: str = "") -> HttpResponse:
    """The question or the answer that the answers lead to."""
    tongue = BY_CODE.get(code)
    if tongue is None or name not in books():
        return gone(tongue or TONGUES[0], "not-found")
    try:
        day = date.fromisoformat(on)
        plan = planned(name, day, date.today())
    except (ValueError, KofuError):
        return gone(tongue, "not-covered")
    done, address = walk(plan, answers), _address(name, day)
    shown = walked(tongue, plan, done, address)
    home = f"{ROOT}{code}/"
    surroundings = frame(tongue, plan, done, address, address(tongue, ""))
    asks = isinstance(done.step, Ask)
    html = page(
        "walked",
        tongue,
        style=STYLE,
        home=home,
        languages=surroundings.languages,
        frame=surroundings,
        asked=shown if asks else None,
        told=None if asks else shown,
        number=tongue.say("question-number", number=len(done.taken) + 1),
        changes=changes(tongue, plan, done, address),
    )
    return HttpResponse(html)


def gone(tongue: Tongue, key: str) -> HttpResponse:
    """A page that is not there, or a day of which nothing is known."""
    home = f"{ROOT}{tongue.code}/"
    html = page("gone", tongue, style=STYLE, home=home, words=tongue.say(key))
    return HttpResponse(html, status=HTTPStatus.NOT_FOUND)


def _insurers() -> Iterator[Insurer]:
    for name, book in books().items():
        yield Insurer(name, book.pack.title)


def _day(name: str, day: str, other: str) -> date | None:
    today = date.today()
    if day == "renewal":
        return next_renewal(books()[name], today) or today
    if day == "today":
        return today
    try:
        return date.fromisoformat(other.strip())
    except ValueError:
        return None


def _address(name: str, on: date) -> Callable[[Tongue, str], str]:
    def address(tongue: Tongue, answers: str) -> str:
        rest = f"{answers}/" if answers else ""
        return f"{ROOT}{tongue.code}/{name}/{on.isoformat()}/{rest}"

    return address
