"""A document in the way its person reads: a language on the back, large print, by ear, as HTML."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from kofu.documents.letters.aids import Aid
from kofu.documents.letters.language import Tongue
from kofu.documents.letters.voice import encoder
from kofu.faces.console.counter.fields import radios
from kofu.faces.console.counter.files import given_out
from kofu.faces.console.counter.guided import window_of
from kofu.faces.console.counter.heading import Heading, heading
from kofu.faces.console.counter.said import tongues
from kofu.faces.console.frame.fields import Form
from kofu.faces.console.frame.pages import Asked, page
from kofu.registry.access.require import rights
from kofu.registry.access.roles import Right
from kofu.registry.counter.printing import print_for
from kofu.registry.dossier.otherwise import read_otherwise
from kofu.registry.dossier.wishes import ReadingWish, wish_of
from kofu.registry.issued.acting import Held
from kofu.registry.issued.states import State
from kofu.registry.issued.tables import Origin

BACK = "back"
"""The choice that is the document itself, with a page behind it."""

_ENDINGS = {
    Aid.LARGE_PRINT: "pdf",
    Aid.TWIN: "html",
    Aid.VOICE_TEXT: "txt",
    Aid.VOICE_CODE: "svg",
}


class Otherwise(Form):
    """What to make of a document. `printable`: the document itself may be printed now."""

    what = radios(_("つくる形"))
    tongue = forms.ChoiceField(
        label=_("裏面の言語"), help_text=_("「外国語の裏面つき」のときだけ"), required=False
    )

    def __init__(self, *args: Any, wish: ReadingWish, printable: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        back = [(BACK, _("外国語の裏面つき（印刷するPDF）"))] if printable else []
        code = [(Aid.VOICE_CODE.value, _("音声コード（記号）"))] if encoder() else []
        what, tongue = self.fields["what"], self.fields["tongue"]
        assert isinstance(what, forms.ChoiceField) and isinstance(tongue, forms.ChoiceField)
        what.choices = [
            *back,
            (Aid.LARGE_PRINT.value, _("拡大文字（PDF）")),
            (Aid.VOICE_TEXT.value, _("音声コード用テキスト")),
            *code,
            (Aid.TWIN.value, _("読み上げ用ページ（HTML）")),
        ]
        tongue.choices = tongues()
        tongue.initial = wish.language.value if wish.language else Tongue.EN.value
        what.initial = _first(wish, printable)
        if not printable:
            del self.fields["tongue"]


def reading_of(request: Asked, head: Heading, now: Held, printable: bool) -> dict[str, object]:
    """The choices for a document, with the person's wish chosen; none without the right."""
    origin = now.document.origin
    if Right.PRINT not in rights(request.user) or origin == Origin.INHERITED.value:
        return {}
    if now.state is State.CANCELLED:
        return {}
    wish = wish_of(head.who.person_id, date.today())
    return {"otherwise": Otherwise(wish=wish, printable=printable), "wished": wish != ReadingWish()}


@page(Right.PRINT, "POST")
def make(request: Asked, number: int, document: int) -> HttpResponse:
    """The file, made at once and kept nowhere; what stops it is said on a page of its own."""
    head = heading(request, number, noted=False)
    wish = wish_of(head.who.person_id, date.today())
    form = Otherwise(request.POST, wish=wish, printable=True)
    if not form.is_valid():
        raise Http404
    what, window = form.cleaned_data["what"], window_of(request)
    if what == BACK:
        tongue = Tongue(form.cleaned_data["tongue"])
        made = print_for(head.who.person_id, document, window, tongue)
        return given_out(made.pdf, f"{document}-{tongue.value}.pdf")
    aid = Aid(what)
    content = read_otherwise(head.who.person_id, document, aid, window)
    return given_out(content, f"{document}-{aid.value.replace('_', '-')}.{_ENDINGS[aid]}")


def _first(wish: ReadingWish, printable: bool) -> str:
    """The first of the wishes that can be met here."""
    if wish.language and printable:
        return BACK
    if wish.voice and not wish.large_print:
        return Aid.VOICE_TEXT.value
    return Aid.LARGE_PRINT.value
