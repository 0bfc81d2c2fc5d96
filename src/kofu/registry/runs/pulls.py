"""引抜: people taken out of a run that was planned, each with a reason."""

from __future__ import annotations

from django.db import IntegrityError, connection, transaction

from kofu.base.errors import KofuError
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.people.kinds import LoadKind
from kofu.registry.people.tables import Person
from kofu.registry.runs.acting import stand
from kofu.registry.runs.states import REPLACING, RunKind, RunState, state_word
from kofu.registry.runs.tables import Pull, Run, RunPerson

CLASH, CHANGED, SAME_ENVELOPE = "live-certificate", "changed-since", "same-envelope"
KOFU = "kofu"

_UNTIL_RELEASE = frozenset(
    {RunState.PLANNED, RunState.APPROVED, RunState.STARTED, RunState.PRINTED, RunState.VERIFIED}
)

_CLASHES = """
INSERT INTO pull (run_id, person_id, reason, by)
SELECT planned.run_id, planned.person_id, %(reason)s, %(by)s
  FROM run_person planned
  JOIN live_certificate live ON live.person_id = planned.person_id
 WHERE planned.run_id = %(run)s AND planned.outcome = 'due' AND planned.document = 'certificate'
   AND (%(chunk)s::int IS NULL OR planned.chunk = %(chunk)s)
   AND live.during && daterange(%(on)s, planned.valid_until, '[]')
   AND NOT (%(replacing)s AND live.during @> %(on)s AND EXISTS (
        SELECT 1 FROM action last JOIN allowed
            ON allowed.before = last.after AND allowed.step = 'replace'
         WHERE last.document_id = live.document_id
           AND last.seq = (SELECT max(seq) FROM action WHERE document_id = live.document_id)))
 GROUP BY planned.run_id, planned.person_id
    ON CONFLICT DO NOTHING
"""

_CHANGED = """
INSERT INTO pull (run_id, person_id, reason, by)
SELECT planned.run_id, planned.person_id, %(reason)s, %(by)s
  FROM load told
  JOIN person_event event ON event.load_id = told.id
  JOIN run_person planned ON planned.run_id = %(run)s AND planned.person_id = event.person_id
 WHERE told.id > %(loads)s AND told.kind = ANY (%(by_hand)s) AND planned.outcome = 'due'
   AND (%(chunk)s::int IS NULL OR planned.chunk = %(chunk)s)
 GROUP BY planned.run_id, planned.person_id
    ON CONFLICT DO NOTHING
"""


def pull_changed(run: Run, chunk: int | None = None) -> int:
    """Take out whoever was told of by hand after the plan: their pages would show what was; how
    many. Of the run, or of one chunk.

    They are served singly, or by the next run; a file that comes in makes the whole plan invalid.
    """
    params = {
        "run": run.pk,
        "chunk": chunk,
        "loads": run.fingerprint["loads"],
        "by_hand": [LoadKind.COUNTER.value, LoadKind.CORRECTION.value],
        "reason": CHANGED,
        "by": KOFU,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, params)
        return int(cursor.rowcount)


def pull_clashes(run: Run, chunk: int | None = None) -> int:
    """Take out whoever would hold two live certificates: of the run, or of one chunk; how many.

    Runs of changes replace what a person holds, where it has left the house.
    """
    params = {
        "run": run.pk,
        "chunk": chunk,
        "on": run.on_day,
        "replacing": RunKind(run.kind) in REPLACING,
        "reason": CLASH,
        "by": KOFU,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLASHES, params)
        return int(cursor.rowcount)


def pull(run: Run, person_id: str, reason: str, by: str) -> None:
    """Take a person out.

    Raises KofuError `pull-too-late`, `person-not-in-run`, `pulled-already`.
    """
    state = stand(run).state
    if state not in _UNTIL_RELEASE:
        raise KofuError("pull-too-late", run=run.pk, state=state_word(state))
    person = Person.objects.filter(person_id=person_id).first()
    planned = RunPerson.objects.filter(run=run, person=person, outcome="due").exists()
    if person is None or not planned:
        raise KofuError("person-not-in-run", run=run.pk)
    try:
        with transaction.atomic():
            Pull.objects.create(run=run, person=person, reason=reason, by=by)
            note(Event.PULLED, by=by, person_id=person_id, object=f"run:{run.pk}", reason=reason)
    except IntegrityError as error:
        raise KofuError("pulled-already", run=run.pk) from error
