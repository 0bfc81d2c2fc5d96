"""What a page says: its runs of text put back into the fields in which they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kofu.documents.forms.form import Form
from kofu.documents.readback.content import Bar, Text
from kofu.documents.readback.streams import Page
from kofu.documents.setting.bars import States
from kofu.documents.setting.field import Field, Kind
from kofu.documents.setting.stripes import elements

_OVER = 0.6
"""Points by which text may pass its box: rounding of its squeeze."""
_NARROWER = 0.001


Lines = tuple[str, ...]
"""One field as read: its lines of text from top to bottom; none where the box is empty."""


class Box(NamedTuple):
    """Which field a run of text stands in, how far it may reach, how narrow it may be."""

    field: int
    right: float
    squeeze: float


class StrayError(Exception):
    """Text outside every box, beyond its box, or narrower than the box allows; `key` if known."""

    def __init__(self, code: str, key: str = "") -> None:
        self.code, self.key = code, key
        super().__init__(code)


class Fields:
    """The boxes of one page of a form, and which of them a point lies in.

    `keys` are those of the boxes as `read` gives them: texts, then the bar codes.
    """

    def __init__(self, form: Form, page: int) -> None:
        self._texts = tuple(one for one in form.texts if one.page == page)
        bars = [one for one in form.bars if one.page == page]
        self.keys = tuple(one.key for one in (*self._texts, *bars))
        self._codes = tuple(Code(one) for one in bars)
        self._homes: dict[tuple[float, float], int] = {}
        self._boxes: dict[tuple[float, float], Box] = {}

    def read(self, page: Page) -> list[Lines]:
        """The lines of every box, in the order of `keys`. Raises StrayError."""
        found: list[Lines] = [()] * len(self._texts)
        several: set[int] = set()
        for text in page.texts:
            x, y, _, squeeze, _, words, width = text
            box = self._boxes.get((x, y)) or self._box(x, y)
            place, right, least = box
            if x + width > right:
                raise StrayError("text-overflows", self.keys[place])
            if squeeze < least:
                raise StrayError("text-too-narrow", self.keys[place])
            if found[place]:
                several.add(place)
            else:
                found[place] = (words,)
        if several:
            self._join(page, several, found)
        if self._codes or page.bars:
            found += self._read_codes(page.bars)
        return found

    def _join(self, page: Page, several: Iterable[int], found: list[Lines]) -> None:
        """Put together the boxes in which more than one run stands."""
        for place in several:
            runs = [one for one in page.texts if self._boxes[one.x, one.y].field == place]
            found[place] = _lines(runs)

    def _read_codes(self, bars: Sequence[Bar]) -> list[Lines]:
        """The bars of a page as letters, each code in the box in which it stands."""
        if len(self._codes) == 1 and self._codes[0].field.kind is Kind.BARS:
            return [self._codes[0].read(bars)]
        drawn: list[list[Bar]] = [[] for _ in self._codes]
        for bar in bars:
            place = self._homes.get(bar[:2])
            if place is None:
                place = self._homes[bar[:2]] = self._home(bar)
            drawn[place].append(bar)
        return [code.read(ours) for code, ours in zip(self._codes, drawn, strict=True)]

    def _home(self, bar: Bar) -> int:
        for place, code in enumerate(self._codes):
            if code.field.holds(bar.x, bar.y):
                return place
        raise StrayError("bars-unexpected")

    def _box(self, x: float, y: float) -> Box:
        for place, field in enumerate(self._texts):
            if field.holds(x, y):
                right, squeeze = field.x + field.width + _OVER, field.squeeze - _NARROWER
                found = self._boxes[x, y] = Box(place, right, squeeze)
                return found
        raise StrayError("text-outside-fields")


class Code:
    """A box for a bar code of either kind, and how its bars are read."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self._states = States(field)

    def read(self, drawn: Sequence[Bar]) -> Lines:
        """The letters. Raises StrayError for rectangles that are not the bars of this box."""
        try:
            if self.field.kind is Kind.STRIPES:
                letters = elements(self.field, drawn)
            else:
                letters = self._states.read(drawn)
        except ValueError:
            raise StrayError("bars-unexpected", self.field.key) from None
        return (letters,) if letters else ()


def _lines(texts: Sequence[Text]) -> Lines:
    """Runs from left to right, rows from top to bottom."""
    rows: dict[float, list[Text]] = {}
    for text in texts:
        rows.setdefault(text.y, []).append(text)
    return tuple(
        "".join(one.text for one in sorted(rows[y], key=lambda one: one.x)) for y in sorted(rows)
    )
