"""Text as the units a font is asked for: a character, or a character with its variation selector.

Nothing is normalised: NFC would turn U+FA19 into another character.
"""

from __future__ import annotations

import re
import sys
import unicodedata

import numpy as np

_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SEQUENCE = re.compile(f".{_SELECTOR.pattern}", re.DOTALL)

_REFUSED = {
    "Co": "character-private-use",
    "Cn": "character-unassigned",
    "Cs": "character-unassigned",
    "Cc": "character-control",
    "Cf": "character-control",
    "Zl": "character-control",
    "Zp": "character-control",
    "Mn": "character-combining",
    "Mc": "character-combining",
    "Me": "character-combining",
}


def is_selector(character: str) -> bool:
    """A variation selector, of the standard ones or of the ideographic ones (IVS)."""
    return _SELECTOR.match(character) is not None


def units(text: str) -> tuple[str, ...]:
    """`葛󠄀城` -> (`葛󠄀`, `城`): each selector goes with the character before it."""
    if not _SELECTOR.search(text):
        return tuple(text)
    found: list[str] = []
    for character in text:
        if found and is_selector(character) and len(found[-1]) == 1:
            found[-1] += character
        else:
            found.append(character)
    return tuple(found)


def distinct(text: str) -> set[str]:
    """The units of a long text, each once."""
    sequences = set(_SEQUENCE.findall(text)) if _SELECTOR.search(text) else set()
    rest = _SEQUENCE.sub("", text) if sequences else text
    there = np.zeros(sys.maxunicode + 1, dtype=bool)
    there[np.frombuffer(rest.encode("utf-32-le"), dtype="<u4")] = True
    return sequences | set(map(chr, np.flatnonzero(there).tolist()))


def refusal(unit: str) -> str | None:
    """Why a unit may not be printed whatever the font says: a code, or None.

    Private use (外字) means another shape on every machine; combining marks need shaping that
    a registered name should not depend on; a selector without a character is damage.
    """
    if is_selector(unit[0]):
        return "character-combining"
    return _REFUSED.get(unicodedata.category(unit[0]))


def code_points(unit: str) -> str:
    """`U+9089 U+E0110`."""
    return " ".join(f"U+{ord(character):04X}" for character in unit)
