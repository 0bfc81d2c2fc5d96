"""Days of birth as they are typed: in an era or western, whole or with parts missing.

Without an era (`12.3.4`, `12年`) every era is meant that had such a day; `12.3` may also be the
third of December. Codes for eras (`3120304`, 3 = 昭和) are those of the forms of offices.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kofu.roster.dates import ERAS, Era

_ERA = "(?P<era>M|T|S|H|R|明治?|大正?|昭和?|平成?|令和?)?"
_PARTED = re.compile(
    _ERA + r"(?P<y>\d{4}|\d{1,2}|元)(?:(?P<sep>[-/.])(?P<m>\d{1,2})(?:(?P=sep)(?P<d>\d{1,2}))?)?",
    re.ASCII,
)
_NAMED = re.compile(
    _ERA + r"(?P<y>\d{4}|\d{1,2}|元)年(?:(?P<m>\d{1,2})月?(?:(?P<d>\d{1,2})日?)?)?(?:生まれ|生)?",
    re.ASCII,
)
_COMPACT = re.compile(
    r"(?P<era>[MTSHR1-5])?(?P<y>\d{2})(?P<m>\d{2})(?P<d>\d{2})"
    r"|(?P<y4>\d{4})(?P<m4>\d{2})(?P<d4>\d{2})?",
    re.ASCII,
)
_DAY_OF_YEAR = re.compile(r"(?P<m>\d{1,2})(?:月|[-/.])(?P<d>\d{1,2})日?", re.ASCII)
_FIRST_YEAR = 1868


@dataclass(frozen=True, slots=True)
class Births:
    """Days that a word may mean: spans (both ends included), and a month and day of any year."""

    spans: tuple[tuple[date, date], ...]
    day_of_year: tuple[int, int] | None = None

    def __contains__(self, day: date) -> bool:
        return (day.month, day.day) == self.day_of_year or any(
            first <= day <= last for first, last in self.spans
        )


def births(word: str) -> Births | None:
    """What the word means as a day of birth; None where it can mean none."""
    plain = unicodedata.normalize("NFKC", word).upper()
    spans = tuple(sorted(set(_spans(plain))))
    found = _DAY_OF_YEAR.fullmatch(plain)
    # A leap year: 29 February is a day of birth.
    day = (int(found["m"]), int(found["d"])) if found else None
    if day is not None and _span(2000, *day) is None:
        day = None
    return Births(spans, day) if spans or day else None


def _spans(plain: str) -> Iterator[tuple[date, date]]:
    found = _PARTED.fullmatch(plain) or _NAMED.fullmatch(plain)
    if found and not (plain.isdigit() and len(plain) < 4):
        yield from _meant(found["era"], found["y"], found["m"], found["d"])
    if found := _COMPACT.fullmatch(plain):
        if found["y"]:
            yield from _meant(found["era"], found["y"], found["m"], found["d"])
        if found["y4"]:
            yield from _meant(None, found["y4"], found["m4"], found["d4"])
    if len(plain) == 6 and plain.isdigit():
        yield from _meant(None, plain[:4], plain[4:], None)


def _meant(
    era: str | None, year: str, month: str | None, day: str | None
) -> Iterator[tuple[date, date]]:
    parts = (int(month) if month else None, int(day) if day else None)
    if len(year) == 4:
        if era is None and int(year) >= _FIRST_YEAR and (span := _span(int(year), *parts)):
            yield span
        return
    number = 1 if year == "元" else int(year)
    for one in _eras(era):
        span = _span(one.offset + number, *parts) if number else None
        if span and span[0] <= one.last and span[1] >= one.first:
            yield max(span[0], one.first), min(span[1], one.last)


def _eras(named: str | None) -> Iterable[Era]:
    return [one for one in ERAS if named is None or named in one.spellings.split("|")]


def _span(year: int, month: int | None, day: int | None) -> tuple[date, date] | None:
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None
