"""`kofu account`, and who may act by command once there are accounts."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.registry.access.conftest import PASSWORD, Add
from tests.registry.conftest import Register
from tests.registry.people.files import somebody, written

from kofu.registry.access.roles import Role

Kofu = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_an_account_from_its_first_day_to_its_last(
    register: Register, kofu: Kofu, typed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(f"{PASSWORD}\n")
    made = ("account", "add", "sato", "--role", "counter", "--municipality", "141313")
    assert kofu(*made, "--display", "佐藤", "--password-stdin")[0] == 0
    asked = iter([PASSWORD, "another one 99", PASSWORD, PASSWORD])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(asked))
    code, _, err = kofu("account", "add", "ito", "--role", "approver", "--role", "counter")
    assert (code, err.split(":")[0]) == (2, "passwords-differ")
    assert kofu("account", "add", "ito", "--role", "approver", "--role", "counter")[0] == 0

    code, out, _ = kofu("account", "list", "--json")
    told = [
        (one["name"], one["display_name"], one["roles"], one["municipalities"])
        for one in json.loads(out)
    ]
    assert told == [
        ("ito", "ito", ["counter", "approver"], []),
        ("sato", "佐藤", ["counter"], ["14131"]),
    ]
    typed("midori no hashi 8\n")
    for words in (
        ("change", "sato", "--display", "佐藤花子"),
        ("change", "sato", "--role", "auditor", "--all-municipalities"),
        ("password", "sato", "--password-stdin"),
        ("unlock", "sato"),
        ("reset-second-factor", "sato"),
        ("deactivate", "ito"),
        ("activate", "ito"),
        ("deactivate", "ito"),
    ):
        assert kofu("account", *words)[0] == 0, words
    _, out, _ = kofu("account", "list")
    assert "佐藤花子" in out and "監査" in out and "停止（離任）" in out
    with psycopg.connect(register.app) as app:
        entries = app.execute(
            "SELECT object, detail ->> 'change', by, terminal FROM log_entry ORDER BY id"
        ).fetchall()
    assert [entry[:2] for entry in entries] == [
        ("account:sato", "added"),
        ("account:ito", "added"),
        ("account:sato", "changed"),
        ("account:sato", "changed"),
        ("account:sato", "password"),
        ("account:sato", "unlocked"),
        ("account:sato", "second-factor-reset"),
        ("account:ito", "deactivated"),
        ("account:ito", "activated"),
        ("account:ito", "deactivated"),
    ]
    # Who did it: the account of this machine, and the machine.
    assert {terminal.split("@")[0] for _, _, _, terminal in entries} == {entries[0][2]}


def test_what_a_command_refuses(register: Register, kofu: Kofu, add: Add) -> None:
    for words, code in (
        (("deactivate", "nobody"), "account-unknown"),
        (("change", "nobody", "--municipality", "14131", "--all-municipalities"), "scope-twice"),
        (("add", "ito", "--role", "boss"), "call-wrong"),
    ):
        assert kofu("account", *words)[2].split(":")[0] == code


def test_the_review_asks_what_an_auditor_asks(register: Register, kofu: Kofu, add: Add) -> None:
    from tests.registry.access.test_second_factor import code_of

    from kofu.registry.access import accounts, second_factor

    add("counter")
    guarded = add("guarded", Role.APPROVER)
    second_factor.confirm(guarded, code_of(second_factor.enrol(guarded)))
    assert kofu("account", "review")[0] == 0
    add("plain", Role.APPROVER)
    add("unused")
    accounts.add("new", [Role.COUNTER], PASSWORD, by="root")
    add("left", Role.ADMINISTRATOR)
    accounts.deactivate("left", by="root")
    with psycopg.connect(register.app, autocommit=True) as app:
        old = "UPDATE account SET created_at = created_at - %s, last_entered_at = now() - %s WHERE name = %s"
        app.execute(old, [timedelta(days=300), timedelta(days=91), "unused"])
        app.execute(old, [timedelta(days=300), timedelta(days=89), "counter"])
    code, out, _ = kofu("account", "review", "--json")
    assert code == 1
    assert {one["name"]: one["doubts"] for one in json.loads(out)} == {
        "counter": [],
        "guarded": [],
        "plain": ["no-factor"],
        "unused": ["unused"],
        "new": ["given-password"],
        "left": [],
    }
    assert "90日使われていない" in kofu("account", "review")[1]


def test_roles_are_shown_without_a_register(kofu: Kofu) -> None:
    shown = json.loads(kofu("account", "roles", "--json")[1])
    assert shown["auditor"] == ["sweep", "log-read", "log-export", "policy-read", "statistics"]
    _, out, _ = kofu("account", "roles")
    [line] = [one for one in out.splitlines() if "一括交付の承認" in one]
    assert [cell.strip() for cell in line.split("│")[2:7]] == ["", "○", "", "", ""]


def test_who_acts_by_command_once_there_are_accounts(
    register: Register, kofu: Kofu, add: Add, tmp_path: Path
) -> None:
    people = [
        somebody(municipality_code="131041"),
        somebody(person_id="2002", municipality_code="131130"),
    ]
    file = written(tmp_path, people)
    day = ("--as-of", "2026-07-01")
    load: tuple[Any, ...] = ("people", "load", file, *day)
    add("unyo", Role.OPERATOR)
    add("kansa", Role.AUDITOR)
    add("shinjuku", municipalities=("131041",))
    table = [
        ((*load, "--by", "nobody"), "by-unknown"),
        (load, "by-unknown"),  # the account of the machine is nobody's here
        ((*load, "--by", "kansa"), "right-missing"),
        ((*load, "--by", "Unyo"), ""),
        (("people", "show", "1001", "--by", "shinjuku"), ""),
        (("people", "show", "2002", "--by", "shinjuku"), "person-not-registered"),
        (("people", "show", "2002", "--by", "kansa"), "right-missing"),
        (("document", "list", "2002", "--by", "shinjuku"), "person-not-registered"),
        (
            ("document", "step", "1", "--step", "lose", "--on", "2026-08-01", "--by", "kansa"),
            "right-missing",
        ),
        (("log", "person", "2002", "--by", "shinjuku"), "right-missing"),
        (("log", "person", "2002", "--by", "kansa"), ""),
        (("log", "check", "--by", "unyo"), "right-missing"),
        (("log", "export", "-o", tmp_path / "log", "--by", "unyo"), "right-missing"),
        (("keep", "hold", "2002", "--reason", "係争", "--by", "unyo"), "right-missing"),
        (
            ("run", "sweep", "--insurer", "tokyo-kouki", "--on", "2026-08-01", "--by", "shinjuku"),
            "right-missing",
        ),
        (
            ("run", "plan", "--insurer", "tokyo-kouki", "--on", "2026-08-01", "--by", "kansa"),
            "right-missing",
        ),
    ]
    for words, refused in table:
        _, _, err = kofu(*words)
        assert err.split(":")[0] == refused, words
    with psycopg.connect(register.app) as app:
        found = app.execute(
            "SELECT DISTINCT by, terminal LIKE '%@%' FROM log_entry WHERE event = 'loaded'"
        ).fetchall()
    assert found == [("unyo", True)]
