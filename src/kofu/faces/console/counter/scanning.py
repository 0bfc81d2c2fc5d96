"""Returned mail: number after number into one box that keeps the focus, as a scanner types them.

What was scanned is listed for as long as the session lasts: numbers of documents, no names.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kofu.base.errors import KofuError
from kofu.faces.console.counter.fields import radios
from kofu.faces.console.counter.said import RETURNS
from kofu.faces.console.frame.fields import DayField, Form
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.words import finding_words, words
from kofu.mail.after.states import Event, Reason
from kofu.registry.access.require import rights
from kofu.registry.access.roles import Right
from kofu.registry.post.scanning import scanned_by

_LIST, _MOST = "counter_scanned", 100
_RESENT = "resent"
_RESENT_WORDS: str | Promise = _("再送した")


class Scan(Form):
    """Why it came back is chosen once for a heap of envelopes; then numbers follow."""

    what = radios(_("何がありましたか"))
    day = DayField(label=_("受け付けた日"))
    number = forms.CharField(
        label=_("引受番号"),
        help_text=_("バーコードを読み取るか、番号を入力してEnterキーを押します。"),
        max_length=40,
        widget=forms.TextInput(
            {"autofocus": True, "autocomplete": "off", "inputmode": "numeric", "class": "scan-box"}
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)
        returned = [(one.value, words) for one, words in RETURNS.items()]
        what.choices = [*returned, (_RESENT, _RESENT_WORDS)]


@page(Right.COUNTER_ACT, "GET", "POST")
def scan(request: Asked) -> HttpResponseBase:
    """One number at a time; the same page again, ready for the next."""
    if request.method == "POST":
        if "clear" in request.POST:
            request.session.pop(_LIST, None)
            return redirect("returned:scan")
        form = Scan(request.POST)
        if not form.is_valid():
            return _rendered(request, form)
        _record(request, form.cleaned_data)
        if not request.htmx:
            return redirect("returned:scan")
    kept = request.session.get(_LIST, {})
    day = date.fromisoformat(kept["day"]) if "day" in kept else date.today()
    initial = {"what": kept.get("what", Reason.STORAGE_EXPIRED.value), "day": day}
    return _rendered(request, Scan(initial=initial))


def _record(request: Asked, typed: Mapping[str, Any]) -> None:
    """What came of it goes on top of the list; what is refused as well."""
    what, day = typed["what"], typed["day"]
    event = Event.RESENT if what == _RESENT else Event.RETURNED
    reason = None if what == _RESENT else Reason(what)
    told: dict[str, object] = {"number": _digits(typed["number"]), "what": what}
    try:
        done = scanned_by(request.user, typed["number"], event, day, reason)
    except KofuError as error:
        told["refused"] = [error.finding.code, finding_words(error.finding)]
    else:
        told["documents"] = done.documents
        told["known"] = done.known
        told["next"] = done.next.value if done.next else ""
    before = request.session.get(_LIST, {}).get("rows", [])
    rows = [told, *before][:_MOST]
    request.session[_LIST] = {"what": what, "day": day.isoformat(), "rows": rows}


def _digits(typed: str) -> str:
    """What is shown of a number that was typed: nothing else finds its way into the list."""
    return "".join(one for one in typed if one.isdecimal() or one == "-")[:20]


def _rendered(request: Asked, form: Scan) -> HttpResponse:
    rows = request.session.get(_LIST, {}).get("rows", [])
    told = {
        "form": form,
        "rows": [_row(one) for one in rows],
        "links": Right.PERSON_READ in rights(request.user),
    }
    part = "_part" if request.htmx else ""
    return render(request, f"console/counter/scan{part}.html", told)


def _row(one: Mapping[str, Any]) -> Mapping[str, object]:
    what = one["what"]
    return {
        "number": one["number"],
        "what": _RESENT_WORDS if what == _RESENT else RETURNS[Reason(what)],
        "refused": one.get("refused"),
        "known": one.get("known"),
        "next": words(f"action-{one['next']}") if one.get("next") else "",
        "documents": [
            (person, document, words(f"document-state-{state}"))
            for person, document, state in one.get("documents", ())
        ],
    }
