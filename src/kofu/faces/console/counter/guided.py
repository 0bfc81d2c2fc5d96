"""A guided form: what was said and seen; what would follow; done. Each step is a plain form.

Nothing is kept between the steps but what stands, signed, in the page.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kofu.base.errors import KofuError
from kofu.faces.console.counter.flows import FLOWS, ActForm, Flow
from kofu.faces.console.counter.heading import Heading, heading
from kofu.faces.console.counter.shown import serious, shown
from kofu.faces.console.counter.tokens import TOKEN, Confirmed, confirmed, token_of
from kofu.faces.console.frame.pages import Asked, View, page, terminal
from kofu.faces.console.frame.words import finding_words
from kofu.faces.console.people.showing import PREVIEWERS
from kofu.registry.access.require import rights
from kofu.registry.counter.confirming import Seen, carry_out
from kofu.registry.counter.outlook import Outlook, outlook
from kofu.registry.counter.picturing import pictures
from kofu.registry.counter.typed import Matter, Window
from kofu.registry.insurer.settle import insurer_pack

_CHANGED = "counter-outcome-changed"


def guided(name: str) -> View[[int]]:
    """The view of a flow about a person."""
    flow = FLOWS[name]

    @page(flow.right, "GET", "POST")
    def view(request: Asked, number: int) -> HttpResponseBase:
        about = request.GET.get("document", "")
        return _answer(request, flow, number, int(about) if about.isdecimal() else 0)

    return view


def guided_about(name: str) -> View[[int, int]]:
    """The view of a flow about one application or document of a person."""
    flow = FLOWS[name]

    @page(flow.right, "GET", "POST")
    def view(request: Asked, number: int, about: int) -> HttpResponseBase:
        return _answer(request, flow, number, about)

    return view


def window_of(request: Asked) -> Window:
    """The window at which somebody works today. Raises KofuError `insurer-not-settled`."""
    today = date.today()
    return Window(insurer_pack(), today, today, request.by, terminal(request))


def _answer(request: Asked, flow: Flow, number: int, about: int) -> HttpResponseBase:
    window = window_of(request)
    head = heading(request, number, noted=request.method != "POST")
    if request.method != "POST":
        return _typing(request, flow, head, flow.form(None, head.who, about))
    if TOKEN not in request.POST:
        return _looking(request, flow, head, about, request.POST, window)
    told = confirmed(request, request.path)
    if request.POST.get("do") != "yes":
        return _typing(request, flow, head, flow.form(told.typed, head.who, about))
    return _doing(request, flow, head, about, told, window)


def _typing(request: Asked, flow: Flow, head: Heading, form: ActForm) -> HttpResponse:
    told = {"flow": flow, "head": head, "form": form, "at": 1}
    return render(request, "console/counter/typing.html", told)


def _looking(
    request: Asked, flow: Flow, head: Heading, about: int, typed: QueryDict, window: Window
) -> HttpResponse:
    """What would follow, or what was typed wrongly."""
    form = flow.form(typed, head.who, about)
    if not form.is_valid():
        return _typing(request, flow, head, form)
    try:
        matter = form.act(head.who.person_id)
        found = outlook(matter, window)
    except KofuError as error:
        form.add_error(None, finding_words(error.finding))
        return _typing(request, flow, head, form)
    return _shown(
        request, flow, head, typed, found, pictures=_pictures(request, head, matter, window)
    )


def _shown(
    request: Asked,
    flow: Flow,
    head: Heading,
    typed: QueryDict,
    found: Outlook,
    problem: str = "",
    pictures: Sequence[str] = (),
) -> HttpResponse:
    confirmed_next = Confirmed(typed, Seen(found.mark, found.last), serious(found))
    told = {
        "flow": flow,
        "head": head,
        "at": 2,
        "problem": problem,
        "pictures": pictures,
        "token": token_of(request, request.path, confirmed_next),
        **shown(found, head.open),
    }
    return render(request, "console/counter/shown.html", told)


def _pictures(request: Asked, head: Heading, matter: Matter, window: Window) -> list[str]:
    """The document as it would be printed, for whoever may print and see where the person lives."""
    if not head.open or not PREVIEWERS & rights(request.user):
        return []
    try:
        return [b64encode(one).decode("ascii") for one in pictures(matter, window)]
    except KofuError:
        return []  # what stops it is said beside it


def _doing(
    request: Asked, flow: Flow, head: Heading, about: int, told: Confirmed, window: Window
) -> HttpResponseBase:
    form = flow.form(told.typed, head.who, about)
    if not form.is_valid():
        return _typing(request, flow, head, form)
    matter = form.act(head.who.person_id)
    if set(told.serious) - set(request.POST.getlist("seen")):
        problem = _("注意をすべて確かめて、「確認しました」に印を付けてください。")
        return _shown(request, flow, head, told.typed, outlook(matter, window), problem)
    try:
        done = carry_out(matter, window, told.seen)
    except KofuError as error:
        why = finding_words(error.finding)
        if error.finding.code == _CHANGED:
            return _shown(request, flow, head, told.typed, outlook(matter, window), why)
        form.add_error(None, why)
        return _typing(request, flow, head, form)
    if flow is FLOWS["step"]:
        return redirect("counter:document", head.who.number, done)
    return redirect("counter:done", head.who.number, done)
