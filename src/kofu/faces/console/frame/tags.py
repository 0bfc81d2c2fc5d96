"""Days, numbers and words as the pages show them."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.translation import gettext

from kofu.base.eras import in_era
from kofu.base.messages import Language
from kofu.faces.console.frame.places import municipality
from kofu.faces.console.frame.words import language, with_days, words
from kofu.roster.columns import COLUMNS

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """`令和8年8月1日`; in English `2026-08-01`; nothing for no day."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return in_era(value) if language() is Language.JA else value.isoformat()


@register.filter
def both_days(value: date | None) -> str:
    """`令和8年8月1日（2026年）`, for dates of birth and whatever is looked up in both calendars."""
    if value is None:
        return ""
    return f"{in_era(value)}（{value.year}年）" if language() is Language.JA else value.isoformat()


@register.filter
def moment(value: datetime | None) -> str:
    """Day and time on our clock."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{day(local)} {local:%H:%M}"


@register.filter
def count(value: int | None) -> str:
    """`220,939`."""
    return "" if value is None else f"{value:,}"


@register.filter
def days(text: str) -> str:
    """A sentence with its days as the pages show them."""
    return with_days(text)


@register.filter
def field(name: str) -> str:
    """A box of a form by what stands in it; of the window, the addressee's."""
    column = name.removeprefix("to_")
    label = COLUMNS[column].label if column in COLUMNS and language() is Language.JA else column
    return label if column == name else gettext("送付先の{label}").format(label=label)


@register.filter
def place(code: str | None) -> str:
    """A municipality by name."""
    return municipality(code)


@register.simple_tag
def said(code: str, **params: object) -> str:
    """A message of the catalogue in the language of the page."""
    return words(code, **params)
