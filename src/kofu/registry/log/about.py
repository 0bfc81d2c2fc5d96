"""What the log says about one person: entries about them, and about work they were part of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from kofu.registry.log.events import Event
from kofu.registry.log.write import note

_ABOUT = """
WITH whom AS (SELECT id FROM person WHERE person_id = %(person)s),
parts AS (
    SELECT 'run:' || run_id AS object FROM run_person WHERE person_id IN (SELECT id FROM whom)
    UNION SELECT 'load:' || load_id FROM person_event WHERE person_id IN (SELECT id FROM whom)
    UNION SELECT 'document:' || id FROM document WHERE person_id IN (SELECT id FROM whom)
    UNION SELECT 'post-intake:' || intake_id FROM post_result JOIN document d
        ON d.id = document_id WHERE d.person_id IN (SELECT id FROM whom) AND intake_id IS NOT NULL),
found AS (
    SELECT entry_id AS id FROM log_subject WHERE person_id = %(person)s
    UNION SELECT l.id FROM log_entry l JOIN parts USING (object) WHERE l.object <> '')
SELECT at, event, outcome, by, terminal, object, reason FROM log_entry JOIN found USING (id)
 ORDER BY xact, id"""


@dataclass(frozen=True, slots=True)
class Told:
    """An entry, without its place in the chain."""

    at: datetime
    event: str
    outcome: str
    by: str
    terminal: str
    object: str
    reason: str


def about(person_id: str, *, by: str, reason: str = "", terminal: str = "") -> list[Told]:
    """Everything about a person, the oldest first; that it was asked for is an entry itself."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOUT, {"person": person_id})
        found = [Told(*row) for row in cursor.fetchall()]
    detail = {"entries": len(found)}
    note(
        Event.LOG_READ, by=by, person_id=person_id, reason=reason, terminal=terminal, detail=detail
    )
    return found
