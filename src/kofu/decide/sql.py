"""The SQL that the bulk needs, generated from the law of a day: class keys and last days.

Built as expressions (sqlglot), so that one source writes the dialect of each engine. Rules are
not in it: the SQL only says in which bands a row lies, and takes the earliest of dates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlglot import exp

from kofu.policy.classes import BoundBand
from kofu.policy.conditions import (
    FALSE,
    AllOf,
    Always,
    AnyOf,
    Compare,
    Condition,
    IsKnown,
    OneOf,
    Op,
    all_of,
    any_of,
)
from kofu.policy.days import years_before
from kofu.policy.law import Law
from kofu.policy.model import Cap, CapKind

_COMPARISONS: Mapping[Op, type[exp.Binary]] = {
    Op.EQ: exp.EQ,
    Op.NE: exp.NEQ,
    Op.LT: exp.LT,
    Op.LE: exp.LTE,
    Op.GT: exp.GT,
    Op.GE: exp.GTE,
}


Value = str | date | bool | int


@dataclass(frozen=True, slots=True)
class Columns:
    """What the rows have: the columns that are there, and a constant for those given for all."""

    present: frozenset[str]
    constant: Mapping[str, str]


def literal(value: Value) -> exp.Expr:
    """A constant; dates as typed dates, so that no engine compares text."""
    if isinstance(value, bool):
        return exp.true() if value else exp.false()
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "date")
    if isinstance(value, int):
        return exp.Literal.number(value)
    return exp.Literal.string(value)


Write = Callable[[Value], exp.Expr]
"""How a value that a condition names is written; called in the order of the conditions."""


def fold(condition: Condition, columns: Columns) -> Condition:
    """What remains when a column is absent (unknown to everyone) or the same for all rows."""
    match condition:
        case AllOf(parts):
            return all_of(fold(part, columns) for part in parts)
        case AnyOf(parts):
            return any_of(fold(part, columns) for part in parts)
        case Always():
            return condition
        case IsKnown(fact, known):
            if fact in columns.constant:
                return Always(known)
            return condition if fact in columns.present else Always(not known)
        case Compare(fact, op, value):
            if fact in columns.constant:
                same = columns.constant[fact] == value
                return Always(same if op is Op.EQ else not same)
            return condition if fact in columns.present else FALSE
        case OneOf(fact, values):
            if fact in columns.constant:
                return Always(columns.constant[fact] in values)
            return condition if fact in columns.present else FALSE


def condition_sql(condition: Condition, write: Write = literal) -> exp.Expr:
    """The condition over columns; NULL stands for not true, as in `conditions`."""
    match condition:
        case Always(value):
            return exp.true() if value else exp.false()
        case AllOf(parts):
            return exp.and_(*[condition_sql(part, write) for part in parts])
        case AnyOf(parts):
            return exp.or_(*[condition_sql(part, write) for part in parts])
        case IsKnown(fact, known):
            absent = exp.Is(this=exp.column(fact), expression=exp.null())
            return exp.not_(absent) if known else absent
        case OneOf(fact, members):
            return exp.column(fact).isin(*[write(member) for member in members])
        case Compare(fact, op, operand):
            if isinstance(operand, bool) and op is Op.EQ:
                return exp.column(fact) if operand else exp.not_(exp.column(fact))
            return _COMPARISONS[op](this=exp.column(fact), expression=write(operand))


@dataclass(frozen=True, slots=True)
class Branches:
    """What a band asks of the rows: numbers with their conditions, and the number of the rest."""

    asked: tuple[tuple[int, Condition], ...]
    rest: int


def branches(band: BoundBand, columns: Columns) -> Branches:
    """The conditions of a band that are not the same for all rows."""
    asked: list[tuple[int, Condition]] = []
    for number, condition in enumerate(band.conditions):
        folded = fold(condition, columns)
        if folded == Always(True):
            return Branches(tuple(asked), number)
        if folded != FALSE:
            asked.append((number, folded))
    return Branches(tuple(asked), len(band.conditions))


def band_sql(found: Branches, weight: int, write: Write = literal) -> exp.Expr | None:
    """The number of the band times its weight; None where it is 0 for every row."""
    case = exp.Case()
    for number, condition in found.asked:
        case = case.when(condition_sql(condition, write), exp.Literal.number(number * weight))
    rest = exp.Literal.number(found.rest * weight)
    if found.asked:
        return case.else_(rest)
    return rest if found.rest else None


def law_branches(law: Law, columns: Columns) -> tuple[Branches, ...]:
    """What all bands of the law ask, in their order."""
    return tuple(branches(band, columns) for band in law.bands)


def class_key_sql(law: Law, columns: Columns) -> exp.Expr:
    """The class number of a row, a BIGINT."""
    return key_sql(law_branches(law, columns), law.space.weights)


def key_sql(
    found: tuple[Branches, ...], weights: tuple[int, ...], write: Write = literal
) -> exp.Expr:
    """The class number of a row, a BIGINT, from what the bands ask."""
    total: exp.Expr = exp.cast(exp.Literal.number(0), "bigint")
    for term in _terms(found, weights, write):
        total = exp.Add(this=total, expression=exp.Paren(this=term))
    return total


def _terms(
    found: tuple[Branches, ...], weights: tuple[int, ...], write: Write
) -> Iterator[exp.Expr]:
    for one, weight in zip(found, weights, strict=True):
        term = band_sql(one, weight, write)
        if term is not None:
            yield term


def needed_facts(law: Law, columns: Columns) -> tuple[str, ...]:
    """The columns that the bands and caps of the law read, among those present; sorted."""
    read = {fact for band in law.bands for fact in band.facts}
    read.update(cap.fact for cap, _ in law.caps.values())
    return tuple(sorted(read & columns.present - set(columns.constant)))


def cap_day_sql(cap: Cap) -> exp.Expr:
    """The last day that a cap allows, a DATE; the same arithmetic as `policy.term.cap_day`."""
    fact = exp.column(cap.fact)
    match cap.kind:
        case CapKind.DAY_ITSELF:
            return fact
        case CapKind.DAY_AFTER:
            return _shift(fact, 1, "day")
        case CapKind.MONTH_OF_AGE:
            eve = _shift(fact, -1, "day")
            return exp.cast(exp.LastDay(this=_shift(eve, cap.years, "year")), "date")
        case CapKind.EVE_OF_ANNIVERSARY:
            anniversary = _shift(fact, cap.years, "year")
            same_day = exp.EQ(this=exp.Day(this=anniversary), expression=exp.Day(this=fact))
            return exp.Case().when(same_day, _shift(anniversary, -1, "day")).else_(anniversary)


def last_fact_that_matters(cap: Cap, limit: date) -> date:
    """With a later fact, the cap lies after `limit`; generous by a month for the clamps."""
    return years_before(limit, cap.years) + timedelta(days=40)


def _shift(day: exp.Expr, amount: int, unit: str) -> exp.Expr:
    step = exp.Interval(this=exp.Literal.string(str(abs(amount))), unit=exp.var(unit))
    operator = exp.Add if amount >= 0 else exp.Sub
    return exp.cast(operator(this=day.copy(), expression=step), "date")
