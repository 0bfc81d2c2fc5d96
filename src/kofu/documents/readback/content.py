"""A page's content stream: the blank, then runs of text (ISO 32000-1, 9.4).

    /card.1 Do
    BT
    /F0 11 Tf 0.8 0 0 1 26.907 99.152 Tm <34ae0001> Tj
    ET

Fast, because what repeats is read once for each file: lines that many pages share (dates, shares,
bars), where a run stands (the same for a field on every page), what it says (addresses, names).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
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
    """Where a run stands, and by which font it is read."""

    x: float
    y: float
    size: float
    squeeze: float
    font: str
    per_unit: float
    said: _Said


class _Said(dict[str, tuple[str, int]]):
    """A font: a string of codes -> what it says, how wide it is in thousandths of the size."""

    def __init__(self, name: str, font: Embedded) -> None:
        self._name = name
        self._meaning = font.meanings.__getitem__
        self._width = {code: font.family.width(code) for code in font.meanings}.__getitem__

    def __missing__(self, codes: str) -> tuple[str, int]:
        try:
            raw = bytes.fromhex(codes)
        except ValueError:
            raw = b""
        if not raw or len(raw) % 2 or raw.hex() != codes:
            raise DamageError(Code.PAGE_EXTRA_OPERATOR)
        numbers = struct.unpack(f">{len(raw) // 2}H", raw)
        try:
            text = "".join(map(self._meaning, numbers))
        except KeyError as error:
            detail = f"{self._name} code {error.args[0]:04x}"
            raise DamageError(Code.CODE_WITHOUT_MEANING, detail=detail) from None
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[codes] = (text, sum(map(self._width, numbers)))
        return found


class _Places(dict[str, _Place]):
    """What stands before the codes of a run -> where it stands, on a page of this height."""

    def __init__(self, fonts: Mapping[str, _Said], height: float) -> None:
        self._fonts, self._height = fonts, height

    def __missing__(self, head: str) -> _Place:
        found = _PLACE.fullmatch(head)
        if found is None:
            raise DamageError(Code.PAGE_EXTRA_OPERATOR)
        font, size, squeeze, x, up = found.groups()
        if font not in self._fonts:
            raise DamageError(Code.FONT_UNKNOWN, detail=font)
        if not float(size) or not float(squeeze):
            raise DamageError(Code.PAGE_EXTRA_OPERATOR, detail="size or squeeze of nothing")
        if len(self) >= _REMEMBERED:
            self.clear()
        where = (float(x), self._height - float(up), float(size), float(squeeze))
        per_unit = where[2] * where[3] / 1000
        place = self[head] = _Place(*where, font, per_unit, self._fonts[font])
        return place


class _Runs(dict[str, Text]):
    """A line of a content stream -> the run of text that it draws on a page of this size."""

    def __init__(self, fonts: Mapping[str, _Said], width: float, height: float) -> None:
        self._edge = width + _OVER
        self._places = _Places(fonts, height)

    def __missing__(self, line: str) -> Text:
        head, _, rest = line.partition("<")
        x, y, size, squeeze, font, per_unit, said = self._places[head]
        if rest[-4:] != "> Tj":
            raise DamageError(Code.PAGE_EXTRA_OPERATOR)
        text, units = said[rest[:-4]]
        advance = units * per_unit
        if x + advance > self._edge or y < 0:
            raise DamageError(Code.TEXT_OFF_PAGE)
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[line] = Text(x, y, size, squeeze, font, text, advance)
        return found


class _Bars(dict[str, Bar]):
    """A line of a content stream -> the bar that it draws on a page of this size."""

    def __init__(self, width: float, height: float) -> None:
        self._width, self._height = width, height

    def __missing__(self, line: str) -> Bar:
        read = _BAR.fullmatch(line)
        if read is None:
            raise DamageError(Code.PAGE_EXTRA_OPERATOR)
        left, low, across, up = map(float, read.groups())
        if left + across > self._width or low + up > self._height:
            raise DamageError(Code.TEXT_OFF_PAGE)
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[line] = Bar(left, self._height - low - up, across, up)
        return found


class Content:
    """Reads the content streams of one file."""

    def __init__(self, fonts: Mapping[str, Embedded]) -> None:
        self._fonts = {name: _Said(name, font) for name, font in fonts.items()}
        self._sizes: dict[tuple[float, float], tuple[_Runs, _Bars]] = {}

    def read(
        self, data: bytes, width: float, height: float, page: int
    ) -> tuple[str, tuple[Text, ...], tuple[Bar, ...]]:
        """The name of the blank, the runs, the bars after them. Raises DamageError."""
        try:
            return self._read(data, width, height)
        except DamageError as error:
            raise DamageError(error.code, page, error.detail) from None

    def _read(
        self, data: bytes, width: float, height: float
    ) -> tuple[str, tuple[Text, ...], tuple[Bar, ...]]:
        lines = data.decode("latin-1").split("\n")
        blank = _BLANK.fullmatch(lines[0])
        if blank is None or lines.pop():
            raise DamageError(Code.PAGE_EXTRA_OPERATOR)
        if len(lines) == 1:
            return blank[1], (), ()
        if "ET" not in lines:
            raise DamageError(Code.PAGE_EXTRA_OPERATOR)
        end, last = lines.index("ET"), len(lines) - 1
        if end < 3 or lines[1] != "BT" or (end < last and (lines[-1] != "f" or end == last - 1)):
            raise DamageError(Code.PAGE_EXTRA_OPERATOR)
        if (width, height) not in self._sizes:
            self._sizes[width, height] = (
                _Runs(self._fonts, width, height),
                _Bars(width, height),
            )
        runs, bars = self._sizes[width, height]
        texts = tuple(map(runs.__getitem__, lines[2:end]))
        return blank[1], texts, tuple(map(bars.__getitem__, lines[end + 1 : -1]))
