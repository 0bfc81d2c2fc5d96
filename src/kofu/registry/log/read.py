"""Entries of the log by what they say, the newest first, and where its chain stands.

Nobody is found here by their own number: for that there is `about`, with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from kofu.base.errors import Finding
from kofu.registry.log.chain import head
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.tables import Batch, Entry
from kofu.registry.log.verifier import Finding as Slip
from kofu.registry.log.write import note

PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; what is empty is not asked. Days on our clock, both included.

    `by` and `terminal` as they stand in the entry, `object` as `run:12` or only `run`.
    """

    first: date | None = None
    last: date | None = None
    event: str = ""
    outcome: str = ""
    by: str = ""
    object: str = ""
    terminal: str = ""

    def asked(self) -> list[str]:
        """The names of what is asked: what the log may say of a search."""
        return [one.name for one in fields(self) if getattr(self, one.name)]


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, and the number before which the next page begins; None at the end."""

    entries: tuple[Entry, ...]
    before: int | None


def read(wanted: Wanted, before: int | None, *, by: str, terminal: str = "") -> Page:
    """A page of entries; that it was read is an entry itself."""
    entries = _found(wanted)
    if before is not None:
        entries = entries.filter(pk__lt=before)
    # An entry is numbered as it is written, so that reading does not move the pages.
    found = tuple(entries.order_by("-pk")[: PAGE + 1])
    shown = found[:PAGE]
    detail = {"entries": len(shown), "asked": wanted.asked()}
    note(Event.LOG_READ, by=by, terminal=terminal, detail=detail)
    return Page(shown, shown[-1].pk if len(found) > PAGE else None)


def _found(wanted: Wanted) -> QuerySet[Entry]:
    entries = Entry.objects.all()
    for name in ("event", "outcome", "by", "terminal"):
        if value := getattr(wanted, name):
            entries = entries.filter(**{name: value})
    if wanted.first:
        entries = entries.filter(at__gte=_midnight(wanted.first))
    if wanted.last:
        entries = entries.filter(at__lt=_midnight(wanted.last + timedelta(days=1)))
    if ":" in wanted.object:
        entries = entries.filter(object=wanted.object)
    elif wanted.object:
        entries = entries.filter(object__startswith=f"{wanted.object}:")
    return entries


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True, slots=True)
class Chain:
    """Where the log stands: its seal, what is not sealed yet, the last check if there was one."""

    batches: int
    head: str
    sealed_at: datetime | None
    unsealed: int
    check: LastCheck | None


@dataclass(frozen=True, slots=True)
class LastCheck:
    """What the last check found. `found`: what is wrong, the first fifty; as `verifier.Finding`
    has it, or a finding of our own catalogue with what fills its words.
    """

    at: datetime
    by: str
    total: int
    entries: int
    batches: int
    nameless: int
    found: tuple[Slip | Finding, ...]


def chain() -> Chain:
    """Read in a moment however long the log is: nothing is hashed."""
    now = head()
    last = Batch.objects.order_by("-number").first()
    done = Entry.objects.filter(event=Event.LOG_CHECKED.value, outcome=Outcome.DONE.value)
    check = done.order_by("-pk").first()
    return Chain(
        batches=now.number,
        head=now.head,
        sealed_at=last.at if last else None,
        unsealed=Entry.objects.filter(xact__gte=now.below).count(),
        check=_check(check) if check else None,
    )


def _check(entry: Entry) -> LastCheck:
    told = entry.detail
    return LastCheck(
        at=entry.at,
        by=entry.by,
        total=int(told["findings"]),
        entries=int(told["entries"]),
        # Checks of earlier versions told less.
        batches=int(told.get("batches", 0)),
        nameless=int(told.get("nameless", 0)),
        found=tuple(_found_then(one) for one in told.get("found", ())),
    )


def _found_then(told: dict[str, Any]) -> Slip | Finding:
    params = dict(told)
    code = str(params.pop("code"))
    if "line" in params:
        return Slip(code, int(params["line"]), int(params["batch"]))
    return Finding(code, params=params)
