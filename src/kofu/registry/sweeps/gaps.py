"""Whoever has no usable proof on a day: the people a run for gaps looks at."""

from __future__ import annotations

from datetime import date

from kofu.policy.load import Book
from kofu.registry.sweeps.breaches import Breach
from kofu.registry.sweeps.sweep import sweep

_CALLED_FOR = (Breach.GAP.value, Breach.UNKNOWN.value)


def people_without_proof(book: Book, on: date, known: date | None = None) -> list[str]:
    """Entitled on the day, by the pack, without usable proof or with a card of unknown state."""
    found = sweep(book, on, known=known).found.to_pylist()
    return [row["person_id"] for row in found if row["code"] in _CALLED_FOR]
