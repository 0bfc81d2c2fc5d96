"""Decisions and roster of a run, as tables beside its index.

They stay in memory and never spill: a spilled row would be personal data on the disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from kofu.base.errors import Finding, KofuError, Place
from kofu.decide.engine import load_columns
from kofu.documents.run.record import Record, file_digest
from kofu.documents.values.addressee import in_sql, to_household_head
from kofu.documents.values.office import Office
from kofu.mail.manifest.index import ask
from kofu.roster.source import columns, open_source

_DECIDED = ("person_id", "document", "basis", "delivery")
_ROSTER = (
    *("person_id", "symbol", "number", "branch", "name", "household_head"),
    *("postal_code", "address", "municipality_code", "employer_id"),
    *("mailing_name", "mailing_postal_code", "mailing_address"),
)


def paths(folder: Path, record: Record, given: Mapping[str, Path | None]) -> Mapping[str, Path]:
    """Where roster, decisions and mapping are: as given, else where the record says.

    Raises KofuError `file-missing`.
    """
    found: dict[str, Path] = {}
    for role, path in given.items():
        if path is not None:
            found[role] = path
        elif role in record.inputs:
            found[role] = Path(os.path.normpath(folder / record.inputs[role]["path"]))
    for role in ("decisions", "roster"):
        if role not in found:
            raise KofuError("manifest-input-unnamed", Place(str(folder)), role=role)
    for path in found.values():
        if not path.is_file():
            raise KofuError("file-missing", Place(str(path)))
    return found


def changed(record: Record, found: Mapping[str, Path]) -> Iterator[Finding]:
    """The inputs that are no longer those that were printed."""
    for role, path in found.items():
        if file_digest(path) != record.inputs.get(role, {}).get("sha256"):
            yield Finding("manifest-input-changed", Place(str(path)))


def load_people(db: duckdb.DuckDBPyConnection, found: Mapping[str, Path], office: Office) -> None:
    """The tables `decided` (everybody) and `person` (who is in the index: where mail goes).

    Raises KofuError: `decisions-unreadable`, `decisions-column-missing`, `people-twice` and those
    of the roster.
    """
    load_decided(db, found["decisions"], _DECIDED)
    pack(db)
    load_roster(db, found["roster"], found.get("mapping"), _ROSTER)
    to = in_sql(to_household_head(office))
    parts = -(-max(1, ask(db, "select count(*) from doc")) // _PEOPLE_AT_ONCE)
    for part in range(parts):
        mine = f"where hash(person_id) % {parts} = {part}"
        rows = f"""select d.person_id, d.document, d.basis,
                d.delivery as decided_delivery, r.symbol, r.number, r.branch, r.name,
                {to["name"]} as to_name, {to["postal_code"]} as to_postal_code,
                {to["address"]} as to_address,
                coalesce(r.municipality_code, '') as municipality,
                coalesce(r.employer_id, '') as employer
            from (select distinct person_id from doc {mine}) i
            join (from decided {mine}) d using (person_id)
            join (from enrolled {mine}) r using (person_id)"""
        db.execute(f"insert into person {rows}" if part else f"create table person as {rows}")
        pack(db)
    db.execute("drop view enrolled")
    read_in = ask(db, "select count(*) from duckdb_tables() where table_name = 'roster'")
    db.execute(f"drop {'table' if read_in else 'view'} roster")


_PEOPLE_AT_ONCE = 400_000
"""People put together at once: what is joined is held unpacked, what is done is packed."""

_PACKED = "lists"


def pack_tables(db: duckdb.DuckDBPyConnection) -> None:
    """From now on tables go where `pack` can press them; still in memory only."""
    db.execute(f"attach ':memory:' as {_PACKED} (compress)")
    db.execute(f"use {_PACKED}")


def pack(db: duckdb.DuckDBPyConnection) -> None:
    """Press what was loaded: millions of rows then take a fraction of the memory."""
    db.execute(f"checkpoint {_PACKED}")


def forget(db: duckdb.DuckDBPyConnection) -> None:
    """Let go of every table: what is left to do needs the lists alone."""
    db.execute("use memory")
    db.execute(f"detach {_PACKED}")


def load_decided(db: duckdb.DuckDBPyConnection, path: Path, wanted: tuple[str, ...]) -> None:
    """The table `decided`. Raises KofuError as `load_people` does, `file-missing` and
    `decisions-format`."""
    if not path.is_file():
        raise KofuError("file-missing", Place(str(path)))
    if path.suffix not in (".parquet", ".csv"):
        raise KofuError("decisions-format", Place(str(path)))
    reader = "read_parquet(?)"
    if path.suffix == ".csv":
        reader = "read_csv(?, header = true, all_varchar = true)"
    try:
        if path.suffix == ".parquet":
            names = set(pq.read_schema(path).names)
        else:
            names = set(db.sql(f"from {reader}", params=[str(path)]).columns)
        for name in wanted:
            if name not in names:
                raise KofuError("decisions-column-missing", Place(str(path), column=name))
        chosen = ", ".join(wanted)
        db.execute(f"create table decided as select {chosen} from {reader}", [str(path)])
    except (duckdb.Error, pa.ArrowException, OSError) as error:
        raise KofuError("decisions-unreadable", Place(str(path))) from error
    _refuse_twice(db, "decided", path)


def load_roster(
    db: duckdb.DuckDBPyConnection, path: Path, mapping: Path | None, wanted: tuple[str, ...]
) -> None:
    """The view `enrolled` with these columns of text, empty where the roster has none.

    Raises KofuError as opening and reading a roster does, `people-twice`.
    """
    source = open_source(path, mapping)
    there = set(columns(source))
    load_columns(db, source, [name for name in wanted if name in there])
    _refuse_twice(db, "roster", path)
    missing = "".join(f", null::varchar as {name}" for name in wanted if name not in there)
    db.execute(f"create temp view enrolled as select *{missing} from roster")


def _refuse_twice(db: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    twice = ask(db, f"select count(*) - count(distinct person_id) from {table}")
    if twice:
        raise KofuError("people-twice", Place(str(path)), people=twice)
