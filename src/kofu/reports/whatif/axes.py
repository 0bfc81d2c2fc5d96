"""The bands of several laws side by side, each meaning once: what a roster is counted by.

Two laws may hold a band of one name with other days or parameters in it: these are two axes. A
band that means the same in both is one, and one that no row of this roster tells apart is none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlglot import exp

from kofu.decide.bulk import DIALECT
from kofu.decide.sql import Columns, band_sql, fold
from kofu.policy.classes import BoundBand
from kofu.policy.conditions import FALSE, TRUE
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
    asked = []
    rest = band.size - 1
    for number, condition in enumerate(band.conditions):
        folded = fold(condition, given)
        if folded == TRUE:
            rest = number
            break
        asked.append(folded)
    meaning = hashlib.sha256(f"{asked!r} {rest} {band.size}".encode()).hexdigest()[:12]
    settled = rest if all(one == FALSE for one in asked) else None
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
    total: exp.Expr = exp.cast(exp.Literal.number(0), "bigint")
    weight = 1
    for axis in pack:
        term = band_sql(axis.band, given, weight)
        weight *= axis.size
        if term is not None:
            total = exp.Add(this=total, expression=exp.Paren(this=term))
    return total.sql(dialect=DIALECT)
