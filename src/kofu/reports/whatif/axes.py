"""The bands of several laws side by side, each meaning once: what a roster is counted by.

Two laws may hold a band of one name with other days or parameters in it: these are two axes. A
band that means the same in both is one, and one that no row of this roster tells apart is none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from operator import mul

from kofu.decide.bulk import DIALECT
from kofu.decide.sql import Columns, branches, key_sql
from kofu.policy.classes import BoundBand
from kofu.policy.law import Law

_MOST = 2**62
"""A packed number stays below this: a BIGINT of every engine."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A band as one roster tells it. `settled`: its number, where all rows have the same."""

    name: str
    band: BoundBand
    settled: int | None

    @property
    def size(self) -> int:
        return self.band.size


def axis_of(band: BoundBand, given: Columns) -> Axis:
    """The axis of a band; its name is a hash of what is left to ask of a row."""
    found = branches(band, given)
    meaning = hashlib.sha256(f"{found!r} {band.size}".encode()).hexdigest()[:12]
    settled = None if found.asked else found.rest
    return Axis(f"{band.band.name}_{meaning}", band, settled)


def axes_of(laws: Iterable[Law], given: Columns) -> tuple[Axis, ...]:
    """What must be counted for these laws, each meaning once; settled bands need no counting."""
    found = (axis_of(band, given) for law in laws for band in law.bands)
    return tuple({one.name: one for one in found if one.settled is None}.values())


def packs_of(axes: Iterable[Axis]) -> tuple[tuple[Axis, ...], ...]:
    """The axes in groups whose numbers fit one BIGINT each."""
    packs: list[list[Axis]] = []
    room = 0
    for axis in axes:
        if room < axis.size:
            packs.append([])
            room = _MOST
        packs[-1].append(axis)
        room //= axis.size
    return tuple(tuple(pack) for pack in packs)


def pack_sql(pack: Iterable[Axis], given: Columns) -> str:
    """The numbers of all axes of a group as one: the first counts ones."""
    axes = tuple(pack)
    weights = tuple(accumulate((axis.size for axis in axes[:-1]), mul, initial=1))
    found = tuple(branches(axis.band, given) for axis in axes)
    return key_sql(found, weights).sql(dialect=DIALECT)
