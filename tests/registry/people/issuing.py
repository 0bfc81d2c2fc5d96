"""Documents put into the register by hand, with what became of them."""

from __future__ import annotations

from datetime import date

import psycopg
from tests.registry.conftest import Register

from kofu.registry.issued.states import State, Step, after

_DOCUMENT = """
INSERT INTO document (person_id, kind, variant, basis, rule, cap, form, delivery, provisional,
    valid_from, valid_until, issued_on, law_on, law_known, pack, pack_hash, facts_hash, class_key,
    receipt, origin)
SELECT id, %(kind)s, 'ordinary', '', 'a-rule', '', '', '', false, %(first)s, %(last)s, %(first)s,
       %(first)s, %(first)s, 'tokyo-kouki', '', '', 0, '', 'counter'
  FROM person WHERE person_id = %(person)s RETURNING id"""
_ACTION = """
INSERT INTO action (document_id, seq, before, step, after, on_day, by, reason)
VALUES (%s, %s, %s, %s, %s, %s, 'tester', '')"""

SENT = (Step.DECIDE, Step.APPROVE, Step.PRINT, Step.POST)


def issue(
    register: Register,
    person: str,
    kind: str,
    first: date,
    last: date | None,
    *steps: tuple[Step, date],
) -> None:
    """A document valid from `first` to `last`, with its steps and their days."""
    with psycopg.connect(register.app) as connection:
        asked = {"person": person, "kind": kind, "first": first, "last": last}
        made = connection.execute(_DOCUMENT, asked).fetchone()
        assert made
        state = State.NEW
        for number, (step, day) in enumerate(steps, start=1):
            to = after(state, step)
            assert to is not None
            connection.execute(_ACTION, [made[0], number, state, step, to, day])
            state = to


def sent(on: date, *then: tuple[Step, date]) -> tuple[tuple[Step, date], ...]:
    """Made and posted on a day, and what came after."""
    return (*((step, on) for step in SENT), *then)
