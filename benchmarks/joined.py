"""Millions at once, on DuckDB: count the classes, decide each once, join the answers back.

Two passes over the rows. Between them the interpreter decides the classes that occur; no rule is
executed by the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
from sqlglot import exp, maybe_parse

from kofu.decide.decision import SCHEMA, receipt
from kofu.decide.sql import (
    Columns,
    cap_day_sql,
    class_key_sql,
    condition_sql,
    last_fact_that_matters,
    literal,
    needed_facts,
)
from kofu.policy.conditions import Compare, Op
from kofu.policy.interpret import Outcome, decide
from kofu.policy.law import Law

DIALECT = "duckdb"
_WORDS = ("document", "variant", "basis", "rule", "cap", "form", "delivery", "receipt")


@dataclass(frozen=True, slots=True)
class DecidedClass:
    """A class that occurs, how many people are in it, and what was decided."""

    key: int
    people: int
    outcome: Outcome


def count_classes(db: duckdb.DuckDBPyConnection, law: Law, columns: Columns) -> dict[int, int]:
    """How many rows of the table `roster` lie in each class, by class number."""
    key = class_key_sql(law, columns).sql(dialect=DIALECT)
    rows = db.execute(f"select {key} as k, count(*) from roster group by k").fetchall()
    return {int(number): int(people) for number, people in rows}


def decide_classes(law: Law, counts: Mapping[int, int]) -> tuple[DecidedClass, ...]:
    """Decide each class once, in the order of their numbers. Raises KofuError."""
    return tuple(
        DecidedClass(key, people, decide(law, law.space.cls(key)).outcome)
        for key, people in sorted(counts.items())
    )


def outcome_table(law: Law, classes: tuple[DecidedClass, ...]) -> pa.Table:
    """One row for each class: its outcome, and for each cap whether it applies."""
    rows = [_outcome_row(law, one) for one in classes]
    caps = [(_flag(name), pa.bool_()) for name in law.caps]
    schema = pa.schema(
        [
            *(field for field in SCHEMA if field.name not in ("person_id", "valid_until", "cap")),
            ("class_until", pa.date32()),
            ("class_cap", pa.string()),
            ("horizon", pa.date32()),
            *caps,
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)


def _outcome_row(law: Law, one: DecidedClass) -> dict[str, Any]:
    outcome, term = one.outcome, one.outcome.term
    return {
        "class_key": one.key,
        "document": outcome.document.value,
        "variant": outcome.variant and outcome.variant.value,
        "basis": outcome.basis and outcome.basis.value,
        "rule": outcome.rule,
        "valid_from": law.on if term else None,
        "provisional": outcome.provisional,
        "form": outcome.form and outcome.form.value,
        "delivery": outcome.delivery and outcome.delivery.value,
        "reasons": list(outcome.reasons),
        "receipt": receipt(law, one.key, outcome),
        "class_until": term and term.until,
        "class_cap": (term and term.cap) or None,
        "horizon": term and term.horizon,
        **{_flag(name): bool(term and name in term.caps) for name in law.caps},
    }


def _flag(cap: str) -> str:
    return "applies_" + cap.replace("-", "_")


def load_outcomes(
    db: duckdb.DuckDBPyConnection, law: Law, classes: tuple[DecidedClass, ...]
) -> None:
    """The table `outcomes`, its words as enumerations: Parquet's dictionaries are then ready-made.

    Without them the writer hashes every string of every row; measured, a third of the whole time.
    """
    table = outcome_table(law, classes)
    caps = [*law.caps, *(name for name in ("cycle", "fixed") if name not in law.caps)]
    db.register("outcomes_incoming", table)
    replaced = []
    for name in _WORDS:
        column = "class_cap" if name == "cap" else name
        listed = table.column(column)
        words = sorted({word for word in listed.to_pylist() if word is not None})
        if name == "cap":
            words = caps
        if words:
            quoted = ", ".join(literal(word).sql(dialect=DIALECT) for word in words)
            db.execute(f"create type word_{name} as enum ({quoted})")
            replaced.append(f"{column}::word_{name} as {column}")
    codes = sorted({code for codes in table.column("reasons").to_pylist() for code in codes})
    if codes:
        quoted = ", ".join(literal(code).sql(dialect=DIALECT) for code in codes)
        db.execute(f"create type word_reason as enum ({quoted})")
        replaced.append("reasons::word_reason[] as reasons")
    keys = ", ".join(f"'{one.key}'" for one in classes)
    db.execute(f"create type class_of as enum ({keys})")
    numbered = f"{_dense('class_key')} as class_number"
    db.execute(
        f"create temp table outcomes as select {numbered}, * replace ({', '.join(replaced)}) "
        "from outcomes_incoming"
    )
    db.unregister("outcomes_incoming")


def _dense(key: str) -> str:
    """The class as a number from 0 without gaps.

    A join on such a number is a look-up by position and keeps the order of the people; a hash
    join does not, wherever two keys share a slot.
    """
    return f"enum_code(({key})::varchar::class_of)::integer"


def decision_sql(law: Law, columns: Columns, classes: tuple[DecidedClass, ...]) -> str:
    """The statement that gives every row of `roster` its decision, in the contract's columns.

    `outcomes` is the table of `outcome_table`. What depends on the person alone, the caps of
    validity, is computed only for the rows that a cap can reach.
    """
    key = class_key_sql(law, columns)
    limits = [
        limit
        for one in classes
        if one.outcome.term and (limit := one.outcome.term.until or one.outcome.term.horizon)
    ]
    reach = max(limits, default=law.on)
    used = {name for one in classes if one.outcome.term for name in one.outcome.term.caps}
    caps = [
        name
        for name, (cap, _) in law.caps.items()
        if name in used and cap.fact in needed_facts(law, columns)
    ]
    cap_facts = sorted({law.caps[name][0].fact for name in caps})
    number = maybe_parse(_dense(key.sql(dialect=DIALECT)), dialect=DIALECT)
    keyed = exp.select("person_id", number.as_("k"), *cap_facts).from_("roster").subquery("r")
    joined = exp.select("*", *(_cap_column(law, name, reach) for name in caps))
    joined = joined.from_(keyed).join("outcomes as o", on="r.k = o.class_number")
    fields = [_field(name, caps) for name in SCHEMA.names]
    return exp.select(*fields).from_(joined.subquery("d")).sql(dialect=DIALECT)


def _cap_column(law: Law, name: str, reach: date) -> exp.Expr:
    cap = law.caps[name][0]
    within_reach = Compare(cap.fact, Op.LE, last_fact_that_matters(cap, reach))
    applies = exp.and_(exp.column(_flag(name)), condition_sql(within_reach))
    return exp.Case().when(applies, cap_day_sql(cap)).as_(_day(name))


def _day(cap: str) -> str:
    return "day_" + cap.replace("-", "_")


def _field(name: str, caps: list[str]) -> exp.Expr:
    if name == "valid_until":
        return _valid_until(caps).as_(name)
    if name == "cap":
        return _cap_name(caps).as_(name)
    return exp.column(name)


def _earliest(caps: list[str]) -> exp.Expr:
    days = [exp.column(_day(cap)) for cap in caps]
    return exp.Least(this=days[0], expressions=days[1:], ignore_nulls=True)


def _valid_until(caps: list[str]) -> exp.Expr:
    if not caps:
        return exp.column("class_until")
    earliest = _earliest(caps)
    open_ended = exp.Is(this=exp.column("class_until"), expression=exp.null())
    within = exp.LTE(this=earliest.copy(), expression=exp.column("horizon"))
    capped = exp.Case().when(within, earliest.copy())
    least = exp.Least(this=exp.column("class_until"), expressions=[earliest], ignore_nulls=True)
    return exp.Case().when(open_ended, capped).else_(least)


def _cap_name(caps: list[str]) -> exp.Expr:
    """The class's own end where no cap is earlier; else the first cap on the earliest day."""
    if not caps:
        return exp.column("class_cap")
    case = exp.Case()
    for cap in caps:
        day = exp.column(_day(cap))
        first = exp.EQ(this=day, expression=_earliest(caps))
        earlier = exp.or_(
            exp.LT(this=day.copy(), expression=exp.column("class_until")),
            exp.LTE(this=day.copy(), expression=exp.column("horizon")),
        )
        case = case.when(exp.and_(first, earlier), _word_of_cap(cap))
    return case.else_(exp.column("class_cap"))


def _word_of_cap(cap: str) -> exp.Expr:
    return exp.cast(literal(cap), exp.DataType.build("word_cap", udt=True))
