"""What is asked of the log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kofu.base.messages import Language
from kofu.faces.console.frame.fields import DayField, Form
from kofu.faces.console.frame.words import language
from kofu.registry.log.events import WORDS, Event, Outcome
from kofu.registry.log.read import Wanted

OUTCOMES: dict[str, str | Promise] = {
    Outcome.DONE.value: _("完了"),
    Outcome.REFUSED.value: _("拒否"),
    Outcome.FAILED.value: _("失敗"),
}
_REASON = 500


def event_words(event: Event) -> str:
    """What an event is called, in the language of the page."""
    japanese, english = WORDS[event]
    return japanese if language() is Language.JA else english


def _events() -> list[tuple[str, str | Promise]]:
    return [("", _("すべて")), *((one.value, event_words(one)) for one in Event)]


def _outcomes() -> list[tuple[str, str | Promise]]:
    return [("", _("すべて")), *OUTCOMES.items()]


class Search(Form):
    """Which entries; what is left empty is not asked."""

    first = DayField(label=_("いつから"), required=False)
    last = DayField(label=_("いつまで"), required=False)
    event = forms.ChoiceField(label=_("操作"), choices=_events, required=False)
    outcome = forms.ChoiceField(label=_("結果"), choices=_outcomes, required=False)
    by = forms.CharField(label=_("利用者名"), max_length=100, required=False)
    object = forms.CharField(
        label=_("対象"),
        help_text=_("例: run:12、document:345。run だけでも。"),
        max_length=100,
        required=False,
    )
    terminal = forms.CharField(label=_("端末"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError where the days are the wrong way round."""
        typed = dict(self.cleaned_data)
        first, last = typed.get("first"), typed.get("last")
        if first and last and last < first:
            self.add_error("last", _("「いつから」より前の日です。"))
        return typed

    def wanted(self) -> Wanted:
        """What was typed, as the register is asked."""
        typed = self.cleaned_data
        words = ("event", "outcome", "by", "object", "terminal")
        asked = {name: str(typed[name]).strip() for name in words}
        return Wanted(first=typed["first"], last=typed["last"], **asked)


class OfPerson(Form):
    """One person's number, and why it is looked for."""

    person = forms.CharField(
        label=_("宛名番号"), max_length=60, widget=forms.TextInput({"autocomplete": "off"})
    )
    reason = forms.CharField(
        label=_("調べる理由"),
        help_text=_("操作記録に残ります。番号や氏名は書かないでください。"),
        max_length=_REASON,
    )


class Heads(Form):
    """A head written down before, to be found again in the log."""

    head = forms.RegexField(
        r"^\s*[0-9a-f]{64}\s*$",
        label=_("控えてある封印の値"),
        help_text=_("64桁の英数字。なければ空欄のままにします。"),
        required=False,
        max_length=80,
        error_messages={"invalid": _("封印の値は、0から9とaからfの64桁です。")},
    )


class GiveOut(Form):
    """What leaves the register, and why."""

    people = forms.BooleanField(
        label=_("だれについての記録か（宛名番号）も書き出す"), required=False
    )
    reason = forms.CharField(
        label=_("書き出す理由"), help_text=_("操作記録に残ります。"), max_length=_REASON
    )
