"""`person_now` and `person_search` made again: one person after a correction, or everybody."""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction

from kofu.registry.people.states import last_rows
from kofu.registry.people.strands import KEPT, STRAND_OF, STRANDS
from kofu.registry.people.turns import take_turn
from kofu.registry.refusals import in_our_words
from kofu.registry.search.keep import make_everybody, make_one

_SEEN = " UNION ALL ".join(
    f"SELECT f.person_id, f.load_id FROM {strand.table} f WHERE {{where}}" for strand in STRANDS
)


def make_again(cursor: Any, pid: int | None = None) -> None:
    """In the transaction of the cursor."""
    where = "true" if pid is None else "f.person_id = %(pid)s"
    only = {"pid": pid}
    cursor.execute(f"DELETE FROM person_now f WHERE {where}", only)
    cursor.execute(_stand(where), only)
    if pid is None:
        make_everybody(cursor)
    else:
        make_one(cursor, pid)


def _stand(where: str) -> str:
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


def make_everybody_again() -> None:
    """Nothing changes by it, unless somebody changed the table by hand."""
    with in_our_words(), transaction.atomic(), connections["default"].cursor() as cursor:
        take_turn(cursor)
        make_again(cursor)
