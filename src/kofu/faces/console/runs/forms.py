"""What is typed in the control room."""

from __future__ import annotations

from functools import cache

from django import forms
from django.utils.translation import gettext_lazy as _

from kofu.faces.console.frame.fields import DayField, Form
from kofu.faces.console.frame.words import words
from kofu.faces.console.policy.forms import packs_at_hand
from kofu.policy.load import load, shipped
from kofu.policy.model import Kind
from kofu.registry.runs.states import RunKind


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, words(f"run-kind-{kind.value}")) for kind in RunKind]


@cache
def packs() -> tuple[tuple[str, str], ...]:
    """The packs of insurers, by name and by whose they are."""
    found = ((name, load(name).pack) for name in shipped())
    return tuple((name, pack.insurer) for name, pack in found if pack.kind is not Kind.SHARED)


class _Tracking(Form):
    tracking = forms.CharField(
        label=_("引受番号の範囲"),
        help_text=_(
            "郵便局から借りた範囲を、1行に一つ「最初の番号-最後の番号」で入力します。"
            "借りていなければ空欄にします。"
        ),
        required=False,
        widget=forms.Textarea({"rows": 2, "autocomplete": "off"}),
    )
    posted = DayField(label=_("差出日"), help_text=_("空欄なら、交付年月日です。"), required=False)

    def clean_tracking(self) -> tuple[str, ...]:
        """The ranges, one by one."""
        return tuple(str(self.cleaned_data["tracking"]).split())


class PlanForm(_Tracking):
    """A run to plan."""

    kind = forms.ChoiceField(label=_("種類"), choices=_kinds)
    pack = forms.ChoiceField(label=_("規定集（保険者）"), choices=packs)
    on = DayField(
        label=_("規定を適用する日"), help_text=_("年次更新では、新しい書類の有効期間の初日です。")
    )
    known = DayField(
        label=_("この日までに公表された規定で判定"),
        help_text=_("空欄なら今日です。"),
        required=False,
    )
    as_of = DayField(
        label=_("この日に効力のある事実で判定"),
        help_text=_("空欄なら、規定を適用する日です。"),
        required=False,
    )
    issued = DayField(
        label=_("交付年月日"), help_text=_("空欄なら、規定を適用する日です。"), required=False
    )
    field_order = ("kind", "pack", "on", "known", "as_of", "issued", "posted", "tracking")


class OtherLaw(Form):
    """Another pack, another day, or other knowledge to lay beside a plan."""

    other = forms.ChoiceField(label=_("比べる規定集"), choices=packs_at_hand)
    on = DayField(
        label=_("比べる側の適用する日"), help_text=_("空欄なら、計画と同じ日。"), required=False
    )
    known = DayField(
        label=_("比べる側の、いつまでの公表によるか"),
        help_text=_("空欄なら、計画と同じ。"),
        required=False,
    )


class Approve(Form):
    """What is signed."""

    seen = forms.BooleanField(label=_("人数・前回との違い・注意を確かめました"))


class Nothing(Form):
    """A step that asks for nothing more than the press of a button."""


class Release(_Tracking):
    """A run to release; its numbers are on the pages already where they were planned."""

    employers = forms.FileField(
        label=_("事業所の一覧"),
        help_text=_(
            "事業主に送る書類があるとき。列は employer_id、name、postal_code、address"
            "（CSV、Excel、Parquet）。"
        ),
        required=False,
        allow_empty_file=True,
    )
    field_order = ("posted", "tracking", "employers")


class Post(Form):
    """A run that was taken to the post office."""

    day = DayField(label=_("差し出した日"))


class Abandon(Form):
    """A run to give up."""

    reason = forms.CharField(label=_("取りやめる理由"), max_length=200)


class Pull(Form):
    """Somebody to be taken out of a run."""

    person_id = forms.CharField(
        label=_("宛名番号"), max_length=40, widget=forms.TextInput({"autocomplete": "off"})
    )
    reason = forms.CharField(label=_("引き抜く理由"), max_length=200)

    def clean_person_id(self) -> str:
        return str(self.cleaned_data["person_id"]).strip()


FORMS: dict[str, type[Form]] = {
    "approve": Approve,
    "start": Nothing,
    "resume": Nothing,
    "release": Release,
    "post": Post,
    "abandon": Abandon,
    "pull": Pull,
}


def blank() -> dict[str, Form]:
    """The forms of a run's page; each has a prefix of its own, for ids on one page."""
    return {name: form(prefix=name) for name, form in FORMS.items()}
