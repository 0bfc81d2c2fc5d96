"""Millions at once: DuckDB says in which class each person lies, the interpreter what follows.

One pass over the rows. The database executes no rule and joins nothing: it computes class keys and
the days of caps, in the order of the roster, while the batches before are answered and written.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa
from sqlglot import exp

from kofu.decide.assemble import KEY, day_column
from kofu.decide.sql import (
    Columns,
    cap_day_sql,
    class_key_sql,
    condition_sql,
    last_fact_that_matters,
    needed_facts,
)
from kofu.policy.boundaries import last_day_of
from kofu.policy.conditions import Compare, Op
from kofu.policy.law import Law

DIALECT = "duckdb"
_ROWS = 245_760


def people_sql(law: Law, columns: Columns) -> str:
    """`person_id`, class key and the days of caps of every row of the table `roster`, in order."""
    present = needed_facts(law, columns)
    caps = [name for name, (cap, _) in law.caps.items() if cap.fact in present]
    key = class_key_sql(law, columns).as_(KEY)
    days = [_cap_column(law, name) for name in caps]
    return exp.select("person_id", key, *days).from_("roster").sql(dialect=DIALECT)


def _cap_column(law: Law, name: str) -> exp.Expr:
    """The day of a cap, for those whose cap does not lie beyond every end."""
    cap = law.caps[name][0]
    within = Compare(cap.fact, Op.LE, last_fact_that_matters(cap, last_day_of(law)))
    return exp.Case().when(condition_sql(within), cap_day_sql(cap)).as_(day_column(name))


def people_batches(
    db: duckdb.DuckDBPyConnection, law: Law, columns: Columns
) -> Iterator[pa.RecordBatch]:
    """Everybody in `roster` with class key and days of caps, batch by batch, in order."""
    yield from db.sql(people_sql(law, columns)).to_arrow_reader(_ROWS)
