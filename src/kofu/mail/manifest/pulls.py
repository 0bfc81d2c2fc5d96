"""Who is to be pulled (引抜): a file of person_ids, and the envelopes that go with them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from kofu.base.errors import Finding, Place
from kofu.roster.encodings import detect_encoding

_ID = "person_id"


def read_pulls(path: Path) -> Iterator[tuple[int, str]]:
    """Row and person_id of each line: the column `person_id` where there is one, else the first.

    UTF-8 (with or without BOM) or CP932. Raises KofuError `file-missing`, `encoding-unreadable`.
    """
    encoding = detect_encoding(path)
    with path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as file:
        column = 0
        for number, cells in enumerate(csv.reader(file), start=1):
            if number == 1 and _ID in cells:
                column = cells.index(_ID)
            elif len(cells) > column and cells[column].strip():
                yield number, cells[column].strip()


def load_pulls(db: duckdb.DuckDBPyConnection, path: Path | None) -> tuple[Finding, ...]:
    """The tables `pulled` (who was named) and `away` (the envelopes taken out of every list).

    Findings: `pull-not-printed`, by row, for whom there are no pages in this run.
    """
    rows = list(read_pulls(path)) if path else []
    asked = pa.table(
        {
            "row": pa.array([n for n, _ in rows], pa.int64()),
            _ID: pa.array([p for _, p in rows], pa.string()),
        }
    )
    db.register("asked", asked)
    db.execute("create table pulled as select distinct person_id from asked")
    db.execute(
        "create table away as select distinct envelope from doc join pulled using (person_id)"
    )
    unknown = db.execute(
        'select min("row") from asked where person_id not in (select person_id from doc)'
        " group by person_id order by 1"
    ).fetchall()
    db.unregister("asked")
    return tuple(Finding("pull-not-printed", Place(str(path), at)) for (at,) in unknown)
