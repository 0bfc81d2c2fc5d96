"""Whom each kind of run looks at, and why."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from tests.registry.conftest import Register

from kofu.policy.law import law_on
from kofu.policy.load import load

ON, KNOWN = date(2026, 8, 1), date(2026, 6, 13)
LINKED = {"has_card": "1", "registered": "1", "certificate_expires_on": "2029-05-05"}


def person(person_id: str, **changed: str) -> dict[str, str]:
    return {
        "person_id": person_id,
        "number": f"{int(person_id):08d}",
        "name": "見本　花子",
        "birth_date": "1946-05-05",
        "acquired_on": "2021-05-05",
        "postal_code": "100-0013",
        "address": "東京都千代田区霞が関1丁目3番2号",
        "municipality_code": "131016",
        "copay_percent": "10",
        "status_on": "2026-05-31",
        "has_card": "0",
        "registered": "0",
        "certificate_expires_on": "",
        **changed,
    }


def taken(folder: Path, as_of: date, rows: list[dict[str, str]], status_list: bool = False) -> None:
    from kofu.registry.people.load import load_roster
    from kofu.registry.people.tables import LoadKind

    path = folder / f"{as_of}-{status_list}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    kind = LoadKind.STATUS_LIST if status_list else LoadKind.ROSTER
    load_roster(path, None, as_of, "sato", kind)


def looked_at(kind: str, on: date = ON) -> dict[str, str] | None:
    from kofu.registry.runs.population import population
    from kofu.registry.runs.states import RunKind

    found = population(RunKind(kind), law_on(load("tokyo-kouki"), on, KNOWN))
    return dict(found.events) if found.events is not None else None


def test_a_renewal_looks_at_everybody(register: Register) -> None:
    assert looked_at("renewal") is None


@pytest.mark.parametrize(
    ("born", "turns"),
    [
        ("1956-07-01", False),  # 70 on 1 July: the new share began in July
        ("1956-07-02", True),
        ("1956-08-01", True),  # born on the 1st: the new share begins that very month
        ("1956-08-02", False),
        ("1951-07-31", False),
        ("1951-08-01", True),
        ("1951-08-31", True),
        ("1951-09-01", False),
        ("1941-08-15", True),
        ("1946-08-15", False),
    ],
)
def test_ages_of_the_month(register: Register, tmp_path: Path, born: str, turns: bool) -> None:
    taken(tmp_path, date(2026, 6, 1), [person("1", birth_date=born)])
    assert looked_at("ages") == ({"1": "change"} if turns else {})


def test_who_lost_a_usable_card_by_the_status_list(register: Register, tmp_path: Path) -> None:
    taken(tmp_path, date(2026, 5, 31), [person("1", **LINKED), person("2", **LINKED), person("3")])
    listed = {"person_id": "1", "status_on": "2026-06-30", **LINKED, "registered": "0"}
    taken(tmp_path, date(2026, 6, 30), [listed], status_list=True)
    assert looked_at("status-list") == {"1": "status_change"}


def test_who_joined_and_who_changed(register: Register, tmp_path: Path) -> None:
    from kofu.registry.people.tables import PersonEvent

    taken(tmp_path, date(2026, 5, 31), [person("1"), person("2")])
    assert looked_at("changes") == {"1": "enrolment", "2": "enrolment"}
    moved = "東京都千代田区霞が関2丁目1番1号"
    later = [person("1", address=moved), person("2"), person("3", acquired_on="2026-06-05")]
    taken(tmp_path, date(2026, 6, 30), later)
    kinds = PersonEvent.objects.filter(load__as_of=date(2026, 6, 30))
    assert set(kinds.values_list("person__person_id", "kind")) == {
        ("1", "changed"),
        ("3", "joined"),
    }
    assert looked_at("changes") == {"1": "enrolment", "2": "enrolment", "3": "enrolment"}


def test_a_planned_run_of_changes_leaves_the_next_one_the_later_files(
    register: Register, tmp_path: Path
) -> None:
    from kofu.registry.runs.plan import Asked, plan
    from kofu.registry.runs.states import RunKind

    taken(tmp_path, date(2026, 5, 31), [person("1"), person("2")])
    on = date(2026, 7, 1)
    run = plan(Asked(RunKind.CHANGES, "tokyo-kouki", on, KNOWN, on, "sato"))
    assert run.counts["outcome"]
    assert looked_at("changes") == {}
    moved = "東京都千代田区霞が関2丁目1番1号"
    taken(tmp_path, date(2026, 6, 30), [person("1", address=moved), person("2")])
    assert looked_at("changes") == {"1": "change"}


def test_who_has_nothing_usable(register: Register, tmp_path: Path) -> None:
    held = person("3", certificate_until="2027-07-31")
    linked = {**person("2", **LINKED), "certificate_until": ""}
    taken(tmp_path, date(2026, 6, 30), [{**person("1"), "certificate_until": ""}, linked, held])
    assert looked_at("gaps") == {"1": "status_change"}


def test_returned_mail_with_a_new_address_since(register: Register, tmp_path: Path) -> None:
    from kofu.registry.issued.tables import Action, Document
    from kofu.registry.people.tables import Person

    taken(tmp_path, date(2026, 5, 31), [person("1"), person("2")])
    for number in ("1", "2"):
        sent = Document.objects.create(
            person=Person.objects.get(person_id=number), kind="notice", issued_on=ON, law_on=ON,
            law_known=ON, pack="", pack_hash="", facts_hash="", class_key=0, receipt="",
            origin="counter",
        )  # fmt: skip
        steps = [
            ("new", "decide", "decided"), ("decided", "approve", "approved"),
            ("approved", "print", "printed"), ("printed", "post", "posted"),
            ("posted", "come-back", "returned"),
        ]  # fmt: skip
        for seq, (before, step, after) in enumerate(steps, start=1):
            Action.objects.create(
                document=sent, seq=seq, before=before, step=step, after=after, on_day=ON, by="sato"
            )
    assert looked_at("returned") == {}
    moved = "東京都千代田区霞が関2丁目1番1号"
    taken(tmp_path, date(2026, 6, 30), [person("1", address=moved), person("2")])
    assert looked_at("returned") == {"1": "reissue"}
