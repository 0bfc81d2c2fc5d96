"""Counted people under one law: each class that occurs decided once, by the interpreter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kofu.base.errors import KofuError
from kofu.policy.classes import Class
from kofu.policy.interpret import Outcome, decide
from kofu.policy.law import Law
from kofu.reports.whatif.axes import axis_of
from kofu.reports.whatif.counts import Counts, Numbers


@dataclass(frozen=True)
class Verdicts:
    """The classes of a law that occur, their outcomes, and the class of each row of the counts."""

    law: Law
    classes: tuple[Class, ...]
    outcomes: tuple[Outcome, ...]
    of_row: Numbers

    def people(self, counts: Counts) -> Numbers:
        """People by class."""
        return np.bincount(self.of_row, weights=counts.people, minlength=len(self.classes)).astype(
            np.int64
        )


def verdicts(counts: Counts, law: Law) -> Verdicts:
    """Decide the counted people under a law.

    Raises KofuError `counts-too-coarse`, `rules-overlap`, `rules-gap`.
    """
    key = np.zeros(len(counts.people), np.int64)
    for band, weight in zip(law.bands, law.space.weights, strict=True):
        axis = axis_of(band, counts.given)
        numbers = counts.axes.get(axis.name)
        if numbers is not None:
            key += numbers.astype(np.int64) * weight
        elif axis.settled is not None:
            key += axis.settled * weight
        else:
            raise KofuError("counts-too-coarse", band=band.band.label, on=law.on)
    keys, of_row = np.unique(key, return_inverse=True)
    classes = tuple(law.space.cls(int(one)) for one in keys)
    outcomes = tuple(decide(law, cls).outcome for cls in classes)
    return Verdicts(law, classes, outcomes, of_row.astype(np.int64))
