"""What the index holds of a person: pairs of characters and whole words, as numbers of 32 bits.

Two names that share a number without sharing the characters are told apart by comparing the texts
afterwards: a hash may cost time, never a wrong answer. Kept as plain arithmetic on arrays, so that
a million names take a second; a typed word goes the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
Rows = npt.NDArray[np.int64]

_FIRST, _SECOND, _STEP = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B), np.uint32(0x01000193)
_LONGEST = 1 << 12
_POWERS = np.cumprod(np.full(_LONGEST, _STEP, dtype=np.uint32), dtype=np.uint32)
_HAN = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))

START = "^"
"""Stands before a name: its first character is found by it."""


@dataclass(frozen=True, slots=True)
class Grams:
    """Of some texts: the grams, and to which text each belongs."""

    row: Rows
    gram: Codes

    def at(self, rows: Rows) -> Grams:
        """The same, where the texts are those of other rows."""
        return Grams(rows[self.row], self.gram)


@dataclass(frozen=True, slots=True)
class _Laid:
    """Texts side by side: code points, to which text each belongs, and where each text begins."""

    code: Codes
    row: Rows
    first: Rows


def _lay(texts: Sequence[str]) -> _Laid:
    code = np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32)
    length = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    return _Laid(code, np.repeat(np.arange(len(texts)), length), np.cumsum(length) - length)


def _mixed(first: Codes, second: Codes) -> Codes:
    mixed: Codes = first * _FIRST ^ (second * _SECOND + np.uint32(1))
    return mixed ^ (mixed >> np.uint32(15))


def pairs(texts: Sequence[str]) -> Grams:
    """Every two characters that follow one another."""
    laid = _lay(texts)
    together = laid.row[:-1] == laid.row[1:]
    return Grams(laid.row[:-1][together], _mixed(laid.code[:-1], laid.code[1:])[together])


def worded_pairs(texts: Sequence[str]) -> Grams:
    """The same, but for pairs of digits and dashes: they are in every address."""
    laid = _lay(texts)
    # In a folded address nothing but a dash stands before the digits.
    kept = (laid.row[:-1] == laid.row[1:]) & (laid.code[:-1] > ord("9"))
    kept &= laid.code[1:] >= ord("0")
    return Grams(laid.row[:-1][kept], _mixed(laid.code[:-1], laid.code[1:])[kept])


def kanji(texts: Sequence[str]) -> Grams:
    """Every character of a name that says enough alone."""
    laid = _lay(texts)
    han = np.zeros(laid.code.shape, dtype=bool)
    for first, last in _HAN:
        han |= (laid.code >= first) & (laid.code <= last)
    return Grams(laid.row[han], _mixed(laid.code[han], np.zeros(int(han.sum()), dtype=np.uint32)))


def wholes(kind: str, texts: Sequence[str]) -> Grams:
    """Texts as they stand (of at most 4,000 characters); empty ones have none."""
    laid = _lay([kind + text if text else "" for text in texts])
    there = np.flatnonzero(np.diff(np.append(laid.first, laid.code.size)))
    if not there.size:
        return Grams(there, np.empty(0, dtype=np.uint32))
    place = np.arange(laid.code.size) - laid.first[laid.row]
    weighed: Codes = laid.code * _POWERS[np.minimum(place, _LONGEST - 1)]
    summed = np.add.reduceat(weighed, laid.first[there], dtype=np.uint32)
    return Grams(there, _mixed(summed, np.full(there.size, 7, dtype=np.uint32)))


def numbers(grams: Grams) -> list[int]:
    """The grams of one text as the database holds them."""
    return sorted(set(grams.gram.view(np.int32).tolist()))
