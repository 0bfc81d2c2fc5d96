"""Tokens of programs: made, shown once, ended; the database keeps what they are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import psycopg
import pytest
from tests.registry.conftest import Register

from kofu.base.errors import KofuError
from kofu.registry.access.roles import Role

PASSWORD = "まるで-長い-合言葉-26"


@pytest.fixture
def sato(register: Register) -> None:
    from kofu.registry.access.accounts import add

    add("sato", [Role.COUNTER], PASSWORD, by="tests")


UNFIT = (("", 30), ("  ", 30), ("x" * 101, 30), ("窓口システム", 0), ("窓口システム", 366))


@pytest.mark.parametrize(("label", "days"), UNFIT)
def test_a_token_says_for_what_and_ends_within_a_year(sato: None, label: str, days: int) -> None:
    from kofu.registry.access.tokens import make

    with pytest.raises(KofuError, match="api-token-unfit"):
        make("sato", label, days, by="tests")


def test_nobody_who_left_gets_a_token(sato: None) -> None:
    from kofu.registry.access.accounts import deactivate
    from kofu.registry.access.tokens import make

    deactivate("sato", by="tests")
    with pytest.raises(KofuError, match="api-token-unfit"):
        make("sato", "窓口システム", 30, by="tests")


def test_the_register_holds_a_hash_only(
    sato: None, register: Register, kofu: Callable[..., tuple[int, str, str]]
) -> None:
    code, out, _ = kofu("account", "token", "add", "sato", "--label", "窓口システム", "--days", 90)
    secret = out.strip().splitlines()[-1]
    assert code == 0 and secret.startswith("kofu_")
    with psycopg.connect(register.owner) as owner:
        row = str(owner.execute("SELECT t::text FROM api_token t").fetchone())
        logs = str(owner.execute("SELECT array_agg(l::text) FROM log_entry l").fetchone())
    assert hashlib.sha256(secret.encode()).hexdigest() in row
    assert secret not in row + logs and "窓口システム" not in logs
    assert '"change": "token-made"' in logs.replace("\\", "").replace('""', '"')
    assert secret not in kofu("account", "token", "list", "--json")[1]


def test_a_revoked_token_is_listed_and_stays_revoked(
    sato: None, kofu: Callable[..., tuple[int, str, str]]
) -> None:
    kofu("account", "token", "add", "sato", "--label", "窓口システム")
    assert kofu("account", "token", "revoke", 1)[0] == 0
    assert '"state": "revoked"' in kofu("account", "token", "list", "--json")[1]
    assert "失効" in kofu("account", "token", "list")[1]
    code, _, err = kofu("account", "token", "revoke", 1)
    assert (code, err.split(":")[0]) == (2, "api-token-unknown")


FORBIDDEN = (
    "UPDATE api_token SET expires_on = expires_on + 1",
    "UPDATE api_token SET account_id = account_id",
    "UPDATE api_token SET digest = 'x'",
    "DELETE FROM api_token",
    "TRUNCATE api_token",
)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_not_even_the_owner_changes_a_token(sato: None, register: Register, statement: str) -> None:
    from kofu.registry.access.tokens import make

    make("sato", "窓口システム", 30, by="tests")
    _refused(register, statement)


def test_not_even_the_owner_opens_a_revoked_token_again(sato: None, register: Register) -> None:
    from kofu.registry.access.tokens import make, revoke

    revoke(make("sato", "窓口システム", 30, by="tests").number, by="tests")
    _refused(register, "UPDATE api_token SET revoked_at = NULL")


def _refused(register: Register, statement: str) -> None:
    with psycopg.connect(register.owner) as owner:
        with pytest.raises(psycopg.Error) as error:
            owner.execute(statement.encode())
        assert error.value.sqlstate == "KH001"
