"""Characters that no document can print: 外字 in private use, control, unassigned, U+FFFD."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import cache
from itertools import chain

import numpy as np
import numpy.typing as npt

_CODE_POINTS = 0x110000
# All others are surrogates, which decoded text never holds, unassigned, or private use.
_WITH_CHARACTERS = (range(0xD800), range(0xE000, 0x40000), range(0xE0000, 0xE1000))
# Ideograph planes 2 and 3 grow with each Unicode version: what this Python calls unassigned
# there may be a character of the newest version. Nothing else is ever put into them.
_IDEOGRAPHS = range(0x20000, 0x3FFFE)
_LINE_BREAKS = "\n\r"


class Defect(StrEnum):
    """Why a character is refused; the value is the finding's code."""

    PRIVATE = "private-use-character"
    CONTROL = "control-character"
    UNASSIGNED = "unassigned-character"
    REPLACEMENT = "replacement-character"
    LINE_BREAK = "line-break-in-cell"


_BY_CATEGORY = {"Co": Defect.PRIVATE, "Cc": Defect.CONTROL, "Cn": Defect.UNASSIGNED}


def defect(character: str) -> Defect | None:
    """What is wrong with one character, if anything."""
    if character in _LINE_BREAKS:
        return Defect.LINE_BREAK
    if character == "\ufffd":
        return Defect.REPLACEMENT
    found = _BY_CATEGORY.get(unicodedata.category(character))
    if found is Defect.UNASSIGNED and ord(character) in _IDEOGRAPHS:
        return None if ord(character) & 0xFFFE != 0xFFFE else found
    return found


@cache
def defective() -> npt.NDArray[np.bool_]:
    """For every code point, whether `defect` finds something: a table to look up whole columns."""
    table = np.ones(_CODE_POINTS, dtype=np.bool_)
    for code in chain(*_WITH_CHARACTERS):
        table[code] = defect(chr(code)) is not None
    return table


def first_defect(text: str) -> tuple[Defect, str, int] | None:
    """The first refused character: what is wrong, its code point as `U+E000`, its place from 1."""
    for position, character in enumerate(text, start=1):
        if found := defect(character):
            return found, f"U+{ord(character):04X}", position
    return None
