"""Line breaking for Japanese text: anywhere, but not before or after certain signs (禁則).

Source: JIS X 4051 in its simplest form; digits and Latin letters stay together, of full width too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from kofu.documents.fonts.chain import Drawn

_NOT_FIRST = frozenset(
    "、。，．・：；？！）］｝〕〉》」』】ー々〻ゝゞヽヾ％)]}"  # 句読点・括弧・繰り返し
    "､｡｣･ｰﾞﾟ,.:;?!%’”"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶｧｨｩｪｫｯｬｭｮ"
)
_NOT_LAST = frozenset("（［｛〔〈《「『【([{｢〒‘“")
_HYPHENS = frozenset("-‐‑−－")
_IN_NUMBERS = frozenset(",./")
"""Signs that stand inside a number: 1,000 and 03.5."""


_SPACES = (" ", "\u3000")


def break_lines(
    drawn: Sequence[Drawn], width: float, at_spaces: bool = False, whole: bool = False
) -> list[tuple[Drawn, ...]]:
    """Rows no wider than `width` (thousandths of the size); an empty text is one empty row.

    With `at_spaces` a row ends at its last space, if it has one: family name and given name,
    street and building. A number or word longer than a row is broken where the row is full; with
    `whole` it is not, and its row is wider than `width`.
    """
    rows: list[tuple[Drawn, ...]] = []
    start = 0
    while start < len(drawn):
        end = _fitting(drawn, start, width)
        if end < len(drawn):
            end = (
                (at_spaces and _last_space(drawn, start, end))
                or _allowed(drawn, start, end)
                or (_next_allowed(drawn, end) if whole else end)
            )
        rows.append(tuple(drawn[start:end]))
        start = end
        while start < len(drawn) and drawn[start].unit in _SPACES:
            start += 1
    return rows or [()]


def _fitting(drawn: Sequence[Drawn], start: int, width: float) -> int:
    """The end of the longest row that fits; at least one glyph."""
    used, end = 0, start
    while end < len(drawn) and (used + drawn[end].glyph.advance <= width or end == start):
        used += drawn[end].glyph.advance
        end += 1
    return end


def _last_space(drawn: Sequence[Drawn], start: int, end: int) -> int:
    """Where the row's last space stands, which then falls between the rows; 0 if none."""
    places = range(end, start, -1)
    return next((place for place in places if drawn[place].unit in _SPACES), 0)


def _allowed(drawn: Sequence[Drawn], start: int, end: int) -> int:
    """The last place at or before `end` where a row may end; 0 if there is none."""
    for place in range(end, start, -1):
        if _may_break(drawn[place - 1].unit, drawn[place].unit):
            return place
    return 0


def _next_allowed(drawn: Sequence[Drawn], end: int) -> int:
    """The first place behind `end` where a row may end."""
    while end < len(drawn) and not _may_break(drawn[end - 1].unit, drawn[end].unit):
        end += 1
    return end


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if before in _IN_NUMBERS:
        return not after[0].isdecimal()
    return not (_of_word(before) and _of_word(after))


@cache
def _of_word(unit: str) -> bool:
    """A digit, a Latin letter or a hyphen, of half or full width."""
    sign = unit[0]
    return sign.isdecimal() or sign in _HYPHENS or "LATIN" in unicodedata.name(sign, "")
