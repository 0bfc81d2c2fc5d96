"""Addresses as they are compared: `東町一丁目２番地の３` and `東町1-2-3` are the same.

Every run of digits ends in `-`, whatever stood between it and the next: 丁目, 番地, 号, a dash. So
a block can be told from the beginning of a longer number.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kofu.registry.search.folding import fold

_TOKEN = re.compile(r"[0-9]+|[^0-9]+")
_KANJI_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_KANJI_NUMBER = re.compile(
    "[〇一二三四五六七八九十百]+(?=丁目|番地|番(?:[0-9〇一二三四五六七八九十]|$)|号|条)"
)
_EDGE = "\ue000"
"""Between what was apart; it is in private use, and no folded text holds it."""
_BLOCK = re.compile(
    f"(?<=[0-9])(?![0-9])(?:{_EDGE}|丁目|番地|番|号室|号)*(?:[ノー─{_EDGE}]+(?=[0-9]|$))?"
)
_RUN = re.compile("[0-9][0-9-]*")
_PLACES = 1 << 17
"""Names of towns and houses that are kept folded while many are."""


def fold_address(text: str) -> str:
    """The form by which addresses are compared."""
    tokens = _TOKEN.findall(unicodedata.normalize("NFKC", text))
    joined = _EDGE.join(token if token[0] in "0123456789" else _place(token) for token in tokens)
    return _BLOCK.sub("-", joined).replace(_EDGE, "")


def fold_address_word(text: str) -> str:
    """The same for what is typed: a number at its end may be half of one."""
    folded = fold_address(text)
    half = unicodedata.normalize("NFKC", text).rstrip()[-1:].isdigit()
    return folded.removesuffix("-") if half else folded


def block(folded: str) -> str:
    """The first number of a folded address with all that belongs to it: `1-2-3-`."""
    found = _RUN.search(folded)
    return found[0] if found else ""


@lru_cache(_PLACES)
def _place(text: str) -> str:
    return _KANJI_NUMBER.sub(lambda found: str(kanji_number(found[0])), fold(text))


def kanji_number(text: str) -> int:
    """`十二` -> 12, `二〇` -> 20, `百` -> 100; what breaks the rules is added up."""
    total = digits = 0
    for character in text:
        if character in "十百":
            total += (digits or 1) * (10 if character == "十" else 100)
            digits = 0
        else:
            digits = digits * 10 + _KANJI_DIGITS[character]
    return total + digits
