"""kofu itself: class keys in one ordered pass, each class decided once, answers by look-up."""

from __future__ import annotations

from pathlib import Path

from benchmarks.question import EVENT, Work, opened, the_law
from kofu.decide.engine import decide_file


def decide(people: Path, out: Path) -> Work:
    """The product's own function, on its own terms."""
    source, _ = opened(people)
    return Work(decide_file(source, the_law(), out, EVENT).rows)
