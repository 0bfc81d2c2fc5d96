"""The days on which everybody is decided again: each renewal, and the end of each month.

A need that arises within a month (a certificate that ends on the 14th) shows on the month's last
day. On the first day of a cycle everybody is decided as in the renewal of the year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kofu.policy.days import ONE_DAY, month_end, months_before, next_cycle_end
from kofu.policy.law import Law, law_on
from kofu.policy.load import Book
from kofu.policy.model import Aspect, TermOutcome

RENEWAL, STATUS = "renewal", "status_change"


@dataclass(frozen=True, slots=True)
class Stop:
    """Everybody is decided under `law`, for the reason `event`; counted in the month `month`."""

    month: date
    law: Law
    event: str


def stops(book: Book, on: date, known: date, months: int) -> Iterator[Stop]:
    """The stops of `months` months from the one of `on`.

    Raises KofuError `day-not-covered` where the pack does not reach so far.
    """
    first = on.replace(day=1)
    for number in range(months):
        month = months_before(first, -number)
        since = max(on, month)
        for day in _renewals(law_on(book, since, known), since, month_end(month)):
            yield Stop(month, law_on(book, day, known), RENEWAL)
        yield Stop(month, law_on(book, month_end(month), known), STATUS)


def _renewals(law: Law, since: date, until: date) -> list[date]:
    """The days from `since` to `until` on which a cycle of the law begins."""
    found = set()
    for tier in law.tiers[Aspect.TERM]:
        for one in tier.rules:
            then = one.rule.then
            cycle = then.cycle if isinstance(then, TermOutcome) else None
            if cycle is None:
                continue
            begins = next_cycle_end(since - ONE_DAY, cycle.one_end, cycle.years) + ONE_DAY
            if begins <= until:
                found.add(begins)
    return sorted(found)
