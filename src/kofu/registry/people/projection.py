"""`person_now` and `person_search` of one person made again, after a correction."""

from __future__ import annotations

from typing import Any

from kofu.registry.people.states import last_rows
from kofu.registry.people.strands import KEPT, STRAND_OF, STRANDS
from kofu.registry.search.keep import make_one

_SEEN = " UNION ALL ".join(
    f"SELECT f.person_id, f.load_id FROM {strand.table} f WHERE {{where}}" for strand in STRANDS
)


def make_again(cursor: Any, pid: int) -> None:
    """In the transaction of the cursor."""
    only = {"pid": pid}
    cursor.execute("DELETE FROM person_now WHERE person_id = %(pid)s", only)
    cursor.execute(_stand(), only)
    make_one(cursor, pid)


def _stand() -> str:
    where = "f.person_id = %(pid)s"
    names = ", ".join(KEPT)
    shown = ", ".join(f"{STRAND_OF[name].name}.{name}" for name in KEPT)
    strands = " ".join(
        f"LEFT JOIN ({last_rows(one, where=where)}) {one.name} USING (person_id)" for one in STRANDS
    )
    return f"""
INSERT INTO person_now (person_id, seen_id, {names})
SELECT person_id, seen, {shown}
  FROM (SELECT person_id, max(load_id) AS seen FROM ({_SEEN.format(where=where)}) every_row
         GROUP BY person_id) anybody {strands}"""
