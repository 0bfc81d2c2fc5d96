"""What is the same for everybody on one day: the law, its words about proof; kept warm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kofu.base.errors import Finding, KofuError
from kofu.decide.explanation import Counter
from kofu.policy.law import Law, resolve
from kofu.registry.counter.deciding import book_of, counter_of
from kofu.registry.dossier.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Desk:
    """`counter` is None on a day that no pack covers; `closed` says why."""

    law: Law
    evidence: Evidence
    counter: Counter | None
    closed: Finding | None


@lru_cache(maxsize=8)
def desk(pack: str, on: date, known: date) -> Desk:
    """The desk of a pack on a day, by what was published on another. Raises KofuError as `load`."""
    book = book_of(pack)
    evidence = _evidence(pack, known)
    try:
        counter = counter_of(pack, book.hash, on, known)
    except KofuError as error:
        return Desk(resolve(book, on, known), evidence, None, error.finding)
    return Desk(counter.law, evidence, counter, None)


@lru_cache(maxsize=4)
def _evidence(pack: str, known: date) -> Evidence:
    return Evidence(book_of(pack), known)
