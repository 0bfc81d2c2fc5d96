"""What was typed, word by word, and all that each word may mean."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kofu.base.errors import KofuError
from kofu.registry.search.addresses import fold_address_word
from kofu.registry.search.births import Births, births
from kofu.registry.search.folding import fold
from kofu.registry.search.kinds import WordKind
from kofu.registry.search.numbers import fold_number
from kofu.registry.search.rows import fold_postal

_LONGEST, _MOST = 200, 8
_BROKEN_DATE = re.compile(r"(?<=[年月])\s+(?=\d)")
_POSTAL = re.compile(r"〒\d{3}-?\d{0,4}|\d{3}-\d{0,4}|\d{7}")


@dataclass(frozen=True, slots=True)
class Word:
    """A typed word; what it cannot be is empty. It matches where any of them does."""

    typed: str
    text: str
    """As part of a name."""
    address: str
    number: str
    postal: str
    births: Births | None

    @property
    def kinds(self) -> tuple[WordKind, ...]:
        found = {
            WordKind.NUMBER: self.number,
            WordKind.BIRTH: self.births,
            WordKind.POSTAL: self.postal,
            WordKind.TEXT: self.text or self.address,
        }
        return tuple(kind for kind, meant in found.items() if meant)


@dataclass(frozen=True, slots=True)
class Question:
    """The words, all of which must match. `name`: those that can only be names, put together."""

    words: tuple[Word, ...]

    @property
    def name(self) -> str:
        return "".join(word.text for word in self.words if word.text)


def read_words(typed: str) -> Question:
    """Raises KofuError `search-empty`, `search-too-long`."""
    plain = _BROKEN_DATE.sub("", typed)
    if len(plain) > _LONGEST or len(plain.split()) > _MOST:
        raise KofuError("search-too-long", longest=_LONGEST, most=_MOST)
    words = tuple(filter(lambda word: word.kinds, map(_word, plain.split())))
    if not words:
        raise KofuError("search-empty")
    return Question(words)


def _word(typed: str) -> Word:
    plain = unicodedata.normalize("NFKC", typed)
    digits = any(one.isdigit() for one in plain)
    born = births(typed)
    return Word(
        typed,
        text="" if digits else fold(typed),
        address="" if born and not plain.isdigit() and "-" not in plain else _address(typed),
        number=fold_number(typed) if digits else "",
        postal=fold_postal(typed) if _POSTAL.fullmatch(plain) else "",
        births=born,
    )


def _address(typed: str) -> str:
    """A single character says too little of an address."""
    folded = fold_address_word(typed)
    return folded if len(folded) > 1 else ""
