"""A table as it is given out: heads with their kind, cells with their meaning, and what stands
below: the denominator, the day, the sources, the rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum

from kofu.reports.counted import Counted, Line
from kofu.reports.rates import Style


class Mark(Enum):
    """What stands in a cell that holds no number."""

    HIDDEN = "＊"
    NONE = "－"


Cell = str | int | Decimal | Mark


class Kind(StrEnum):
    """What a column holds; percentages are numbers of hundredths."""

    TEXT = "text"
    COUNT = "count"
    PERCENT = "percent"
    DAYS = "days"
    YEN = "yen"


@dataclass(frozen=True, slots=True)
class Head:
    label: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """`id` is its file's name."""

    id: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    notes: tuple[str, ...] = ()
    places: int = 1
    """Digits of its percentages."""


def as_table(counted: Counted, style: Style, notes: tuple[str, ...] = ()) -> Table:
    """Numbers with their percentages, and the denominator named below."""
    spec = counted.spec
    heads = (
        Head(spec.dimension.label, Kind.TEXT),
        *(Head(one.label, Kind.COUNT) for one in spec.counts),
        *(Head(one.rate.name, Kind.PERCENT) for one in spec.shares),
    )
    said = tuple(
        f"{one.rate.name}＝{one.rate.upper}÷{one.rate.lower}（分母は{one.rate.lower}）"
        for one in spec.shares
    )
    return Table(
        spec.id,
        spec.title,
        heads,
        tuple(_cells(counted, line, style) for line in counted.lines),
        _cells(counted, counted.total, style) if counted.total else None,
        (
            *said,
            *((f"{style.words}。",) if spec.shares else ()),
            *((HIDING,) if counted.hidden else ()),
            *notes,
        ),
        style.places,
    )


HIDING = "＊は、少ない人数が分からないように伏せた数（差し引いて分かる数も伏せています）。"


def _cells(counted: Counted, line: Line, style: Style) -> tuple[Cell, ...]:
    numbers = tuple(Mark.HIDDEN if one is None else one for one in line.numbers)
    shares: list[Cell] = []
    for share in counted.spec.shares:
        rate = counted.rate(line, share)
        percent = rate.percent(style) if rate else None
        shares.append(Mark.HIDDEN if rate is None else Mark.NONE if percent is None else percent)
    return (line.label, *numbers, *shares)
