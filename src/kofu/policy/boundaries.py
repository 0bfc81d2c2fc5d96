"""The days on which anything of a pack changes, the days beside them, and what was known when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kofu.policy.days import ONE_DAY, next_cycle_end
from kofu.policy.interpret import term_of
from kofu.policy.law import Law
from kofu.policy.load import Book
from kofu.policy.model import Aspect, TermOutcome


@dataclass(frozen=True, slots=True)
class Moment:
    """A day of the law, and a day by which things were known."""

    on: date
    known: date


def moments(book: Book) -> Iterator[Moment]:
    """Every boundary day with every state of knowledge; nothing between them can differ."""
    known = known_days(book)
    for on in days(book):
        for day in known:
            yield Moment(on, day)


def days(book: Book) -> tuple[date, ...]:
    """Boundary days and the days beside them, within what the pack covers."""
    covers = book.pack.covers
    if covers is None or covers.last is None:
        return ()
    starts = {covers.first, covers.last, *_leap_days(covers.first, covers.last)}
    for _, rule in book.rules():
        starts.add(rule.in_force.first)
        if rule.in_force.last:
            starts.add(rule.in_force.last + ONE_DAY)
    for parameter in book.pack.parameters:
        for value in parameter.values:
            starts.add(value.first)
            if isinstance(value.value, date):
                starts.add(value.value + ONE_DAY)
    starts.update(_cycle_starts(book, covers.first, covers.last))
    starts.update(_named_in_bands(book))
    starts.update(_month_starts(covers.first, covers.last))
    beside = {day + step for day in starts for step in (-ONE_DAY, timedelta(0), ONE_DAY)}
    return tuple(sorted(day for day in beside if covers.covers(day)))


def known_days(book: Book) -> tuple[date, ...]:
    """The first day of each state of knowledge, and the day before it."""
    first = book.known_from
    around = {first, *book.published, *(day - ONE_DAY for day in book.published)}
    return tuple(sorted(day for day in around if day >= first))


def _cycle_starts(book: Book, first: date, last: date) -> Iterator[date]:
    for _, rule in book.rules():
        then = rule.then
        cycle = (then.cycle or then.within) if isinstance(then, TermOutcome) else None
        if cycle is None:
            continue
        end = next_cycle_end(first, cycle.one_end, cycle.years)
        while end < last:
            yield end + ONE_DAY
            end = next_cycle_end(end + ONE_DAY, cycle.one_end, cycle.years)


def _named_in_bands(book: Book) -> Iterator[date]:
    """Days written into the conditions of bands, such as `on <= '2024-12-01'`."""
    for band in book.space.bands:
        for value in band.values:
            for text in re.findall(r"\d{4}-\d{2}-\d{2}", value.when or ""):
                yield date.fromisoformat(text) + ONE_DAY


def _month_starts(first: date, last: date) -> Iterator[date]:
    """Ages of 70 and the grace of card certificates move by the month."""
    for index in range(first.year * 12 + first.month, last.year * 12 + last.month):
        yield date(index // 12, index % 12 + 1, 1)


def _leap_days(first: date, last: date) -> Iterator[date]:
    for year in range(first.year, last.year + 1):
        if year % 4 == 0:
            yield date(year, 2, 29)


def last_day_of(law: Law) -> date:
    """The furthest last day, or horizon, that any term in force on the day of the law gives."""
    rules = [one.rule.then for tier in law.tiers[Aspect.TERM] for one in tier.rules]
    terms = [term_of(law, then, ()) for then in rules if isinstance(then, TermOutcome)]
    ends = [end for term in terms if (end := term.until or term.horizon)]
    return max(ends, default=law.on)
