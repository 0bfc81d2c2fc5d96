"""Folding: one form for all the ways in which a name is written, typed and stored alike.

Width, case, hiragana, accents, variant characters and their selectors make no difference, nor do
spaces and points between the parts of a name. Small kana, 濁点 and the long vowel do. Folding what
is folded changes nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

import yaml

_TO_KATAKANA = ord("ア") - ord("あ")
_HIRAGANA = frozenset(map(chr, (*range(0x3041, 0x3097), 0x309D, 0x309E)))
_KATAKANA = range(0x30A0, 0x3200)
_SILENT = frozenset(("Cc", "Cf", "Co", "Cs"))
_PARTS = 1 << 17
"""Parts of names that are kept folded while many are: they repeat."""


@cache
def variants() -> Mapping[str, str]:
    """Each variant character and the one it is compared as. Source: `variants.yaml`."""
    text = files(__package__).joinpath("variants.yaml").read_text(encoding="utf-8")
    lists: dict[str, str] = yaml.safe_load(text)
    groups = [group for words in lists.values() for group in words.split()]
    return {other: group[0] for group in groups for other in group[1:]}


def fold(text: str) -> str:
    """The form by which names are compared: no spaces, no points, no marks."""
    return "".join(map(_part, text.split()))


@lru_cache(_PARTS)
def _part(text: str) -> str:
    return "".join(map(_character, unicodedata.normalize("NFKC", text)))


@cache
def _character(character: str) -> str:
    expanded = unicodedata.normalize("NFKC", character.casefold())
    if expanded != character:
        return "".join(map(_character, expanded))
    category = unicodedata.category(character)
    # A mark that stands by itself: kana and their 濁点 have become one character before this.
    if category[0] in "ZPM" or category in _SILENT:
        return ""
    if character in _HIRAGANA:
        character = chr(ord(character) + _TO_KATAKANA)
    elif ord(character) not in _KATAKANA:
        apart = unicodedata.normalize("NFD", character)
        character = "".join(one for one in apart if unicodedata.category(one)[0] != "M")
    return variants().get(character, character)
