"""People or documents counted: a table of numbers, from cells that were counted once.

`Cells` are the finest counts, one row for each combination of what is known; every table is a sum
over them, so that totals of all tables agree. What is not known is a row of its own, 不明.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kofu.reports.rates import Rate

UNKNOWN = "不明"


@dataclass(frozen=True, slots=True)
class Cells:
    """`values`: of each dimension, one value per cell (None: not known); `counts`: how many."""

    values: Mapping[str, Sequence[str | None]]
    counts: Sequence[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Count:
    """A column of numbers: whoever is in one of these classes, or everybody."""

    label: str
    classes: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A column of percentages: two of the numbers, by their place, under a definition."""

    rate: type[Rate]
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Dimension:
    """What makes the rows: which values, in which order, under which words.

    `parent`: the row of another dimension that a value belongs to (a ward's municipality); from
    the difference to it nothing hidden may be had, either.
    """

    id: str
    label: str
    word: Callable[[str], str] = str
    order: Callable[[str], object] = str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Spec:
    """A table to be counted: rows by `dimension`, columns by the classes of `by`.

    `additive`: False where the sum of all rows means nothing (months of a stock). `within`: only
    cells that have a value there are counted.
    """

    id: str
    title: str
    dimension: Dimension
    by: str
    counts: tuple[Count, ...]
    shares: tuple[Share, ...] = ()
    additive: bool = True
    within: str | None = None


Numbers = tuple[int | None, ...]
"""One number for each `Count`; None is hidden."""


@dataclass(frozen=True, slots=True)
class Line:
    key: str | None
    label: str
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Counted:
    """A table of numbers. `total` is there where the rows may be summed."""

    spec: Spec
    lines: tuple[Line, ...]
    total: Line | None

    @property
    def hidden(self) -> bool:
        lines = (*self.lines, *((self.total,) if self.total else ()))
        return any(number is None for line in lines for number in line.numbers)

    def rate(self, line: Line, share: Share) -> Rate | None:
        """The rate of a line; None where one of its numbers is hidden."""
        upper, lower = line.numbers[share.numerator], line.numbers[share.denominator]
        return None if upper is None or lower is None else share.rate(upper, lower)


def tabulate(cells: Cells, spec: Spec) -> Counted:
    """Count the cells into the rows and columns of a table."""
    found: dict[str | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    values = zip(
        cells.values[spec.dimension.id],
        cells.values[spec.by],
        cells.values[spec.within or spec.by],
        cells.counts,
        strict=True,
    )
    for key, cls, inside, count in values:
        if inside is not None or spec.within is None:
            found[key][cls or UNKNOWN] += count
    lines = tuple(
        Line(key, label(spec.dimension, key), _numbers(spec, found[key].items()))
        for key in sorted(found, key=lambda key: _place(spec.dimension, key))
    )
    if not spec.additive:
        return Counted(spec, lines, None)
    everything = ((cls, count) for classes in found.values() for cls, count in classes.items())
    return Counted(spec, lines, Line("", "計", _numbers(spec, everything)))


def label(dimension: Dimension, key: str | None) -> str:
    return UNKNOWN if key is None else dimension.word(key)


def _place(dimension: Dimension, key: str | None) -> tuple[bool, object]:
    return (True, "") if key is None else (False, dimension.order(key))


def _numbers(spec: Spec, counted: Iterable[tuple[str, int]]) -> tuple[int, ...]:
    pairs = tuple(counted)
    return tuple(
        sum(count for cls, count in pairs if one.classes is None or cls in one.classes)
        for one in spec.counts
    )
