"""What is asked of packs: another pack or another day; how old is old."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kofu.faces.console.frame.fields import DayField, Form
from kofu.registry.packs.at_hand import at_hand


def packs_at_hand() -> list[tuple[str, str]]:
    """Every pack, also the own ones and what decided earlier; two of one title by their keys."""
    return [(one.key, f"{one.book.pack.title}（{one.key[:16]}）") for one in at_hand()]


class Other(Form):
    """The other side of a comparison. Days that are not given are today, or those of this side."""

    on = DayField(
        label=_("適用する日"),
        help_text=_("空欄なら今日。一斉更新なら、新しい書類の最初の日。"),
        required=False,
    )
    known = DayField(
        label=_("いつまでの公表によるか"), help_text=_("空欄なら今日。"), required=False
    )
    other = forms.ChoiceField(label=_("比べる規定集"), choices=packs_at_hand)
    other_on = DayField(
        label=_("比べる側の適用する日"), help_text=_("空欄なら、もう一方と同じ日。"), required=False
    )
    other_known = DayField(
        label=_("比べる側の、いつまでの公表によるか"),
        help_text=_("空欄なら、もう一方と同じ日。"),
        required=False,
    )


class Old(Form):
    """When a source is to be checked again, and how far ahead endings are looked for."""

    days = forms.IntegerField(
        label=_("資料の確認から何日で知らせるか"), min_value=1, max_value=3650, initial=180
    )
    within = forms.IntegerField(
        label=_("何日先までの終わりを見るか"), min_value=1, max_value=3650, initial=365
    )
    today = DayField(label=_("いつから見るか"), help_text=_("空欄なら今日。"), required=False)

    @classmethod
    def asked(cls, given: Any) -> Old:
        """As it was asked; nothing asked is as usual."""
        usual = {
            "days": cls.base_fields["days"].initial,
            "within": cls.base_fields["within"].initial,
        }
        return cls(given or usual)
