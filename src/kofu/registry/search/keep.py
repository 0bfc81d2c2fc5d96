"""`person_search` kept as `person_now` is, in the transaction that changes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from kofu.registry.search.rows import KNOWN, rows_of
from kofu.registry.streams import stream_in, stream_out

_PAGES = 1500
"""Pages of the sorted people that are folded at a time: about 12 MB."""

_COLUMNS = ", ".join(f"n.{name}" for name in KNOWN.names if name not in ("pid", "person_id"))
_SORTED = f"""
CREATE TEMP TABLE searchable ON COMMIT DROP AS
SELECT n.person_id AS pid, p.person_id, {_COLUMNS}
  FROM person_now n JOIN person p ON p.id = n.person_id WHERE {{where}}
 ORDER BY n.name_kana COLLATE "C", n.person_id"""
"""By kana: people asked for together lie together, and those found first stand first in lists."""
_SIZE = "SELECT pg_relation_size('pg_temp.searchable') / current_setting('block_size')::int"
_SLICE = """
SELECT * FROM pg_temp.searchable WHERE ctid >= '({first},0)'::tid AND ctid < '({after},0)'::tid"""
_AWAY = "DROP TABLE IF EXISTS pg_temp.searchable"

_OTHER = "j.fresh OR j.enrolment_from IS NOT NULL OR j.residence_from IS NOT NULL"
_MANY = f"""
SELECT count(*) > greatest(1000, (SELECT count(*) FROM person_search) / 4) FROM judged j
 WHERE {_OTHER}"""


def follow_load(cursor: Any) -> None:
    """After a load: those whom it judged to be new, or of another name or address."""
    cursor.execute(_MANY)
    if cursor.fetchone() == (True,):
        make_everybody(cursor)
        return
    cursor.execute(
        "DELETE FROM person_search s USING judged j "
        f"WHERE j.pid = s.person_id AND NOT j.fresh AND ({_OTHER})"
    )
    _make(cursor, f"n.person_id IN (SELECT j.pid FROM judged j WHERE {_OTHER})")


def make_one(cursor: Any, pid: int) -> None:
    """After a correction."""
    cursor.execute("DELETE FROM person_search WHERE person_id = %s", [pid])
    _make(cursor, "n.person_id = %(pid)s", pid)


def make_everybody(cursor: Any) -> None:
    """From nothing, without the index while the rows come: so it takes half the time.

    Nobody finds anybody until the transaction ends.
    """
    cursor.execute("SELECT search_emptied()")
    _make(cursor, "true")
    cursor.execute("SELECT search_indexed()")


def _make(cursor: Any, where: str, pid: int | None = None) -> None:
    cursor.execute(_AWAY)
    cursor.execute(_SORTED.format(where=where), {"pid": pid})
    cursor.execute(_SIZE)
    (pages,) = cursor.fetchone()
    for first in range(0, pages, _PAGES):
        part = _SLICE.format(first=first, after=first + _PAGES)
        # A connection does not copy out and in at once: a part waits while it is folded.
        known = list(stream_out(cursor, part, {}, KNOWN))
        stream_in(cursor, "person_search", _folded(known))
    cursor.execute(_AWAY)


def _folded(known: list[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in known:
        yield rows_of(batch)
