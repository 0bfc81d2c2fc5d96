"""What is asked of a report."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kofu.faces.console.frame.fields import DayField, Form
from kofu.reports.suppress import LEAST

_MOST = 100


class AsOf(Form):
    """The day, how rates are rounded, and from which number on counts are shown."""

    on = DayField(label=_("いつ現在か"), help_text=_("空欄なら今日。"), required=False)
    rounding = forms.ChoiceField(
        label=_("率の端数"),
        choices=(("half-up", _("四捨五入")), ("cut-off", _("切捨て"))),
        widget=forms.RadioSelect,
        initial="half-up",
    )
    suppress = forms.IntegerField(
        label=_("伏せる人数"),
        help_text=_(
            "この人数より少ない数を、差し引いて分かる数とともに伏せます。空欄なら伏せません。"
        ),
        min_value=LEAST,
        max_value=_MOST,
        required=False,
    )
