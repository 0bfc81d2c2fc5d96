"""The interpreter person by person, without classes or a database: the reference."""

from __future__ import annotations

from pathlib import Path

from benchmarks.question import EVENT, Work, opened, the_law
from kofu.decide.engine import Engine, decide_file


def decide(people: Path, out: Path) -> Work:
    """Slow; for comparing rows."""
    source, _ = opened(people)
    return Work(decide_file(source, the_law(), out, EVENT, Engine.PYTHON).rows)
