"""What the manifest reads of a run's index (`pages.parquet`), under names of its own.

The only place that knows the columns' names in the file; everything else reads the table `doc`.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from kofu.base.errors import KofuError, Place
from kofu.documents.run.record import PAGES

COLUMNS = {
    "person_id": "person_id",
    "form": "form",
    "file": "file",
    "first_page": "first_page",
    "pages": "pages",
    "slot": "slot",
    "envelope": "envelope",
    "place": "place",
    "of": "people",
    "delivery": "delivery",
    "sheets": "sheets",
    "tracking": "tracking",
}
"""Column of the file -> column of the table `doc`.

`envelope` counts from 1 over the whole run, in the order of posting; `place` is a person's place
in it, `people` how many people share it; `delivery` is the envelope's; `sheets` of paper;
`tracking` are the 11 digits on the pages, empty where none were printed.
"""


def load_index(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The table `doc`: one row per printed document.

    Raises KofuError: `index-unreadable`, `index-without-envelopes` (a run printed before
    envelopes were planned), `index-has-gaps` (an empty cell).
    """
    path = folder / PAGES
    place = Place(str(path))
    try:
        there = pq.read_schema(path).names
    except (pa.ArrowException, OSError) as error:
        raise KofuError("index-unreadable", place) from error
    for name in COLUMNS:
        if name not in there:
            raise KofuError("index-without-envelopes", Place(str(path), column=name))
    chosen = ", ".join(f'"{name}" as {own}' for name, own in COLUMNS.items())
    try:
        db.execute(f"create table doc as select {chosen} from read_parquet(?)", [str(path)])
    except duckdb.Error as error:
        raise KofuError("index-unreadable", place) from error
    empty = " or ".join(f"{own} is null" for own in COLUMNS.values())
    gaps = ask(db, f"select count(*) from doc where {empty}")
    if gaps:
        raise KofuError("index-has-gaps", place, rows=gaps)


def ask(db: duckdb.DuckDBPyConnection, question: str, values: list[object] | None = None) -> int:
    """A single number."""
    rows = db.execute(question, values).fetchall()
    return int(rows[0][0] or 0)
