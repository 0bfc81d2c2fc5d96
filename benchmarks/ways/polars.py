"""Polars, lazy and streaming: when/then chains for the same first-match lists, joined to outcomes.

Of the caps of validity it has the two kinds that the pack uses, a day itself and the day after.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from functools import reduce
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.codes import outcomes, weights
from benchmarks.first_match import Digit, Either, FirstMatch, RuleIn, Test, first_match
from benchmarks.joined import outcome_table
from benchmarks.question import WORDS, Work, opened, the_law
from kofu.decide.decision import SCHEMA
from kofu.decide.sql import needed_facts
from kofu.policy.conditions import AllOf, Always, AnyOf, Compare, Condition, IsKnown, OneOf, Op
from kofu.policy.law import Law
from kofu.policy.model import CapKind

_COMPARISONS: Mapping[Op, Any] = {
    Op.EQ: operator.eq,
    Op.NE: operator.ne,
    Op.LT: operator.lt,
    Op.LE: operator.le,
    Op.GT: operator.gt,
    Op.GE: operator.ge,
}


def decide(people: Path, out: Path) -> Work:
    """One lazy query, written as it streams, in the order of the rows."""
    _, given = opened(people)
    law = the_law()
    found = first_match(law, given)
    rows = pl.scan_parquet(people).select("person_id", *needed_facts(law, given))
    numbered = rows.with_columns(_digit(found.first).alias("number_"))
    keyed = numbered.with_columns(_key(found).alias("class_key"))
    joined = keyed.join(_outcomes(law, found), on="class_key", how="left", maintain_order="left")
    capped = joined.with_columns(_day(law, name).alias(f"day_{name}") for name in law.caps)
    decided = _with_earliest(capped, law).select(SCHEMA.names)
    decided.sink_parquet(out, compression="snappy", engine="streaming")
    return Work(pl.scan_parquet(people).select(pl.len()).collect().item())


def _outcomes(law: Law, found: FirstMatch) -> pl.LazyFrame:
    """The outcomes, their words as categories, as in the other ways."""
    table = pl.from_arrow(outcome_table(law, outcomes(found)))
    assert isinstance(table, pl.DataFrame)
    words = (*(name for name in WORDS if name != "cap"), "receipt")
    enums = [pl.col(name).cast(pl.Enum(table[name].drop_nulls().unique().sort())) for name in words]
    return table.lazy().with_columns(enums)


def _key(found: FirstMatch) -> pl.Expr:
    terms = (
        _digit(digit) * weight
        for digit, weight in zip(found.digits, weights(found), strict=True)
        if digit.size > 1
    )
    return reduce(operator.add, terms, pl.col("number_"))


def _digit(digit: Digit) -> pl.Expr:
    chain: Any = pl
    for tests, number in digit.choices:
        chain = chain.when(_either(tests)).then(pl.lit(number, pl.Int64))
    last = pl.lit(digit.rest, pl.Int64)
    return last if chain is pl else chain.otherwise(last)


def _either(tests: Either) -> pl.Expr:
    alls = [reduce(operator.and_, map(_test, one), pl.lit(True)) for one in tests]
    return reduce(operator.or_, alls)


def _test(test: Test) -> pl.Expr:
    if isinstance(test, RuleIn):
        return pl.col("number_").is_in(sorted(test.numbers))
    if len(test.answers) == 1:
        (condition, answer), *_ = test.answers
        known = _condition(condition).fill_null(False)
        return known if answer else ~known
    chain: Any = pl
    for condition, answer in test.answers:
        chain = chain.when(_condition(condition)).then(pl.lit(answer))
    return chain.otherwise(pl.lit(test.rest))


def _condition(condition: Condition) -> pl.Expr:
    match condition:
        case Always(value):
            return pl.lit(value)
        case AllOf(parts):
            return reduce(operator.and_, map(_condition, parts))
        case AnyOf(parts):
            return reduce(operator.or_, map(_condition, parts))
        case IsKnown(fact, known):
            return pl.col(fact).is_not_null() if known else pl.col(fact).is_null()
        case OneOf(fact, values):
            return pl.col(fact).is_in(list(values))
        case Compare(fact, op, value):
            return _COMPARISONS[op](pl.col(fact), pl.lit(value))


def _day(law: Law, name: str) -> pl.Expr:
    cap = law.caps[name][0]
    days = {CapKind.DAY_ITSELF: 0, CapKind.DAY_AFTER: 1}[cap.kind]
    return pl.when(f"applies_{name}").then(pl.col(cap.fact) + pl.duration(days=days))


def _with_earliest(rows: pl.LazyFrame, law: Law) -> pl.LazyFrame:
    """The class's own end unless a cap is earlier; the first cap of those on the earliest day."""
    days = [f"day_{name}" for name in law.caps]
    until, horizon = pl.col("class_until"), pl.col("horizon")
    earliest = pl.min_horizontal(days)
    within = (earliest < until).fill_null(False) | (earliest <= horizon).fill_null(False)
    caps = pl.Enum([*law.caps, *(name for name in ("cycle", "fixed") if name not in law.caps)])
    names: Any = pl
    for name, day in zip(law.caps, days, strict=True):
        names = names.when(within & (pl.col(day) == earliest)).then(pl.lit(name, caps))
    return rows.with_columns(
        pl.when(within).then(earliest).otherwise(until).alias("valid_until"),
        names.otherwise(pl.col("class_cap").cast(caps)).alias("cap"),
    )
