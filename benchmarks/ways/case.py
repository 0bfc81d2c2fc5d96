"""First-match CASE in DuckDB: rules as SQL on the raw columns, joined to a table of outcomes.

Two steps in one statement: the document rule, which the later questions ask for, then all else.
`class_key` is the number of the outcome and `receipt` belongs to it. The roster's order is kept.
"""

from __future__ import annotations

from pathlib import Path

from sqlglot import exp

from benchmarks.codes import outcomes, weights
from benchmarks.first_match import Digit, Either, FirstMatch, Member, RuleIn, Test, first_match
from benchmarks.joined import copy_to, decision_sql, load_outcomes
from benchmarks.question import Work, opened, the_law
from kofu.decide.engine import connect
from kofu.decide.sql import condition_sql, needed_facts


def decide(people: Path, out: Path) -> Work:
    """One statement: CASE for the document rule, CASE for every later question, join, write."""
    return decide_with(people, out, ordered=True)


def decide_with(people: Path, out: Path, ordered: bool) -> Work:
    """In the order of the roster, or in any."""
    _, given = opened(people)
    law = the_law()
    found = first_match(law, given)
    facts = ", ".join(("person_id", *needed_facts(law, given)))
    decided = outcomes(found)
    with connect() as db:
        # The outcomes may outnumber few people; which side is streamed must not depend on that.
        db.execute("set disabled_optimizers = 'join_order,build_side_probe_side'")
        scan = f"select {facts}, {_case(found.first)} as number_ from read_parquet('{people}')"
        db.execute(f"create view roster as {scan}")
        load_outcomes(db, law, decided)
        copy_to(db, decision_sql(law, given, _key(found), decided), out, ordered)
        row = db.execute("select count(*) from roster").fetchone()
    return Work(row[0] if row else 0)


def _key(found: FirstMatch) -> exp.Expr:
    terms = (
        f"({_case(digit)}) * {weight}"
        for digit, weight in zip(found.digits, weights(found), strict=True)
        if digit.size > 1
    )
    return exp.maybe_parse(f"cast({' + '.join(('number_', *terms))} as bigint)", dialect="duckdb")


def _case(digit: Digit) -> str:
    whens = " ".join(f"when {_either(tests)} then {number}" for tests, number in digit.choices)
    return f"case {whens} else {digit.rest} end" if whens else str(digit.rest)


def _either(tests: Either) -> str:
    return " or ".join(
        f"({' and '.join(_test(test) for test in one)})" if one else "true" for one in tests
    )


def _test(test: Test) -> str:
    if isinstance(test, RuleIn):
        return f"number_ in ({', '.join(str(n) for n in sorted(test.numbers)) or '-1'})"
    return _member(test)


def _member(test: Member) -> str:
    written = [(condition_sql(one).sql(dialect="duckdb"), answer) for one, answer in test.answers]
    if len(written) == 1:
        (condition, answer), *_ = written
        return f"({condition})" if answer else f"(not coalesce({condition}, false))"
    whens = " ".join(f"when {condition} then {answer}" for condition, answer in written)
    return f"(case {whens} else {test.rest} end)"
