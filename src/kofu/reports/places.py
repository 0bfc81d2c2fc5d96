"""Municipalities and wards: which belongs where, how it is called, where it stands in a row."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WARD = re.compile(r"(.+市)(.+区)")
_SEPARATOR = "/"


@dataclass(frozen=True, slots=True)
class City:
    """Keys of a place: `own` and, of a ward of a designated city, the city (`whole`)."""

    own: str
    whole: str


def parted(code: str, name: str | None) -> City:
    """The place with this code of five digits. A key is code/name, so that codes give the order.

    Wards of one city share three digits of their codes (those of 大阪市 run from 27102 to 27128).
    """
    found = _WARD.fullmatch(name or "")
    own = f"{code}{_SEPARATOR}{name or code}"
    return City(own, f"{code[:3]}{_SEPARATOR}{found[1]}" if found else own)


def place_word(key: str) -> str:
    """The name in a key."""
    return key.partition(_SEPARATOR)[2]


def ward_word(key: str) -> str:
    """The name of a ward without its city."""
    found = _WARD.fullmatch(place_word(key))
    return found[2] if found else place_word(key)


def place_code(key: str) -> str:
    """The code in a key."""
    return key.partition(_SEPARATOR)[0]


def is_ward_of_city(key: str) -> bool:
    """Whether a key is of a ward of a designated city (政令指定都市)."""
    return _WARD.fullmatch(place_word(key)) is not None
