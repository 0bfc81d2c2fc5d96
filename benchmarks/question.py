"""The question that every way answers: pack, days and event; and what a way returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kofu.decide.sql import Columns
from kofu.policy.facts import FACTS
from kofu.policy.law import Law, law_on
from kofu.policy.load import load
from kofu.roster.source import RosterSource, columns, open_source

PACK = "kouki"
ON = date(2026, 8, 1)
KNOWN = date(2026, 11, 21)
EVENT = "renewal"
WORDS = ("document", "variant", "basis", "rule", "cap", "form", "delivery")


@dataclass(frozen=True, slots=True)
class Work:
    """How many people a way decided; its own seconds where only a part is to be counted."""

    people: int
    seconds: float | None = None


def the_law() -> Law:
    """The law of the question."""
    return law_on(load(PACK), ON, KNOWN)


def opened(file: Path) -> tuple[RosterSource, Columns]:
    """The roster, and what its columns are to the generated expressions."""
    source = open_source(file)
    return source, Columns(frozenset(columns(source)) & frozenset(FACTS), {"event": EVENT})
