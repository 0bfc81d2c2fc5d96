"""What a sweep looks for, and the SQL that finds it on one day.

Who is entitled, what is usable and what is unknown are the pack's statements (`proof`); a
certificate counts as usable when it is with the person or on the way.
"""

from __future__ import annotations

from enum import StrEnum

from kofu.policy.law import Law
from kofu.registry.people.held import WITH_PERSON, certificates
from kofu.registry.people.states import people
from kofu.registry.people.strands import KEPT
from kofu.registry.people.usable import any_box, columns_of, over, proof_of

_OUT = ", ".join(f"'{state.value}'" for state in WITH_PERSON)


class Breach(StrEnum):
    """Why somebody is on the list."""

    GAP = "gap"
    """Enrolled, and nothing usable in hand or on the way."""
    UNKNOWN = "unknown"
    """As `gap`, but the state of the card is unknown."""
    DOUBLE = "double"
    """Two live certificates, or a live one and a notice for a day on which it is live."""
    OUTLIVES = "outlives-enrolment"
    """A certificate is live although the enrolment has ended."""


def find(law: Law) -> str:
    """`pid`, `person_id` and `code` of everyone found on the day of the law.

    Parameters: `valid` (the day), `known` (the moment).
    """
    proof = proof_of(law)
    asks = proof is not None and law.on >= proof.first
    entitled = any_box(law, [proof.entitled] if proof and asks else [])
    usable = any_box(law, proof.usable if proof else ())
    unknown = any_box(law, proof.unknown if proof else ())
    read = columns_of(entitled, usable, unknown) | {"certificate_until", "lost_on"}
    columns = tuple(name for name in KEPT if name in read)
    tables, states = people(columns)
    shown = ", ".join(f"{_held(name)} AS {name}" for name in columns)
    return f"""
WITH {tables}, {certificates(WITH_PERSON)},
everybody AS MATERIALIZED (
    SELECT s.pid, s.person_id, {shown} FROM ({states}) s
      LEFT JOIN held_certificate h ON h.person_id = s.pid
),
live AS MATERIALIZED (
    SELECT l.person_id, l.during FROM live_certificate l WHERE l.during @> %(valid)s::date
)
SELECT q.pid, q.person_id, CASE WHEN {over(unknown, _q)}
       THEN '{Breach.UNKNOWN.value}' ELSE '{Breach.GAP.value}' END AS code
  FROM everybody q WHERE ({over(entitled, _q)}) AND NOT ({over(usable, _q)})
UNION
SELECT p.id, p.person_id, '{Breach.DOUBLE.value}' FROM person p JOIN (
    SELECT l.person_id FROM live l GROUP BY l.person_id HAVING count(*) > 1
    UNION
    SELECT l.person_id FROM live l
      JOIN document n ON n.person_id = l.person_id AND n.kind = 'notice'
                     AND l.during @> n.law_on
     WHERE (SELECT a.after FROM action a
             WHERE a.document_id = n.id AND a.at <= %(known)s AND a.on_day <= %(valid)s
             ORDER BY a.seq DESC LIMIT 1) IN ({_OUT})
) twice ON twice.person_id = p.id
UNION
SELECT q.pid, q.person_id, '{Breach.OUTLIVES.value}'
  FROM everybody q JOIN live l ON l.person_id = q.pid WHERE q.lost_on <= %(valid)s"""


def _q(_: str) -> str:
    return "q"


def _held(name: str) -> str:
    if name == "certificate_until":
        return "CASE WHEN h.person_id IS NULL THEN s.certificate_until ELSE h.until END"
    return f"s.{name}"
