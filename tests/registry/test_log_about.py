"""Who saw or printed a person, when, from where, why."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import psycopg
from tests.registry import a_register
from tests.registry.conftest import Register

from kofu.registry.log.events import Event
from kofu.registry.log.write import note, people_hash

Kofu = Callable[..., tuple[int, str, str]]


def test_entries_about_a_person_and_the_work_they_were_part_of(
    register: Register, kofu: Kofu
) -> None:
    with psycopg.connect(register.app) as app:
        load = a_register.load(app)
        one, other = (a_register.person(app, number, None, load) for number in ("001", "002"))
        run = a_register.run(app, date(2026, 8, 1), [one])
        paper = a_register.document(app, other, (date(2026, 8, 1), None))
    note(Event.LOADED, by="sato", object=f"load:{load}")
    note(Event.RUN_PRINTED, by="sato", object=f"run:{run}", detail={"list": people_hash(["001"])})
    note(Event.DOCUMENT_ACTED, by="sato", object=f"document:{paper}")
    note(Event.PERSON_READ, by="suzuki", person_id="001", reason="問合せ", terminal="PC-04")
    note(Event.PERSON_READ, by="suzuki", person_id="002")

    code, out, _ = kofu("log", "person", "001", "--reason", "開示請求", "--by", "ito", "--json")
    told = json.loads(out)
    assert code == 0
    assert [(entry["event"], entry["by"]) for entry in told] == [
        ("loaded", "sato"),
        ("run-printed", "sato"),
        ("person-read", "suzuki"),
    ]
    assert (told[2]["reason"], told[2]["terminal"]) == ("問合せ", "PC-04")
    code, out, _ = kofu("log", "person", "002")
    assert "書類の記録" in out and "印刷の完了" not in out
    # Asking was an entry about the person each time.
    assert "開示請求" in kofu("log", "person", "001")[1]
    assert json.loads(kofu("log", "person", "nobody", "--json")[1]) == []
