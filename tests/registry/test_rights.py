"""The database refuses to forget: each forbidden write is tried, by the everyday role and the owner."""

from __future__ import annotations

import psycopg
import pytest
from tests.registry.conftest import Register

from kofu.registry.rights import ACCESS, DERIVED, HISTORY, OWNERS_ONLY, UNUSED

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
QUEUE = "procrastinate_"


def test_every_table_is_named(register: Register) -> None:
    with psycopg.connect(register.owner) as owner:
        there = {name for (name,) in owner.execute(TABLES)}
    ours = {name for name in there if not name.startswith(QUEUE)} - {"django_migrations"}
    assert ours == {*HISTORY, *DERIVED, *ACCESS, *UNUSED}


@pytest.mark.parametrize(("role", "state"), [("app", "42501"), ("owner", "KH001")])
def test_history_is_neither_changed_nor_deleted(register: Register, role: str, state: str) -> None:
    """42501: the role has no such right. KH001: a trigger keeps the owner from it."""
    for table in HISTORY:
        _one_row(register, table)
        with psycopg.connect(getattr(register, role), autocommit=True) as connection:
            for statement in (
                f"UPDATE {table} SET {_a_column(register, table)} = DEFAULT",
                f"DELETE FROM {table}",
                f"TRUNCATE {table} CASCADE",
            ):
                with pytest.raises(psycopg.Error) as error:
                    connection.execute(statement)
                assert error.value.sqlstate == state, statement


def _a_column(register: Register, table: str) -> str:
    with psycopg.connect(register.owner) as owner:
        found = owner.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s "
            "AND is_generated = 'NEVER' AND is_identity = 'NO' ORDER BY ordinal_position LIMIT 1",
            [table],
        ).fetchone()
    assert found
    return str(found[0])


def _one_row(register: Register, table: str) -> None:
    """A row trigger speaks only where there is a row: one is put there past all checks."""
    with psycopg.connect(register.superuser, autocommit=True) as admin:
        if admin.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
            return
        admin.execute("SET session_replication_role = replica")
        columns = admin.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s "
            "AND is_nullable = 'NO' AND is_generated = 'NEVER' AND is_identity = 'NO' "
            "AND column_default IS NULL",
            [table],
        ).fetchall()
        sample = {"date": "'2026-08-01'", "jsonb": "'{}'", "boolean": "false", "ARRAY": "'{}'"}
        sample |= {"text": "'x'", "timestamp with time zone": "now()", "int8range": "'[1,2)'"}
        values = ", ".join(sample.get(kind, "1") for _, kind in columns)
        names = ", ".join(name for name, _ in columns)
        checks = admin.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'",
            [table],
        ).fetchall()
        for (check,) in checks:
            admin.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{check}"')
        admin.execute(f"INSERT INTO {table} ({names}) VALUES ({values})")


def test_the_everyday_role_may_do_what_is_written_and_nothing_else(register: Register) -> None:
    expected = {
        **{name: {"SELECT"} if name in OWNERS_ONLY else {"SELECT", "INSERT"} for name in HISTORY},
        **{name: set(rights.split(", ")) for name, rights in (*DERIVED.items(), *ACCESS.items())},
    }
    with psycopg.connect(register.owner) as owner:
        rows = owner.execute(
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants "
            "WHERE grantee = 'kofu_app' AND table_name NOT LIKE 'procrastinate%'"
        ).fetchall()
    found: dict[str, set[str]] = {}
    for table, right in rows:
        found.setdefault(table, set()).add(right)
    assert found == expected
