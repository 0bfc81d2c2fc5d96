"""Documents entered into the register, many at once, each with the actions that made it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pyarrow as pa
from django.db import connection

from kofu.documents.run.arrangement import ARRANGED, TRACKING
from kofu.registry.streams import stream_in

_COLUMNS = (
    "person_id",
    "document",
    "variant",
    "basis",
    "rule",
    "form",
    "delivery",
    "provisional",
    "valid_from",
    "valid_until",
    "class_key",
    "receipt",
    f"{ARRANGED}envelope",
    TRACKING,
)
"""Of a row of decisions, and of how it is arranged."""

_STAGED = """
CREATE TEMPORARY TABLE staged (
    person_id text, document text, variant text, basis text, rule text, form text, delivery text,
    provisional boolean, valid_from date, valid_until date, class_key bigint, receipt text,
    arranged_envelope integer, arranged_tracking text
) ON COMMIT DROP
"""

_REPLACED = """
INSERT INTO action (document_id, seq, before, step, after, on_day, by, reason)
SELECT last.document_id, last.seq + 1, last.after, 'replace', 'replaced', staged.valid_from,
       %(by)s, 'run-replaces'
  FROM staged
  JOIN person ON person.person_id = staged.person_id
  JOIN live_certificate live
    ON live.person_id = person.id AND live.during @> staged.valid_from
  JOIN LATERAL (SELECT document_id, seq, after FROM action
                 WHERE action.document_id = live.document_id ORDER BY seq DESC LIMIT 1) last ON true
  JOIN allowed ON allowed.before = last.after AND allowed.step = 'replace'
"""
"""What a person holds ends on the day on which what replaces it begins."""

_MADE = """
WITH made AS (
    INSERT INTO document (
        person_id, kind, variant, basis, rule, cap, form, delivery, provisional, valid_from,
        valid_until, issued_on, law_on, law_known, pack, pack_hash, facts_hash, class_key,
        receipt, origin, run_id, chunk, envelope)
    SELECT person.id,
           CASE WHEN staged.document IN ('certificate', 'notice') THEN staged.document
                ELSE 'letter' END,
           coalesce(staged.variant, ''), coalesce(staged.basis, ''), staged.rule, '',
           coalesce(staged.form, ''), coalesce(staged.delivery, ''),
           coalesce(staged.provisional, false), staged.valid_from, staged.valid_until,
           %(issued)s, %(on)s, %(known)s, %(pack)s, %(pack_hash)s, planned.facts_hash,
           staged.class_key, staged.receipt, 'run', %(run)s, %(chunk)s,
           staged.arranged_envelope
      FROM staged
      JOIN person ON person.person_id = staged.person_id
      JOIN run_person planned ON planned.run_id = %(run)s AND planned.person_id = person.id
    RETURNING id
)
INSERT INTO action (document_id, seq, before, step, after, on_day, by, reason)
SELECT made.id, step.seq, step.before, step.step, step.after, %(issued)s, step.by, ''
  FROM made, (VALUES
      (1, 'new', 'decide', 'decided', %(planned_by)s),
      (2, 'decided', 'approve', 'approved', %(approved_by)s),
      (3, 'approved', 'print', 'printed', %(by)s)) AS step (seq, before, step, after, by)
"""

_NUMBERED = """
INSERT INTO numbered_piece (run_id, envelope, tracking, day)
SELECT DISTINCT %(run)s, arranged_envelope, arranged_tracking::bigint, %(numbered)s::date
  FROM staged WHERE arranged_tracking <> ''
"""


@dataclass(frozen=True, slots=True)
class Entered:
    """On whose word, and by which law, documents of a run are entered.

    `numbered`: the day of acceptance of the tracking numbers on its pages, if they bear any.
    """

    run: int
    issued: date
    on: date
    known: date
    pack: str
    pack_hash: str
    replacing: bool
    planned_by: str
    approved_by: str
    numbered: date | None


def enter_chunk(entered: Entered, chunk: int, rows: pa.Table, by: str) -> int:
    """Enter the documents of a chunk; how many. To be called in a transaction.

    `rows`: the decisions of people whose pages stand. Raises django.db.IntegrityError where a
    person would hold two live certificates on one day.
    """
    params = {name: getattr(entered, name) for name in Entered.__dataclass_fields__}
    params |= {"chunk": chunk, "by": by}
    with connection.cursor() as cursor:
        cursor.execute(_STAGED)
        stream_in(cursor, "staged", rows.select(list(_COLUMNS)).to_batches())
        if entered.replacing:
            cursor.execute(_REPLACED, params)
        cursor.execute(_MADE, params)
        # Three actions each.
        made = int(cursor.rowcount) // 3
        if entered.numbered:
            cursor.execute(_NUMBERED, params)
    return made
