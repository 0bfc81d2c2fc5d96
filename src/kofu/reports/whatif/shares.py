"""Where the roster does not know: a share of those people is taken to be on one side of a band.

Meant for the use test (利用回数): a roster without counts of uses leaves everybody unknown. The
share is the same in every other class, age and area; that is an assumption, and told as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kofu.base.errors import KofuError
from kofu.policy.law import Law
from kofu.policy.model import Band
from kofu.reports.whatif.axes import Axis, axis_of
from kofu.reports.whatif.counts import Counts, Small

YES, NO, UNKNOWN = 0, 1, 2


def shared_band(laws: Sequence[Law]) -> Band:
    """The band of yes, no and unknown that the laws read. Raises KofuError `share-of-nothing`."""
    found = {one.band.name: one.band for law in laws for one in law.bands if _shared(one.band)}
    if len(found) != 1:
        raise KofuError("share-of-nothing", bands="、".join(found) or "-")
    return next(iter(found.values()))


def _shared(band: Band) -> bool:
    return len(band.values) == UNKNOWN + 1 and band.values[UNKNOWN].name == "unknown"


def split(counts: Counts, laws: Sequence[Law], share: float) -> Counts:
    """The counts with every unknown row in two: `share` of its people yes, the others no.

    People stay whole: the rounding is carried on from row to row, so that the sum is right to one.
    Where a changed parameter makes several such bands of one, a person is on the same side in all.
    """
    name = shared_band(laws).name
    found = (axis_of(one, counts.given) for law in laws for one in law.bands)
    axes = {one.name: one for one in found if one.band.band.name == name}
    numbers = {key: _numbers(counts, axis) for key, axis in axes.items()}
    open_ = np.any([one == UNKNOWN for one in numbers.values()], axis=0)
    rows = np.concatenate([np.flatnonzero(~open_), np.flatnonzero(open_), np.flatnonzero(open_)])
    known, asked = int((~open_).sum()), int(open_.sum())
    side = np.full(len(rows), UNKNOWN, np.uint8)
    side[known : known + asked], side[known + asked :] = YES, NO
    unsettled = counts.people[open_]
    until = np.floor(np.cumsum(unsettled) * share + 0.5).astype(np.int64)
    yes = np.diff(until, prepend=0)
    taken = {key: one[rows] for key, one in counts.axes.items()}
    for key, one in numbers.items():
        taken[key] = np.where(one[rows] == UNKNOWN, side, one[rows]).astype(np.uint8)
    return replace(
        counts,
        axes=taken,
        age=counts.age[rows],
        area=counts.area[rows],
        people=np.concatenate([counts.people[~open_], yes, unsettled - yes]),
    )


def _numbers(counts: Counts, axis: Axis) -> Small:
    own = counts.axes.get(axis.name)
    if own is not None:
        return own
    if axis.settled is None:
        raise KofuError("counts-too-coarse", band=axis.band.band.label, on=counts.aged_on)
    return np.full(len(counts.people), axis.settled, np.uint8)
