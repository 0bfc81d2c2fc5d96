"""The run is at the post office: every document that was listed is posted, on one day."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction

from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.runs.acting import act
from kofu.registry.runs.states import RunStep
from kofu.registry.runs.tables import Run

_POSTED = """
INSERT INTO action (document_id, seq, before, step, after, on_day, by, reason)
SELECT document.id, last.seq + 1, 'printed', 'post', 'posted', %(day)s, %(by)s, ''
  FROM document
  JOIN LATERAL (SELECT seq, after FROM action WHERE action.document_id = document.id
                 ORDER BY seq DESC LIMIT 1) last ON last.after = 'printed'
 WHERE document.run_id = %(run)s AND document.delivery <> 'counter'
"""


def post(run: Run, by: str, day: date) -> int:
    """Posted: how many documents. Those for the counter wait there.

    Raises KofuError `run-step-not-allowed`.
    """
    with transaction.atomic():
        act(run, RunStep.POST, by, {"day": day.isoformat()})
        with connection.cursor() as cursor:
            cursor.execute(_POSTED, {"run": run.pk, "by": by, "day": day})
            posted = int(cursor.rowcount)
        detail = {"documents": posted, "day": day}
        note(Event.RUN_POSTED, by=by, object=f"run:{run.pk}", detail=detail)
    return posted


_CANCELLED = """
INSERT INTO action (document_id, seq, before, step, after, on_day, by, reason)
SELECT document.id, last.seq + 1, last.after, 'cancel', 'cancelled', %(day)s, %(by)s,
       'run-abandoned'
  FROM document
  JOIN LATERAL (SELECT seq, after FROM action WHERE action.document_id = document.id
                 ORDER BY seq DESC LIMIT 1) last ON last.after IN ('decided', 'approved', 'printed')
 WHERE document.run_id = %(run)s
"""


def abandon(run: Run, by: str, reason: str) -> int:
    """Give a run up before its release; its documents are cancelled. How many those were."""
    with transaction.atomic():
        act(run, RunStep.ABANDON, by, {"reason": reason})
        with connection.cursor() as cursor:
            cursor.execute(_CANCELLED, {"run": run.pk, "by": by, "day": run.issued})
            cancelled = int(cursor.rowcount)
        note(Event.RUN_ABANDONED, by=by, object=f"run:{run.pk}", reason=reason)
    return cancelled
