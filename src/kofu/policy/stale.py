"""What of a pack grows old: norms not checked for long, rules that end, and what follows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kofu.policy.compare import Crossing, crossings
from kofu.policy.days import ONE_DAY
from kofu.policy.law import ActiveRule, Law, law_on, refuse_abstract
from kofu.policy.load import Book
from kofu.policy.model import Aspect, Norm


@dataclass(frozen=True, slots=True)
class Ended:
    """A rule on its last day, and what decides its people on the day after."""

    aspect: Aspect
    rule: ActiveRule
    after: tuple[Crossing, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """The last day of some rules. `after` is None where the pack covers no later day."""

    last: date
    law: Law
    after: Law | None
    rules: tuple[Ended, ...]

    @property
    def gap(self) -> bool:
        """Is there somebody whom no rule decides on the day after?"""
        return self.after is None or any(
            each.second is None for one in self.rules for each in one.after
        )


def unchecked(book: Book, today: date, days: int) -> tuple[Norm, ...]:
    """Norms last compared with their source more than `days` before, the longest ago first."""
    old = [one for one in book.pack.norms if (today - one.checked_on).days > days]
    return tuple(sorted(old, key=lambda one: one.checked_on))


def endings(book: Book, today: date, known: date, within: int) -> Iterator[Ending]:
    """Each day, of the next `within`, after which a rule known by `known` no longer holds.

    Raises KofuError `nothing-published`, `pack-abstract`.
    """
    covers = refuse_abstract(book)
    until = min(covers.last or date.max, today + timedelta(days=within))
    days = {rule.in_force.last for _, rule in book.rules()} | {covers.last}
    for last in sorted(day for day in days if day and max(today, covers.first) <= day <= until):
        law = law_on(book, last, known)
        after = None if last == covers.last else law_on(book, last + ONE_DAY, known)
        rules = tuple(_ended(law, after))
        if rules or after is None:
            yield Ending(last, law, after, rules)


def _ended(law: Law, after: Law | None) -> Iterator[Ended]:
    for aspect in Aspect:
        rules = [one for tier in law.tiers[aspect] for one in tier.rules]
        leaving = {one.rule.id: one for one in rules if one.rule.in_force.last == law.on}
        if not leaving:
            continue
        found = tuple(crossings(law, after, aspect, leaving)) if after else ()
        for name, rule in leaving.items():
            yield Ended(aspect, rule, tuple(one for one in found if one.first.rule.id == name))
