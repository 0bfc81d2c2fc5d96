"""On this machine, for many insurers: rosters and decisions are files of Parquet, DuckDB between.

The roster is streamed twice; the decisions come in no order. One insurer's roster is better
decided by `kofu.decide.engine`, in one pass and in its order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from kofu.base.errors import KofuError, Place
from kofu.base.whole_files import whole_file
from kofu.decide.engine import Progress, Summary, connect
from kofu.decide.laws import Laws
from kofu.nation.engine import decide_in


def decide_in_files(
    roster: Path,
    out: Path,
    laws: Laws,
    event: str | None = None,
    progress: Progress = lambda stage, done: None,
) -> Summary:
    """Decide everyone in a Parquet file with the contract's types.

    Raises KofuError: `roster-unreadable`, `output-format-unknown`, `output-is-input`, and those of
    `decide_in`.
    """
    if out.suffix != ".parquet":
        raise KofuError("output-not-parquet", Place(str(out)))
    if out.exists() and roster.exists() and out.samefile(roster):
        raise KofuError("output-is-input", Place(str(out)))
    with whole_file(out) as draft, connect() as db:
        db.execute("set preserve_insertion_order = false")
        return decide_in(Files(db, roster, draft), laws, event, progress)


class Files:
    """A DuckDB over one Parquet file, as an engine."""

    dialect = "duckdb"
    spills = False

    def __init__(self, db: duckdb.DuckDBPyConnection, roster: Path, out: Path) -> None:
        self.place = str(roster)
        self._db, self._roster, self._out = db, _quoted(roster), _quoted(out)

    def columns(self) -> Mapping[str, str]:
        try:
            rows = self._db.execute(f"describe from read_parquet({self._roster})").fetchall()
        except duckdb.Error:
            raise KofuError("roster-unreadable", Place(self.place)) from None
        return {name: kind.lower() for name, kind, *_ in rows}

    def look_at(self, names: Sequence[str]) -> None:
        selected = ", ".join('"' + name.replace('"', '""') + '"' for name in names)
        self._db.execute(
            f"create or replace view roster as select {selected} from read_parquet({self._roster})"
        )

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        return self._db.execute(statement).fetchall()

    def put(self, name: str, table: pa.Table) -> None:
        self._db.register(f"given_{name}", table)
        self._db.execute(f"create table {name} as from given_{name}")

    def keep(self, statement: str) -> None:
        self._db.execute(f"copy ({statement}) to {self._out} (format parquet)")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
