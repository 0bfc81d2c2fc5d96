"""First-match CASE in DuckDB, its rows in any order: what the order costs is then seen."""

from __future__ import annotations

from pathlib import Path

from benchmarks.question import Work
from benchmarks.ways.case import decide_with


def decide(people: Path, out: Path) -> Work:
    """As `case`, but the rows are written as the threads finish them."""
    return decide_with(people, out, ordered=False)
