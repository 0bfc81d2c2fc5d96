"""What a page says: its runs of text put back into the fields in which they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kofu.documents.forms.form import Form
from kofu.documents.readback.content import Bar, Text
from kofu.documents.readback.streams import Page
from kofu.documents.setting.bars import states
from kofu.documents.setting.field import Field, Kind
from kofu.documents.setting.stripes import elements

_OVER = 0.6
"""Points by which text may pass its box: rounding of its squeeze."""


class Said(NamedTuple):
    """One field as read. `lines` of text from top to bottom; none where the box is empty.

    A NamedTuple: there are fifteen on every page of millions.
    """

    field: Field
    lines: tuple[str, ...]


class StrayError(Exception):
    """Text outside every box, beyond its box, or narrower than the box allows; `key` if known."""

    def __init__(self, code: str, key: str = "") -> None:
        self.code, self.key = code, key
        super().__init__(code)


class Fields:
    """The boxes of one page of a form, and which of them a point lies in."""

    def __init__(self, form: Form, page: int) -> None:
        self.fields = tuple(one for one in form.texts if one.page == page)
        self.bars = tuple(one for one in form.bars if one.page == page)
        self._at: dict[tuple[float, float], int] = {}

    def read(self, page: Page) -> list[Said]:
        """Every field with its text. Raises StrayError `text-outside-fields`, `text-overflows`."""
        found: list[list[Text]] = [[] for _ in self.fields]
        for text in page.texts:
            point = (text.x, text.y)
            place = self._at.get(point)
            if place is None:
                place = self._at[point] = self._place(text)
            field = self.fields[place]
            if text.x + text.width > field.x + field.width + _OVER:
                raise StrayError("text-overflows", field.key)
            if text.squeeze < field.squeeze - 0.001:
                raise StrayError("text-too-narrow", field.key)
            found[place].append(text)
        said = [Said(field, _lines(texts)) for field, texts in zip(self.fields, found, strict=True)]
        return said + self._barcodes(page) if self.bars or page.bars else said

    def _barcodes(self, page: Page) -> list[Said]:
        """The bars of a page as letters, each in the box in which it stands."""
        found: list[list[Bar]] = [[] for _ in self.bars]
        for bar in page.bars:
            for field, drawn in zip(self.bars, found, strict=True):
                if field.holds(bar.x, bar.y):
                    drawn.append(bar)
                    break
            else:
                raise StrayError("bars-unexpected")
        return [_code(field, drawn) for field, drawn in zip(self.bars, found, strict=True)]

    def _place(self, text: Text) -> int:
        for place, field in enumerate(self.fields):
            if field.holds(text.x, text.y):
                return place
        raise StrayError("text-outside-fields")


def _code(field: Field, drawn: Sequence[Bar]) -> Said:
    """Raises StrayError for rectangles that are not the bars of this box."""
    try:
        read = (elements if field.kind is Kind.STRIPES else states)(field, drawn)
    except ValueError:
        raise StrayError("bars-unexpected", field.key) from None
    return Said(field, (read,) if read else ())


def _lines(texts: Sequence[Text]) -> tuple[str, ...]:
    if len(texts) < 2:
        return (texts[0].text,) if texts else ()
    rows: dict[float, list[Text]] = {}
    for text in texts:
        rows.setdefault(text.y, []).append(text)
    return tuple(
        "".join(one.text for one in sorted(rows[y], key=lambda one: one.x)) for y in sorted(rows)
    )
