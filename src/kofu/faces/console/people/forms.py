"""The forms of people's pages."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kofu.faces.console.frame.fields import DayField, Form


class Words(Form):
    """What is looked for, as somebody types it."""

    words = forms.CharField(
        label=_("番号・氏名・生年月日・住所"),
        help_text=_(
            "例: 00012345　さとう 花　S12.3.4　八王子市東町1　（空白で区切ると、すべてに合う人）"
        ),
        max_length=200,
        required=False,  # no sign beside the only box of the page
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "autofocus": True,
                "autocomplete": "off",
                "spellcheck": "false",
            }
        ),
    )

    def clean_words(self) -> str:
        typed = str(self.cleaned_data["words"]).strip()
        if not typed:
            raise ValidationError(_("さがす言葉を入力してください。"), "required")
        return typed


class Reason(Form):
    """Why a sensitive person's address has to be seen."""

    reason = forms.CharField(
        label=_("表示する理由"),
        help_text=_(
            "例: 本人の来庁による送付先の確認。氏名や番号は書かないでください。操作記録に残ります。"
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AsOf(Form):
    """Of which day, and as known on which day."""

    on = DayField(label=_("いつの状況か"), required=False, help_text=_("空欄なら今日"))
    known = DayField(
        label=_("いつ知っていた内容か"),
        required=False,
        help_text=_("空欄なら今。その日の終わりまで"),
    )
