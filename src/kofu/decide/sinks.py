"""Decisions into a file: Parquet with the contract's types, or CSV with reasons joined by `;`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kofu.decide.assemble import CODED_SCHEMA
from kofu.decide.decision import SCHEMA

_REPEATED = [name for name in SCHEMA.names if name != "person_id"]


def write_batches(batches: Iterator[pa.RecordBatch], draft: Path, suffix: str) -> None:
    """Write batches of decisions, in their order."""
    if suffix == ".csv":
        _write_csv(batches, draft)
        return
    # Without Arrow's own schema in the file, words are read back as words, not as codes.
    with pq.ParquetWriter(
        draft,
        CODED_SCHEMA,
        use_dictionary=[*_REPEATED, "reasons.list.element"],
        write_statistics=["person_id"],
        store_schema=False,
    ) as writer:
        for batch in batches:
            writer.write_batch(batch)


def _write_csv(batches: Iterator[pa.RecordBatch], draft: Path) -> None:
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(SCHEMA.names)
        for batch in batches:
            columns = [[_cell(value) for value in column.to_pylist()] for column in batch.columns]
            writer.writerows(zip(*columns, strict=True))


def _cell(value: Any) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ";".join(value) if isinstance(value, list) else value
