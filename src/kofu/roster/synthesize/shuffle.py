"""Exact counts without memory: a keyed bijection of [0, n), computed for any slice of it.

`shuffle(i) < k` is true for exactly k of n people, whoever they are, in whatever chunks they are
made. It is a Feistel network on the grid a x b with a * b just above n (cycle walking for the few
cells beyond n), whose round functions are tables drawn from SHAKE-256; after Black and Rogaway,
"Ciphers with Arbitrary Finite Domains" (2002). Good mixing is wanted here, not secrecy.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import shake_256
from math import isqrt

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Shuffle:
    """A bijection of [0, size) named by (seed, name); the same on every machine and version."""

    size: int
    height: int
    width: int
    tables: tuple[Ints, ...]

    def __call__(self, numbers: Ints) -> Ints:
        """Where each of `numbers` (all in [0, size)) goes; the same shape, no number twice."""
        shuffled = self._step(numbers)
        while (beyond := np.flatnonzero(shuffled >= self.size)).size:
            shuffled[beyond] = self._step(shuffled[beyond])
        return shuffled

    def _step(self, cells: Ints) -> Ints:
        row = cells // self.width
        column = cells - row * self.width
        for turn in range(0, _ROUNDS, 2):
            row += self.tables[turn].take(column)
            np.subtract(row, self.height, out=row, where=row >= self.height)
            column += self.tables[turn + 1].take(row)
            np.subtract(column, self.width, out=column, where=column >= self.width)
        row *= self.width
        row += column
        return row


@lru_cache(maxsize=512)
def shuffle(size: int, seed: int, name: str) -> Shuffle:
    """The bijection of [0, size) for this seed and name."""
    width = isqrt(max(size - 1, 0)) + 1
    height = max(-(-size // width), 1)
    tables = tuple(
        _table(f"{seed}/{name}/{turn}", *((width, height) if turn % 2 == 0 else (height, width)))
        for turn in range(_ROUNDS)
    )
    return Shuffle(size, height, width, tables)


def _table(key: str, length: int, below: int) -> Ints:
    """`length` numbers in [0, below) that only the key decides."""
    raw: Ints = np.frombuffer(shake_256(key.encode()).digest(length * 4), dtype="<u4").astype(
        np.int64
    )
    return (raw * below) >> 32


def draw(numbers: Ints, below: int, seed: int, name: str) -> Ints:
    """For each number a draw in [0, below) that looks independent, where no count is asked.

    The finalizer of SplitMix64 (Steele, Lea and Flood 2014) over number and key.
    """
    key = np.frombuffer(shake_256(f"{seed}/{name}".encode()).digest(8), dtype="<u8")[0]
    mixed = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + key
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    drawn: Ints = ((mixed >> np.uint64(32)) * np.uint64(below) >> np.uint64(32)).astype(np.int64)
    return drawn
