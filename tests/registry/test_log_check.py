"""What somebody does to the log behind the triggers' back is found in the database itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from tests.registry.conftest import Register

from kofu.registry.log.chain import head, seal
from kofu.registry.log.check import check
from kofu.registry.log.events import Event
from kofu.registry.log.write import note

Kofu = Callable[..., tuple[int, str, str]]


@pytest.fixture
def sealed(register: Register) -> Register:
    for number in range(4):
        note(Event.PERSON_READ, by="sato", person_id=f"00{number}", detail={"rows": number})
        if number % 2:
            seal()
    return register


def behind_the_back(register: Register, *statements: str) -> None:
    with psycopg.connect(register.superuser, autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        for statement in statements:
            admin.execute(statement)


def test_a_log_as_it_was_written_has_no_findings(sealed: Register) -> None:
    done = check([head().head])
    assert (done.total, done.log.entries, done.log.batches, done.nameless) == (0, 4, 2, 0)


CHANGES = (
    "UPDATE log_entry SET by = 'nobody' WHERE id = 1",
    "UPDATE log_entry SET at = at - interval '1 microsecond' WHERE id = 2",
    "UPDATE log_entry SET detail = '{\"rows\": 7}' WHERE id = 3",
    "UPDATE log_entry SET subject = repeat('a', 64) WHERE id = 1",
    "UPDATE log_entry SET id = 99 WHERE id = 2",
    "UPDATE log_entry SET xact = xact - 1 WHERE id = 1",
    "DELETE FROM log_entry WHERE id = 1",
    "DELETE FROM log_entry WHERE id IN (1, 2)",
    "INSERT INTO log_entry (event, outcome, by, terminal, subject, object, reason, detail, xact)"
    " SELECT event, outcome, by, terminal, subject, object, reason, detail, xact"
    " FROM log_entry WHERE id = 1",
    "UPDATE log_batch SET at = at + interval '1 second' WHERE number = 2",
    "UPDATE log_batch SET entries = 1 WHERE number = 1",
    "UPDATE log_batch SET below = below + 1 WHERE number = 2",
    "UPDATE log_batch SET head = repeat('a', 64) WHERE number = 1",
    "UPDATE log_batch SET previous = repeat('a', 64) WHERE number = 2",
    "UPDATE log_batch SET number = 3 WHERE number = 2",
    "DELETE FROM log_batch WHERE number = 1",
    "UPDATE log_subject SET person_id = '009' WHERE entry_id = 1",
    "UPDATE log_subject SET salt = '00' WHERE entry_id = 1",
)


def test_whatever_was_changed_is_found(sealed: Register) -> None:
    tables = ("log_entry", "log_subject", "log_batch")
    behind_the_back(sealed, *(f"CREATE TABLE kept_{one} AS TABLE {one}" for one in tables))
    for statement in CHANGES:
        behind_the_back(sealed, statement)
        assert check().total, statement
        behind_the_back(sealed, *(f"TRUNCATE {one} CASCADE" for one in tables))
        behind_the_back(sealed, *(f"INSERT INTO {one} SELECT * FROM kept_{one}" for one in tables))
        assert check().total == 0, statement


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE log_entry DISABLE TRIGGER history_stays",
        "DROP TRIGGER history_is_not_emptied ON log_batch",
    ],
)
def test_guards_that_were_taken_away_are_found(sealed: Register, statement: str) -> None:
    behind_the_back(sealed, statement)
    assert [one.code for one in check().findings] == ["log-guards-missing"]


def test_two_entries_that_changed_places_are_found(sealed: Register) -> None:
    behind_the_back(
        sealed,
        "UPDATE log_entry SET id = 100 WHERE id = 1",
        "UPDATE log_entry SET id = 1 WHERE id = 2",
        "UPDATE log_entry SET id = 2 WHERE id = 100",
    )
    assert check().total


def test_a_cut_tail_is_found_by_a_head_kept_elsewhere(sealed: Register) -> None:
    kept = head().head
    behind_the_back(
        sealed, "DELETE FROM log_entry WHERE id > 2", "DELETE FROM log_batch WHERE number = 2"
    )
    assert check().total == 0
    assert [one.code for one in check([kept]).log.findings] == ["head-unknown"]


def test_the_commands(sealed: Register, kofu: Kofu, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    code, out, _ = kofu("log", "export", "-o", file, "--by", "suzuki")
    now = head()
    assert (code, now.number) == (0, 3)
    assert now.head in out
    entries = [json.loads(one).get("entry") for one in file.read_text().splitlines()]
    assert [one["event"] for one in entries if one and one["by"] == "suzuki"] == ["log-exported"]
    assert kofu("log", "verify", file, "--head", now.head)[0] == 0
    code, out, _ = kofu("log", "verify", file, "--head", "a" * 64, "--json")
    assert code == 1
    assert [one["code"] for one in json.loads(out)["findings"]] == ["head-unknown"]
    assert kofu("log", "verify", tmp_path / "none")[0] == 2
    assert kofu("log", "head")[1].strip() == now.head
    assert kofu("log", "check", "--head", now.head)[0] == 0
    behind_the_back(sealed, "UPDATE log_entry SET by = 'nobody' WHERE id = 1")
    code, out, _ = kofu("log", "check", "--by", "ito")
    assert code == 1
    assert "第1束" in out
    with psycopg.connect(sealed.app) as app:
        [(told,)] = app.execute("SELECT detail->>'findings' FROM log_entry WHERE by = 'ito'")
    assert int(told) >= 1


def test_an_export_that_cannot_be_written_leaves_no_file_but_an_entry(
    sealed: Register, kofu: Kofu, tmp_path: Path
) -> None:
    (tmp_path / "log.jsonl").mkdir()
    code, _, err = kofu("log", "export", "-o", tmp_path / "log.jsonl")
    assert code == 2
    assert err.startswith("output-exists-as-folder")
    with psycopg.connect(sealed.app) as app:
        found = app.execute("SELECT outcome FROM log_entry WHERE event = 'log-exported'").fetchall()
    assert sorted(found) == [("done",), ("failed",)]
