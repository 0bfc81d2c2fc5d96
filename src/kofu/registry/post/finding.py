"""The documents in the pieces that the post speaks of, and where each of them stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from kofu.mail.after.states import Event
from kofu.registry.few import by_keys
from kofu.registry.issued.states import State, Step
from kofu.registry.post.reading import Row
from kofu.registry.streams import stream_in

STEPS: Mapping[Event, Step] = {
    Event.POSTED: Step.POST,
    Event.DELIVERED: Step.DELIVER,
    Event.RETURNED: Step.COME_BACK,
    Event.RESENT: Step.RESEND,
    Event.HANDED_OVER: Step.HAND_OVER,
    Event.CANCELLED: Step.CANCEL,
}
"""What the post tells, as the step of a document."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A document in the piece of a row: where it stands since which action and day.

    `returns`: how often it came back. `known`: the same step on the same day is recorded already.
    """

    row: int
    document: int
    person_id: str
    delivery: str
    seq: int
    state: State
    since: date
    returns: int
    known: bool


_TOLD = """
CREATE TEMPORARY TABLE told (
    row integer, step text, day date, tracking bigint, document bigint, run bigint, envelope integer
) ON COMMIT DROP
"""
_SCHEMA = pa.schema(
    [
        ("row", pa.int32()),
        ("step", pa.string()),
        ("day", pa.date32()),
        ("tracking", pa.int64()),
        ("document", pa.int64()),
        ("run", pa.int64()),
        ("envelope", pa.int32()),
    ]
)

_STANDING = """
WITH piece AS (
    SELECT told.row, told.step, told.day, numbered.run_id, numbered.envelope, NULL::bigint AS alone
      FROM told
      CROSS JOIN LATERAL (
           SELECT numbered.run_id, numbered.envelope
             FROM numbered_piece numbered
             LEFT JOIN run_action posted
               ON posted.run_id = numbered.run_id AND posted.step = 'post'
            WHERE numbered.tracking = told.tracking
              AND numbered.run_id = coalesce(told.run, numbered.run_id)
              AND numbered.envelope = coalesce(told.envelope, numbered.envelope)
            ORDER BY ((posted.detail->>'day')::date <= told.day) DESC NULLS LAST,
                     numbered.day DESC
            LIMIT 1) numbered
     WHERE told.tracking IS NOT NULL
    UNION ALL
    SELECT told.row, told.step, told.day, document.run_id, document.envelope, document.id
      FROM told JOIN document ON document.id = told.document
     WHERE told.tracking IS NULL
       AND (told.run IS NULL OR document.run_id = told.run)
       AND (told.envelope IS NULL OR document.envelope = told.envelope)
    UNION ALL
    SELECT row, step, day, run, envelope, NULL
      FROM told WHERE tracking IS NULL AND document IS NULL
), inside AS (
    SELECT piece.row, piece.step, piece.day, document.id
      FROM piece JOIN document
        ON document.run_id = piece.run_id AND document.envelope = piece.envelope
    UNION ALL
    SELECT row, step, day, alone FROM piece WHERE alone IS NOT NULL AND envelope IS NULL
)
SELECT inside.row, document.id, person.person_id, document.delivery, last.seq, last.after,
       last.on_day, past.returns, past.known
  FROM inside
  JOIN document ON document.id = inside.id
  JOIN person ON person.id = document.person_id
  CROSS JOIN LATERAL (SELECT seq, after, on_day FROM action
                       WHERE action.document_id = inside.id ORDER BY seq DESC LIMIT 1) last
  CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE action.step = 'come-back') AS returns,
              coalesce(bool_or(action.step = inside.step AND action.on_day = inside.day), false)
                  AS known
         FROM action WHERE action.document_id = inside.id) past
 ORDER BY inside.day, inside.row, document.id
"""
"""Numbers are used again: meant is the piece posted last before the day, else the newest."""


def standing(cursor: Any, rows: Sequence[Row]) -> list[Standing]:
    """In the order of days and rows. A row whose piece is not known has none."""
    by_keys()
    cursor.execute(_TOLD)
    columns = {
        **{name: [getattr(one, name) for one in rows] for name in _SCHEMA.names if name != "step"},
        "step": [STEPS[one.event].value for one in rows],
    }
    stream_in(cursor, "told", pa.table(columns, _SCHEMA).to_batches())
    cursor.execute(_STANDING)
    return [
        Standing(row, document, person, delivery, seq, State(state), since, returns, known)
        for row, document, person, delivery, seq, state, since, returns, known in cursor.fetchall()
    ]
