"""A small register with a row in every table that history needs; invented people only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import psycopg

LOAD = (
    "INSERT INTO load (kind, sha256, as_of, rows, by, counts)"
    " VALUES ('roster', %s, '2026-07-01', 1, 'sato', '{}') RETURNING id"
)
STRANDS = {
    "enrolment_fact": {"name": "交付 太郎", "birth_date": date(1950, 4, 1)},
    "residence_fact": {"address": "架空市一丁目"},
    "burden_fact": {"copay_percent": 10},
    "card_fact": {"has_card": False},
    "request_fact": {},
    "holding_fact": {},
}


def load(app: psycopg.Connection, sha256: str = "a" * 64) -> int:
    return _id(app, LOAD, [sha256])


def person(
    app: psycopg.Connection, person_id: str, lost_on: date | None, load: int, now: bool = True
) -> int:
    """Somebody with all strands, an event, and how things stand now."""
    number = _id(app, "INSERT INTO person (person_id) VALUES (%s) RETURNING id", [person_id])
    for table, columns in STRANDS.items():
        given = {"person_id": number, "valid_from": date(2026, 4, 1), "load_id": load, **columns}
        if table == "enrolment_fact":
            given["lost_on"] = lost_on
        names = ", ".join([*given, "known_at"])
        marks = ", ".join(["%s"] * len(given))
        app.execute(f"INSERT INTO {table} ({names}) VALUES ({marks}, now())", [*given.values()])
    app.execute(
        "INSERT INTO person_event (load_id, person_id, kind, on_day, strands)"
        " VALUES (%s, %s, 'joined', '2026-04-01', '{}')",
        [load, number],
    )
    if now:
        app.execute(
            "INSERT INTO person_now (person_id, seen_id, lost_on) VALUES (%s, %s, %s)",
            [number, load, lost_on],
        )
    return number


def run(app: psycopg.Connection, on: date, people: Sequence[int]) -> int:
    """A planned run with its people, one of them pulled and one stopped, and a chunk."""
    number = _id(
        app,
        "INSERT INTO run (kind, pack, on_day, known, issued, as_of, facts_at, identity, fingerprint,"
        " folder, per_chunk, chunks, planned_by, counts, tracking) VALUES ('renewal', 'kouki', %s,"
        " %s, %s, %s, now(), %s, '{}', 'r', 1000, 1, 'sato', '{}', '{}') RETURNING id",
        [on, on, on, on, f"identity-{on}"],
    )
    app.execute(
        "INSERT INTO run_action (run_id, seq, before, step, after, by, planned_by, detail)"
        " VALUES (%s, 1, 'new', 'plan', 'planned', 'sato', 'sato', '{}')",
        [number],
    )
    for one in people:
        app.execute(
            "INSERT INTO run_person (run_id, person_id, event, outcome, code, chunk, document,"
            " delivery, rule, receipt, facts_hash, class_key)"
            " VALUES (%s, %s, '', 'due', '', 0, 'certificate', '', 'r', 'x', 'x', 1)",
            [number, one],
        )
        app.execute(
            "INSERT INTO pull (run_id, person_id, reason, by) VALUES (%s, %s, '転出', 'sato')",
            [number, one],
        )
        app.execute(
            "INSERT INTO stopped_person (run_id, person_id, form, code, field, unit)"
            " VALUES (%s, %s, 'a4', 'glyph', 'name', '')",
            [number, one],
        )
    app.execute(
        "INSERT INTO chunk_done (run_id, number, printed, stopped, pulled, pages, files, unbarred)"
        " VALUES (%s, 0, 1, 0, 0, 1, '[]', '{}')",
        [number],
    )
    return number


def document(
    app: psycopg.Connection,
    person: int,
    valid: tuple[date, date | None],
    run: int | None = None,
    steps: Sequence[tuple[str, str, str]] = (("new", "decide", "decided"),),
    kind: str = "certificate",
    replaces: int | None = None,
    envelope: int | None = None,
    delivery: str = "",
) -> int:
    """A document and what was done to it, on its first day."""
    number = _id(
        app,
        "INSERT INTO document (person_id, kind, variant, basis, rule, cap, form, delivery,"
        " provisional, valid_from, valid_until, issued_on, law_on, law_known, pack, pack_hash,"
        " facts_hash, class_key, receipt, origin, run_id, replaces_id, envelope) VALUES (%s, %s,"
        " '', '', '', '', '', %s, false, %s, %s, %s, %s, %s, 'kouki', 'x', 'x', 1, 'x', %s, %s, %s,"
        " %s)"
        " RETURNING id",
        [
            *(person, kind, delivery, *valid, *(valid[0],) * 3),
            *("run" if run else "counter", run, replaces, envelope),
        ],
    )
    for seq, (before, step, after) in enumerate(steps, start=1):
        app.execute(
            "INSERT INTO action (document_id, seq, before, step, after, on_day, by, reason)"
            " VALUES (%s, %s, %s, %s, %s, %s, 'sato', '')",
            [number, seq, before, step, after, valid[0]],
        )
    return number


def post(app: psycopg.Connection, run: int, document: int, day: date) -> None:
    """Numbers that the run took, one of them on its first envelope, and a result of the post."""
    lent = _id(
        app,
        "INSERT INTO tracking_lent (product, numbers, by)"
        " VALUES ('recorded', '[5607000000,5607000010)', 'sato') RETURNING id",
        [],
    )
    app.execute(
        "INSERT INTO tracking_taken (lent_id, run_identity, day, numbers, during) SELECT %s,"
        " identity, %s::date, '[5607000000,5607000001)', daterange(%s::date, %s::date + 100)"
        " FROM run WHERE id = %s",
        [lent, day, day, day, run],
    )
    app.execute(
        "INSERT INTO numbered_piece (run_id, envelope, tracking, day) VALUES (%s, 1, 56070000000, %s)",
        [run, day],
    )
    app.execute(
        "INSERT INTO post_result (document_id, seq, event, day, reason, state, code, next)"
        " VALUES (%s, NULL, 'returned', %s, 'moved', 'decided', 'document-step-not-allowed', '')",
        [document, day],
    )


def application(app: psycopg.Connection, person: int, on: date, document: int | None) -> int:
    """Somebody in a facility asked for a certificate, or just for registered mail."""
    kind = "facility" if document else "registered-mail"
    return _id(
        app,
        "INSERT INTO application (person_id, kind, received_on, decided_on, channel, applicant,"
        " evidence, result, reason, event, known, said, wrote, facts_at, pack_hash, rule, receipt,"
        " by, terminal, call_digest, document_id) VALUES (%s, %s, %s, %s, 'counter', 'self',"
        " '{photo-id}', 'accepted', '', '', %s, '{}', '{}', now(), '', '', '', 'sato', '', '', %s)"
        " RETURNING id",
        [person, kind, on, on, on, document],
    )


def _id(app: psycopg.Connection, statement: str, values: list[object]) -> int:
    row = app.execute(statement.encode(), values).fetchone()
    assert row
    return int(row[0])
