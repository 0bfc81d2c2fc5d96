"""An address in two: A, what the postcode implies, and B, the rest. Nothing is changed or lost.

Source of A and B: 日本郵便 郵便番号・バーコードマニュアル p18.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kofu.mail.addresses.folding import fold, squeeze
from kofu.mail.addresses.places import Spot, city_pattern, spots
from kofu.mail.addresses.postcodes import cities
from kofu.mail.numerals import CHARACTERS, from_kanji

_SECTION = re.compile(rf"\s*第?(?:([0-9]+)|([{CHARACTERS}]+))\s*(?:丁目|(?<=[0-9])-)")


class Depth(StrEnum):
    """How far the address was found to say what its postcode says."""

    TOWN = "town"
    CITY = "city"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Split:
    """`address[:at]` is A, `address[at:]` B; `contradicts` where B names another place's part."""

    address: str
    at: int
    depth: Depth
    contradicts: bool = False
    spot: Spot | None = None

    @property
    def a(self) -> str:
        return self.address[: self.at]

    @property
    def b(self) -> str:
        return self.address[self.at :]


def split(code: str, address: str) -> Split:
    """Cut behind the longest name the postcode's seven digits stand for.

    Depth NOTHING with everything in B where not even the city is written; a postcode that is
    representative or belongs to an office goes as deep as it knows a town.
    """
    folded = fold(address)
    found = _plainly(code, folded) or _tolerantly(code, folded)
    if found is None:
        return _only_city(code, address, folded)
    spot, begin, end = found
    return Split(address, end, _depth(spot), _contradicts(spot, folded, begin, end), spot)


def names_a_place(address: str) -> bool:
    """Whether the address begins with a prefecture or a city, whichever its postcode."""
    text, _ = squeeze(fold(address))
    return _any_city()(text) is not None


_Found = tuple[Spot, int, int]


def _plainly(code: str, folded: str) -> _Found | None:
    """The quick way, for addresses written as the data has them."""
    for spot in spots(code):
        for plain in spot.plain:
            end = len(plain)
            if folded.startswith(plain) and not (
                folded[end - 1].isdigit() and folded[end : end + 1].isdigit()
            ):
                return spot, end - len(spot.name), end
    return None


def _tolerantly(code: str, folded: str) -> _Found | None:
    text, stood = squeeze(folded)
    for spot in spots(code):
        match = spot.pattern.match(text)
        if match:
            return spot, _original(match.start("town"), stood, folded), _behind(match.end(), stood)
    return None


def _only_city(code: str, address: str, folded: str) -> Split:
    text, stood = squeeze(folded)
    for spot in spots(code):
        match = re.match(city_pattern(spot.prefecture, spot.city), text)
        if match:
            return Split(address, _behind(match.end(), stood), Depth.CITY)
    return Split(address, 0, Depth.NOTHING)


def _original(place: int, stood: Sequence[int], folded: str) -> int:
    return stood[place] if place < len(stood) else len(folded)


def _behind(place: int, stood: Sequence[int]) -> int:
    """Behind the last character that was matched; a selector or a blank stays in B."""
    return stood[place - 1] + 1 if place else 0


def _depth(spot: Spot) -> Depth:
    return Depth.TOWN if spot.name else Depth.CITY


def _contradicts(spot: Spot, folded: str, begin: int, end: int) -> bool:
    """Another town with a longer name is written, or a 丁目 that has another postcode."""
    if spot.rivals is not None and spot.rivals.match(folded, begin):
        return True
    if not spot.sections:
        return False
    written = _SECTION.match(folded, end)
    if written is None:
        return False
    section = int(written[1]) if written[1] else from_kanji(written[2])
    return not any(section in limit for limit in spot.sections)


@cache
def _any_city() -> Callable[[str], re.Match[str] | None]:
    prefectures = {prefecture for prefecture, _ in cities()}
    names = "|".join(fold(name) for name in prefectures)
    towns = "|".join(city_pattern(*place) for place in sorted(cities()))
    return re.compile(f"{names}|{towns}").match
