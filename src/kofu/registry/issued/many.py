"""One step for many documents of a run: whatever the table of steps allows, in one statement."""

from __future__ import annotations

from datetime import date

from django.db import connection

from kofu.registry.issued.states import Step

_STEPS = """
INSERT INTO action (document_id, seq, before, step, after, on_day, by, reason)
SELECT document.id, last.seq + 1, allowed.before, allowed.step, allowed.after, %(day)s, %(by)s,
       %(reason)s
  FROM document
  JOIN LATERAL (SELECT seq, after FROM action WHERE action.document_id = document.id
                 ORDER BY seq DESC LIMIT 1) last ON true
  JOIN allowed ON allowed.before = last.after AND allowed.step = %(step)s
 WHERE document.run_id = %(run)s
"""
POSTED = " AND document.delivery <> 'counter'"
PULLED = """ AND EXISTS (SELECT FROM pull WHERE pull.run_id = document.run_id
                                      AND pull.person_id = document.person_id)"""


def step_all(run: int, step: Step, day: date, by: str, reason: str = "", only: str = "") -> int:
    """Take a step with every document of the run that may take it; how many those were.

    `only`: one of the conditions above.
    """
    asked = {"run": run, "step": step.value, "day": day, "by": by, "reason": reason}
    with connection.cursor() as cursor:
        cursor.execute(_STEPS + only, asked)
        return int(cursor.rowcount)
