"""A roster in every place where it can be decided, and the decisions brought back to compare."""

from __future__ import annotations

from pathlib import Path

import duckdb
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
from psycopg import sql

from kofu.decide.decision import SCHEMA

TYPES = {
    pa.string(): "text",
    pa.date32(): "date",
    pa.bool_(): "boolean",
    pa.int32(): "integer",
    pa.int64(): "bigint",
}


def fill(database: str, name: str, roster: Path) -> None:
    """A table of the roster's columns and rows, as another system would have made it."""
    file = pq.ParquetFile(roster)
    columns = ", ".join(f'"{one.name}" {TYPES[one.type]}' for one in file.schema_arrow)
    with psycopg.connect(database) as db:
        table = sql.Identifier(*name.split("."))
        db.execute(sql.SQL(f"create table {{}} ({columns})").format(table))
        lines = roster.with_suffix(".lines")
        # Empty and unknown are two things.
        with duckdb.connect() as own:
            own.read_parquet(str(roster)).write_csv(str(lines), header=False, na_rep="\\N")
        how = sql.SQL("copy {} from stdin (format csv, null '\\N')").format(table)
        with db.cursor().copy(how) as copy, lines.open("rb") as file:
            while some := file.read(1 << 20):
                copy.write(some)
        lines.unlink()


def emptied(database: str, name: str) -> pa.Table:
    """The table of decisions, by person."""
    with psycopg.connect(database) as db:
        cursor = db.execute(sql.SQL("select * from {}").format(sql.Identifier(*name.split("."))))
        names = [one.name for one in cursor.description or ()]
        columns = list(zip(*cursor.fetchall(), strict=True)) or [()] * len(names)
    assert names == SCHEMA.names
    arrays = [
        pa.array(column, SCHEMA.field(name).type)
        for name, column in zip(names, columns, strict=True)
    ]
    return pa.table(arrays, schema=SCHEMA).sort_by("person_id")


def read(decisions: Path) -> pa.Table:
    """Decisions in a file or a folder, by person."""
    table = pq.read_table(decisions)
    assert table.schema.names == SCHEMA.names
    return table.cast(SCHEMA).sort_by("person_id")


def differences(one: pa.Table, other: pa.Table) -> list[tuple[object, ...]]:
    """Rows of either that the other does not have."""
    with duckdb.connect() as db:
        db.register("one", one)
        db.register("other", other)
        return db.execute(
            "(from one except all from other) union all (from other except all from one) limit 5"
        ).fetchall()
