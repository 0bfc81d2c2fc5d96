"""What is due goes, with its certificate; whoever is held, and whatever is needed, stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import psycopg
import pytest
from tests.registry import a_register
from tests.registry.conftest import Register

from kofu.registry.keeping.delete import delete
from kofu.registry.keeping.due import TABLES, due
from kofu.registry.log.chain import head, seal
from kofu.registry.log.check import check
from kofu.registry.log.events import Event
from kofu.registry.log.write import note

Kofu = Callable[..., tuple[int, str, str]]
ON = date(2026, 4, 1)
OLD, OLD_VALID = date(2020, 8, 1), (date(2020, 8, 1), date(2021, 3, 31))
NEWER_VALID = (date(2020, 8, 1), date(2021, 4, 1))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOFU_HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "runs" / "r").mkdir(parents=True)
    (tmp_path / "home" / "runs" / "r" / "cards.pdf").write_bytes(b"%PDF-")
    return tmp_path / "home"


def old(register: Register, *statements: str) -> None:
    """The clock of the database cannot be set: times are moved back past the triggers."""
    with psycopg.connect(register.superuser, autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        for statement in statements:
            admin.execute(statement)


def rows(register: Register, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(register.superuser) as admin:
        return admin.execute(question).fetchall()


def counts(register: Register) -> dict[str, int]:
    tables = {table for each in TABLES.values() for table in each}
    return {
        table: int(str(rows(register, f"SELECT count(*) FROM {table}")[0][0])) for table in tables
    }


@pytest.fixture
def filled(register: Register, home: Path) -> Register:
    """gone: lost and all over; later: a day too young; here: still enrolled."""
    with psycopg.connect(register.app) as app:
        load = a_register.load(app)
        gone = a_register.person(app, "gone", date(2021, 3, 31), load)
        later = a_register.person(app, "later", date(2021, 4, 1), load)
        a_register.person(app, "here", None, load)
        run = a_register.run(app, OLD, [gone])
        a_register.post(app, run, a_register.document(app, gone, OLD_VALID, run), OLD)
        a_register.document(app, later, OLD_VALID)
        app.execute(
            "INSERT INTO run_action (run_id, seq, before, step, after, by, planned_by, detail)"
            " VALUES (%s, 2, 'planned', 'abandon', 'abandoned', 'sato', 'sato', '{}')",
            [run],
        )
    for person in ("gone", "later", "here"):
        note(Event.PERSON_READ, by="sato", person_id=person)
    old(
        register,
        "UPDATE run_action SET at = '2020-09-01'",
        "UPDATE log_entry SET at = '2016-03-31 23:59:59+09'",
    )
    seal()
    return register


def test_what_is_due_is_counted_by_class_and_table(filled: Register) -> None:
    found = {one.retention.name: one for one in due(ON).due}
    assert found["documents"].before == date(2021, 4, 1)
    assert dict(found["documents"].counts) == {
        "document": 2,
        "action": 2,
        "live_certificate": 2,
        "post_result": 1,
    }
    assert found["log-names"].before == date(2016, 4, 1)
    assert dict(found["log-names"].counts) == {"log_subject": 3}
    assert found["runs"].counts["run"] == found["runs"].counts["run_person"] == 1
    assert found["people"].counts["person"] == found["people"].counts["card_fact"] == 1
    assert [one.total for one in due(date(2026, 3, 31)).due] == [0, 0, 0, 0]


def test_what_is_due_goes_and_the_rest_stays(filled: Register, home: Path) -> None:
    anchor = head().head
    made = delete(ON, by="sato", terminal="PC-04")
    assert {one.due.retention.name for one in made} == set(TABLES)
    assert rows(filled, "SELECT person_id FROM person ORDER BY 1") == [("here",), ("later",)]
    left = counts(filled)
    facts = {table for table in left if table.endswith("_fact")}
    two = {"person", "person_now", "person_event", *facts}
    assert left == {**dict.fromkeys(left, 0), **dict.fromkeys(two, 2)}
    assert not (home / "runs" / "r").exists()
    done = check([anchor])
    assert (done.total, done.nameless) == (0, 3)
    assert delete(ON, by="sato") == []


def test_a_certificate_counts_and_names_nobody(filled: Register) -> None:
    made = delete(ON, by="sato")
    told = rows(filled, "SELECT retention_class, before_day, counts, digest, by FROM"
                        " deletion_certificate ORDER BY id")  # fmt: skip
    assert [name for name, *_ in told] == list(TABLES)
    assert told[1][1:3] == (
        date(2021, 4, 1),
        {"document": 2, "action": 2, "live_certificate": 2, "post_result": 1},
    )
    whole = str(rows(filled, "SELECT one::text FROM deletion_certificate one"))
    assert not any(number in whole for number in ("gone", "later", "here"))
    assert len({one.digest for one in made}) == len(made)
    entries = rows(filled, "SELECT object, by, detail->>'class' FROM log_entry WHERE event ="
                           " 'deleted' ORDER BY id")  # fmt: skip
    assert entries == [
        (f"certificate:{one.number}", "sato", one.due.retention.name) for one in made
    ]


def test_a_digest_is_that_of_the_rows(filled: Register) -> None:
    """By hand for log_subject: the hashes of its rows, sorted, hashed."""
    [(expected,)] = rows(
        filled,
        "SELECT encode(sha256(string_agg(h, ''::bytea ORDER BY h)), 'hex')"
        " FROM (SELECT sha256(convert_to(s::text, 'UTF8')) h FROM log_subject s) hashes",
    )
    assert delete(ON, by="sato")[0].digest == expected


def test_of_whom_there_is_a_hold_nothing_goes(filled: Register, kofu: Kofu, home: Path) -> None:
    assert kofu("keep", "hold", "gone", "--reason", "審査請求中", "--by", "sato")[0] == 0
    delete(ON, by="sato")
    assert rows(filled, "SELECT person_id FROM person ORDER BY 1")[0] == ("gone",)
    left = counts(filled)
    assert (left["document"], left["run_person"], left["run"], left["pull"]) == (1, 1, 1, 1)
    assert rows(filled, "SELECT DISTINCT person_id FROM log_subject") == [("gone",)]
    assert (home / "runs" / "r" / "cards.pdf").exists()

    assert kofu("keep", "release", "gone", "--by", "suzuki")[0] == 0
    assert kofu("keep", "release", "gone")[2].startswith("hold-none")
    delete(ON, by="sato")
    assert rows(filled, "SELECT 1 FROM person WHERE person_id = 'gone'") == []
    assert counts(filled)["legal_hold"] == counts(filled)["legal_hold_end"] == 0
    assert rows(filled, "SELECT event, outcome, by FROM log_entry WHERE event LIKE 'h%%' ORDER BY"
                        " id") == [("held", "done", "sato"), ("hold-released", "done", "suzuki")]  # fmt: skip


def test_a_hold_for_everybody(filled: Register, kofu: Kofu) -> None:
    assert kofu("keep", "hold", "--everyone", "--reason", "監査")[0] == 0
    before = counts(filled)
    assert due(ON).held == 3
    assert delete(ON, by="sato") == []
    assert counts(filled) == before


def test_a_document_that_another_still_needs_is_kept(filled: Register, home: Path) -> None:
    """old <- middle <- young: while the young one is not due, none of the line goes."""
    with psycopg.connect(filled.app) as app:
        load = a_register.load(app, "c" * 64)
        person = a_register.person(app, "line", date(2021, 3, 31), load)
        steps = (*(("new", "decide", "decided"), ("decided", "cancel", "cancelled")),)
        first = a_register.document(app, person, OLD_VALID, steps=steps)
        second = a_register.document(app, person, OLD_VALID, steps=steps, replaces=first)
        a_register.document(app, person, NEWER_VALID, replaces=second)
    delete(ON, by="sato")
    assert rows(filled, "SELECT count(*) FROM document") == [(3,)]
    assert rows(filled, "SELECT 1 FROM person WHERE person_id = 'line'") == [(1,)]
    (home / "retention.yaml").write_text("documents: {from: day}", encoding="utf-8")
    delete(date(2026, 4, 2), by="sato")
    assert rows(filled, "SELECT count(*) FROM document") == [(0,)]


def test_a_notice_without_an_end_waits_for_the_loss_of_enrolment(filled: Register) -> None:
    with psycopg.connect(filled.app) as app:
        for (person,) in app.execute("SELECT id FROM person").fetchall():
            a_register.document(app, person, (OLD, None), kind="notice")
    delete(ON, by="sato")
    left = "SELECT p.person_id FROM document d JOIN person p ON p.id = d.person_id ORDER BY 1"
    assert rows(filled, left) == [("here",), ("later",)]


def test_the_database_deletes_only_with_a_certificate_of_the_same_transaction(
    filled: Register,
) -> None:
    insert = (
        "INSERT INTO deletion_certificate (retention_class, before_day, counts, digest, by%s)"
        " VALUES ('log-names', '2016-04-01', '{}', 'x', 'sato'%s)"
    )
    with psycopg.connect(filled.owner, autocommit=True) as owner:
        owner.execute((insert % ("", "")).encode())
        with pytest.raises(psycopg.Error) as error:
            owner.execute("DELETE FROM log_subject")
        assert error.value.sqlstate == "KH001"
        # A number of a transaction to come, written down before, opens nothing.
        owner.execute((insert % (", xact", ", pg_current_xact_id()::text::bigint + 1")).encode())
        with pytest.raises(psycopg.Error) as error:
            owner.execute("DELETE FROM log_subject")
        assert error.value.sqlstate == "KH001"
        with owner.transaction():
            owner.execute((insert % ("", "")).encode())
            assert owner.execute("DELETE FROM log_subject").rowcount == 3
            with pytest.raises(psycopg.Error) as error, owner.transaction():
                owner.execute("UPDATE log_entry SET by = 'x'")
            assert error.value.sqlstate == "KH001"
            with pytest.raises(psycopg.Error) as error, owner.transaction():
                owner.execute("TRUNCATE log_subject")
            assert error.value.sqlstate == "KH001"
    with psycopg.connect(filled.app) as app, pytest.raises(psycopg.Error) as error:
        app.execute((insert % ("", "")).encode())
    assert error.value.sqlstate == "42501"


def test_nothing_goes_when_somebody_writes_beside_it(
    filled: Register, kofu: Kofu, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document recorded for a person who is about to go, between the counting and the deleting."""
    from kofu.registry.keeping import delete as module

    folders = module._folders

    def meanwhile(cursor: object) -> list[Path]:
        with psycopg.connect(filled.app) as app:
            [(gone,)] = app.execute("SELECT id FROM person WHERE person_id = 'gone'")
            a_register.document(app, gone, (OLD, None), kind="notice")
        return folders(cursor)

    monkeypatch.setattr(module, "_folders", meanwhile)
    before = counts(filled)
    code, _, err = kofu("keep", "delete", "--on", ON)
    assert (code, err.split(":")[0]) == (2, "keep-busy")
    after = counts(filled)
    assert after == {**before, "document": before["document"] + 1, "action": before["action"] + 1}
    assert rows(filled, "SELECT outcome FROM log_entry WHERE event = 'deleted'") == [("failed",)]


def test_the_commands(filled: Register, kofu: Kofu) -> None:
    code, out, _ = kofu("keep", "list", "--on", ON, "--json")
    told = {one["class"]: one["rows"] for one in json.loads(out)["due"]}
    assert (code, told["documents"], told["log-names"]) == (0, 7, 3)
    assert "交付した書類" in kofu("keep", "list", "--on", ON)[1]
    assert kofu("keep", "delete", "--on", "2999-01-01")[2].startswith("keep-future")
    assert kofu("keep", "hold", "nobody", "--reason", "x")[2].startswith("hold-person-unknown")
    assert kofu("keep", "hold", "--reason", "x")[2].startswith("hold-whom")
    code, out, _ = kofu("keep", "delete", "--on", ON, "--json")
    assert (code, len(json.loads(out))) == (0, 4)
    assert kofu("keep", "delete", "--on", ON)[1].strip() == "保存期間が過ぎた記録はありません。"
