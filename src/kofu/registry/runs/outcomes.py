"""What is to become of everyone in a run, as far as the decisions say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kofu.documents.run.sources import Sources

DUE, WITHHELD, NOTHING, REVIEW = "due", "withheld", "nothing", "review"
HOLD = "delivery-hold"


@dataclass(frozen=True, slots=True)
class Planned:
    """Per decision its outcome, and a code where pages are due and held back."""

    outcome: pa.Array
    code: pa.Array
    people: int


def outcomes(sources: Sources) -> Planned:
    """Everyone has one of the four."""
    due, held = sources.due(), sources.held()
    document = sources.decided.column("document").cast(pa.string())
    review = pc.equal(document, REVIEW).to_numpy()
    outcome = np.select([due & ~held, due & held, review], [DUE, WITHHELD, REVIEW], NOTHING)
    code = np.where(due & held, HOLD, "")
    return Planned(pa.array(outcome.tolist()), pa.array(code.tolist()), len(due))
