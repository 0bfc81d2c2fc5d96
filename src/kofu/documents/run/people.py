"""Decisions and roster side by side: one row per person, in the order of printing.

A page is drawn from one such row. The rows are joined by `person_id`, never by position
(Shiga: the column of names sorted apart from the column of addresses).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from kofu.base.errors import KofuError, Place
from kofu.decide.decision import SCHEMA
from kofu.decide.engine import connect, load_columns
from kofu.documents.run.derived import Kind
from kofu.documents.values.person import ROSTER_COLUMNS
from kofu.roster.columns import COLUMNS
from kofu.roster.schema import arrow_type
from kofu.roster.source import RosterSource, columns

_NEEDED = (
    "person_id",
    "document",
    "variant",
    "basis",
    "rule",
    "valid_from",
    "valid_until",
    "provisional",
    "form",
    "delivery",
    "class_key",
    "receipt",
)
"""What a run reads of a file of decisions."""
_TYPES = {pa.string(): "varchar", pa.date32(): "date", pa.bool_(): "boolean", pa.int64(): "bigint"}

PRINTED = "document in ('certificate', 'notice') or coalesce(basis, '') = 'refused'"
"""Which decisions lead to pages; a refused application without a document to its letter."""


@dataclass(frozen=True, slots=True)
class Counts:
    """People by what becomes of them in this run."""

    people: int
    printed: int
    withheld: int
    nothing: int
    review: int


class People:
    """The joined rows of a run, in a database in memory. Use `opened`."""

    def __init__(self, db: duckdb.DuckDBPyConnection, decisions: Path, source: RosterSource):
        self._db, self._decisions, self._source = db, decisions, source

    def kinds(self) -> list[Kind]:
        """The ways in which the rows were decided, with the number of rows and the latest end."""
        named = ", ".join(name for name in _NEEDED if name not in ("person_id", "valid_until"))
        found = self._db.execute(
            f"select {named}, count(*) as rows, max(valid_until) as latest from decided "
            "group by all order by all"
        )
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def counts(self) -> Counts:
        """Everyone in the file of decisions, once."""
        (row,) = self._db.execute(
            f"""select count(*),
            count(*) filter (({PRINTED}) and delivery is distinct from 'hold'),
            count(*) filter (({PRINTED}) and delivery = 'hold'),
            count(*) filter (document = 'nothing' and not ({PRINTED})),
            count(*) filter (document = 'review')
            from decided"""
        ).fetchall()
        return Counts(*row)

    def batches(self, size: int) -> Iterator[tuple[str, pa.RecordBatch]]:
        """Rows to print, grouped by batch (`certificate-recorded`), at most `size` a time.

        Within a batch in the order of the file of decisions; a permuted file permutes the pages.
        """
        wanted = ", ".join(f"r.{name}" for name in ROSTER_COLUMNS)
        own = ", ".join(f"d.{name}" for name in _NEEDED)
        stream = self._db.sql(
            f"""select {_BATCH} as batch, {own}, {wanted}
            from decided d join people r using (person_id)
            where ({PRINTED}) and delivery is distinct from 'hold'
            order by batch, d.row"""
        ).to_arrow_reader(20_000)
        yield from _chunks(stream, size)

    def refuse_unsound(self) -> None:
        """Raises KofuError: `people-twice` in either file, `person-not-in-roster`."""
        for table, path in (("decided", self._decisions), ("people", self._source.path)):
            twice = self._number(f"select count(*) - count(distinct person_id) from {table}")
            if twice:
                raise KofuError("people-twice", Place(str(path)), people=twice)
        missing = self._number(
            "select count(*) from decided d anti join people r using (person_id)"
        )
        if missing:
            place = Place(str(self._source.path))
            raise KofuError("person-not-in-roster", place, people=missing)

    def _number(self, statement: str) -> int:
        ((number,),) = self._db.execute(statement).fetchall()
        return int(number)


_BATCH = """case when d.document in ('certificate', 'notice') then d.document else 'letter' end
|| '-' || coalesce(d.delivery, 'ordinary')"""


@contextmanager
def opened(decisions: Path, source: RosterSource) -> Iterator[People]:
    """Both files read into one database. Raises KofuError, RefusedError for unreadable input."""
    with connect() as db:
        _load_decisions(db, decisions)
        _load_roster(db, source)
        people = People(db, decisions, source)
        people.refuse_unsound()
        yield people


def _load_decisions(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    if not path.is_file():
        raise KofuError("file-missing", Place(str(path)))
    if path.suffix not in (".parquet", ".csv"):
        raise KofuError("decisions-format", Place(str(path)))
    try:
        scan = _scan(db, path)
        there = {str(row[0]) for row in db.execute(f"describe select * from {scan}").fetchall()}
        for name in _NEEDED:
            if name not in there:
                raise KofuError("decisions-column-missing", Place(str(path), column=name))
        selected = ", ".join(
            f"cast({name} as {_TYPES[SCHEMA.field(name).type]}) as {name}" for name in _NEEDED
        )
        db.execute(
            f"create table decided as select row_number() over () as row, {selected} from {scan}"
        )
    except duckdb.Error as error:
        # The words of the database may hold a cell.
        raise KofuError("decisions-unreadable", Place(str(path))) from error
    if db.execute("select count(*) from decided").fetchall() == [(0,)]:
        raise KofuError("decisions-empty", Place(str(path)))


def _scan(db: duckdb.DuckDBPyConnection, path: Path) -> str:
    quoted = str(path).replace("'", "''")
    if path.suffix == ".parquet":
        return f"read_parquet('{quoted}')"
    return (
        f"read_csv('{quoted}', header = true, all_varchar = true, nullstr = '', strict_mode = true)"
    )


def _load_roster(db: duckdb.DuckDBPyConnection, source: RosterSource) -> None:
    wanted = ("person_id", *ROSTER_COLUMNS)
    there = set(columns(source))
    load_columns(db, source, [name for name in wanted if name in there])
    selected = ", ".join(
        name if name in there else f"cast(null as {_sql_type(name)}) as {name}" for name in wanted
    )
    db.execute(f"create view people as select {selected} from roster")


def _sql_type(name: str) -> str:
    return _TYPES.get(arrow_type(COLUMNS[name]), "integer")


def _chunks(stream: pa.RecordBatchReader, size: int) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Batches of one name and at most `size` rows, in order."""
    kept: list[pa.RecordBatch] = []
    name, held = "", 0
    for incoming in stream:
        start = 0
        names = incoming.column("batch").to_pylist()
        while start < incoming.num_rows:
            if held and (names[start] != name or held == size):
                yield name, _together(kept)
                kept, held = [], 0
            name = names[start]
            end = min(start + size - held, incoming.num_rows)
            while end > start + 1 and names[end - 1] != name:
                end -= 1
            kept.append(incoming.slice(start, end - start))
            held += end - start
            start = end
    if held:
        yield name, _together(kept)


def _together(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    (whole,) = pa.Table.from_batches(batches).combine_chunks().to_batches()
    return whole.drop_columns(["batch"])
