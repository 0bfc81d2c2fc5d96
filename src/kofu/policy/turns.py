"""When the norms of a pack hold, and the days on which something of it begins or ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kofu.policy.days import ONE_DAY
from kofu.policy.load import Book
from kofu.policy.model import AnyRule, Aspect, Norm, Parameter, ParameterValue, Period


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last, both included; no last day is open."""

    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which the law is not as on the day before."""

    day: date
    begin: tuple[AnyRule, ...]
    ended: tuple[AnyRule, ...]
    set: tuple[tuple[Parameter, ParameterValue], ...]


def spans(norm: Norm) -> tuple[Span, ...]:
    """The days on which any rule or expectation of the norm holds, joined where they touch."""
    rules = [rule.in_force for aspect in Aspect for rule in norm.rules(aspect)]
    return _joined([*rules, *(one.in_force for one in norm.expectations)])


def _joined(periods: Iterable[Period]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for period in sorted(periods, key=lambda one: one.first):
        before = joined[-1] if joined else None
        if before is None or (before.last and before.last + ONE_DAY < period.first):
            joined.append(Span(period.first, period.last))
        else:
            ends = None if None in (before.last, period.last) else max(before.last, period.last)  # type: ignore[type-var]
            joined[-1] = Span(before.first, ends)
    return tuple(joined)


def in_force(book: Book, on: date, known: date) -> tuple[Norm, ...]:
    """The norms that hold on a day, of those published by then."""
    norms = (norm for norm in book.pack.norms if norm.published <= known)
    return tuple(norm for norm in norms if any(span.covers(on) for span in spans(norm)))


def turns(book: Book) -> tuple[Turn, ...]:
    """Every such day, in order. Rules and parameters count from the day on which they hold."""
    rules = [rule for _, rule in book.rules()]
    values = [(one, value) for one in book.pack.parameters for value in one.values]
    days = {rule.in_force.first for rule in rules}
    days.update(rule.in_force.last + ONE_DAY for rule in rules if rule.in_force.last)
    days.update(value.first for _, value in values)
    return tuple(
        Turn(
            day,
            begin=tuple(rule for rule in rules if rule.in_force.first == day),
            ended=tuple(rule for rule in rules if rule.in_force.last == day - ONE_DAY),
            set=tuple((one, value) for one, value in values if value.first == day),
        )
        for day in sorted(days)
    )
