"""Whom a run looks at, by its kind, and why each of them is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from kofu.mail.after.states import Action
from kofu.policy.law import Law
from kofu.registry.runs.states import OVER, RunKind
from kofu.registry.runs.tables import Run, RunAction
from kofu.registry.sweeps.gaps import people_without_proof

TURNING = (70, 75, 85)
"""Ages at which a share, a scheme or a rule changes."""


@dataclass(frozen=True, slots=True)
class Population:
    """`events`: 宛名番号 -> why; None: everybody enrolled, for `event`."""

    event: str | None
    events: Mapping[str, str] | None = None


def population(kind: RunKind, law: Law) -> Population:
    """Who is looked at in a run of this kind, on the day and by the knowledge of the law."""
    match kind:
        case RunKind.RENEWAL:
            return Population("renewal")
        case RunKind.GAPS:
            people = people_without_proof(law.book, law.on, law.known)
            return Population(None, dict.fromkeys(people, "status_change"))
        case RunKind.STATUS_LIST:
            return Population(None, _asked(_EVENTS, _since(kind), ["card-lost"], _STATUS))
        case RunKind.CHANGES:
            return Population(
                None, _asked(_EVENTS, _since(kind), ["joined", "back", "changed"], _CHANGE)
            )
        case RunKind.AGES:
            return Population(None, _turning(law.on))
        case RunKind.RETURNED:
            return Population(None, _asked(_RETURNED, "reissue", _AGAIN))


_STATUS, _CHANGE = "status_change", "change"

_EVENTS = """
SELECT person.person_id,
       CASE WHEN bool_or(event.kind IN ('joined', 'back')) THEN 'enrolment' ELSE max(asked.why) END
  FROM (SELECT %s::bigint AS load, %s::text[] AS kinds, %s::text AS why) asked
  JOIN person_event event ON event.load_id > asked.load AND event.kind = ANY (asked.kinds)
  JOIN person ON person.id = event.person_id
 GROUP BY person.person_id
"""
"""Events of the files that came in after the last run of this kind was planned."""

_RETURNED = """
SELECT DISTINCT person.person_id, %s
  FROM action last
  JOIN document ON document.id = last.document_id
  JOIN person ON person.id = document.person_id
 WHERE last.after = 'returned'
   AND last.seq = (SELECT max(seq) FROM action WHERE document_id = last.document_id)
   AND (EXISTS (SELECT FROM residence_fact moved
                 WHERE moved.person_id = person.id AND moved.known_at > last.at)
        OR EXISTS (SELECT FROM post_result told
                    WHERE told.document_id = last.document_id AND told.seq = last.seq
                      AND told.next = ANY (%s)))
   AND NOT EXISTS (
       SELECT FROM document newer
        WHERE newer.person_id = document.person_id AND newer.kind = document.kind
          AND newer.id > document.id
          AND NOT EXISTS (SELECT FROM action WHERE document_id = newer.id AND after = 'cancelled'))
"""
"""Returned; and another address has become known since, or it is to be sent again as it is; and
nothing was issued in its place.
"""

_AGAIN = [Action.RESEND.value, Action.REGISTER_AGAIN.value]

_BORN = """
SELECT person.person_id, %s
  FROM person_now JOIN person ON person.id = person_now.person_id
 WHERE birth_date >= %s AND birth_date < %s
"""


def _asked(question: str, *params: str | int | date | list[str]) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(question, params)
        return {str(person): str(why) for person, why in cursor.fetchall()}


def _since(kind: RunKind) -> int:
    """The last file that the last run of this kind, not given up, knew of."""
    over = [state.value for state in OVER]
    given_up = RunAction.objects.filter(after__in=over).values("run_id")
    last = Run.objects.filter(kind=kind.value).exclude(pk__in=given_up).order_by("-id").first()
    return int(last.fingerprint["loads"]) if last else 0


def _turning(on: date) -> dict[str, str]:
    """Those who reach an age in the month of `on`.

    At 70 the share changes from the month after the birthday (born on the 1st: that month), at
    75 and 85 on the birthday itself.
    """
    found: dict[str, str] = {}
    for age in TURNING:
        first = date(on.year - age, on.month, 1)
        after = _next_month(first)
        if age == TURNING[0]:
            one = timedelta(days=1)
            first, after = (first - one).replace(day=1) + one, first + one
        found.update(_asked(_BORN, _CHANGE, first, after))
    return found


def _next_month(first: date) -> date:
    """The first day of the month after this first day of a month."""
    return (first + timedelta(days=31)).replace(day=1)
