"""In the database: the roster is a table, the decisions become a table, and no row leaves it.

All in one transaction that sees one state of the roster; a failure leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pyarrow as pa
from psycopg import IsolationLevel, sql

from kofu.base.errors import KofuError, Place
from kofu.decide.engine import Progress, Summary
from kofu.decide.laws import Laws
from kofu.nation.engine import decide_in

_TYPES = {
    pa.string(): "text",
    pa.int64(): "bigint",
    pa.int32(): "integer",
    pa.date32(): "date",
    pa.bool_(): "boolean",
}
_COLUMNS = """
select attname, format_type(atttypid, -1) from pg_attribute
where attrelid = to_regclass(%s) and attnum > 0 and not attisdropped order by attnum
"""


@dataclass(frozen=True, slots=True)
class Tables:
    """`roster` and `out` are names of tables, exactly as they are written, with or without their
    schema. With `replace`, an older table of decisions gives way.
    """

    database: str
    roster: str
    out: str
    replace: bool = False


def decide_in_postgres(
    tables: Tables,
    laws: Laws,
    event: str | None = None,
    progress: Progress = lambda stage, done: None,
) -> Summary:
    """Decide everyone in a table.

    Raises KofuError: `table-name-wrong`, `table-missing`, `output-exists`, `output-is-input`,
    `database-unreachable`, `database-stopped`, and those of `decide_in`.
    """
    roster, out = _identifier(tables.roster), _identifier(tables.out)
    with _transaction(tables.database) as db:
        engine = Postgres(db, tables.roster, roster, out)
        if not engine.columns():
            raise KofuError("table-missing", Place(tables.roster))
        if engine.same(roster, out):
            raise KofuError("output-is-input", Place(tables.out))
        if engine.there(out):
            if not tables.replace:
                raise KofuError("output-exists", Place(tables.out))
            db.execute(sql.SQL("drop table {}").format(out))
        return decide_in(engine, laws, event, progress)


@contextmanager
def _transaction(database: str) -> Iterator[psycopg.Connection]:
    """What the server says is told by its code alone: its words may hold a person's data."""
    try:
        db = psycopg.connect(database, application_name="kofu decide")
    except psycopg.Error as error:
        raise KofuError("database-unreachable", kind=type(error).__name__) from None
    with db:
        db.isolation_level = IsolationLevel.REPEATABLE_READ
        try:
            with db.transaction():
                # The end of a month is reckoned through timestamps: in a zone without jumps.
                db.execute("set local time zone 'UTC'")
                yield db
        except psycopg.Error as error:
            raise KofuError("database-stopped", kind=f"{error.sqlstate or ''}") from None


def _identifier(name: str) -> sql.Identifier:
    parts = name.split(".")
    if not 1 <= len(parts) <= 2 or not all(parts):
        raise KofuError("table-name-wrong", Place(name))
    return sql.Identifier(*parts)


class Postgres:
    """A transaction in a PostgreSQL, as an engine."""

    dialect = "postgres"
    spills = True

    def __init__(
        self, db: psycopg.Connection, place: str, roster: sql.Identifier, out: sql.Identifier
    ) -> None:
        self.place = place
        self._db, self._roster, self._out = db, roster, out

    def there(self, name: sql.Identifier) -> bool:
        return self._number(name) is not None

    def same(self, one: sql.Identifier, other: sql.Identifier) -> bool:
        return self._number(one) == self._number(other)

    def _number(self, name: sql.Identifier) -> int | None:
        row = self._db.execute(
            "select to_regclass(%s)::oid", (name.as_string(self._db),)
        ).fetchone()
        return row[0] if row else None

    def columns(self) -> Mapping[str, str]:
        return dict(self._db.execute(_COLUMNS, (self._roster.as_string(self._db),)).fetchall())

    def look_at(self, names: Sequence[str]) -> None:
        selected = sql.SQL(", ").join(map(sql.Identifier, names))
        self._db.execute("drop view if exists pg_temp.roster")
        self._db.execute(
            sql.SQL("create temp view roster as select {} from {}").format(selected, self._roster)
        )

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        return self._db.execute(statement.encode()).fetchall()

    def put(self, name: str, table: pa.Table) -> None:
        columns = sql.SQL(", ").join(
            sql.SQL("{} " + _type_of(field.type)).format(sql.Identifier(field.name))
            for field in table.schema
        )
        own = sql.Identifier("pg_temp", name)
        self._db.execute(
            sql.SQL("create temp table {} ({}) on commit drop").format(
                sql.Identifier(name), columns
            )
        )
        with self._db.cursor().copy(sql.SQL("copy {} from stdin").format(own)) as copy:
            for batch in table.to_batches(10_000):
                for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    copy.write_row(row)
        self._db.execute(sql.SQL("analyze {}").format(own))

    def keep(self, statement: str) -> None:
        head = sql.SQL("create table {} as ").format(self._out).as_bytes(self._db)
        self._db.execute(head + statement.encode())


def _type_of(kind: pa.DataType) -> str:
    return _TYPES[kind.value_type] + "[]" if pa.types.is_list(kind) else _TYPES[kind]
