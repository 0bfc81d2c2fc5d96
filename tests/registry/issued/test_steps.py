"""The life of a document: what may follow what, in Python, in the database, at the counter."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import psycopg
import pytest
from tests.registry.conftest import Register

from kofu.registry.issued.states import ALLOWED, State, Step, after

AUGUST, SEPTEMBER = date(2026, 8, 1), date(2026, 9, 10)
PATHS = (
    ("posted and lost", ("decide", "approve", "print", "post", "lose", "replace")),
    ("never picked up", ("decide", "approve", "print", "post", "come-back", "cancel")),
    ("returned, sent again", ("decide", "approve", "print", "post", "come-back", "resend")),
    ("at the counter", ("decide", "approve", "print", "hand-over", "recall")),
    ("its year is over", ("decide", "approve", "print", "post", "deliver", "expire")),
    ("from before the register", ("inherit", "lose", "expire")),
    ("stopped in the house", ("decide", "approve", "cancel")),
)
REFUSED = (
    ("printed without approval", ("decide",), "print"),
    ("lost before it left the house", ("decide", "approve", "print"), "lose"),
    ("posted twice", ("decide", "approve", "print", "post"), "post"),
    ("handed over after a recall", ("inherit", "recall"), "hand-over"),
    ("cancelled though delivered", ("inherit",), "cancel"),
    ("alive again", ("inherit", "expire"), "deliver"),
)


def walked(steps: tuple[str, ...]) -> State:
    state = State.NEW
    for step in steps:
        to = after(state, Step(step))
        assert to is not None, step
        state = to
    return state


@pytest.mark.parametrize(("name", "steps"), PATHS)
def test_ways_that_a_document_goes(name: str, steps: tuple[str, ...]) -> None:
    walked(steps)


@pytest.mark.parametrize(("name", "steps", "then"), REFUSED)
def test_what_does_not_happen(name: str, steps: tuple[str, ...], then: str) -> None:
    assert after(walked(steps), Step(then)) is None


def test_the_database_has_the_same_table(register: Register) -> None:
    with psycopg.connect(register.app) as app:
        there = set(app.execute("SELECT before, step, after FROM allowed").fetchall())
    assert there == {(a.value, b.value, c.value) for a, b, c in ALLOWED}


def issued(register: Register, person_id: str) -> int:
    """A certificate for a year from August, delivered."""
    from kofu.registry.issued.tables import Action, Document
    from kofu.registry.people.tables import Person

    person, _ = Person.objects.get_or_create(person_id=person_id)
    made = Document.objects.create(
        person=person, kind="certificate", valid_from=AUGUST, valid_until=date(2027, 7, 31),
        issued_on=AUGUST, law_on=AUGUST, law_known=AUGUST, pack="", pack_hash="", facts_hash="",
        class_key=0, receipt="", origin="inherited",
    )  # fmt: skip
    Action.objects.create(
        document=made, seq=1, before="new", step="inherit", after="delivered", on_day=AUGUST,
        by="sato",
    )  # fmt: skip
    return int(made.pk)


def test_lost_at_the_counter_and_another_can_be_issued(
    register: Register, kofu: Callable[..., tuple[int, str, str]]
) -> None:
    from django.db import IntegrityError, transaction

    number = issued(register, "1000001")
    with pytest.raises(IntegrityError), transaction.atomic():
        issued(register, "1000001")
    words = ("document", "step", number, "--step", "lose", "--on", SEPTEMBER, "--reason", "紛失届")
    code, out, _ = kofu(*words)
    assert code == 0
    assert "紛失" in out
    code, out, _ = kofu("document", "list", "1000001", "--json")
    assert [(one["state"], one["since"]) for one in json.loads(out)] == [("lost", "2026-09-10")]
    code, _, err = kofu(*words)
    assert code == 2
    assert err.startswith("document-step-not-allowed: ")
    with psycopg.connect(register.app) as app:
        (during,) = app.execute("SELECT during FROM live_certificate").fetchone() or (None,)
        entries = app.execute("SELECT event, object FROM log_entry ORDER BY id").fetchall()
    assert (during.lower, during.upper) == (AUGUST, SEPTEMBER)
    assert entries == [("document-acted", f"document:{number}"), ("person-read", "")]


def test_two_who_act_on_one_document_at_once(register: Register) -> None:
    from kofu.base.errors import KofuError
    from kofu.registry.issued import acting

    number = issued(register, "1000002")
    stale = acting.held(acting.Document.objects.get(pk=number))
    acting.act_on(number, Step.LOSE, SEPTEMBER, "sato")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(acting, "held", lambda document: stale)
        with pytest.raises(KofuError, match="document-changed-meanwhile"):
            acting.act_on(number, Step.RECALL, SEPTEMBER, "suzuki")
