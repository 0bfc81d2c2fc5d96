"""Why the people of a sweep are on it, as far as a run knows: each has a code, or is a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connections

from kofu.registry.refusals import in_our_words
from kofu.registry.runs.tables import Run
from kofu.registry.sweeps.sweep import Sweep

_WHY = """
SELECT coalesce(
         CASE WHEN stopped.run_id IS NOT NULL THEN 'stopped'
              WHEN pull.run_id IS NOT NULL THEN 'pulled'
              WHEN planned.outcome <> 'due' THEN planned.outcome END, ''),
       count(*)
  FROM unnest(%(people)s::text[]) AS asked (person_id)
  JOIN person ON person.person_id = asked.person_id
  LEFT JOIN run_person planned ON planned.run_id = %(run)s AND planned.person_id = person.id
  LEFT JOIN pull ON pull.run_id = %(run)s AND pull.person_id = person.id
  LEFT JOIN stopped_person stopped ON stopped.run_id = %(run)s AND stopped.person_id = person.id
 GROUP BY 1 ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Reasons:
    """People of a sweep by what became of them in the run; `unexplained` have no reason."""

    by_reason: Mapping[str, int]

    @property
    def unexplained(self) -> int:
        return self.by_reason.get("", 0)


def reasons(found: Sweep, run: Run) -> Reasons:
    """`stopped`, `pulled`, `withheld`, `review`, `nothing`; empty where the run tells nothing."""
    people = found.found.column("person_id").unique().to_pylist()
    with in_our_words(), connections["default"].cursor() as cursor:
        cursor.execute(_WHY, {"people": people, "run": run.pk})
        return Reasons({str(why): int(count) for why, count in cursor.fetchall()})
