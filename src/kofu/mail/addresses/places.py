"""How an address may spell the place its postcode stands for, as one matcher a postcode.

Tolerated: a missing prefecture, county (郡) or city; 大字 and 字; the spellings that `folding`
folds; numbers as digits or kanji (北六条, 北6条); in 京都市 the streets (通り名) before the town;
blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kofu.mail.addresses.folding import fold
from kofu.mail.addresses.postcodes import Entry, Town, longer_names, look_up, town_before
from kofu.mail.numerals import CHARACTERS, from_kanji, in_kanji

_NUMBER = re.compile(f"[0-9]{{1,4}}|[{CHARACTERS}]+")
_COUNTY = re.compile(r"^.+?郡(?=.+[町村]$)")
_STREETS = "(?:.{1,40}?[ルる入リり通筋角])?"
_SECTION = "(?:大字|字|大字字)?"


@dataclass(frozen=True)
class Spot:
    """One town of a postcode under one name; the town is empty where a whole city is meant."""

    prefecture: str
    city: str
    name: str
    row: Town | None
    siblings: tuple[Town, ...] = ()

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The folded name in full and without its prefecture, as most addresses have it."""
        return fold(self.prefecture + self.city + self.name), fold(self.city + self.name)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Over a folded and squeezed address; the group `town` where the town is written."""
        city = city_pattern(self.prefecture, self.city)
        if not self.name:
            return re.compile(f"{city}(?P<town>)")
        streets = _STREETS if self.city.startswith("京都市") else ""
        return re.compile(f"(?:{city}{streets})?{_SECTION}(?P<town>{name_pattern(self.name)})")

    @cached_property
    def rivals(self) -> re.Pattern[str] | None:
        """Other towns of the city whose longer names begin with this one (緑, 緑町)."""
        own = {town.town for town in self.siblings}
        longer = longer_names(self.prefecture, self.city, self.name) if self.name else ()
        return any_of(other for other in longer if other not in own)

    @cached_property
    def sections(self) -> tuple[range, ...]:
        """The 丁目 the postcode is limited to in this town; empty where it has all of it."""
        limits = [row.sections for row in self.siblings if row.town == self.name]
        return tuple(section for limit in limits for section in limit) if all(limits) else ()


@lru_cache(maxsize=1 << 17)
def spots(code: str) -> tuple[Spot, ...]:
    """Where seven digits may lead, the longest name first; empty for an unknown postcode."""
    entry = look_up(code)
    found = [*_towns(entry), *_offices(entry)]
    return tuple(sorted(found, key=lambda spot: -len(spot.name)))


def _towns(entry: Entry) -> Iterable[Spot]:
    for row in entry.towns:
        for name in (row.town, *(_without_building(row) if row.building else ())):
            yield Spot(row.prefecture, row.city, name, row, entry.towns)


def _offices(entry: Entry) -> Iterable[Spot]:
    for office in entry.offices:
        yield Spot(office.prefecture, office.city, office.town, None)


def _without_building(row: Town) -> tuple[str, ...]:
    """六本木六本木ヒルズ森タワー stands in 六本木; the address has its number in between."""
    before = town_before(row.prefecture, row.city, row.town)
    return (before,) if before else ()


@lru_cache(maxsize=4096)
def city_pattern(prefecture: str, city: str) -> str:
    """The city, with or without its prefecture and county."""
    county = _COUNTY.match(city)
    head = county[0] if county else ""
    optional = f"(?:{name_pattern(head)})?" if head else ""
    return f"(?:{re.escape(fold(prefecture))})?{optional}{name_pattern(city[len(head) :])}"


def name_pattern(name: str) -> str:
    """A name in its folded spelling, every number in it as digits or in kanji."""
    folded, written, done = fold(name), "", 0
    for found in _NUMBER.finditer(folded):
        number = int(found[0]) if found[0].isdigit() else from_kanji(found[0])
        spellings = dict.fromkeys((str(number), found[0], in_kanji(number % 10000)))
        behind = "(?![0-9])" if found.end() == len(folded) else ""
        written += re.escape(folded[done : found.start()])
        written += f"(?:{'|'.join(spellings)}){behind}"
        done = found.end()
    return written + re.escape(folded[done:])


def any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Any of the names, or None where there are none."""
    patterns = [name_pattern(name) for name in sorted(names, key=len, reverse=True)]
    return re.compile("|".join(patterns)) if patterns else None
