"""A sweep and its entry in the log: how many were found, and a hash of who."""

from __future__ import annotations

from datetime import date

from kofu.policy.load import Book
from kofu.registry.log.events import Event
from kofu.registry.log.write import note, people_hash
from kofu.registry.sweeps.sweep import Sweep, sweep


def noted_sweep(
    book: Book,
    on: date,
    until: date | None = None,
    known: date | None = None,
    *,
    by: str,
    terminal: str = "",
) -> Sweep:
    """As `sweep`."""
    found = sweep(book, on, until, known)
    detail = {
        "on": found.first,
        "until": found.last,
        "found": {breach.value: count for breach, count in found.counts.items()},
        "people": people_hash(set(found.found.column("person_id").to_pylist())),
    }
    note(Event.SWEPT, by=by, detail=detail, terminal=terminal)
    return found
