"""A run from plan to post, as two clerks do it; and what they are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.registry.conftest import Register

from kofu.base.errors import KofuError

Planned = Callable[..., Any]
ON = date(2026, 8, 1)


def done(run: Any) -> Any:
    """Approved by Suzuki, printed in this process, read back."""
    from kofu.registry.runs.acting import act
    from kofu.registry.runs.approve import approve
    from kofu.registry.runs.chunks import work_on
    from kofu.registry.runs.finish import finish
    from kofu.registry.runs.states import RunStep
    from kofu.registry.runs.verifying import read_back

    approve(run, "suzuki")
    act(run, RunStep.START, "sato")
    work_on(run, "sato")
    assert finish(run, "sato")
    told = read_back(run, "sato", workers=1)
    assert told is not None
    assert not told.found
    return run


def test_a_run_from_plan_to_post(planned: Planned) -> None:
    from kofu.registry.issued.tables import Action, Document
    from kofu.registry.runs.accounts import accounts, wrong
    from kofu.registry.runs.acting import stand
    from kofu.registry.runs.folder import MAIL, PAGES, folder_of_run
    from kofu.registry.runs.posting import post
    from kofu.registry.runs.release import release

    run = done(planned())
    told = accounts(run)
    parts = (told.printed, told.withheld, told.pulled, told.stopped, told.nothing, told.review)
    assert told.people == sum(parts) == 150
    assert told.left == 0
    assert not wrong(run)
    record = json.loads((folder_of_run(run) / PAGES / "record.json").read_text())
    assert record["people"] == {name: getattr(told, name) for name in record["people"]}
    assert Document.objects.filter(run=run).count() == told.printed
    released = release(run, "suzuki")
    assert len(released.root) == 64
    totals = json.loads((folder_of_run(run) / MAIL / "totals.json").read_text())
    assert totals["listed"]["documents"] == totals["printed"]["documents"]
    assert totals["printed"]["people"] == told.printed
    posted = post(run, "sato", date(2026, 7, 10))
    assert posted == told.printed
    assert stand(run).state == "posted"
    assert Action.objects.filter(document__run=run, after="posted").count() == posted


def test_a_plan_for_nobody_is_counted_and_not_approved(planned: Planned) -> None:
    """A year before, those of the roster held everything already."""
    from kofu.registry.runs.acting import stand
    from kofu.registry.runs.approve import approve

    run = planned(on=date(2025, 8, 1))
    assert sum(run.counts["outcome"].values()) == 150
    assert run.counts["document"] == {}
    with pytest.raises(KofuError, match="run-for-nobody"):
        approve(run, "suzuki")
    assert stand(run).state == "planned"


def due(run: Any) -> list[str]:
    from kofu.registry.runs.tables import RunPerson

    rows = RunPerson.objects.filter(run=run, outcome="due").order_by("person__person_id")
    return list(rows.values_list("person__person_id", flat=True))


def moved(person_id: str) -> None:
    from kofu.registry.people.corrections import correct

    correct(person_id, "residence", ON, {"address": "架空町9番"}, "sato")


def pulled(run: Any) -> dict[str, str]:
    from kofu.registry.runs.tables import Pull

    return dict(Pull.objects.filter(run=run).values_list("person__person_id", "reason"))


def test_what_is_said_by_hand_pulls_its_person_and_leaves_the_plan(planned: Planned) -> None:
    """Before approval, after printing: nobody gets a page that shows what was."""
    from kofu.registry.issued.tables import Action, Document
    from kofu.registry.runs.accounts import accounts
    from kofu.registry.runs.release import release

    run = planned()
    first, second, *_ = due(run)
    moved(first)
    done(run)
    assert pulled(run) == {first: "changed-since"}
    assert not Document.objects.filter(run=run, person__person_id=first).exists()
    assert Document.objects.filter(run=run, person__person_id=second).exists()
    moved(second)
    release(run, "suzuki")
    assert pulled(run)[second] == "changed-since"
    last = Action.objects.filter(document__run=run, document__person__person_id=second)
    assert last.order_by("-seq").first().after == "cancelled"
    assert accounts(run).pulled == len(pulled(run))


def test_what_was_said_before_the_plan_pulls_nobody(loaded: Register, planned: Planned) -> None:
    from kofu.registry.people.tables import Person

    moved(Person.objects.order_by("id").values_list("person_id", flat=True)[0])
    assert not pulled(done(planned()))


def test_a_file_after_the_plan_makes_it_invalid(planned: Planned, roster: Path) -> None:
    from kofu.registry.people.load import load_roster
    from kofu.registry.runs.approve import approve

    run = planned()
    load_roster(roster, None, date(2026, 6, 20), "sato")
    with pytest.raises(KofuError, match="run-invalid"):
        approve(run, "suzuki")


def test_who_planned_does_not_approve(planned: Planned) -> None:
    from kofu.registry.runs.approve import approve

    run = planned(by="sato")
    with pytest.raises(KofuError, match="run-two-people"):
        approve(run, "sato")


def test_nor_past_the_program(planned: Planned) -> None:
    from django.db import IntegrityError, transaction

    from kofu.registry.runs.tables import RunAction

    run = planned(by="sato")
    step = {"run": run, "seq": 2, "before": "planned", "step": "approve", "after": "approved"}
    for by, planner in (("sato", "sato"), ("sato", "suzuki")):
        with pytest.raises(IntegrityError), transaction.atomic():
            RunAction.objects.create(**step, by=by, planned_by=planner)
            # The planner that is named is checked against the plan at the end of the transaction.
            transaction.get_connection().check_constraints()


def test_the_same_plan_is_the_same_run(planned: Planned) -> None:
    assert planned(by="sato").pk == planned(by="suzuki").pk


def test_one_run_of_a_kind_for_a_day(planned: Planned) -> None:
    from kofu.registry.runs.approve import approve
    from kofu.registry.runs.posting import abandon

    first, second = planned(per_chunk=10), planned(per_chunk=20)
    assert first.pk != second.pk
    approve(first, "suzuki")
    with pytest.raises(KofuError, match="run-slot-taken"):
        approve(second, "suzuki")
    abandon(first, "suzuki", "件数の誤り")
    approve(second, "suzuki")


@pytest.mark.parametrize("what", ["roster.parquet", "decisions.parquet"])
def test_what_changed_after_the_plan_is_not_approved(planned: Planned, what: str) -> None:
    from kofu.registry.runs.acting import stand
    from kofu.registry.runs.approve import approve
    from kofu.registry.runs.folder import folder_of_run

    run = planned()
    with (folder_of_run(run) / what).open("ab") as file:
        file.write(b"\n")
    with pytest.raises(KofuError, match="run-invalid"):
        approve(run, "suzuki")
    assert stand(run).state == "invalid"


def test_a_file_taken_in_since_then_makes_the_plan_invalid(planned: Planned, roster: Path) -> None:
    from kofu.registry.people.load import load_roster
    from kofu.registry.runs.approve import approve

    run = planned()
    load_roster(roster, None, date(2026, 6, 20), "sato")
    with pytest.raises(KofuError, match="run-invalid"):
        approve(run, "suzuki")


def test_two_start_at_once_and_there_is_one_start(planned: Planned) -> None:
    from kofu.registry.runs.approve import approve
    from kofu.registry.runs.starting import start
    from kofu.registry.runs.tables import RunAction

    run = planned()
    approve(run, "suzuki")
    start(run, "sato", 1)
    start(run, "suzuki", 1)
    assert RunAction.objects.filter(run=run, step="start").count() == 1


def test_the_pulled_are_in_no_list_before_and_after_printing(planned: Planned) -> None:
    from kofu.registry.issued.tables import Action, Document
    from kofu.registry.runs.accounts import accounts, wrong
    from kofu.registry.runs.folder import MAIL, PAGES, folder_of_run
    from kofu.registry.runs.pulls import pull
    from kofu.registry.runs.release import release
    from kofu.registry.runs.tables import RunPerson

    run = planned()
    due = RunPerson.objects.filter(run=run, outcome="due").select_related("person")
    early, late = (one.person.person_id for one in due.order_by("person_id")[:2])
    pull(run, early, "施設からの連絡", "sato")
    run = done(run)
    pull(run, late, "転出の届出", "sato")
    released = release(run, "suzuki")
    assert [finding.code for finding in released.findings] == []
    told = accounts(run)
    assert told.pulled == 2
    assert told.left == 0
    assert not wrong(run)
    assert not Document.objects.filter(run=run, person__person_id=early).exists()
    states = Action.objects.filter(document__run=run, document__person__person_id=late)
    assert states.order_by("-seq").first().after == "cancelled"
    folder = folder_of_run(run)
    assert early in (folder / PAGES / "pulled.csv").read_text()
    envelopes = {
        row["person_id"]: str(row["envelope"])
        for row in pq.read_table(folder / PAGES / "pages.parquet").to_pylist()
    }
    lines = (folder / MAIL / "pieces.csv").read_text().splitlines()[1:]
    listed = {line.split(",")[0] for line in lines}
    assert early not in envelopes
    # Everybody else's envelope is listed, the late one's is not.
    assert {person for person, one in envelopes.items() if one not in listed} == {late}


def test_whoever_holds_a_certificate_of_those_days_gets_no_second(planned: Planned) -> None:
    from kofu.registry.issued.tables import Action, Document
    from kofu.registry.runs.accounts import accounts
    from kofu.registry.runs.tables import Pull, RunPerson

    first = planned()
    one = RunPerson.objects.filter(run=first, outcome="due", document="certificate").first()
    assert one is not None
    given = Document.objects.create(
        person=one.person, kind="certificate", valid_from=date(2026, 7, 1),
        valid_until=date(2027, 7, 31), issued_on=date(2026, 7, 1), law_on=ON, law_known=ON,
        pack="tokyo-kouki", pack_hash="", facts_hash="", class_key=0, receipt="", origin="counter",
    )  # fmt: skip
    Action.objects.create(
        document=given, seq=1, before="new", step="decide", after="decided", on_day=ON, by="sato"
    )
    run = done(first)
    assert list(Pull.objects.filter(run=run).values_list("person", "reason")) == [
        (one.person_id, "live-certificate")
    ]
    assert accounts(run).pulled == 1
    assert not Document.objects.filter(run=run, person=one.person).exists()


def test_a_receipt_is_derived_again_and_a_changed_one_is_found(
    planned: Planned, loaded: Register
) -> None:
    import psycopg

    from kofu.registry.runs.receipt import derive_again
    from kofu.registry.runs.tables import RunPerson

    run = done(planned())
    person = RunPerson.objects.filter(run=run, outcome="due").first().person.person_id
    assert derive_again(person, run, "sato").same
    with psycopg.connect(loaded.superuser, autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(
            "UPDATE run_person SET rule = 'other' FROM person "
            "WHERE person.id = run_person.person_id AND person.person_id = %s",
            [person],
        )
    assert not derive_again(person, run, "sato").same
