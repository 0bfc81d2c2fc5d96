"""What came of a file of results: counts, what a clerk has to look at, and the list of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from kofu.base.errors import Finding, Place
from kofu.base.whole_files import whole_file
from kofu.mail.after.states import Event as Post
from kofu.mail.tracking.numbers import LETTER_DIGITS, display
from kofu.registry.issued.states import State, state_word, step_word
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.post.finding import STEPS
from kofu.registry.post.folding import Code


@dataclass(frozen=True, slots=True)
class Told:
    """Rows of the file: recorded by event, known before, refused; what to do next by action."""

    rows: int
    events: Mapping[str, int]
    known: int
    refused: int
    actions: Mapping[str, int]


_ROWS = """
SELECT intake.rows,
       (SELECT count(*) FROM of_row WHERE known), (SELECT count(*) FROM of_row WHERE refused)
  FROM post_intake intake WHERE id = %(intake)s
"""
_OF_ROW = """
WITH of_row AS (
    SELECT row, bool_and(code = 'result-known') AS known,
           bool_or(seq IS NULL AND code <> 'result-known') AS refused
      FROM post_result WHERE intake_id = %(intake)s GROUP BY row)
"""
_EVENTS = """
SELECT event, count(DISTINCT row) FROM post_result
 WHERE intake_id = %(intake)s AND seq IS NOT NULL GROUP BY event ORDER BY event
"""
_ACTIONS = """
SELECT next, count(DISTINCT row) FROM post_result
 WHERE intake_id = %(intake)s AND next <> '' GROUP BY next ORDER BY next
"""


def told(intake: int) -> Told:
    """The counts of an intake."""
    about = {"intake": intake}
    with connection.cursor() as cursor:
        cursor.execute(_OF_ROW + _ROWS, about)
        rows, known, refused = cursor.fetchone()
        cursor.execute(_EVENTS, about)
        events = {str(name): int(count) for name, count in cursor.fetchall()}
        cursor.execute(_ACTIONS, about)
        actions = {str(name): int(count) for name, count in cursor.fetchall()}
    return Told(rows, events, known, refused, actions)


_FINDINGS = """
SELECT row, document_id, code, event, day, state, delivery
  FROM post_result JOIN document ON document.id = document_id
 WHERE intake_id = %s AND code NOT IN ('', 'result-known') ORDER BY row, document_id
"""


def findings(intake: int, path: Path) -> list[Finding]:
    """What a clerk has to look at: the rows of `path` that became no step, or of which no table
    says what to do next.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FINDINGS, [intake])
        return [_finding(path, *row) for row in cursor.fetchall()]


def _finding(
    path: Path, row: int, document: int, code: str, event: str, day: object, state: str, way: str
) -> Finding:
    params: dict[str, object] = {"document": document, "day": day}
    match Code(code):
        case Code.NOT_ALLOWED:
            params["state"] = state_word(State(state))
            params["step"] = step_word(STEPS[Post(event)])
        case Code.NOT_COVERED:
            params["delivery"] = way
    column = "date" if code == Code.BACKWARDS else "event"
    return Finding(code, Place(str(path), row, column), params)


LIST = (
    *("row", "run", "envelope", "tracking", "document", "delivery", "event", "date", "reason"),
    *("code", "action"),
)
_LIST = """
SELECT result.row, document.run_id, document.envelope, numbered.tracking, document.id,
       document.delivery, result.event, result.day, result.reason, result.code, result.next
  FROM post_result result
  JOIN document ON document.id = result.document_id
  LEFT JOIN numbered_piece numbered
    ON numbered.run_id = document.run_id AND numbered.envelope = document.envelope
 WHERE result.intake_id = %s ORDER BY result.row, document.id
"""


def write_list(intake: int, out: Path, by: str) -> None:
    """One line for each document of a file taken in, `LIST`; no names, no 宛名番号."""
    with whole_file(out) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(LIST)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_LIST, [intake])
            lines = list(_lines(cursor.fetchall()))
            writer.writerows(lines)
            detail = {"documents": len(lines)}
            note(Event.EXPORTED, by=by, object=f"post-intake:{intake}", detail=detail)


def _lines(rows: list[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    for row, run, envelope, tracking, *rest in rows:
        shown = display(f"{tracking:0{LETTER_DIGITS}d}") if tracking else ""
        yield row, run, envelope, shown, *rest
