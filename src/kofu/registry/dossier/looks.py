"""Who looked at a person, and did what: the entries of the log about them, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from kofu.registry.access.require import rights
from kofu.registry.access.roles import Right
from kofu.registry.access.tables import Account
from kofu.registry.dossier.whom import Whom
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.tables import EntrySubject
from kofu.registry.log.write import note

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Look:
    """One entry; `name` as the account is shown, or as it stands in the log."""

    at: datetime
    event: Event
    outcome: Outcome
    name: str
    terminal: str
    reason: str


@dataclass(frozen=True, slots=True)
class Looks:
    """`whole`: everybody's entries, not only those of the reader's own department. `more`: there
    are older ones.
    """

    entries: tuple[Look, ...]
    whole: bool
    more: bool


def looks(account: Account, who: Whom, terminal: str) -> Looks:
    """Whoever may read the log sees all; others what their own department did.

    A department is the accounts with the same municipalities. The look at the log is an entry.
    """
    whole = Right.LOG_READ in rights(account)
    people = dict(Account.objects.values_list("name", "display_name"))
    found = EntrySubject.objects.filter(person_id=who.person_id).select_related("entry")
    if not whole:
        found = found.filter(Q(entry__by__in=_department(account)))
    rows = list(found.order_by("-entry_id")[: _SHOWN + 1])
    detail = {"entries": min(len(rows), _SHOWN), "whole": whole}
    note(
        Event.LOG_READ,
        by=account.name,
        person_id=who.person_id,
        detail=detail,
        terminal=terminal,
    )
    return Looks(tuple(_look(row, people) for row in rows[:_SHOWN]), whole, len(rows) > _SHOWN)


def _department(account: Account) -> Sequence[str]:
    same = Account.objects.filter(municipalities=account.municipalities)
    return list(same.values_list("name", flat=True))


def _look(row: EntrySubject, people: dict[str, str]) -> Look:
    entry = row.entry
    return Look(
        at=entry.at,
        event=Event(entry.event),
        outcome=Outcome(entry.outcome),
        name=people.get(entry.by, entry.by),
        terminal=entry.terminal,
        reason=entry.reason,
    )
