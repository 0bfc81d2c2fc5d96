"""Decisions into a file: Parquet with the contract's types, or CSV with reasons joined by `;`."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import astuple
from pathlib import Path
from threading import Thread

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from kofu.decide.decision import SCHEMA, Decision

_POLL = 0.1


def copy_to(
    db: duckdb.DuckDBPyConnection,
    query: str,
    draft: Path,
    suffix: str,
    progress: Callable[[str, float], None],
) -> None:
    """Run the query into a file, telling its progress meanwhile. Raises what DuckDB raises."""
    target = str(draft).replace("'", "''")
    if suffix == ".csv":
        listed = f"select * replace (array_to_string(reasons, ';') as reasons) from ({query})"
        statement = f"copy ({listed}) to '{target}' (format csv, header true, use_tmp_file false)"
    else:
        statement = f"copy ({query}) to '{target}' (format parquet, preserve_order true, use_tmp_file false)"
    failure: list[BaseException] = []

    def run() -> None:
        try:
            db.execute(statement).fetchall()
        except BaseException as error:
            failure.append(error)

    worker = Thread(target=run)
    worker.start()
    while worker.is_alive():
        worker.join(_POLL)
        progress("deciding", max(0.0, db.query_progress()) / 100)
    if failure:
        raise failure[0]


def write_decisions(chunks: Iterator[list[Decision]], draft: Path, suffix: str) -> None:
    """Write decisions chunk by chunk, in the same form as `copy_to`."""
    if suffix == ".csv":
        with draft.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(SCHEMA.names)
            for chunk in chunks:
                writer.writerows(_csv_row(decision) for decision in chunk)
        return
    with pq.ParquetWriter(draft, SCHEMA) as writer:
        for chunk in chunks:
            rows = [dict(zip(SCHEMA.names, astuple(one), strict=True)) for one in chunk]
            writer.write_batch(pa.RecordBatch.from_pylist(rows, schema=SCHEMA))


def _csv_row(decision: Decision) -> list[object]:
    row: list[object] = []
    for value in astuple(decision):
        if isinstance(value, bool):
            row.append("true" if value else "false")
        elif isinstance(value, tuple):
            row.append(";".join(value))
        else:
            row.append(value)
    return row
