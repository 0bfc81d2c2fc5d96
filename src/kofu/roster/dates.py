"""Dates as offices write them: ISO, with slashes, in kanji, and in the Japanese calendar (和暦).

Eras: 明治 from 1873-01-01 (before that the calendar was lunisolar and month and day do not
carry over), 大正 from 1912-07-30, 昭和 from 1926-12-25, 平成 from 1989-01-08, 令和 from
2019-05-01 (元号を改める政令 of 1989 and 2019). 明治45年7月30日 and 大正15年12月25日 are read:
the change was proclaimed during those days, so both names were in use for them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kofu.roster.unreadable import UnreadableError


class DateForm(StrEnum):
    """What a date column may hold. `auto` reads every form that has only one meaning."""

    AUTO = "auto"
    ISO = "iso"
    WAREKI = "wareki"
    """Japanese calendar only, and there also `S120304` and `3120304` (1=M 2=T 3=S 4=H 5=R)."""


@dataclass(frozen=True, slots=True)
class Era:
    """An era, its spellings, and the year before its first; both bounds belong to it."""

    spellings: str
    offset: int
    first: date
    last: date


ERAS = (
    Era("M|明治|明|1", 1867, date(1873, 1, 1), date(1912, 7, 30)),
    Era("T|大正|大|2", 1911, date(1912, 7, 30), date(1926, 12, 25)),
    Era("S|昭和|昭|3", 1925, date(1926, 12, 25), date(1989, 1, 7)),
    Era("H|平成|平|4", 1988, date(1989, 1, 8), date(2019, 4, 30)),
    Era("R|令和|令|5", 2018, date(2019, 5, 1), date.max),
)
_ERA = {spelling: era for era in ERAS for spelling in era.spellings.split("|")}

_WESTERN = re.compile(
    r"(?P<y>\d{4})(?:(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})"
    r"|年(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日|(?P<m3>\d{2})(?P<d3>\d{2}))",
    re.ASCII,
)
_WAREKI = re.compile(
    r"(?P<era>[MTSHR]|明治?|大正?|昭和?|平成?|令和?)(?P<y>\d{1,2}|元)"
    r"(?:(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})|年(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日)",
    re.ASCII,
)
_COMPACT = re.compile(r"(?P<era>[MTSHR1-5])(?P<y>\d{2})(?P<m>\d{2})(?P<d>\d{2})", re.ASCII)
_MIDNIGHT = re.compile(r"[ T]00:00:00(\.0+)?$")
_EARLIEST = date(1868, 1, 1)


def read_date(text: str, form: DateForm = DateForm.AUTO) -> date:
    """The day that `text` names.

    Raises UnreadableError: `unreadable-date` when the form is not known, `impossible-date` when the
    form is known and there is no such day (2月30日, 昭和64年1月8日).
    """
    plain = _MIDNIGHT.sub("", unicodedata.normalize("NFKC", text).strip())
    plain = "".join(plain.split()).upper()
    if form is not DateForm.WAREKI and (found := _WESTERN.fullmatch(plain)):
        return _western(found)
    if form is not DateForm.ISO and (found := _WAREKI.fullmatch(plain)):
        return _wareki(found)
    if form is DateForm.WAREKI and (found := _COMPACT.fullmatch(plain)):
        return _wareki(found)
    raise UnreadableError("unreadable-date")


def _western(found: re.Match[str]) -> date:
    day = _day(int(found["y"]), found)
    if day < _EARLIEST:
        raise UnreadableError("impossible-date")
    return day


def _wareki(found: re.Match[str]) -> date:
    era = _ERA[found["era"]]
    year = 1 if found["y"] == "元" else int(found["y"])
    day = _day(era.offset + year, found)
    if year < 1 or not era.first <= day <= era.last:
        raise UnreadableError("impossible-date")
    return day


def _day(year: int, found: re.Match[str]) -> date:
    parts = found.groupdict()
    month = parts["m"] or parts.get("m2") or parts.get("m3") or ""
    day = parts["d"] or parts.get("d2") or parts.get("d3") or ""
    try:
        return date(year, int(month), int(day))
    except ValueError:
        raise UnreadableError("impossible-date") from None
