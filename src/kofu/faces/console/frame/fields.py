"""Form fields as the console shows them: label, help above the box, error below it.

A day is typed in three boxes, never picked from a list or a `date` input. Source:
デジタル庁デザインシステム, 入力フォーム and 日付ピッカー.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from kofu.base.eras import era_year
from kofu.roster.dates import read_date
from kofu.roster.unreadable import UnreadableError

ERAS = ("令和", "平成", "昭和", "大正", "明治", "西暦")
"""As the list of a date field shows them; 西暦 is the western year."""


class Renderer(TemplatesSetting):
    """Every form and field of the console in our own markup."""

    form_template_name = "console/frame/form.html"
    field_template_name = "console/frame/field.html"


class DayBoxes(forms.MultiWidget):
    """An era and three boxes: year, month, day."""

    template_name = "console/frame/day_boxes.html"

    def __init__(self, era: str = "令和") -> None:
        self.era = era
        box = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            {
                "era": forms.Select(choices=[(one, one) for one in ERAS]),
                "year": forms.TextInput({**box, "maxlength": 4}),
                "month": forms.TextInput({**box, "maxlength": 2}),
                "day": forms.TextInput({**box, "maxlength": 2}),
            }
        )

    def decompress(self, value: Any) -> Sequence[str]:
        """A day as it is shown in the boxes: in our calendar, where it has one."""
        if not isinstance(value, date):
            return (self.era, "", "", "")
        era, year = era_year(value)
        return (era or "西暦", str(year), str(value.month), str(value.day))


class DayField(forms.MultiValueField):
    """A day in either calendar. `era`: what stands in the list at first."""

    def __init__(self, *, era: str = "令和", **options: Any) -> None:
        parts = (
            forms.ChoiceField(choices=[(one, one) for one in ERAS]),
            *(forms.CharField(required=False, max_length=4) for _unused in range(3)),
        )
        super().__init__(fields=parts, widget=DayBoxes(era), require_all_fields=False, **options)

    def clean(self, value: Any) -> date | None:
        """The day. Raises ValidationError where there is no such day, or part of it is missing."""
        era, *boxes = [str(one or "").strip() for one in value or ("", "", "", "")]
        if not any(boxes):
            if self.required:
                raise ValidationError(self.error_messages["required"], "required")
            return None
        if not all(boxes):
            raise ValidationError(_("年・月・日をすべて入力してください。"), "incomplete")
        year, month, day = boxes
        name = "" if era == "西暦" else era
        try:
            return read_date(f"{name}{year}年{month}月{day}日")
        except UnreadableError:
            raise ValidationError(_("この日付はありません。"), "impossible") from None


class Form(forms.Form):
    """A form of the console. Errors are also listed above it, each with a link to its field."""

    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            chosen = isinstance(field, forms.ChoiceField)
            field.error_messages["required"] = (
                _("選んでください。") if chosen else _("入力してください。")
            )

    def problems(self) -> list[tuple[str, str, str]]:
        """(id of the field or empty, its label, the message), in the order of the page."""
        found = [("", "", str(one)) for one in self.non_field_errors()]
        for field in self:
            found += [(_first_box(field), str(field.label), str(one)) for one in field.errors]
        return found


def _first_box(field: forms.BoundField) -> str:
    """The id of what takes the focus: of a group the first box."""
    name = field.auto_id
    if isinstance(field.field.widget, DayBoxes):
        return f"{name}_1"  # the year: Django numbers the parts
    if field.use_fieldset:
        return f"{name}_0"
    return name
