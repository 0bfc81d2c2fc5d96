"""What is the same for everybody on one day: the law, its words about proof; kept warm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kofu.base.errors import Finding, KofuError
from kofu.decide.explanation import Counter
from kofu.policy.law import Law, law_on, resolve
from kofu.policy.load import load
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
    """The desk of a shipped pack or a file, on a day. Raises KofuError as `load`."""
    book = load(pack)
    evidence = Evidence(book, known)
    try:
        law = law_on(book, on, known)
    except KofuError as error:
        return Desk(resolve(book, on, known), evidence, None, error.finding)
    return Desk(law, evidence, Counter(law), None)
