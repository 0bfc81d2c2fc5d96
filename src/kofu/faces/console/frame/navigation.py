"""The parts of the console, in the order of the menu, and which right opens each."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kofu.registry.access.rights import Right


@dataclass(frozen=True, slots=True)
class Entry:
    """`view`: the name of its first page; `area`: the namespace whose pages belong to it."""

    area: str
    view: str
    title: str | Promise
    right: Right


MENU = (
    Entry("people", "people:find", _("人をさがす"), Right.PERSON_READ),
    Entry("runs", "runs:list", _("一括交付"), Right.RUN_READ),
    Entry("rosters", "rosters:list", _("名簿"), Right.ROSTER_LOAD),
    Entry("policy", "policy:list", _("規定"), Right.POLICY_READ),
    Entry("staff", "staff:list", _("利用者と権限"), Right.ACCOUNT_MANAGE),
    Entry("records", "records:list", _("操作記録"), Right.LOG_READ),
)
