"""Which envelope of a run bears which tracking number, where the pages do not say it already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from pyarrow import csv

from kofu.registry.runs.tables import Run
from kofu.registry.streams import stream_in


def numbered_for(run: Run) -> date | None:
    """The day of acceptance of the numbers on a run's pages; None where they bear none."""
    return date.fromisoformat(run.tracking["posted"]) if run.tracking.get("products") else None


def number_pieces(run: Run, pieces: Path, day: date) -> int:
    """Keep the numbers that the lists of a run gave its envelopes for a day; how many.

    Numbers on pages were kept with their documents, chunk by chunk.
    """
    if numbered_for(run):
        return 0
    with connection.cursor() as cursor:
        return stream_in(cursor, "numbered_piece", _given(run, pieces, day))


def _given(run: Run, pieces: Path, day: date) -> Iterator[pa.RecordBatch]:
    kinds = {"envelope": pa.int32(), "tracking": pa.string()}
    read = csv.ConvertOptions(column_types=kinds, include_columns=list(kinds))
    with csv.open_csv(pieces, convert_options=read) as batches:
        for batch in batches:
            digits = pc.replace_substring(batch.column("tracking"), "-", "")
            told = pa.RecordBatch.from_pydict(
                {
                    "run_id": pa.repeat(pa.scalar(run.pk, pa.int64()), batch.num_rows),
                    "envelope": batch.column("envelope"),
                    "tracking": digits,
                    "day": pa.repeat(pa.scalar(day, pa.date32()), batch.num_rows),
                }
            )
            yield told.filter(pc.not_equal(digits, ""))
