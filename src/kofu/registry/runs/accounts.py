"""Everyone a run looked at, accounted for: population = printed + withheld + pulled + the rest."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import connection
from django.db.models import Sum

from kofu.base.errors import Finding
from kofu.registry.runs.tables import ChunkDone, Run


@dataclass(frozen=True, slots=True)
class Accounts:
    """People by what became of them; `left` are due and not printed yet."""

    people: int
    printed: int
    stopped: int
    pulled: int
    withheld: int
    nothing: int
    review: int
    left: int

    def told(self) -> dict[str, int]:
        """As it is logged and shown."""
        return asdict(self)


_PULLED = """
SELECT count(*) FILTER (WHERE document.id IS NOT NULL),
       count(*) FILTER (WHERE document.id IS NULL AND stopped.run_id IS NULL)
  FROM pull
  LEFT JOIN document ON document.run_id = pull.run_id AND document.person_id = pull.person_id
  LEFT JOIN stopped_person stopped
    ON stopped.run_id = pull.run_id AND stopped.person_id = pull.person_id
 WHERE pull.run_id = %s
"""


def accounts(run: Run) -> Accounts:
    """From the plan's counts and those of the chunks: it takes no longer for millions."""
    outcome = run.counts["outcome"]
    done = ChunkDone.objects.filter(run=run).aggregate(a=Sum("printed"), b=Sum("stopped"))
    with connection.cursor() as cursor:
        cursor.execute(_PULLED, [run.pk])
        after, before = cursor.fetchone()
    printed, stopped = (done["a"] or 0) - after, done["b"] or 0
    return Accounts(
        people=sum(outcome.values()),
        printed=printed,
        stopped=stopped,
        pulled=after + before,
        withheld=outcome.get("withheld", 0),
        nothing=outcome.get("nothing", 0),
        review=outcome.get("review", 0),
        left=outcome.get("due", 0) - printed - stopped - after - before,
    )


_DOCUMENTS = """
SELECT count(*), count(*) FILTER (WHERE chunk IS NULL) FROM document WHERE run_id = %s
"""
_PEOPLE = "SELECT count(*) FROM run_person WHERE run_id = %s"


def wrong(run: Run) -> tuple[Finding, ...]:
    """What does not add up in a printed run: the register, row by row, against its own counts."""
    told = accounts(run)
    with connection.cursor() as cursor:
        cursor.execute(_DOCUMENTS, [run.pk])
        documents, loose = cursor.fetchone()
        cursor.execute(_PEOPLE, [run.pk])
        (people,) = cursor.fetchone()
        cursor.execute(_PULLED, [run.pk])
        (after, _) = cursor.fetchone()
    pairs = (
        ("people", told.people, people),
        ("documents", told.printed + after, documents),
        ("left", 0, told.left),
        ("loose", 0, loose),
    )
    return tuple(
        Finding("run-does-not-add-up", params={"what": what, "told": told_, "found": found})
        for what, told_, found in pairs
        if told_ != found
    )
