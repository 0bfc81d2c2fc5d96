"""Which combinations of bands can occur together, and how early a fact can be in them.

Bands that read a common fact depend on each other. For such a group every way in which its facts
can lie between the dates and values its conditions name is tried: finite, and nothing left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from kofu.policy.classes import BoundBand, Box
from kofu.policy.conditions import Compare, OneOf, atoms
from kofu.policy.facts import FACTS, FactType, FactValue
from kofu.policy.law import Law

_LONG_AGO = date(1900, 1, 1)
_FAR_AHEAD = date(2200, 1, 1)


def representatives(fact: str, bands: Iterable[BoundBand]) -> tuple[FactValue, ...]:
    """Unknown, and a value in, at and beside each region that the bands' conditions cut."""
    named = [
        value
        for band in bands
        for condition in band.conditions
        for atom in atoms(condition)
        if atom.fact == fact
        for value in _named(atom)
    ]
    values: set[FactValue] = set()
    kind = FACTS[fact].type
    if kind is FactType.BOOL:
        values = {True, False}
    elif kind is FactType.DATE:
        days = [value for value in named if isinstance(value, date)]
        around = {day + timedelta(days=step) for day in days for step in (-1, 0, 1)}
        values = {*around, _LONG_AGO, _FAR_AHEAD}
    elif kind is FactType.INT:
        numbers = [value for value in named if isinstance(value, int)]
        values = {0, *(number + step for number in numbers for step in (-1, 0, 1))}
    else:
        values = {*named, *FACTS[fact].codes, "?"}
    return (None, *sorted(values, key=str))


def _named(atom: object) -> Iterator[FactValue]:
    if isinstance(atom, Compare):
        yield atom.value
    elif isinstance(atom, OneOf):
        yield from atom.values


@dataclass(frozen=True)
class Group:
    """Bands that depend on each other: the combinations that occur.

    `combinations` holds, for each tuple of band numbers, the earliest value of each fact of
    `dated` with which it occurs.
    """

    places: tuple[int, ...]
    dated: tuple[str, ...]
    combinations: dict[tuple[int, ...], tuple[date, ...]]

    def occurs(self, box: Box) -> bool:
        return any(self._inside(numbers, box) for numbers in self.combinations)

    def earliest(self, fact: str, box: Box) -> date | None:
        """The earliest day of `fact` among the people of the box; None where nobody is in it."""
        place = self.dated.index(fact)
        days = [days[place] for one, days in self.combinations.items() if self._inside(one, box)]
        return min(days, default=None)

    def _inside(self, numbers: tuple[int, ...], box: Box) -> bool:
        return all(
            box[place] >> number & 1 for place, number in zip(self.places, numbers, strict=True)
        )


@dataclass(frozen=True)
class World:
    """The classes that can occur on the day of a law."""

    law: Law
    groups: tuple[Group, ...]

    def occurs(self, box: Box) -> bool:
        """Can anybody be in the box, with the parameters as they are?"""
        possible = all(box[n] & band.possible for n, band in enumerate(self.law.bands))
        return possible and self.could_occur(box)

    def could_occur(self, box: Box) -> bool:
        """Could anybody be in the box, if the parameters that empty a band were set otherwise?"""
        return all(group.occurs(box) for group in self.groups)

    def earliest(self, fact: str, box: Box) -> date | None:
        """The earliest day that `fact` can have in the box; long ago where no band reads it."""
        for group in self.groups:
            if fact in group.dated:
                return group.earliest(fact, box)
        return _LONG_AGO

    def member(self, box: Box) -> tuple[int, ...]:
        """A class in the box that can occur, to speak of it in words."""
        numbers = [
            (box[place] & band.possible or 1).bit_length() - 1
            for place, band in enumerate(self.law.bands)
        ]
        for group in self.groups:
            for one in group.combinations:
                if group._inside(one, box):
                    for place, number in zip(group.places, one, strict=True):
                        numbers[place] = number
                    break
        return tuple(numbers)


def world_of(law: Law) -> World:
    """The groups that matter: bands that share a fact, and those that read a cap's fact."""
    cap_facts = {cap.fact for cap, _ in law.caps.values()}
    groups = []
    for places in _connected(law.bands):
        bands = [law.bands[place] for place in places]
        facts = sorted({fact for band in bands for fact in band.facts})
        dated = tuple(fact for fact in facts if fact in cap_facts)
        if len(places) > 1 or dated:
            groups.append(_enumerate(tuple(places), bands, facts, dated))
    return World(law, tuple(groups))


def _connected(bands: tuple[BoundBand, ...]) -> list[list[int]]:
    groups: list[tuple[set[str], list[int]]] = []
    for place, band in enumerate(bands):
        facts, places = set(band.facts), [place]
        for other in [one for one in groups if one[0] & facts]:
            groups.remove(other)
            facts |= other[0]
            places = other[1] + places
        groups.append((facts, places))
    return [places for _, places in groups]


def _enumerate(
    places: tuple[int, ...], bands: list[BoundBand], facts: list[str], dated: tuple[str, ...]
) -> Group:
    choices = [representatives(fact, bands) for fact in facts]
    found: dict[tuple[int, ...], tuple[date, ...]] = {}
    for values in product(*choices):
        person = dict(zip(facts, values, strict=True))
        numbers = tuple(band.of(person) for band in bands)
        days = tuple(_day(person[fact]) for fact in dated)
        known = found.get(numbers)
        found[numbers] = days if known is None else tuple(map(min, known, days))
    return Group(places, dated, found)


def _day(value: FactValue) -> date:
    """An unknown day caps nothing."""
    return value if isinstance(value, date) else _FAR_AHEAD
