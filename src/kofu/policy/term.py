"""Until when one person's document is valid: the earliest of the class's end and their own caps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kofu.policy.days import ONE_DAY, eve_of_anniversary, month_of_age
from kofu.policy.facts import Facts
from kofu.policy.interpret import Term
from kofu.policy.law import Law
from kofu.policy.model import Cap, CapKind


@dataclass(frozen=True, slots=True)
class Until:
    """The last day (None: no expiry) and what set it (None: nothing did)."""

    day: date | None
    cap: str | None


def cap_day(cap: Cap, fact: date) -> date:
    """The last day that a cap allows, from the fact it reads."""
    match cap.kind:
        case CapKind.DAY_ITSELF:
            return fact
        case CapKind.DAY_AFTER:
            return fact + ONE_DAY
        case CapKind.EVE_OF_ANNIVERSARY:
            return eve_of_anniversary(fact, cap.years)
        case CapKind.MONTH_OF_AGE:
            return month_of_age(fact, cap.years)


def until(law: Law, term: Term, facts: Facts) -> Until:
    """The earliest day; where two agree, the class's own end is named, then the caps in order."""
    limit = term.until or term.horizon
    assert limit is not None
    best = Until(term.until, term.cap or None)
    for name in term.caps:
        cap = law.caps[name][0]
        fact = facts.get(cap.fact)
        if not isinstance(fact, date):
            continue
        day = cap_day(cap, fact)
        if day < limit or (best.day is None and day == limit):
            limit, best = day, Until(day, name)
    return best
