"""Small numbers hidden, and as many others as it takes that they cannot be had by subtraction.

Numbers of 1 to `least` - 1 are hidden wherever they stand. Every other number of all tables is then
published only if no hidden one follows from it and what is published already: within a row, down
a column, from a part to its whole, from one table to another. Totals come first, then the larger
numbers. What remains below a total as a whole must not be small, either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kofu.base.errors import KofuError
from kofu.reports.counted import UNKNOWN, Cells, Counted, Line, Spec
from kofu.reports.span import Span, Vector, folding

LEAST = 3
"""Below three nothing is protected: of two people each could work out the other."""

_MOST_CELLS = 20_000
Mask = NDArray[np.bool_]
Place = tuple[int, int, int]
"""Table, line (-1: the total), count."""


def suppress(cells: Cells, tables: Sequence[Counted], least: int) -> tuple[Counted, ...]:
    """The tables, which were counted from these cells, with numbers hidden.

    Raises KofuError `suppress-too-few` where `least` is under 3.
    """
    if least < LEAST:
        raise KofuError("suppress-too-few", least=LEAST)
    sums = _Sums(cells, tables, least)
    secrets = list(sums.small())
    while True:
        span, hidden = sums.published(secrets)
        derived = [one for one in sums.remainders(hidden) if span.contains(sums.vector(one))]
        if not derived:
            break
        secrets += derived
    return tuple(_without(table, number, hidden) for number, table in enumerate(tables))


def _without(table: Counted, number: int, hidden: frozenset[Place]) -> Counted:
    def cut(line: Line, at: int) -> Line:
        kept = (
            None if (number, at, place) in hidden else count
            for place, count in enumerate(line.numbers)
        )
        return replace(line, numbers=tuple(kept))

    lines = tuple(cut(line, at) for at, line in enumerate(table.lines))
    return replace(table, lines=lines, total=cut(table.total, -1) if table.total else None)


@dataclass(frozen=True, slots=True)
class _Keys:
    """Of one table: for each cell its line (-1: none) and its class; the lines of each parent."""

    lines: NDArray[np.int64]
    classes: NDArray[np.int64]
    names: tuple[str, ...]
    parents: Mapping[object, tuple[int, ...]]


class _Sums:
    """The numbers of the tables as sums over cells."""

    def __init__(self, cells: Cells, tables: Sequence[Counted], least: int) -> None:
        self._tables, self._least = tables, least
        self._counts = np.array(cells.counts, dtype=np.int64)
        self._keys = [_keys(cells, table) for table in tables]
        self._numbers = {
            (number, at, place): int(count or 0)
            for number, table in enumerate(tables)
            for at, line in _lines(table)
            for place, count in enumerate(line.numbers)
        }
        self._kept = self._cells_kept()
        self._folding = folding(len(self._kept), len(self._numbers))

    def small(self) -> Iterator[Mask]:
        """Every sum of classes in a line that is small: what must not be had."""
        for number, table in enumerate(self._tables):
            for at, _ in _lines(table):
                yield from self._small_of(number, self._in_line(number, at))

    def published(self, secrets: Iterable[Mask]) -> tuple[Span, frozenset[Place]]:
        """Publish one by one; what may not be published is hidden, and a secret itself."""
        span = Span(self._folding.shape[1])
        for secret in secrets:
            span.keep(self.vector(secret))
        hidden = set()
        for place in sorted(self._numbers, key=lambda one: (one[1] >= 0, -self._numbers[one], one)):
            if not self._numbers[place]:
                continue
            vector = self.vector(self._mask(place))
            if not span.publish(vector):
                hidden.add(place)
                span.keep(vector)
        return span, frozenset(hidden)

    def remainders(self, hidden: frozenset[Place]) -> Iterator[Mask]:
        """What is hidden in a column, as a whole and below each parent, where that is small."""
        columns: dict[tuple[int, int], list[int]] = {}
        for number, at, place in hidden:
            if at >= 0:
                columns.setdefault((number, place), []).append(at)
        for (number, _), lines in sorted(columns.items()):
            inside = set(lines)
            for among in (tuple(lines), *self._keys[number].parents.values()):
                there = [at for at in among if at in inside]
                if len(there) > 1:
                    yield from self._small_of(number, np.isin(self._keys[number].lines, there))

    def vector(self, mask: Mask) -> Vector:
        folded: Vector = self._folding[mask[self._kept]].sum(axis=0)
        return folded

    def _small_of(self, number: int, among: Mask) -> Iterator[Mask]:
        classes = self._keys[number].classes
        there = np.unique(classes[among])
        for several in range(1, len(there) + 1):
            for chosen in combinations(there, several):
                mask = among & np.isin(classes, chosen)
                if 1 <= int(self._counts[mask].sum()) < self._least:
                    yield mask

    def _in_line(self, number: int, at: int) -> Mask:
        lines = self._keys[number].lines
        return lines >= 0 if at < 0 else lines == at

    def _mask(self, place: Place) -> Mask:
        number, at, count = place
        keys, spec = self._keys[number], self._tables[number].spec
        wanted = spec.counts[count].classes
        chosen = [n for n, name in enumerate(keys.names) if wanted is None or name in wanted]
        return self._in_line(number, at) & np.isin(keys.classes, chosen)

    def _cells_kept(self) -> NDArray[np.int64]:
        """All cells, or those of small sums and a part of the others."""
        every = len(self._counts)
        if every <= _MOST_CELLS:
            return np.arange(every)
        needed = np.zeros(every, dtype=bool)
        for mask in self.small():
            needed |= mask
        rest = np.random.default_rng(0).permutation(np.flatnonzero(~needed))[:_MOST_CELLS]
        return np.sort(np.concatenate((np.flatnonzero(needed), rest)))


def _keys(cells: Cells, table: Counted) -> _Keys:
    spec: Spec = table.spec
    place = {line.key: at for at, line in enumerate(table.lines)}
    values = cells.values[spec.dimension.id]
    lines = np.array([place.get(one, -1) for one in values], dtype=np.int64)
    if spec.within:
        lines[[one is None for one in cells.values[spec.within]]] = -1
    found = [one or UNKNOWN for one in cells.values[spec.by]]
    names = tuple(sorted(set(found)))
    classes = np.array([names.index(one) for one in found], dtype=np.int64)
    parents: dict[object, dict[int, None]] = {}
    if spec.dimension.parent:
        for line, parent in zip(lines, cells.values[spec.dimension.parent], strict=True):
            if line >= 0:
                parents.setdefault(parent, {})[int(line)] = None
    return _Keys(lines, classes, names, {one: tuple(at) for one, at in parents.items()})


def _lines(table: Counted) -> Iterator[tuple[int, Line]]:
    yield from enumerate(table.lines)
    if table.total:
        yield -1, table.total
