"""Everything the register holds leaves it in files that a stranger's tools read, but no secret."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import psycopg
import pytest
from tests.registry import a_register
from tests.registry.conftest import Register

from kofu.registry.giving.give import MANIFEST, Given, Written, give
from kofu.registry.giving.which import GIVEN, SECRET, why_left_out
from kofu.registry.rights import ACCESS, DERIVED, HISTORY

Kofu = Callable[..., tuple[int, str, str]]
VALID = (date(2026, 8, 1), date(2027, 7, 31))
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
NAME, ODD = '髙\U000e0101　花子\n"引用",\\N', "０\t"


@pytest.fixture
def filled(register: Register) -> Register:
    """A run with a person, their certificate by post, an application, and an account."""
    from kofu.registry.access.accounts import add
    from kofu.registry.access.roles import Role

    day = VALID[0]
    with psycopg.connect(register.app) as app:
        load = a_register.load(app)
        person = a_register.person(app, "0012345", None, load)
        run = a_register.run(app, day, [person])
        made = a_register.document(app, person, VALID, run, envelope=1)
        a_register.post(app, run, made, day)
        a_register.application(app, person, day, made)
        app.execute(
            "INSERT INTO enrolment_fact (person_id, valid_from, known_at, load_id, name, alias, symbol)"
            " VALUES (%s, '2026-05-01', now(), %s, %s, '', %s)",
            [person, load, NAME, ODD],
        )
    add("ueda", [Role.COUNTER], "tsukue no ue no mikan", by="tests")
    return register


def counted(register: Register) -> dict[str, int]:
    with psycopg.connect(register.superuser) as admin:
        rows = {name: admin.execute(f"SELECT count(*) FROM {name}").fetchone() for name in GIVEN}
    return {name: int(row[0]) for name, row in rows.items() if row}


def test_every_table_is_given_out_or_left_out_for_a_reason(register: Register) -> None:
    """A new table has to be thought of."""
    with psycopg.connect(register.superuser) as admin:
        there = {name for (name,) in admin.execute(TABLES)}
    assert {*HISTORY, *DERIVED, *ACCESS} <= there
    given = {name for name in there if why_left_out(name) is None}
    assert given == set(GIVEN) and len(GIVEN) == len(given)


def test_every_column_is_given_out_but_those_that_open_doors(
    filled: Register, tmp_path: Path
) -> None:
    given = give(tmp_path / "out", Written.PARQUET, by="sato")
    with psycopg.connect(filled.superuser) as admin:
        found = admin.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND is_generated = 'NEVER'"
        ).fetchall()
    for name, file in given.tables.items():
        there = {column for table, column in found if table == name}
        named = {one.name for one in file.columns}
        assert there - named == SECRET.get(name, set()) and named <= there, name


@pytest.mark.parametrize("written", Written)
def test_another_database_reads_it_back_row_by_row(
    filled: Register, tmp_path: Path, written: Written
) -> None:
    before = counted(filled)
    given = give(tmp_path / "out", written, by="sato")
    # That it is given out is itself an entry, sealed before.
    before["log_entry"] += 1
    before["log_batch"] = given.tables["log_batch"].rows
    assert {name: file.rows for name, file in given.tables.items()} == before
    assert min(before[name] for name in ("person", "document", "run", "post_result")) > 0
    for name, file in given.tables.items():
        path = tmp_path / "out" / file.file
        assert hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256
        read = f"read_csv('{path}', header = true, all_varchar = true)"
        source = f"'{path}'" if written is Written.PARQUET else read
        names = [one.name for one in file.columns]
        told = duckdb.execute(f"SELECT * FROM {source} LIMIT 0").description
        assert [column[0] for column in told] == names, name
        [(rows,)] = duckdb.execute(f"SELECT count(*) FROM {source}").fetchall()
        assert rows == file.rows, name


def test_what_is_written_is_what_was_kept(filled: Register, tmp_path: Path) -> None:
    """Characters, an empty text beside an unknown one, days, moments, ranges, lists and objects."""
    give(tmp_path / "out", Written.PARQUET, by="sato")

    def one(table: str, columns: str, where: str = "true") -> tuple[object, ...]:
        path = tmp_path / "out" / f"{table}.parquet"
        [row] = duckdb.execute(f"SELECT {columns} FROM '{path}' WHERE {where}").fetchall()
        return tuple(row)

    odd = one("enrolment_fact", "name, alias, name_kana, symbol, lost_on", "alias = ''")
    assert odd == (NAME, "", None, ODD, None)
    assert one("document", "valid_from, valid_until, provisional") == (*VALID, False)
    during = one("live_certificate", "during")
    assert during == ("[2026-08-01,2027-08-01)",)
    assert one("application", "evidence, said") == ('["photo-id"]', "{}")
    with psycopg.connect(filled.superuser) as admin:
        kept = admin.execute("SELECT extract(epoch FROM at)::numeric FROM run_action").fetchone()
    [moment] = one("run_action", 'epoch_us("at")')
    assert kept and moment == int(kept[0] * 1_000_000)


def test_no_secret_leaves_and_the_folder_is_ours_alone(filled: Register, tmp_path: Path) -> None:
    with psycopg.connect(filled.superuser) as admin:
        [(password,)] = admin.execute("SELECT password FROM account").fetchall()
    assert len(password) > 20
    give(tmp_path / "out", Written.CSV, by="sato")
    for path in (tmp_path / "out").iterdir():
        assert password not in path.read_text("utf-8")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not {one.name for one in (tmp_path / "out").iterdir()} & {
        f"{name}.csv" for name in ACCESS if name not in GIVEN
    }


def test_the_manifest_tells_all(filled: Register, tmp_path: Path) -> None:
    given: Given = give(tmp_path / "out", Written.CSV, by="sato")
    told = json.loads((tmp_path / "out" / MANIFEST).read_text("utf-8"))
    document = told["tables"]["document"]
    assert (document["rows"], document["key"]) == (1, ["id"])
    assert {
        "name": "person_id",
        "type": "int64",
        "nullable": False,
        "refers": "person",
        "label": "",
    } in document["columns"]
    assert (told["written"], told["log_head"]) == ("csv", given.log_head)
    assert told["left_out"]["otp_totp_totpdevice"] == "secrets of log-in"
    files = {one["file"] for one in told["tables"].values()} | {MANIFEST}
    assert {path.name for path in (tmp_path / "out").iterdir()} == files


def test_only_an_account_with_the_right_gives_it_out_and_the_log_has_it(
    register: Register, kofu: Kofu, tmp_path: Path
) -> None:
    from kofu.registry.access.accounts import add
    from kofu.registry.access.roles import Role

    for name, role in (("ueda", "operator"), ("kanri", "administrator")):
        add(name, [Role(role)], "tsukue no ue no mikan", by="tests")
    out = tmp_path / "out"
    code, _, told = kofu("export", "register", "-o", str(out), "--by", "ueda")
    assert (code, out.exists()) == (2, False) and "right-missing" in told
    code, told, _ = kofu("export", "register", "-o", str(out), "--by", "kanri", "--json")
    assert code == 0 and json.loads(told)["tables"]["account"]["rows"] == 2
    with psycopg.connect(register.app) as app:
        logged = app.execute(
            "SELECT by, outcome, object FROM log_entry WHERE event = 'exported'"
        ).fetchall()
    assert logged == [("kanri", "done", "register:all")]


def test_a_folder_of_something_else_stays_and_the_failure_is_logged(
    register: Register, tmp_path: Path
) -> None:
    (tmp_path / "letters").write_text("dear", "utf-8")
    with pytest.raises(Exception, match="output-folder-not-ours"):
        give(tmp_path, Written.CSV, by="sato")
    assert [path.name for path in tmp_path.iterdir()] == ["letters"]
    with psycopg.connect(register.app) as app:
        logged = app.execute("SELECT outcome FROM log_entry WHERE event = 'exported' ORDER BY id")
        assert logged.fetchall() == [("done",), ("failed",)]
