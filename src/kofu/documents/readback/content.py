"""A page's content stream: the blank, then runs of text (ISO 32000-1, 9.4).

    /card.1 Do
    BT
    /F0 11 Tf 0.8 0 0 1 26.907 99.152 Tm <34ae0001> Tj
    ET

Fast, because what repeats is read once: where a run stands (the same for a field on every page)
and what it says (addresses, dates, names) are remembered for the length of one file.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping
from typing import NamedTuple

from kofu.documents.readback.damage import Code, DamageError
from kofu.documents.readback.embedded import Embedded

_BLANK = re.compile(r"/([A-Za-z0-9-]+\.[1-9]\d*) Do")
_PLACE = re.compile(
    r"/(F\d+(?:L[1-9]\d*)?) (\d+(?:\.\d+)?) Tf (1|0\.\d+) 0 0 1 "
    r"(\d+\.\d{3}) (\d+\.\d{3}) Tm ",
    re.ASCII,
)
_BAR = re.compile(
    r"(\d+\.\d{3}) (\d+\.\d{3}) (\d+\.\d{3}) (\d+\.\d{3}) re",
    re.ASCII,
)
_REMEMBERED = 20000
_OVER = 0.5
"""Points by which a run may pass the edge of the page: rounding of its squeeze."""


class Text(NamedTuple):
    """A run of text. Points, from the page's upper left corner to the start of its baseline.

    `width` is how far the run advances: the sum of /W, times size and squeeze. A NamedTuple, not
    a dataclass: twenty of them for every page of millions.
    """

    x: float
    y: float
    size: float
    squeeze: float
    font: str
    text: str
    width: float


class Bar(NamedTuple):
    """A black rectangle. Points, from the page's upper left corner."""

    x: float
    y: float
    width: float
    height: float


class _Place(NamedTuple):
    x: float
    y: float
    size: float
    squeeze: float
    font: str
    per_unit: float
    said: dict[str, tuple[str, int]]


_Letters = tuple[Callable[[int], str], Callable[[int], int], dict[str, tuple[str, int]]]
"""Of a font: what a code means and how wide it is (KeyError: nothing); what was read so far."""


def _letters(font: Embedded) -> _Letters:
    widths = {code: font.family.width(code) for code in font.meanings}
    return font.meanings.__getitem__, widths.__getitem__, {}


class Content:
    """Reads the content streams of one file."""

    def __init__(self, fonts: Mapping[str, Embedded]) -> None:
        self._fonts = fonts
        self._places: dict[tuple[str, float], _Place] = {}
        self._letters: dict[str, _Letters] = {name: _letters(font) for name, font in fonts.items()}

    def read(
        self, data: bytes, width: float, height: float, page: int
    ) -> tuple[str, tuple[Text, ...], tuple[Bar, ...]]:
        """The name of the blank, the runs, the bars after them. Raises DamageError."""
        lines = data.decode("latin-1").split("\n")
        blank = _BLANK.fullmatch(lines[0])
        if blank is None or lines.pop():
            raise DamageError(Code.PAGE_EXTRA_OPERATOR, page)
        if len(lines) == 1:
            return blank[1], (), ()
        bars: tuple[Bar, ...] = ()
        if lines[-1] == "f" and "ET" in lines:
            end_of_text = lines.index("ET")
            bars = self._bars(lines[end_of_text + 1 : -1], width, height, page)
            del lines[end_of_text + 1 :]
        if len(lines) < 4 or lines[1] != "BT" or lines[-1] != "ET":
            raise DamageError(Code.PAGE_EXTRA_OPERATOR, page)
        places, texts = self._places, []
        for line in lines[2:-1]:
            head, _, rest = line.partition("<")
            place = places.get((head, height)) or self._place(head, height, page)
            codes, end = rest[:-4], rest[-4:]
            if end != "> Tj":
                raise DamageError(Code.PAGE_EXTRA_OPERATOR, page)
            x, y, size, squeeze, font, per_unit, said = place
            text, units = said.get(codes) or self._say(codes, font, page)
            advance = units * per_unit
            if x + advance > width + _OVER or y < 0:
                raise DamageError(Code.TEXT_OFF_PAGE, page)
            texts.append(Text(x, y, size, squeeze, font, text, advance))
        return blank[1], tuple(texts), bars

    def _bars(self, lines: list[str], width: float, height: float, page: int) -> tuple[Bar, ...]:
        """Rectangles filled in black, on the page."""
        found = []
        for line in lines:
            read = _BAR.fullmatch(line)
            if read is None:
                raise DamageError(Code.PAGE_EXTRA_OPERATOR, page)
            left, low, across, up = map(float, read.groups())
            if left + across > width or low + up > height:
                raise DamageError(Code.TEXT_OFF_PAGE, page)
            found.append(Bar(left, height - low - up, across, up))
        if not found:
            raise DamageError(Code.PAGE_EXTRA_OPERATOR, page)
        return tuple(found)

    def _place(self, head: str, height: float, page: int) -> _Place:
        found = _PLACE.fullmatch(head)
        if found is None:
            raise DamageError(Code.PAGE_EXTRA_OPERATOR, page)
        font, size, squeeze, x, up = found.groups()
        if font not in self._fonts:
            raise DamageError(Code.FONT_UNKNOWN, page, font)
        if not float(size) or not float(squeeze):
            raise DamageError(Code.PAGE_EXTRA_OPERATOR, page, "size or squeeze of nothing")
        if len(self._places) >= _REMEMBERED:
            self._places.clear()
        per_unit = float(size) * float(squeeze) / 1000
        place = self._places[head, height] = _Place(
            float(x),
            height - float(up),
            float(size),
            float(squeeze),
            font,
            per_unit,
            self._letters[font][2],
        )
        return place

    def _say(self, codes: str, font: str, page: int) -> tuple[str, int]:
        """What a string of codes says, and how wide it is in thousandths of the size."""
        try:
            raw = bytes.fromhex(codes)
        except ValueError:
            raw = b""
        if not raw or len(raw) % 2 or raw.hex() != codes:
            raise DamageError(Code.PAGE_EXTRA_OPERATOR, page)
        numbers = struct.unpack(f">{len(raw) // 2}H", raw)
        meaning, width, said = self._letters[font]
        try:
            text = "".join(map(meaning, numbers))
        except KeyError as error:
            detail = f"{font} code {error.args[0]:04x}"
            raise DamageError(Code.CODE_WITHOUT_MEANING, page, detail) from None
        if len(said) >= _REMEMBERED:
            said.clear()
        found = said[codes] = (text, sum(map(width, numbers)))
        return found
