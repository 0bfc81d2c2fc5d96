"""People as of a day, as known at a moment: the query.

`person_now` is the last state of everybody. It is also the state on an earlier day, or as known
earlier, for all strands of which no later row exists; only the others are folded from history. So
a question about today costs no more than reading one table, and every other question is exact.

Parameters: `valid` (day), `known` (moment), and `people` where not everybody is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kofu.registry.people.strands import ENROLMENT, STRAND_OF, STRANDS, Strand

SOME = "ANY (ARRAY(SELECT id FROM person WHERE person_id = ANY (%(people)s)))"
"""The people asked for: an array, found first; a join would be put last among so many tables."""


def people(columns: Sequence[str], some: bool = False) -> tuple[str, str]:
    """(the tables of a WITH, the query over them): `pid`, `person_id` and the columns.

    `some`: not everybody, but the people asked for.
    """
    strands = _needed(columns)
    tables = ", ".join(_at(strand, some) for strand in strands)
    shown = ", ".join(f"{_column(name)} AS {name}" for name in columns)
    joined = " ".join(
        f"LEFT JOIN at_{strand.name} ON at_{strand.name}.person_id = n.person_id"
        for strand in strands
    )
    query = f"""
SELECT n.person_id AS pid, p.person_id, {shown}
  FROM person_now n JOIN person p ON p.id = n.person_id {joined}
 WHERE (at_enrolment.person_id IS NULL OR at_enrolment.there)
       {f"AND n.person_id = {SOME}" if some else ""}"""
    return tables, query


NOT_LOST = "(lost_on IS NULL OR lost_on > %(valid)s)"
"""資格 on the day or from a later day; nobody is enrolled from 資格喪失日 on."""


def _needed(columns: Iterable[str]) -> tuple[Strand, ...]:
    wanted = {STRAND_OF[name] for name in columns} | {ENROLMENT}
    return tuple(strand for strand in STRANDS if strand in wanted)


def _column(name: str) -> str:
    at = f"at_{STRAND_OF[name].name}"
    return f"CASE WHEN {at}.person_id IS NULL THEN n.{name} ELSE {at}.{name} END"


def _at(strand: Strand, some: bool) -> str:
    """`at_STRAND`: for those whose last row is not the answer, the row that is (or none)."""
    table, name = strand.table, strand.name
    later = "valid_from > %(valid)s OR known_at > %(known)s"
    if some:
        later = f"person_id = {SOME} AND ({later})"
    columns = ", ".join(f"row.{column}" for column in strand.columns)
    return f"""
later_{name} AS MATERIALIZED (SELECT DISTINCT person_id FROM {table} WHERE {later}),
at_{name} AS MATERIALIZED (
    SELECT l.person_id, row.known_at IS NOT NULL AS there, {columns}
      FROM later_{name} l LEFT JOIN (
        {
        last_rows(
            strand,
            f"JOIN later_{name} USING (person_id)",
            "f.valid_from <= %(valid)s AND f.known_at <= %(known)s",
        )
    }
      ) row ON row.person_id = l.person_id)"""


def last_rows(strand: Strand, join: str = "", where: str = "true") -> str:
    """Of each person the last row: for each day the latest word, the withdrawn left out."""
    return f"""
    SELECT DISTINCT ON (person_id) * FROM (
        SELECT DISTINCT ON (f.person_id, f.valid_from) f.* FROM {strand.table} f {join}
         WHERE {where} ORDER BY f.person_id, f.valid_from DESC, f.known_at DESC
    ) said WHERE NOT withdrawn ORDER BY person_id, valid_from DESC"""
