"""A band that comes down to one date, as stretches of days to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kofu.policy.classes import BoundBand
from kofu.policy.days import ONE_DAY
from kofu.policy.facts import FactValue
from kofu.policy.worlds import regions


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from the first to the last, both included; None is open. All are in one band value."""

    first: date | None
    last: date | None
    number: int


def stretches(band: BoundBand, fact: str, given: dict[str, FactValue]) -> tuple[Stretch, ...]:
    """All days, cut where the band changes. The conditions of the band say where."""
    starts = [day for day in regions(fact, [band]) if isinstance(day, date)]
    found: list[Stretch] = []
    for place, start in enumerate(starts):
        after = starts[place + 1] if place + 1 < len(starts) else None
        number = band.of({**given, fact: start})
        last = after - ONE_DAY if after else None
        if found and found[-1].number == number:
            found[-1] = Stretch(found[-1].first, last, number)
        else:
            found.append(Stretch(start if place else None, last, number))
    return tuple(found)
