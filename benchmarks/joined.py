"""Outcomes in SQL: a table of them, joined back to every row by number, and the copy into Parquet.

What the first-match CASE needs besides its rules; kofu itself joins nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from sqlglot import exp

from kofu.decide.decision import SCHEMA, receipt
from kofu.decide.sql import (
    Columns,
    cap_day_sql,
    condition_sql,
    last_fact_that_matters,
    literal,
    needed_facts,
)
from kofu.policy.conditions import Compare, Op
from kofu.policy.interpret import Outcome
from kofu.policy.law import Law

DIALECT = "duckdb"
_WORDS = ("document", "variant", "basis", "rule", "class_cap", "form", "delivery", "receipt")


def outcome_table(law: Law, outcomes: Mapping[int, Outcome]) -> pa.Table:
    """One row for each number: its outcome, and for each cap whether it applies."""
    rows = [_outcome_row(law, number, outcome) for number, outcome in outcomes.items()]
    schema = pa.schema(
        [
            *(field for field in SCHEMA if field.name not in ("person_id", "valid_until", "cap")),
            ("class_until", pa.date32()),
            ("class_cap", pa.string()),
            ("horizon", pa.date32()),
            *((_flag(name), pa.bool_()) for name in law.caps),
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)


def _outcome_row(law: Law, number: int, outcome: Outcome) -> dict[str, Any]:
    term = outcome.term
    return {
        "class_key": number,
        "document": outcome.document.value,
        "variant": outcome.variant and outcome.variant.value,
        "basis": outcome.basis and outcome.basis.value,
        "rule": outcome.rule,
        "valid_from": law.on if term else None,
        "provisional": outcome.provisional,
        "form": outcome.form and outcome.form.value,
        "delivery": outcome.delivery and outcome.delivery.value,
        "reasons": list(outcome.reasons),
        "receipt": receipt(law, number, outcome),
        "class_until": term and term.until,
        "class_cap": (term and term.cap) or None,
        "horizon": term and term.horizon,
        **{_flag(name): bool(term and name in term.caps) for name in law.caps},
    }


def load_outcomes(db: duckdb.DuckDBPyConnection, law: Law, outcomes: Mapping[int, Outcome]) -> None:
    """The table `outcomes`, its words as enumerations: Parquet's dictionaries are then ready-made.

    In favour of the CASE: without them the writer hashes every string of every row.
    """
    table = outcome_table(law, outcomes)
    db.register("outcomes_incoming", table)
    replaced = []
    for name in _WORDS:
        words = {word for word in table.column(name).to_pylist() if word is not None}
        if _enumeration(db, name, (words | set(law.caps)) if name == "class_cap" else words):
            replaced.append(f"{name}::word_{name} as {name}")
    codes = {code for codes in table.column("reasons").to_pylist() for code in codes}
    if _enumeration(db, "reason", codes):
        replaced.append("reasons::word_reason[] as reasons")
    listed = ", ".join(replaced)
    db.execute(f"create temp table outcomes as select * replace ({listed}) from outcomes_incoming")
    db.unregister("outcomes_incoming")


def _enumeration(db: duckdb.DuckDBPyConnection, name: str, words: set[str]) -> bool:
    quoted = ", ".join(literal(word).sql(dialect=DIALECT) for word in sorted(words))
    if quoted:
        db.execute(f"create type word_{name} as enum ({quoted})")
    return bool(quoted)


def decision_sql(
    law: Law, columns: Columns, number: exp.Expr, outcomes: Mapping[int, Outcome]
) -> str:
    """The statement that gives every row of `roster` its decision, in the contract's columns.

    What depends on the person alone, the caps of validity, is computed only for the rows that a
    cap can reach.
    """
    terms = [outcome.term for outcome in outcomes.values() if outcome.term]
    reach = max((limit for one in terms if (limit := one.until or one.horizon)), default=law.on)
    used = {name for one in terms for name in one.caps}
    facts = needed_facts(law, columns)
    caps = [name for name, (cap, _) in law.caps.items() if name in used and cap.fact in facts]
    cap_facts = sorted({law.caps[name][0].fact for name in caps})
    numbered = exp.select("person_id", number.as_("number"), *cap_facts).from_("roster")
    joined = exp.select("*", *(_cap_column(law, name, reach) for name in caps))
    joined = joined.from_(numbered.subquery("r"))
    joined = joined.join("outcomes as o", on="r.number = o.class_key", join_type="left")
    fields = [_field(name, caps) for name in SCHEMA.names]
    return exp.select(*fields).from_(joined.subquery("d")).sql(dialect=DIALECT)


def copy_to(db: duckdb.DuckDBPyConnection, query: str, out: Path, ordered: bool) -> None:
    """Run the query into a Parquet file, in the order of the rows or as it comes."""
    if not ordered:
        db.execute("set preserve_insertion_order = false")
    options = "format parquet, preserve_order true" if ordered else "format parquet"
    db.execute(f"copy ({query}) to '{out}' ({options})").fetchall()


def _flag(cap: str) -> str:
    return "applies_" + cap.replace("-", "_")


def _cap_column(law: Law, name: str, reach: date) -> exp.Expr:
    cap = law.caps[name][0]
    last = last_fact_that_matters(cap, reach)
    within_reach = condition_sql(Compare(cap.fact, Op.LE, last))
    applies = exp.and_(exp.column(_flag(name)), within_reach)
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
    return exp.cast(literal(cap), exp.DataType.build("word_class_cap", udt=True))
