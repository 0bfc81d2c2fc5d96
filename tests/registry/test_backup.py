"""A backup goes back to the same rows, files and guards; a damaged one goes nowhere."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest
from tests.registry import a_register
from tests.registry.conftest import Register

from kofu.registry.log.chain import head
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.rights import HISTORY

Kofu = Callable[..., tuple[int, str, str]]
VALID = (date(2026, 8, 1), date(2027, 7, 31))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Files of runs and packs in a place of their own."""
    place = tmp_path / "home"
    monkeypatch.setenv("KOFU_HOME", str(place))
    (place / "runs" / "1").mkdir(parents=True)
    (place / "packs").mkdir()
    (place / "runs" / "1" / "cards.pdf").write_bytes(b"%PDF- cards")
    (place / "runs" / "1" / ".cards.pdf.7.part").write_bytes(b"half")
    (place / "packs" / "abc.json").write_bytes(b"{}")
    yield place
    assert not list(place.rglob(".restore.*"))


@pytest.fixture
def filled(register: Register, home: Path) -> Register:
    with psycopg.connect(register.app) as app:
        load = a_register.load(app)
        person = a_register.person(app, "0012345", None, load)
        run = a_register.run(app, date(2026, 8, 1), [person])
        a_register.document(app, person, VALID, run)
    note(Event.PERSON_READ, by="sato", person_id="0012345")
    return register


def everything(register: Register) -> dict[str, list[object]]:
    """Every row of every table but what a restore itself adds to the log."""
    with psycopg.connect(register.superuser) as admin:
        tables = [
            name
            for (name,) in admin.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            )
        ]
        return {
            name: sorted(
                str(row)
                for (row,) in admin.execute(f"SELECT one::text FROM {name} one")
                if name != "log_entry" or ",restored," not in str(row)
            )
            for name in tables
            if name != "log_batch"
        }


def told(register: Register) -> list[object]:
    """What the log says of restores."""
    with psycopg.connect(register.app) as app:
        return [
            outcome
            for (outcome,) in app.execute("SELECT outcome FROM log_entry WHERE event = 'restored'")
        ]


def schema(register: Register) -> list[object]:
    """Constraints, triggers and rights."""
    with psycopg.connect(register.superuser) as admin:
        return admin.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
            "  FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
            " UNION ALL SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid)"
            "  FROM pg_trigger WHERE NOT tgisinternal"
            " UNION ALL SELECT table_name, grantee, privilege_type"
            "  FROM information_schema.role_table_grants WHERE table_schema = 'public'"
            " UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes"
            "  WHERE schemaname = 'public' ORDER BY 1, 2, 3"
        ).fetchall()


def test_a_round_trip(filled: Register, home: Path, kofu: Kofu, tmp_path: Path) -> None:
    file = tmp_path / "kofu.backup"
    code, out, _ = kofu("backup", "-o", file, "--by", "suzuki")
    assert (code, stat.S_IMODE(file.stat().st_mode)) == (0, 0o600)
    assert "2ファイル" in out
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["kofu.backup"]
    rows, guards, anchor = everything(filled), schema(filled), head().head
    with psycopg.connect(filled.app) as app:
        a_register.load(app, "b" * 64)
    (home / "runs" / "1" / "cards.pdf").write_bytes(b"other")
    (home / "runs" / "2").mkdir()
    assert everything(filled) != rows

    code, _, err = kofu("restore", file)
    assert code == 2
    assert err.startswith("restore-not-empty")
    for _ in range(2):
        code, out, _ = kofu("restore", file, "--replace", "--json")
        assert (code, json.loads(out)["log_head"]) == (0, anchor)
        assert everything(filled) == rows
        assert schema(filled) == guards
        assert (home / "runs" / "1" / "cards.pdf").read_bytes() == b"%PDF- cards"
        assert sorted(path.name for path in (home / "runs").rglob("*")) == ["1", "cards.pdf"]
    assert kofu("log", "check", "--head", anchor)[0] == 0
    # What was restored can be saved again, and goes back again.
    assert kofu("backup", "-o", file)[0] == 0
    assert kofu("restore", file, "--replace")[0] == 0


def test_after_a_restore_the_database_still_refuses(
    filled: Register, kofu: Kofu, tmp_path: Path
) -> None:
    kofu("backup", "-o", tmp_path / "kofu.backup")
    assert kofu("restore", tmp_path / "kofu.backup", "--replace")[0] == 0
    with psycopg.connect(filled.superuser, autocommit=True) as admin:
        kept = [
            name for name in HISTORY if admin.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone()
        ]
    assert {"person", "document", "action", "run_person", "log_entry", "log_batch"} <= set(kept)
    for role, state in (("app", "42501"), ("owner", "KH001")):
        with psycopg.connect(getattr(filled, role), autocommit=True) as connection:
            for table in kept:
                for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
                    with pytest.raises(psycopg.Error) as error:
                        connection.execute(statement)
                    assert error.value.sqlstate == state, statement
    with (
        pytest.raises(psycopg.errors.ExclusionViolation),
        psycopg.connect(filled.app) as app,
    ):
        [(person,)] = app.execute("SELECT id FROM person")
        a_register.document(app, person, VALID)


def test_the_chain_goes_on_where_transactions_are_counted_from_below(
    filled: Register, kofu: Kofu, tmp_path: Path
) -> None:
    """A new server counts from 3 or so; here the stored numbers are moved far ahead instead."""
    with psycopg.connect(filled.superuser, autocommit=True) as admin:
        admin.execute(
            "CREATE OR REPLACE FUNCTION xact_shift() RETURNS bigint LANGUAGE sql STABLE"
            " AS 'SELECT 5000000000'"
        )
    note(Event.LOADED, by="sato")
    kofu("backup", "-o", tmp_path / "kofu.backup")
    with psycopg.connect(filled.superuser, autocommit=True) as admin:
        admin.execute(
            "CREATE OR REPLACE FUNCTION xact_shift() RETURNS bigint LANGUAGE sql STABLE"
            " AS 'SELECT 0::bigint'"
        )
        # As if somebody had restored by hand, with other means than ours.
        assert kofu("log", "head")[2].startswith("log-count-behind")
    assert kofu("restore", tmp_path / "kofu.backup", "--replace")[0] == 0
    before = head().number
    note(Event.LOADED, by="sato")
    assert kofu("log", "export", "-o", tmp_path / "log.jsonl")[0] == 0
    assert head().number == before + 1
    assert kofu("log", "verify", tmp_path / "log.jsonl")[0] == 0
    assert kofu("log", "check")[0] == 0


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_damaged_backup_restores_nothing(
    filled: Register, home: Path, kofu: Kofu, tmp_path: Path, part: float
) -> None:
    file = tmp_path / "kofu.backup"
    kofu("backup", "-o", file)
    whole = file.read_bytes()
    rows = everything(filled)
    place = whole.index(b"%PDF- cards") if part == 0.9 else int(whole.index(b"runs/1") * part)
    for damaged in (
        whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :],
        whole[:place],
        whole.replace(b"manifest.json", b"manifest.jsox"),
        b"",
    ):
        file.write_bytes(damaged)
        code, _, err = kofu("restore", file, "--replace")
        assert (code, err.split(":")[0]) == (2, "backup-damaged")
    assert everything(filled) == rows


def test_a_restore_that_stops_half_way_changes_nothing(
    filled: Register, home: Path, kofu: Kofu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are counted at the end of the transaction: here one is said to be missing."""
    file = tmp_path / "kofu.backup"
    kofu("backup", "-o", file)
    rows = everything(filled)
    monkeypatch.setattr(
        "kofu.registry.keeping.restore._counted",
        lambda manifest: b"DO $$ BEGIN RAISE 'rows'; END $$;",
    )
    code, _, err = kofu("restore", file, "--replace")
    assert (code, err.split(":")[0]) == (2, "restore-failed")
    assert everything(filled) == rows
    assert told(filled) == ["failed"]
    assert (home / "runs" / "1" / "cards.pdf").read_bytes() == b"%PDF- cards"


def test_an_empty_register_needs_no_leave(
    filled: Register, kofu: Kofu, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    kofu("backup", "-o", tmp_path / "kofu.backup")
    with psycopg.connect(filled.superuser, autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        for table in HISTORY:
            admin.execute(f"TRUNCATE {table} CASCADE")
    # A failure leaves it empty, so that the next try needs no leave either.
    assert kofu("restore", tmp_path / "none")[2].startswith("file-missing")
    assert kofu("restore", tmp_path / "kofu.backup")[0] == 0
    assert told(filled) == ["done"]


def test_proofs_of_the_restored_register_are_told(
    filled: Register, home: Path, tmp_path: Path
) -> None:
    from kofu.base.errors import Finding
    from kofu.registry.keeping.backup import backup
    from kofu.registry.keeping.restore import restore

    backup(tmp_path / "kofu.backup", by="sato")
    found = Finding("log-guards-missing", params={"count": 1})
    done = restore(
        tmp_path / "kofu.backup", by="sato", replace=True, proofs=[lambda: [found], list]
    )
    assert (done.findings, done.total) == ((found,), 1)
