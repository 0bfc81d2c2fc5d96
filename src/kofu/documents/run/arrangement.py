"""In which order pages are printed, and whose go together: told from outside (by `mail`).

Without anybody telling, each person's pages are one envelope, in the order of the decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from kofu.documents.run.sources import Sources
from kofu.documents.values.office import Office

Numbers = npt.NDArray[np.int64]
Texts = npt.NDArray[Any]
"""Texts, one a row: fixed in width, or references where words repeat."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Per row to print (`rows` are rows of the decisions, in the order of printing).

    `envelope` counts from 1 over the run; `place` of `of` people in it; `delivery` is how the
    envelope goes; `batch` names the files (`certificate-recorded`). `tracking` is the envelope's
    number of 11 digits (引受番号), 0 for none; `numbered` tells for the record how it came about.
    """

    rows: Numbers
    envelope: Numbers
    place: Numbers
    of: Numbers
    delivery: Texts
    batch: Texts
    tracking: Numbers
    numbered: Mapping[str, object] = field(default_factory=dict)


ARRANGED = "arranged_"
"""Before the names of columns that the arrangement adds to a row."""

TRACKING = f"{ARRANGED}tracking"
"""The column of a row with the 11 digits of its envelope's number; empty for none."""

Arrange = Callable[[Sources, Office, date], Arrangement]
"""Arranges the rows that are to be printed, with the day of issue."""

Dress = Callable[[Mapping[str, object]], Mapping[str, str]]
"""What is written besides the person's values: the barcodes of address and number. Per row.

Where that of the address is left out although the piece is posted, the code of the reason stands
under `UNBARRED`.
"""

UNBARRED = "unbarred"


def bare(row: Mapping[str, object]) -> Mapping[str, str]:
    """No barcode and no number."""
    return {"barcode": "", "tracking": "", "tracking_bars": ""}


def as_decided(sources: Sources, office: Office, issued: date) -> Arrangement:
    """Everybody alone, in the order of the decisions."""
    rows = np.flatnonzero(sources.due() & ~sources.held())
    count = len(rows)
    delivery = sources.delivery()[rows]
    return Arrangement(
        rows=rows,
        envelope=np.arange(1, count + 1),
        place=np.ones(count, dtype=np.int64),
        of=np.ones(count, dtype=np.int64),
        delivery=delivery,
        batch=batches(sources.kinds_of_document()[rows], delivery),
        tracking=np.zeros(count, dtype=np.int64),
    )


def batches(kind: Texts, delivery: Texts) -> Texts:
    """`certificate` and `recorded` -> `certificate-recorded`; each name is kept once."""
    names: dict[tuple[str, str], str] = {}
    pairs = zip(kind.tolist(), delivery.tolist(), strict=True)
    return few([names.setdefault(pair, "-".join(pair)) for pair in pairs])


def few(words: Sequence[str]) -> Texts:
    """Words that repeat, as references to the same few texts: eight bytes a row."""
    found = np.empty(len(words), dtype=object)
    found[:] = words
    return found


def chunks(made: Arrangement, size: int) -> Iterator[tuple[str, Numbers]]:
    """Places in the arrangement, batch by batch, at most `size` at a time.

    An envelope is never split between two chunks; one larger than a chunk is a chunk.
    """
    for batch in sorted(set(made.batch.tolist())):
        places = np.flatnonzero(made.batch == batch)
        opens = np.append(np.flatnonzero(np.diff(made.envelope[places], prepend=0)), len(places))
        start = 0
        while start < len(places):
            within = opens[(opens > start) & (opens <= start + size)]
            end = int(within[-1] if len(within) else opens[opens > start][0])
            yield str(batch), places[start:end]
            start = end


def chunk_tables(
    sources: Sources, made: Arrangement, size: int
) -> Iterator[tuple[str, pa.Table, Numbers]]:
    """Each chunk: its name (`certificate-recorded-0001`), its rows with what the arrangement says
    of them, and which decisions they are.
    """
    seen: dict[str, int] = {}
    for batch, places in chunks(made, size):
        seen[batch] = seen.get(batch, 0) + 1
        numbers = made.rows[places]
        rows = sources.rows(numbers)
        for name in ("envelope", "place", "of", "delivery"):
            rows = rows.append_column(ARRANGED + name, pa.array(getattr(made, name)[places]))
        lent = made.tracking[places].tolist()
        texts = pa.array([f"{one:011d}" if one else "" for one in lent], pa.string())
        rows = rows.append_column(TRACKING, texts)
        yield f"{batch}-{seen[batch]:04d}", rows, numbers
