"""Counts as bars, beside those of the last run: drawn in a table, so that each has its number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

WIDE = 100.0
"""The longest bar, in the units of the drawing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: what is counted, how many, how many last time (None: nothing to compare with)."""

    label: str
    now: int
    then: int | None
    wide: float
    wide_then: float

    @property
    def more(self) -> int:
        """How many more than last time."""
        return self.now - (self.then or 0)

    @property
    def less(self) -> int:
        """How many more the other side has."""
        return -self.more


def bars(
    now: Mapping[str, int], then: Mapping[str, int] | None, word: Callable[[str], str]
) -> tuple[Bar, ...]:
    """The longest first; what was there last time only, too."""
    names = sorted({*now, *(then or {})})
    most = max([*now.values(), *(then or {}).values(), 1])
    rows = (
        Bar(
            word(name),
            now.get(name, 0),
            None if then is None else then.get(name, 0),
            WIDE * now.get(name, 0) / most,
            WIDE * (then or {}).get(name, 0) / most,
        )
        for name in names
    )
    return tuple(sorted(rows, key=lambda row: -row.now))
