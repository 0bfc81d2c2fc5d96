"""Roles, and what each may do. This table is the only place where a right is given.

That a plan is not approved by whoever made it is the database's: here a person may hold both
roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from kofu.base.errors import Word


class Right(StrEnum):
    """What an account may be allowed to do; words stand in the catalogue as `right-...`."""

    PERSON_READ = "person-read"
    PERSON_SENSITIVE = "person-sensitive"
    COUNTER_ACT = "counter-act"
    PRINT = "print"
    ROSTER_LOAD = "roster-load"
    SWEEP = "sweep"
    RUN_PLAN = "run-plan"
    RUN_APPROVE = "run-approve"
    RUN_OPERATE = "run-operate"
    RUN_PULL = "run-pull"
    DOWNLOAD = "download"
    LOG_READ = "log-read"
    LOG_EXPORT = "log-export"
    POLICY_READ = "policy-read"
    STATISTICS = "statistics"
    KEEP = "keep"
    EXPORT = "export"
    ACCOUNT_MANAGE = "account-manage"


class Role(StrEnum):
    """What somebody is at the office; words stand in the catalogue as `role-...`."""

    COUNTER = "counter"
    APPROVER = "approver"
    OPERATOR = "operator"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.COUNTER: frozenset(
        {
            *(Right.PERSON_READ, Right.PERSON_SENSITIVE, Right.COUNTER_ACT, Right.PRINT),
            *(Right.RUN_PULL, Right.POLICY_READ),
        }
    ),
    Role.APPROVER: frozenset(
        {
            *(Right.PERSON_READ, Right.SWEEP, Right.RUN_APPROVE, Right.RUN_PULL),
            *(Right.DOWNLOAD, Right.POLICY_READ, Right.STATISTICS),
        }
    ),
    Role.OPERATOR: frozenset(
        {
            *(Right.PERSON_READ, Right.ROSTER_LOAD, Right.SWEEP, Right.RUN_PLAN),
            *(Right.RUN_OPERATE, Right.RUN_PULL, Right.DOWNLOAD, Right.POLICY_READ),
            Right.STATISTICS,
        }
    ),
    Role.AUDITOR: frozenset(
        {
            *(Right.SWEEP, Right.LOG_READ, Right.LOG_EXPORT, Right.POLICY_READ),
            Right.STATISTICS,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {Right.ACCOUNT_MANAGE, Right.KEEP, Right.EXPORT, Right.POLICY_READ}
    ),
}

LOCAL = frozenset({Role.COUNTER})
"""Roles whose rights are about one person at a time. The others work on everybody at once: whoever
is confined to municipalities cannot hold them."""

GUARDED = frozenset(Role) - LOCAL
"""Roles that need a second factor under `KOFU_SECOND_FACTOR=roles`."""


def rights_of(roles: Iterable[Role]) -> frozenset[Right]:
    """All that somebody with these roles may do."""
    return frozenset().union(*(RIGHTS[role] for role in roles))


def role_word(role: Role) -> Word:
    return Word(f"role-{role.value}")


def right_word(right: Right) -> Word:
    return Word(f"right-{right.value}")
