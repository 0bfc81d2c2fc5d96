"""One slice of the roster, people start to stop - 1, made from the plan alone.

A piece of people is known by the places its people have in the slice (None: all of them) and by
their rank in the piece. A partition shuffles the ranks and cuts them: part k gets exactly its
size, and its people again have ranks, so partitions nest.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kofu.roster.synthesize.birthdays import birthday_on_or_after, nth_birthday
from kofu.roster.synthesize.encoding import Codes, Vocabulary, days, encoded
from kofu.roster.synthesize.households import Placed
from kofu.roster.synthesize.plan import Plan, Split
from kofu.roster.synthesize.proof import hold_proof
from kofu.roster.synthesize.schema import EVERYONE, HOUSEHOLDS, Mark
from kofu.roster.synthesize.shuffle import Ints, shuffle
from kofu.roster.synthesize.values import (
    Birthday,
    DaySpan,
    IntSpan,
    Later,
    Numbered,
    SameAs,
)


@dataclass(frozen=True, slots=True)
class Some:
    """Some people of a slice: their places in it (None: all) and their ranks in their piece."""

    places: Ints | None
    ranks: Ints

    def narrowed(self, chosen: Ints) -> Ints:
        """The places in the slice of the chosen ones."""
        return chosen if self.places is None else self.places[chosen]


@dataclass(slots=True)
class Slice:
    """A slice being made: columns that were set so far, marks, and how many each part got."""

    plan: Plan
    placed: Placed
    columns: dict[str, Codes] = field(default_factory=dict)
    area: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    marks: dict[Mark, np.ndarray[tuple[int], np.dtype[np.bool_]]] = field(default_factory=dict)
    made: dict[str, Ints] = field(default_factory=dict)

    @property
    def length(self) -> int:
        return self.placed.person.size

    def column(self, name: str, vocabulary: Vocabulary) -> Codes:
        """The column's array to write into, at first full of its default."""
        if name not in self.columns:
            default = self.plan.marginals.defaults.get(name)
            start = encoded(name, default, vocabulary)
            self.columns[name] = np.full(self.length, start, dtype=np.int32)
        return self.columns[name]


def make_slice(plan: Plan, vocabulary: Vocabulary, start: int, stop: int) -> Slice:
    """Facts, marks and areas of these people. The values do not depend on where slices begin."""
    made = Slice(plan, plan.block.place(start, stop))
    made.made["people"] = np.array([stop - start])
    _births(made, vocabulary)
    _areas(made)
    some = _roots(made)
    later: list[tuple[str, Ints, Later]] = []
    wanted = {of for partition in plan.marginals.partitions for of in partition.of}
    for split in plan.splits:
        _divide(made, split, some, later, vocabulary, wanted)
    for column, places, value in later:
        made.column(column, vocabulary)[places] = _followed(made, value, places, vocabulary)
    hold_proof(plan.marginals, made.columns)
    return made


def _followed(made: Slice, value: Later, places: Ints, vocabulary: Vocabulary) -> Codes:
    if isinstance(value, SameAs):
        return made.column(value.same_as, vocabulary)[places]
    born = made.column("birth_date", vocabulary)[places]
    if isinstance(value, Birthday):
        return nth_birthday(born, value.birthday)
    return birthday_on_or_after(born, value.birthday_on_or_after)


def _births(made: Slice, vocabulary: Vocabulary) -> None:
    for code, group in enumerate(made.plan.marginals.groups):
        places = np.flatnonzero(made.placed.group == code)
        span = (days(group.born_from), days(group.born_to))
        size = made.plan.block.group_totals(made.plan.people)[code]
        ranks = made.placed.group_rank[places]
        born = _spread(made.plan, span, ranks, size, f"{group.name}/birth_date")
        made.column("birth_date", vocabulary)[places] = born


def _areas(made: Slice) -> None:
    plan = made.plan
    shuffled = shuffle(plan.households, plan.seed, "areas")(made.placed.household)
    made.area = np.searchsorted(np.cumsum(plan.area_sizes), shuffled, side="right")
    made.columns["municipality_code"] = made.area.astype(np.int32)
    heads = made.placed.member == 0
    made.made["areas"] = np.bincount(made.area[heads], minlength=len(plan.area_sizes))


def _roots(made: Slice) -> dict[str, Some]:
    placed = made.placed
    some = {EVERYONE: Some(None, placed.person), HOUSEHOLDS: Some(None, placed.household)}
    for code, group in enumerate(made.plan.marginals.groups):
        places = np.flatnonzero(placed.group == code)
        some[group.name] = Some(places, placed.group_rank[places])
    return some


def _divide(
    made: Slice,
    split: Split,
    some: dict[str, Some],
    later: list[tuple[str, Ints, Later]],
    vocabulary: Vocabulary,
    wanted: set[str],
) -> None:
    parent, partition, plan = some[split.piece.key], split.partition, made.plan
    key = f"{split.piece.key}/{partition.name}"
    ranks = shuffle(split.piece.size, plan.seed, key)(parent.ranks)
    starts = split.starts
    part_of = np.searchsorted(starts[1:], ranks, side="right")
    counted = part_of
    if split.piece.root == HOUSEHOLDS:
        counted = part_of[made.placed.member[parent.narrowed(np.arange(ranks.size))] == 0]
    made.made[key] = np.bincount(counted, minlength=len(partition.parts))
    for at, (part, child) in enumerate(zip(partition.parts, split.children, strict=True)):
        needed = f"{partition.name}.{part.name}" in wanted
        if not (part.set or part.mark or needed):
            continue
        chosen = np.flatnonzero(part_of == at)
        places, own = parent.narrowed(chosen), ranks[chosen] - starts[at]
        if needed:
            some[child.key] = Some(places, own)
        if partition.only:
            kept = np.isin(made.placed.group[places], _group_codes(plan, partition.only))
            places, own = places[kept], own[kept]
        if part.mark:
            made.marks.setdefault(part.mark, np.zeros(made.length, dtype=bool))[places] = True
        for column, value in part.set.items():
            if isinstance(value, Later):
                later.append((column, places, value))
                continue
            into = made.column(column, vocabulary)
            if isinstance(value, DaySpan | IntSpan | Numbered):
                name = f"{child.key}/{column}"
                span = _ends(column, value, vocabulary)
                into[places] = _spread(plan, span, own, child.size, name)
            else:
                into[places] = encoded(column, value, vocabulary)


def _group_codes(plan: Plan, names: tuple[str, ...]) -> list[int]:
    return [at for at, group in enumerate(plan.marginals.groups) if group.name in names]


def _ends(
    column: str, span: DaySpan | IntSpan | Numbered, vocabulary: Vocabulary
) -> tuple[int, int]:
    """The first and the last number of a span."""
    if isinstance(span, Numbered):
        words = span.words()
        return vocabulary[column][words[0]], vocabulary[column][words[-1]]
    if isinstance(span, DaySpan):
        return days(span.first), days(span.last)
    return span.first, span.last


def _spread(plan: Plan, span: tuple[int, int], ranks: Ints, size: int, name: str) -> Codes:
    """Evenly over the span, in an order of its own so that two columns are not tied together."""
    first, last = span
    place = shuffle(size, plan.seed, name)(ranks)
    return (first + place * (last - first + 1) // size).astype(np.int32)
