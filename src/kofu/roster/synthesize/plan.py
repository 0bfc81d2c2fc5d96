"""The plan: every partition with the people it divides, the exact size of each part, and proof
that no two parts set one column of one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kofu.base.errors import KofuError
from kofu.roster.synthesize.apportion import apportion
from kofu.roster.synthesize.households import Block, block_of
from kofu.roster.synthesize.schema import EVERYONE, HOUSEHOLDS, Area, Marginals, Partition
from kofu.roster.synthesize.shares import exact, scaled, sizes_as_written
from kofu.roster.synthesize.shuffle import Ints

Path = tuple[tuple[str, str], ...]
_Setter = tuple[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some people, named by how they were divided off: (partition, part) pairs from the root.

    `written` is their number at the file's own size, `size` at the size asked for.
    """

    root: str
    path: Path
    written: int
    size: int

    @property
    def key(self) -> str:
        return "/".join((self.root, *(f"{split}.{part}" for split, part in self.path)))


@dataclass(frozen=True, slots=True)
class Split:
    """One piece divided by one partition; `starts` has one element more than there are parts."""

    partition: Partition
    piece: Piece
    children: tuple[Piece, ...]

    @property
    def starts(self) -> Ints:
        return np.cumsum([0, *(child.size for child in self.children)], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything needed to make any slice of the roster."""

    marginals: Marginals
    block: Block
    people: int
    households: int
    seed: int
    splits: tuple[Split, ...]
    area_sizes: tuple[int, ...]

    @property
    def areas(self) -> tuple[Area, ...]:
        return self.marginals.areas.places


def plan_for(marginals: Marginals, people: int | None = None, seed: int | None = None) -> Plan:
    """The plan at the file's own size, or scaled to `people`. Raises KofuError (`marginals-*`,
    `synthesize-no-people`)."""
    if people is not None and people < 1:
        raise KofuError("synthesize-no-people", people=people)
    block = block_of(marginals)
    written = marginals.people.count
    size = people or written
    households = block.household_total(size)
    pieces = _roots(marginals, block, written, size)
    splits = tuple(_splits(marginals, pieces))
    _refuse_double_settings(splits)
    weights = [exact(area.weight) for area in marginals.areas.places]
    return Plan(
        marginals,
        block,
        size,
        households,
        marginals.seed if seed is None else seed,
        splits,
        tuple(apportion(households, weights)),
    )


def _roots(
    marginals: Marginals, block: Block, written: int, size: int
) -> dict[str, tuple[Piece, ...]]:
    households = Piece(HOUSEHOLDS, (), block.household_total(written), block.household_total(size))
    roots: dict[str, tuple[Piece, ...]] = {
        EVERYONE: (Piece(EVERYONE, (), written, size),),
        HOUSEHOLDS: (households,),
    }
    totals = zip(
        marginals.groups, block.group_totals(written), block.group_totals(size), strict=False
    )
    for group, as_written, now in totals:
        roots[group.name] = (Piece(group.name, (), as_written, now),)
    return roots


def _splits(marginals: Marginals, pieces: dict[str, tuple[Piece, ...]]) -> Iterator[Split]:
    for partition in marginals.partitions:
        made: dict[str, list[Piece]] = {part.name: [] for part in partition.parts}
        divided = [piece for of in partition.of for piece in pieces[of]]
        if len(divided) > 1 and any(part.count is not None for part in partition.parts):
            raise KofuError("marginals-count-of-several", partition=partition.name)
        for piece in divided:
            split = _split(partition, piece)
            for child in split.children:
                made[child.path[-1][1]].append(child)
            yield split
        pieces |= {f"{partition.name}.{part}": tuple(some) for part, some in made.items()}


def _split(partition: Partition, piece: Piece) -> Split:
    written = sizes_as_written(partition, piece.written)
    children = tuple(
        Piece(piece.root, (*piece.path, (partition.name, part.name)), as_written, now)
        for part, as_written, now in zip(
            partition.parts, written, scaled(written, piece.size), strict=True
        )
    )
    return Split(partition, piece, children)


def _refuse_double_settings(splits: tuple[Split, ...]) -> None:
    """Two parts may set one column only if nobody is in both: some partition keeps them apart."""
    setters: dict[str, list[_Setter]] = {}
    for split in splits:
        for part, child in zip(split.partition.parts, split.children, strict=True):
            for ways in _ways(child, split.partition.only):
                for column in part.set:
                    name = f"{split.partition.name}.{part.name}"
                    setters.setdefault(column, []).append((name, ways))
    for column, found in setters.items():
        for (one, ways), (two, others) in combinations(found, 2):
            if all(others.get(key, value) == value for key, value in ways.items()):
                raise KofuError("marginals-set-twice", column=column, one=one, two=two)


def _ways(piece: Piece, only: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Which part of which partition, and which group, people of the piece are in."""
    grouped = piece.root not in (EVERYONE, HOUSEHOLDS)
    for group in (piece.root,) if grouped else only or (None,):
        yield dict(piece.path) | ({"group": group} if group else {})
