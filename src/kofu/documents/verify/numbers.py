"""Are the tracking numbers of a run's index as the record says? Each page is read elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kofu.documents.run.record import Record


def numbers_wrong(index: Path, record: Record) -> Iterator[str]:
    """`tracking-twice`: two envelopes with one number. `tracking-not-as-recorded`: an envelope
    with a number whose way of posting the record does not name, or without although it does."""
    table = pq.read_table(index, columns=["envelope", "delivery", "tracking"])
    table = table.group_by(["envelope", "delivery", "tracking"]).aggregate([])
    given = pc.not_equal(table.column("tracking"), "")
    products = cast("list[str]", record.tracking.get("products", []))
    named = pc.is_in(table.column("delivery"), value_set=pa.array(products, pa.string()))
    if pc.any(pc.xor(given, named)).as_py():
        yield "tracking-not-as-recorded"
    numbered = table.filter(given).column("tracking")
    if pc.count_distinct(numbered).as_py() != len(numbered):
        yield "tracking-twice"
