"""Fields that the counter's forms share: who came, with what, how, when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from django import forms
from django.utils.translation import gettext_lazy as _

from kofu.faces.console.frame.fields import DayField, Form
from kofu.faces.console.frame.words import words
from kofu.registry.counter.kinds import Applicant, Channel, Evidence
from kofu.registry.counter.typed import Received

_ALWAYS = (
    *(Evidence.PHOTO_ID, Evidence.OTHER_ID, Evidence.SECOND_OTHER_ID),
    *(Evidence.LETTER_OF_PROXY, Evidence.GUARDIANSHIP),
)


def choices(kinds: Iterable[StrEnum], prefix: str) -> list[tuple[str, str]]:
    """Codes with their words of the catalogue."""
    return [(one.value, words(f"{prefix}-{one.value}")) for one in kinds]


def radios(label: object, initial: str | None = None, help_text: object = "") -> forms.ChoiceField:
    """One of several, all of them in sight; the choices are set with the language of the page."""
    return forms.ChoiceField(
        label=label,  # type: ignore[arg-type]  # a lazy string is one
        widget=forms.RadioSelect,
        initial=initial,
        help_text=help_text,  # type: ignore[arg-type]
    )


def tick(label: object, words: object) -> forms.MultipleChoiceField:
    """One box to be ticked, with its words beside it: a list of one or of none."""
    return forms.MultipleChoiceField(
        label=label,  # type: ignore[arg-type]
        choices=[("yes", words)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def by_post() -> forms.ChoiceField:
    """How the document leaves the house."""
    field = radios(_("渡し方"), "counter")
    field.choices = [("counter", _("窓口で渡す")), ("post", _("郵送する"))]
    return field


class Came(Form):
    """How it came in, who asked, and what was seen. `seen`: evidence of this act besides IDs."""

    seen: tuple[Evidence, ...] = ()

    received_on = DayField(label=_("受付日"))
    channel = radios(_("受け付け方"), Channel.COUNTER.value)
    applicant = radios(_("届け出た人"), Applicant.SELF.value)
    evidence = forms.MultipleChoiceField(
        label=_("確認した書類"),
        help_text=_(
            "窓口では、写真付き1点か、写真なし2点。別世帯の代理人は委任状、後見人は登記事項証明書などもあわせて。番号は控えません。"
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        _set(self.fields["channel"], choices(Channel, "counter-channel"))
        _set(self.fields["applicant"], choices(Applicant, "counter-applicant"))
        evidence = (*_ALWAYS, *self.seen)
        _set(self.fields["evidence"], choices(evidence, "counter-evidence"))
        self.fields["received_on"].initial = date.today()

    @property
    def received(self) -> Received:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return Received(
            on=typed["received_on"],
            channel=Channel(typed["channel"]),
            applicant=Applicant(typed["applicant"]),
            evidence=frozenset(Evidence(one) for one in typed["evidence"]),
        )


def _set(field: forms.Field, found: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = found
