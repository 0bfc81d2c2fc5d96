"""The counts of a plan: what an approver looks at, and what next year's plan is held against."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from kofu.documents.run.sources import Sources
from kofu.registry.runs.outcomes import Planned
from kofu.roster.columns import WISHES

BY = ("document", "delivery", "rule", "municipality_code")
"""What is counted among those due, one by one."""


def counts_of(sources: Sources, planned: Planned) -> dict[str, dict[str, int]]:
    """`outcome`, and of those due each of `BY`: value -> people."""
    outcomes = planned.outcome.to_pylist()
    found: dict[str, dict[str, int]] = {"outcome": dict(Counter(outcomes))}
    # Typed, for a list of nobody tells no type.
    due = np.array([place for place, one in enumerate(outcomes) if one == "due"], np.int64)
    for name in BY:
        found[name] = _counted(sources, name, due)
    for name in WISHES:
        # Where nobody wishes for anything, a plan is what it always was.
        if wished := {
            code: people for code, people in _counted(sources, name, due).items() if code
        }:
            found[name] = wished
    return found


def _counted(sources: Sources, name: str, rows: NDArray[np.int64]) -> dict[str, int]:
    if name in sources.decided.column_names:
        column = sources.decided.column(name).take(rows)
    else:
        column = sources.roster.column(name).take(sources.beside[rows])
    pairs = column.value_counts().to_pylist()
    return {str(one["values"] or ""): int(one["counts"]) for one in pairs}
