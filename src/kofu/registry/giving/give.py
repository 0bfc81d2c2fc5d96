"""`kofu export register`: every table in a file of its own, all of one moment.

A stranger's system reads it without ours: Parquet or CSV, a manifest that tells rows, hash and
columns of each file, and which tables were left out and why.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from django.db import connection

from kofu import __version__
from kofu.base.whole_folders import whole_folder
from kofu.registry.giving.columns import Table, tables
from kofu.registry.giving.which import why_left_out
from kofu.registry.log.chain import seal
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.lines import snapshot
from kofu.registry.log.write import note
from kofu.registry.streams import stream_out
from kofu.roster.sinks import ParquetSink

MANIFEST = "register.json"
FORMAT = 1
_OBJECT = "register:all"

Progress = Callable[[str, float], None]


class Written(StrEnum):
    """How the tables are written."""

    PARQUET = "parquet"
    CSV = "csv"
    """UTF-8, a header, texts quoted where they must be: an empty text is `""`, unknown nothing."""


@dataclass(frozen=True, slots=True)
class Described:
    """A column as the manifest describes it. `refers`: the table whose key it holds."""

    name: str
    type: str
    nullable: bool
    refers: str
    label: str


@dataclass(frozen=True, slots=True)
class File:
    """A table's file, and what is in it."""

    file: str
    rows: int
    bytes: int
    sha256: str
    says: str
    key: tuple[str, ...]
    columns: tuple[Described, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What was given out: `register.json`."""

    format: int
    kofu: str
    made: str
    log_head: str
    written: Written
    tables: dict[str, File]
    left_out: dict[str, str]

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.tables.values())


def give(
    folder: Path, written: Written, *, by: str, progress: Progress = lambda stage, done: None
) -> Given:
    """Write everything to `folder`, readable by us only; it appears whole or not at all.

    That it was given out stands in the log before anything is, and in what is given. Raises
    KofuError: those of a folder that cannot be written.
    """
    detail = {"format": written.value}
    note(Event.EXPORTED, by=by, object=_OBJECT, detail=detail)
    seal()
    try:
        with whole_folder(folder, MANIFEST) as draft, snapshot(), connection.cursor() as cursor:
            given = _given(cursor, draft, written, progress)
            told = json.dumps(asdict(given), ensure_ascii=False, indent=1)
            (draft / MANIFEST).write_text(told + "\n", encoding="utf-8")
    except BaseException:
        note(Event.EXPORTED, by=by, object=_OBJECT, detail=detail, outcome=Outcome.FAILED)
        raise
    return given


def _given(cursor: Any, draft: Path, written: Written, progress: Progress) -> Given:
    cursor.execute("SELECT head FROM log_batch ORDER BY number DESC LIMIT 1")
    [head] = cursor.fetchone()
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    left_out = {name: why for (name,) in cursor.fetchall() if (why := why_left_out(name))}
    files, every = {}, tables()
    for place, table in enumerate(every):
        files[table.name] = _file(cursor, draft, table, written)
        progress("exporting", (place + 1) / len(every))
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return Given(FORMAT, __version__, made, head, written, files, left_out)


def _file(cursor: Any, draft: Path, table: Table, written: Written) -> File:
    path = draft / f"{table.name}.{written.value}"
    write = _parquet if written is Written.PARQUET else _csv
    rows = write(cursor, path, table)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    columns = tuple(
        Described(one.name, one.told, one.nullable, one.refers, one.label) for one in table.columns
    )
    size = path.stat().st_size
    return File(path.name, rows, size, digest, table.says, table.key, columns)


def _parquet(cursor: Any, path: Path, table: Table) -> int:
    rows = 0
    with ParquetSink(path, table.schema) as sink:
        for batch in stream_out(cursor, table.question, {}, table.schema):
            sink.write(np.arange(rows, rows + batch.num_rows), batch)
            rows += batch.num_rows
    return rows


def _csv(cursor: Any, path: Path, table: Table) -> int:
    with path.open("wb") as out:
        with cursor.copy(f"COPY ({table.question}) TO STDOUT (FORMAT csv, HEADER)") as copy:
            for block in copy:
                out.write(block)
        return int(cursor.rowcount)
