"""Accounts are made, changed and left; who did it, and what was before, stays."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from tests.registry.access.conftest import PASSWORD, Add
from tests.registry.conftest import Register

from kofu.base.errors import KofuError
from kofu.registry.access.roles import LOCAL, RIGHTS, Right, Role


def entries(register: Register, event: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(register.app) as app:
        return app.execute(
            "SELECT by, object, detail FROM log_entry WHERE event = %s ORDER BY id", [event]
        ).fetchall()


def test_a_change_says_what_was_and_what_is(register: Register) -> None:
    from kofu.registry.access import accounts

    made = accounts.add("Ｓato", [Role.COUNTER], PASSWORD, by="root", municipalities=["011002"])
    accounts.change("SATO", by="root", municipalities=[])
    accounts.change("sato", by="root", roles=[Role.OPERATOR, Role.APPROVER])
    accounts.deactivate("sato", by="root")
    assert made.name == "sato"
    at_first = {"roles": ["counter"], "municipalities": [1100]}
    everywhere = {"roles": ["counter"], "municipalities": []}
    at_last = {"roles": ["approver", "operator"], "municipalities": []}
    assert entries(register, "account-changed") == [
        ("root", "account:sato", {"change": "added", "after": at_first}),
        ("root", "account:sato", {"change": "changed", "before": at_first, "after": everywhere}),
        ("root", "account:sato", {"change": "changed", "before": everywhere, "after": at_last}),
        ("root", "account:sato", {"change": "deactivated"}),
    ]


@pytest.mark.parametrize("given", ["hashi no shi", "correct horse"])
def test_a_password_of_twelve_characters_will_do(register: Register, given: str) -> None:
    from kofu.registry.access import accounts

    made = accounts.add("sato", [Role.COUNTER], given, by="root")
    assert made.check_password(given)
    assert made.must_change_password


MUST_NOT = [
    ("佐藤", [Role.COUNTER], [], PASSWORD, "account-name-unfit"),
    ("-sato", [Role.COUNTER], [], PASSWORD, "account-name-unfit"),
    ("a123456789018", [Role.COUNTER], [], PASSWORD, "account-name-unfit"),
    ("taken", [Role.COUNTER], [], PASSWORD, "account-taken"),
    ("sato", [], [], PASSWORD, "roles-none"),
    ("sato", [Role.COUNTER], ["141314"], PASSWORD, "municipality-unfit"),
    ("sato", [Role.COUNTER], ["1413"], PASSWORD, "municipality-unfit"),
    ("sato", [Role.COUNTER, Role.APPROVER], ["14131"], PASSWORD, "scope-too-narrow"),
    ("sato", [Role.COUNTER], [], "hashi no sh", "password-too-short"),
    ("sato", [Role.COUNTER], [], "1qaz2wsx3edc4rfv", "password-too-common"),
    ("sato", [Role.COUNTER], [], "840261937158", "password-all-digits"),
    ("satohanako1960", [Role.COUNTER], [], "satohanako1961", "password-too-similar"),
]


def test_what_an_account_must_not_be(register: Register) -> None:
    from kofu.registry.access import accounts
    from kofu.registry.access.tables import Account

    accounts.add("taken", [Role.COUNTER], PASSWORD, by="root")
    for name, roles, municipalities, password, code in MUST_NOT:
        with pytest.raises(KofuError) as error:
            accounts.add(name, roles, password, by="root", municipalities=municipalities)
        assert error.value.finding.code == code, (name, password)
    assert Account.objects.count() == 1


def test_rights_are_those_of_all_roles_and_none_after_leaving(register: Register, add: Add) -> None:
    from kofu.registry.access import accounts
    from kofu.registry.access.require import require, rights

    both = add("sato", Role.OPERATOR, Role.AUDITOR)
    require(both, Right.RUN_PLAN)
    require(both, Right.LOG_EXPORT)
    with pytest.raises(KofuError, match="right-missing"):
        require(both, Right.RUN_APPROVE)
    left = accounts.deactivate("sato", by="root")
    assert rights(left) == frozenset()
    with pytest.raises(KofuError, match="right-missing"):
        require(left, Right.RUN_PLAN)
    assert [(by, detail) for by, _, detail in entries(register, "rights-refused")] == [
        ("sato", {"right": "run-approve"}),
        ("sato", {"right": "run-plan"}),
    ]


def test_the_table_of_rights_keeps_what_the_office_was_promised() -> None:
    """Each right is somebody's; whoever makes accounts sees no people, nor does the auditor, who
    changes nothing; whoever may be confined to a municipality has no work on everybody.
    """
    assert frozenset().union(*RIGHTS.values()) == frozenset(Right)
    people = {Right.PERSON_READ, Right.PERSON_SENSITIVE, Right.COUNTER_ACT, Right.PRINT}
    assert not RIGHTS[Role.ADMINISTRATOR] & (people | {Right.DOWNLOAD, Right.LOG_READ})
    looks = {Right.SWEEP, Right.LOG_READ, Right.LOG_EXPORT, Right.POLICY_READ, Right.STATISTICS}
    assert RIGHTS[Role.AUDITOR] <= looks
    one_at_a_time = people | {Right.RUN_PULL, Right.POLICY_READ}
    assert all(RIGHTS[role] <= one_at_a_time for role in LOCAL)
    assert [role for role in Role if Right.ACCOUNT_MANAGE in RIGHTS[role]] == [Role.ADMINISTRATOR]


def test_whoever_acts_by_command_is_an_account_once_there_are_any(
    register: Register, add: Add
) -> None:
    from kofu.registry.access import accounts
    from kofu.registry.access.require import vouched

    assert vouched("anybody", Right.RUN_PLAN) == "anybody"
    add("sato", Role.OPERATOR)
    # One spelling: else one person would be two for the rule of four eyes.
    assert vouched("ＳATO", Right.RUN_PLAN) == "sato"
    for name, right, code in (
        ("anybody", Right.RUN_PLAN, "by-unknown"),
        ("sato", Right.RUN_APPROVE, "right-missing"),
    ):
        with pytest.raises(KofuError, match=code):
            vouched(name, right)
    accounts.deactivate("sato", by="root")
    with pytest.raises(KofuError, match="by-unknown"):
        vouched("sato", Right.RUN_PLAN)


REFUSED = [
    # 42501: the role has no such right. KH001: a trigger. 23514: a rule of the table.
    ("app", "DELETE FROM account", "42501"),
    ("app", "TRUNCATE account CASCADE", "42501"),
    ("app", "UPDATE account SET name = 'ito'", "KH001"),
    ("app", "UPDATE account SET roles = '{superuser}'", "23514"),
    ("app", "UPDATE account SET roles = '{approver}', municipalities = '{14131}'", "23514"),
    ("app", "UPDATE axes_accesslog SET username = 'x'", "42501"),
    ("app", "INSERT INTO auth_group (name) VALUES ('x')", "42501"),
    ("app", "UPDATE otp_static_statictoken SET token = 'x'", "42501"),
    ("owner", "DELETE FROM account", "KH001"),
    ("owner", "TRUNCATE account CASCADE", "KH001"),
    ("owner", "UPDATE account SET name = 'ito'", "KH001"),
]


def test_the_database_keeps_accounts_and_their_rules(register: Register, add: Add) -> None:
    add("sato")
    for role, statement, state in REFUSED:
        with psycopg.connect(getattr(register, role), autocommit=True) as connection:
            with pytest.raises(psycopg.Error) as error:
                connection.execute(statement)
            assert error.value.sqlstate == state, statement
