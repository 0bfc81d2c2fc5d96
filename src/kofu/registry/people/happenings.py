"""What a load brings to light, one row a happening: the SQL over `judged` and `incoming`.

Somebody who only left, or only came back, has not also changed. Who is missing without a day of
loss is told once, and again only after coming back; nobody is ever removed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kofu.registry.people.kinds import EventKind, LoadKind
from kofu.registry.people.strands import ENROLMENT, STRANDS

MAKE = """
CREATE TEMP TABLE happening (pid bigint, kind text, on_day date, strands text[]) ON COMMIT DROP"""

_MISSING = f"""
SELECT last.person_id FROM (
    SELECT DISTINCT ON (person_id) person_id, kind FROM person_event
     WHERE kind IN ('{EventKind.VANISHED.value}', '{EventKind.BACK.value}')
     ORDER BY person_id, id DESC
) last WHERE last.kind = '{EventKind.VANISHED.value}'"""

_OTHERS = tuple(strand for strand in STRANDS if strand is not ENROLMENT)

_CHANGED = f"""
SELECT pid, '{EventKind.CHANGED.value}', least({", ".join(f"{s.name}_from" for s in STRANDS)}),
       array_remove(ARRAY[
           CASE WHEN enrolment_from IS NOT NULL AND (more OR NOT (leaves OR returns))
                THEN 'enrolment' END,
           {", ".join(f"CASE WHEN {s.name}_from IS NOT NULL THEN '{s.name}' END" for s in _OTHERS)}
       ], NULL) AS strands
  FROM judged WHERE NOT fresh"""

_VANISHED = f"""
SELECT n.person_id, '{EventKind.VANISHED.value}', %(as_of)s, '{{}}'::text[]
  FROM person_now n JOIN person p ON p.id = n.person_id
 WHERE n.lost_on IS NULL
   AND NOT EXISTS (SELECT FROM incoming i WHERE i.person_id = p.person_id)
   AND n.person_id NOT IN ({_MISSING})"""

_BACK = f"""
SELECT DISTINCT pid, '{EventKind.BACK.value}', %(as_of)s::date, '{{}}'::text[] FROM (
    SELECT pid FROM judged WHERE returns
    UNION ALL
    SELECT p.id FROM incoming i JOIN person p ON p.person_id = i.person_id
     WHERE p.id IN ({_MISSING})
) back"""


def gather(kind: LoadKind, columns: Collection[str]) -> Iterator[str]:
    """Fill `happening`. Only a roster of everybody says who is missing, and who is back."""
    if kind is LoadKind.ROSTER:
        since = "coalesce(i.acquired_on, %(as_of)s)" if "acquired_on" in columns else "%(as_of)s"
        yield _happened(EventKind.JOINED, "fresh", since)
        if "lost_on" in columns:
            yield _happened(EventKind.LEFT, "leaves", "i.lost_on")
        yield f"INSERT INTO happening {_BACK}"
        yield f"INSERT INTO happening {_VANISHED}"
    yield f"INSERT INTO happening SELECT * FROM ({_CHANGED}) c WHERE cardinality(strands) > 0"
    yield _happened(EventKind.CARD_GAINED, "gains AND card_from IS NOT NULL", "j.card_from")
    yield _happened(EventKind.CARD_LOST, "loses AND card_from IS NOT NULL", "j.card_from")


def _happened(kind: EventKind, sign: str, day: str) -> str:
    return f"""
INSERT INTO happening
SELECT j.pid, '{kind.value}', {day}, '{{}}'
  FROM judged j JOIN incoming i ON i.person_id = j.person_id WHERE {sign}"""


COUNT = "SELECT kind, count(*) FROM happening GROUP BY kind"

KEEP = """
INSERT INTO person_event (load_id, person_id, kind, on_day, strands)
SELECT %(load)s, pid, kind, on_day, strands FROM happening ORDER BY pid, kind"""
