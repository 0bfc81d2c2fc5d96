"""Numbers as they may honestly be said: people counted to the one, money to two figures."""

from __future__ import annotations

from math import floor, log10

from kofu.reports.whatif.bill import Range

_UNITS = ((100_000_000, "億"), (10_000, "万"))
_FIGURES = 2


def significant(number: float, figures: int = _FIGURES) -> float:
    """The number with so many figures; the rest is not known."""
    if not number:
        return 0.0
    return round(number, figures - 1 - floor(log10(abs(number))))


def people(number: float) -> str:
    return f"{number:,.0f}人"


def count(number: float) -> str:
    return f"{number:,.0f}"


def signed(number: float) -> str:
    return f"{number:+,.0f}" if number else "±0"


def yen_range(spread: Range) -> str:
    """`約3,000万～3,300万円`; one number where both ends are the same."""
    return _range(spread, "円")


def difference(spread: Range) -> str:
    """`約-96万～+110万円`: more, less, or it cannot be said which."""
    low, high = significant(spread.low), significant(spread.high)
    if not low and not high:
        return "0円"
    ends = dict.fromkeys(f"{'+' if one > 0 else ''}{_short(one)}" for one in (low, high))
    return f"約{'～'.join(ends)}円"


def hours_range(minutes: Range) -> str:
    return _range(Range(minutes.low / 60, minutes.middle / 60, minutes.high / 60), "時間")


def about(spread: Range, unit: str) -> str:
    return _range(spread, unit)


def staff(spread: Range) -> str:
    """`1人未満～28人`: nobody plans with tenths of a person."""
    ends = dict.fromkeys(
        f"{significant(one):,.0f}人" if one >= 1 else "1人未満" for one in (spread.low, spread.high)
    )
    return "～".join(ends)


def _range(spread: Range, unit: str) -> str:
    low, high = significant(spread.low), significant(spread.high)
    if low == high:
        return f"約{_short(low)}{unit}" if low else f"0{unit}"
    return f"約{_short(low)}～{_short(high)}{unit}"


def _short(number: float) -> str:
    for size, name in _UNITS:
        if abs(number) >= size:
            return f"{_plain(number / size)}{name}"
    return _plain(number)


def _plain(number: float) -> str:
    rounded = round(number, 2)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,}"
