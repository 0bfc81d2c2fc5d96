"""The parts of the console, in the order of the menu, and which rights open each: any of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kofu.registry.access.roles import Right


@dataclass(frozen=True, slots=True)
class Entry:
    """`view`: the name of its first page; `area`: the namespace whose pages belong to it."""

    area: str
    view: str
    title: str | Promise
    rights: frozenset[Right]


RUNS = frozenset({Right.RUN_PLAN, Right.RUN_APPROVE, Right.RUN_OPERATE})
STAFF = frozenset({Right.ACCOUNT_MANAGE, Right.LOG_READ})

MENU = (
    Entry("people", "people:find", _("人をさがす"), frozenset({Right.PERSON_READ})),
    Entry("returned", "returned:scan", _("返戻の読み取り"), frozenset({Right.COUNTER_ACT})),
    Entry("runs", "runs:list", _("一括交付"), RUNS),
    Entry("rosters", "rosters:list", _("名簿"), frozenset({Right.ROSTER_LOAD})),
    Entry("policy", "policy:list", _("規定"), frozenset({Right.POLICY_READ})),
    Entry("reports", "reports:list", _("統計"), frozenset({Right.STATISTICS})),
    Entry("staff", "staff:list", _("利用者と権限"), STAFF),
    Entry("records", "records:list", _("操作記録"), frozenset({Right.LOG_READ})),
)
