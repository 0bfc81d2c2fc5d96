"""Who lives with whom, without memory: one block of households, repeated down the roster.

A block of a thousand households mixes the kinds in proportion to their weights. Person i is
person i mod P of block i div P, so household, place in it and rank within the age group follow
from i alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kofu.roster.synthesize.apportion import apportion
from kofu.roster.synthesize.schema import Marginals
from kofu.roster.synthesize.shares import exact
from kofu.roster.synthesize.shuffle import Ints

HOUSEHOLDS_PER_BLOCK = 1000
NO_GROUP = -1


@dataclass(frozen=True, slots=True)
class Placed:
    """Where some people stand: arrays of one shape, one element a person."""

    person: Ints
    household: Ints
    member: Ints
    group: Ints
    group_rank: Ints
    head_group: Ints
    head_outside: np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Block:
    """One block: arrays over its people; `per_group` counts the people of each group in it."""

    households: int
    household: Ints
    member: Ints
    group: Ints
    group_rank: Ints
    head_group: Ints
    head_outside: np.ndarray[tuple[int], np.dtype[np.bool_]]
    per_group: Ints

    def place(self, start: int, stop: int) -> Placed:
        """People start to stop - 1."""
        person = np.arange(start, stop, dtype=np.int64)
        block = person // self.household.size
        at = person - block * self.household.size
        group = self.group.take(at)
        per_group = np.append(self.per_group, 0).take(group)
        return Placed(
            person=person,
            household=block * self.households + self.household.take(at),
            member=self.member.take(at),
            group=group,
            head_group=self.head_group.take(at),
            group_rank=block * per_group + self.group_rank.take(at),
            head_outside=self.head_outside.take(at),
        )

    def household_total(self, people: int) -> int:
        """How many households the first `people` people make; the last may be cut short."""
        return int(self.place(people - 1, people).household[0]) + 1

    def group_totals(self, people: int) -> list[int]:
        """How many of the first `people` people each group has."""
        blocks, rest = divmod(people, self.household.size)
        cut = self.group[:rest]
        return [
            blocks * int(count) + int(np.count_nonzero(cut == group))
            for group, count in enumerate(self.per_group)
        ]


def block_of(marginals: Marginals) -> Block:
    """The block this file asks for; without households everyone lives alone, of no group."""
    if not marginals.households:
        one = np.zeros(1, dtype=np.int64)
        return Block(1, one, one, one + NO_GROUP, one, one + NO_GROUP, one.astype(bool), one[:0])
    groups = {group.name: at for at, group in enumerate(marginals.groups)}
    kinds = marginals.households.kinds
    rows: list[tuple[int, int, int, bool]] = []
    for household, kind in enumerate(_mixed([kind.weight for kind in kinds])):
        members = kinds[kind].members
        rows += [
            (household, member, groups[name], kinds[kind].head_outside)
            for member, name in enumerate(members)
        ]
    household_of, member, group, outside = (np.array(column) for column in zip(*rows, strict=True))
    rank = np.zeros(group.size, dtype=np.int64)
    for code in range(len(groups)):
        rank[group == code] = np.arange(np.count_nonzero(group == code))
    per_group = np.bincount(group, minlength=len(groups)).astype(np.int64)
    head_group = group[member == 0].take(household_of)
    return Block(
        HOUSEHOLDS_PER_BLOCK, household_of, member, group, rank, head_group, outside, per_group
    )


def _mixed(weights: list[float]) -> list[int]:
    """The kinds of a block's households, each spread evenly over the block."""
    numbers = apportion(HOUSEHOLDS_PER_BLOCK, [exact(weight) for weight in weights])
    spread = [
        ((at + 0.5) / number, kind) for kind, number in enumerate(numbers) for at in range(number)
    ]
    return [kind for _, kind in sorted(spread)]
