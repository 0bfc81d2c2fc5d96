"""Which combinations of bands can occur together, and how early a fact can be in them.

Bands that read a common fact depend on each other. For such a group every way in which its facts
can lie between the dates and values its conditions name is tried: finite, and nothing left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from kofu.policy.classes import BoundBand, Box
from kofu.policy.conditions import Compare, OneOf, Op, atoms, holds_so_far
from kofu.policy.days import ONE_DAY
from kofu.policy.facts import FACTS, Facts, FactType, FactValue
from kofu.policy.law import Law

_LONG_AGO = date(1900, 1, 1)
_FAR_AHEAD = date(2200, 1, 1)
_LEAST = -1


def regions(fact: str, bands: Iterable[BoundBand]) -> tuple[FactValue, ...]:
    """Unknown, and the first value of each region into which the bands' conditions cut the fact."""
    named = [
        atom
        for band in bands
        for condition in band.conditions
        for atom in atoms(condition)
        if atom.fact == fact
    ]
    kind = FACTS[fact].type
    if kind is FactType.BOOL:
        return (None, False, True)
    if kind is FactType.DATE:
        return (None, _LONG_AGO, *sorted({day for atom in named for day in _starts(atom, ONE_DAY)}))
    if kind is FactType.INT:
        return (None, _LEAST, *sorted({number for atom in named for number in _starts(atom, 1)}))
    words = {value for atom in named for value in _words(atom)}
    return (None, *sorted({*words, *FACTS[fact].codes, ""}, key=str))


def _starts(atom: object, step: Any) -> Iterator[Any]:
    """Where a new region begins: at the value, after it, or both."""
    if isinstance(atom, Compare):
        if atom.op in (Op.LT, Op.GE, Op.EQ, Op.NE):
            yield atom.value
        if atom.op in (Op.LE, Op.GT, Op.EQ, Op.NE):
            yield atom.value + step


def _words(atom: object) -> Iterator[FactValue]:
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
    """Try the regions of a fact only where a condition asks for it: band after band is settled."""
    choices = {fact: regions(fact, bands) for fact in facts}
    found: dict[tuple[int, ...], tuple[date, ...]] = {}

    def settle(person: dict[str, FactValue], numbers: tuple[int, ...], asked: int) -> None:
        """Settle the band after `numbers`, whose conditions before `asked` do not hold."""
        if len(numbers) == len(bands):
            days = tuple(_day(person, fact) for fact in dated)
            known = found.get(numbers)
            found[numbers] = days if known is None else tuple(map(min, known, days))
            return
        conditions = bands[len(numbers)].conditions
        while asked < len(conditions):
            holds = holds_so_far(conditions[asked], person)
            if holds is None:
                fact = next(one.fact for one in atoms(conditions[asked]) if one.fact not in person)
                for value in choices[fact]:
                    settle({**person, fact: value}, numbers, asked)
                return
            if holds:
                break
            asked += 1
        settle(person, (*numbers, asked), 0)

    settle({}, (), 0)
    return Group(places, dated, found)


def _day(person: Facts, fact: str) -> date:
    """The day tried; any day where it did not matter; an unknown day caps nothing."""
    value = person.get(fact, _LONG_AGO)
    return value if isinstance(value, date) else _FAR_AHEAD
