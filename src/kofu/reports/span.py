"""What can be had from published sums by adding and subtracting: the span of their vectors.

A sum over cells is a vector of ones. Vectors are reduced modulo a prime, and many cells are folded
into fewer numbers at random: then a sum that is not in the span may look as if it were (and more
is hidden than must be) only where cells were left out, never the other way round.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

PRIME = 1_048_573
"""Below 2^20: sums of up to 8,192 products stay exact in a double."""

_SPARE = 16
"""Numbers beyond the rank: that a vector is zero in all of them by chance is out of question."""


def folding(cells: int, sums: int) -> Vector:
    """A number for each cell and each place of a vector; `sums` is the most that is added."""
    wide = sums + _SPARE
    if cells <= wide:
        return np.eye(cells)
    return np.random.default_rng(sums).integers(0, PRIME, (cells, wide)).astype(np.float64)


class Span:
    """What is published, and what must stay secret."""

    def __init__(self, wide: int) -> None:
        self._rows: Vector = np.zeros((0, wide))
        self._pivots: list[int] = []
        self._secret: Vector = np.zeros((0, wide))

    def contains(self, vector: Vector) -> bool:
        """Whether a sum can be had from what is published."""
        return not self._reduced(vector).any()

    def keep(self, vector: Vector) -> None:
        """From now on nothing may be published from which this sum could be had."""
        self._secret = np.vstack((self._secret, self._reduced(vector)))

    def publish(self, vector: Vector) -> bool:
        """Publish a sum; False, and nothing done, where a secret could be had from it."""
        rest = self._reduced(vector)
        if not rest.any():
            return True
        pivot = int(np.flatnonzero(rest)[0])
        rest = rest * pow(int(rest[pivot]), -1, PRIME) % PRIME
        secret = (self._secret - np.outer(self._secret[:, pivot], rest)) % PRIME
        if len(secret) and not secret.any(axis=1).all():
            return False
        self._secret = secret
        rows = (self._rows - np.outer(self._rows[:, pivot], rest)) % PRIME
        self._rows = np.vstack((rows, rest))
        self._pivots.append(pivot)
        return True

    def _reduced(self, vector: Vector) -> Vector:
        if not self._pivots:
            return vector % PRIME
        known: Vector = vector % PRIME
        return (known - known[self._pivots] @ self._rows) % PRIME
