"""What people hold by the register's own knowledge: certificates and notices, as SQL.

Parameters: `valid` and `known`, as in `states`.
"""

from __future__ import annotations

from collections.abc import Iterable

from kofu.registry.issued.states import ENDED, State

WITH_PERSON = (State.POSTED, State.DELIVERED, State.HANDED_OVER)
"""With the person, or on the way."""

_FOREVER = "'9999-12-31'"


def _listed(states: Iterable[State]) -> str:
    return ", ".join(f"'{state.value}'" for state in sorted(states))


def certificates(only: Iterable[State] = (), of: str = "true") -> str:
    """`held_certificate`: for everybody with a certificate for the day, until when it is live.

    A certificate that has ended by then is none, and `until` is empty: the register knows better
    than an imported column. With `only`, those alone count that stand in one of these states on
    the day, or that have ended. `of`: a condition on `person_id`.
    """
    only = tuple(only)
    counts = f"WHERE d.state IN ({_listed((*only, *ENDED))})" if only else ""
    return f"""
held_certificate AS MATERIALIZED (
    SELECT d.person_id, max(d.until) FILTER (WHERE d.until >= %(valid)s) AS until
      FROM (
        SELECT c.person_id,
               least(coalesce(c.valid_until, {_FOREVER}), ended.on_day - 1) AS until,
               (SELECT a.after FROM action a WHERE a.document_id = c.id AND a.at <= %(known)s
                    AND a.on_day <= %(valid)s ORDER BY a.seq DESC LIMIT 1) AS state
          FROM document c
          JOIN action first ON first.document_id = c.id AND first.seq = 1
               AND first.at <= %(known)s
          LEFT JOIN LATERAL (
            SELECT min(a.on_day) AS on_day FROM action a
             WHERE a.document_id = c.id AND a.at <= %(known)s AND a.after IN ({_listed(ENDED)})
          ) ended ON true
         WHERE {of} AND c.kind = 'certificate' AND c.valid_from <= %(valid)s
           AND (c.valid_until IS NULL OR c.valid_until >= %(valid)s)
      ) d {counts} GROUP BY d.person_id)"""


def notices(of: str = "true") -> str:
    """`held_notice`: for everybody who was sent a notice by the day, the last time."""
    return f"""
held_notice AS MATERIALIZED (
    SELECT n.person_id, max(sent.on_day) AS sent_on
      FROM document n
      JOIN LATERAL (
        SELECT max(a.on_day) FILTER (WHERE a.after IN ({_listed(WITH_PERSON)})) AS on_day,
               (array_agg(a.after ORDER BY a.seq DESC))[1] AS state
          FROM action a
         WHERE a.document_id = n.id AND a.at <= %(known)s AND a.on_day <= %(valid)s
      ) sent ON sent.state IN ({_listed(WITH_PERSON)})
     WHERE {of} AND n.kind = 'notice'
     GROUP BY n.person_id)"""
