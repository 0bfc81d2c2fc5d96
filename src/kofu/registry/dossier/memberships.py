"""The runs that looked at a person, and what became of them there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from kofu.registry.runs.states import RunKind, RunState

_RUNS = """
SELECT run.id, run.kind, run.on_day,
       (SELECT after FROM run_action a WHERE a.run_id = run.id ORDER BY a.seq DESC LIMIT 1),
       part.outcome, part.code, part.document, pull.reason, stopped.code
  FROM run_person part JOIN run ON run.id = part.run_id
  LEFT JOIN pull ON pull.run_id = run.id AND pull.person_id = part.person_id
  LEFT JOIN stopped_person stopped
    ON stopped.run_id = run.id AND stopped.person_id = part.person_id
 WHERE part.person_id = %s ORDER BY run.id DESC"""

_AHEAD = frozenset(
    {
        *(RunState.PLANNED, RunState.APPROVED, RunState.STARTED),
        *(RunState.PRINTED, RunState.VERIFIED),
    }
)


@dataclass(frozen=True, slots=True)
class Membership:
    """`outcome`: `due`, `withheld`, `nothing`, `review`; `code` why it is withheld.

    `pulled`: the reason, None where nobody took them out; `stopped`: the code of what cannot be
    printed, or empty.
    """

    run: int
    kind: RunKind
    on: date
    state: RunState
    outcome: str
    code: str
    document: str
    pulled: str | None
    stopped: str

    @property
    def ahead(self) -> bool:
        """Whether their page is still to come, or still in the house."""
        return self.outcome == "due" and self.pulled is None and self.state in _AHEAD


def memberships_of(number: int) -> tuple[Membership, ...]:
    """The newest run first."""
    with connection.cursor() as cursor:
        cursor.execute(_RUNS, [number])
        rows = cursor.fetchall()
    return tuple(
        Membership(
            run, RunKind(kind), on, RunState(state), outcome, code, document, pulled, stopped or ""
        )
        for run, kind, on, state, outcome, code, document, pulled, stopped in rows
    )
