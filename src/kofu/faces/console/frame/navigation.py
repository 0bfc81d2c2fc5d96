"""The parts of the console, in the order of the menu, and which rights open each: any of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kofu.registry.access.roles import Right


@dataclass(frozen=True, slots=True)
class Entry:
    """`view`: the name of its first page; `area`: the namespace whose pages belong to it; `about`:
    what it is for, in a sentence.
    """

    area: str
    view: str
    title: str | Promise
    about: str | Promise
    rights: frozenset[Right]


RUNS = frozenset({Right.RUN_PLAN, Right.RUN_APPROVE, Right.RUN_OPERATE})
STAFF = frozenset({Right.ACCOUNT_MANAGE, Right.LOG_READ})

MENU = (
    Entry(
        "people",
        "people:find",
        _("人をさがす"),
        _("氏名や番号で人を探し、窓口の受付をします。"),
        frozenset({Right.PERSON_READ}),
    ),
    Entry(
        "returned",
        "returned:scan",
        _("返戻の読み取り"),
        _("戻ってきた郵便物を記録します。"),
        frozenset({Right.COUNTER_ACT}),
    ),
    Entry(
        "runs",
        "runs:list",
        _("一括交付"),
        _("大勢の書類をまとめて計画し、承認し、印刷します。"),
        RUNS,
    ),
    Entry(
        "rosters",
        "rosters:list",
        _("名簿"),
        _("名簿やリストのファイルを取り込みます。"),
        frozenset({Right.ROSTER_LOAD}),
    ),
    Entry(
        "policy",
        "policy:list",
        _("規定"),
        _("だれに何を交付するかの規定と、その根拠を見ます。"),
        frozenset({Right.POLICY_READ}),
    ),
    Entry(
        "reports",
        "reports:list",
        _("統計"),
        _("人数、登録率、書類の数を集計します。"),
        frozenset({Right.STATISTICS}),
    ),
    Entry("staff", "staff:list", _("利用者と権限"), _("だれが何をできるかを決めます。"), STAFF),
    Entry(
        "records",
        "records:list",
        _("操作記録"),
        _("だれが、いつ、何をしたかを調べます。"),
        frozenset({Right.LOG_READ}),
    ),
)

WITHIN = {"counter": "people", "programs": "staff"}
"""Areas that are reached through another: its entry is marked."""
