"""First-match CASE in DuckDB as it is commonly written: joined to outcomes in plain text."""

from __future__ import annotations

from pathlib import Path

from benchmarks.question import Work
from benchmarks.ways.case import decide_with


def decide(people: Path, out: Path) -> Work:
    """As `case`, without kofu's enumerations of the words that are written."""
    return decide_with(people, out, enumerated=False)
