"""What a file says that we did not know: the SQL of a load, for the columns that the file has.

`incoming` holds the file, `person_now` how things stand. `judged` names who differs, in which
strand, and from which day on; every later statement goes by it. Columns the file lacks are never
compared, and keep what is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kofu.registry.people.strands import CARD, ENROLMENT, KEPT, STRANDS, Strand, sql_type
from kofu.registry.people.usable import over, shared_law, usable_card

_LAST_DAY = """
(SELECT last.valid_from
   FROM (SELECT DISTINCT ON (f.valid_from) f.valid_from, f.withdrawn FROM {table} f
          WHERE f.person_id = p.id ORDER BY f.valid_from DESC, f.known_at DESC) last
  WHERE NOT last.withdrawn ORDER BY last.valid_from DESC LIMIT 1)"""
"""Since when a strand is as it stands; later rows may not hide before it."""


AWAY = "DROP TABLE IF EXISTS pg_temp.incoming, pg_temp.judged, pg_temp.happening"
"""Before and after: a transaction around several loads keeps no rows of a file longer than it."""


def make_incoming(columns: Iterable[str]) -> str:
    """The table of the file's rows, for the time of the transaction."""
    typed = ", ".join(f"{name} {sql_type(name)}" for name in columns)
    return f"CREATE TEMP TABLE incoming (person_id text, {typed}) ON COMMIT DROP"


NEW_PEOPLE = """
INSERT INTO person (person_id)
SELECT i.person_id FROM incoming i
 WHERE NOT EXISTS (SELECT FROM person p WHERE p.person_id = i.person_id)"""


def judge(columns: Sequence[str], as_of: date) -> str:
    """Who differs, with the first day of each strand's difference.

    That day is the day of the file; or the latest of the strand's own dates that lies later than
    what we had; never before the day of the strand's last row, which would hide it.
    """
    days = ", ".join(f"{_first_day(strand, columns)} AS {strand.name}_from" for strand in STRANDS)
    some = " OR ".join(f"{strand.name}_from IS NOT NULL" for strand in STRANDS)
    return f"""
CREATE TEMP TABLE judged ON COMMIT DROP AS
SELECT * FROM (
    SELECT p.id AS pid, i.person_id, n.person_id IS NULL AS fresh, {days}, {_signs(columns, as_of)}
      FROM incoming i JOIN person p ON p.person_id = i.person_id
      LEFT JOIN person_now n ON n.person_id = p.id
) all_of_them WHERE fresh OR {some}"""


def _first_day(strand: Strand, columns: Sequence[str]) -> str:
    differs = _differs(strand, columns)
    if strand is ENROLMENT:
        differs = f"(n.person_id IS NULL OR {differs})"
    own = [
        f"CASE WHEN i.{day} > coalesce(n.{day}, '-infinity') THEN i.{day} END"
        for day in strand.dated
        if day in columns
    ]
    day = f"coalesce(greatest({', '.join(own)}), %(as_of)s)" if own else "%(as_of)s"
    if not strand.ahead:
        day = f"least({day}, %(as_of)s)"
    last = f"CASE WHEN n.person_id IS NOT NULL THEN {_LAST_DAY.format(table=strand.table)} END"
    return f"CASE WHEN {differs} THEN greatest({day}::date, {last}) END"


def _differs(strand: Strand, columns: Sequence[str], but: tuple[str, ...] = ()) -> str:
    compared = [
        name
        for name in strand.columns
        if name in columns and name != strand.idle and name not in but
    ]
    if not compared:
        return "false"
    theirs = ", ".join(f"i.{name}" for name in compared)
    ours = ", ".join(f"n.{name}" for name in compared)
    differs = f"(ROW({theirs}) IS DISTINCT FROM ROW({ours}))"
    if strand.idle in columns:
        # What was true on an earlier day than what we know is no news.
        differs = f"({differs} AND i.{strand.idle} < n.{strand.idle} IS NOT TRUE)"
    return differs


def _signs(columns: Sequence[str], as_of: date) -> str:
    """What has happened, apart from the strands: left, came back, gained or lost a usable card."""
    left = back = "false"
    if "lost_on" in columns:
        left = "n.person_id IS NOT NULL AND n.lost_on IS NULL AND i.lost_on IS NOT NULL"
        back = "n.person_id IS NOT NULL AND n.lost_on IS NOT NULL AND i.lost_on IS NULL"
    before = now = "false"
    if set(columns) & set(CARD.columns):
        usable = usable_card(shared_law(as_of))
        before = over(usable, lambda _: "n")
        now = over(usable, lambda name: "i" if name in columns else "n")
    known = "n.person_id IS NOT NULL"
    signs = {
        "leaves": left,
        "returns": back,
        "gains": f"{known} AND ({now}) AND NOT ({before})",
        "loses": f"{known} AND ({before}) AND NOT ({now})",
        "more": _differs(ENROLMENT, columns, but=("lost_on", "acquired_on")),
    }
    return ", ".join(f"({sign}) AS {name}" for name, sign in signs.items())


def write(columns: Sequence[str]) -> Iterator[str]:
    """The rows of history, then how things stand now."""
    for strand in STRANDS:
        # Whoever is new has an enrolment, even where the file says nothing of it.
        if strand is ENROLMENT or set(strand.columns) & set(columns):
            yield _add(strand, columns)
    yield _stand_new(columns)
    yield _stand_changed(columns)


def _add(strand: Strand, columns: Sequence[str]) -> str:
    names = ", ".join(strand.columns)
    values = ", ".join(_value(name, columns) for name in strand.columns)
    return f"""
INSERT INTO {strand.table} (person_id, valid_from, known_at, load_id, {names})
SELECT j.pid, j.{strand.name}_from, %(known_at)s, %(load)s, {values}
  FROM judged j JOIN incoming i ON i.person_id = j.person_id
  LEFT JOIN person_now n ON n.person_id = j.pid
 WHERE j.{strand.name}_from IS NOT NULL"""


def _value(name: str, columns: Sequence[str]) -> str:
    return f"{'i' if name in columns else 'n'}.{name}"


def _stand_new(columns: Sequence[str]) -> str:
    # A strand of which the file knows only its idle column has no row, and shows nothing.
    kept = [name for name in columns if name in KEPT]
    values = ", ".join(_when_told(name, "NULL") for name in kept)
    names = ", ".join(kept)
    return f"""
INSERT INTO person_now (person_id, seen_id, {names})
SELECT j.pid, %(load)s, {values}
  FROM judged j JOIN incoming i ON i.person_id = j.person_id WHERE j.fresh"""


def _stand_changed(columns: Sequence[str]) -> str:
    kept = [name for name in columns if name in KEPT]
    values = ", ".join(f"{name} = {_when_told(name, f'n.{name}')}" for name in kept)
    return f"""
UPDATE person_now n SET seen_id = %(load)s, {values}
  FROM judged j JOIN incoming i ON i.person_id = j.person_id
 WHERE n.person_id = j.pid AND NOT j.fresh"""


def _when_told(name: str, otherwise: str) -> str:
    strand = next(one for one in STRANDS if name in one.columns)
    return f"CASE WHEN j.{strand.name}_from IS NOT NULL THEN i.{name} ELSE {otherwise} END"
