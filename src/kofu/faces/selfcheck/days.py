"""The day of the next renewal, as the rules on terms say it."""

from __future__ import annotations

from datetime import date

from kofu.base.errors import KofuError
from kofu.policy.days import ONE_DAY, next_cycle_end
from kofu.policy.law import law_on
from kofu.policy.load import Book
from kofu.policy.model import Aspect, TermOutcome


def next_renewal(book: Book, today: date) -> date | None:
    """The day after the next end of a cycle; None where documents have no cycle that is known."""
    try:
        law = law_on(book, today, today)
    except KofuError:
        return None
    ends = [
        next_cycle_end(today, then.cycle.one_end, then.cycle.years)
        for tier in law.tiers[Aspect.TERM]
        for one in tier.rules
        if isinstance(then := one.rule.then, TermOutcome) and then.cycle
    ]
    first = min(ends, default=None)
    covers = book.pack.covers
    if first is None or covers is None or not covers.covers(first + ONE_DAY):
        return None
    return first + ONE_DAY
