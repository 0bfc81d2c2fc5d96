"""Arrow into a table and out of a query, by COPY: batch by batch, never all of it in memory."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa
from pyarrow import csv

_BLOCK = 8 << 20


def stream_in(cursor: Any, table: str, batches: Iterable[pa.RecordBatch]) -> int:
    """Append the batches to a table that has their columns; the number of rows."""
    rows = 0
    batches = iter(batches)
    first = next(batches, None)
    if first is None:
        return 0
    names = ", ".join(first.schema.names)
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT csv)") as copy:
        for batch in _with(first, batches):
            # Texts are quoted, what is unknown is not: an empty text stays apart from it.
            block = pa.BufferOutputStream()
            csv.write_csv(_plain(batch), block, csv.WriteOptions(include_header=False))
            copy.write(memoryview(block.getvalue()))
            rows += batch.num_rows
    return rows


def stream_out(
    cursor: Any, query: str, parameters: Mapping[str, object], schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    """The rows of a query as batches of `schema`, in the order in which they come."""
    with cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv)", parameters) as copy:
        block = io.BytesIO()
        for row in copy:
            block.write(row)
            if block.tell() >= _BLOCK:
                yield _parsed(block, schema)
                block = io.BytesIO()
        if block.tell():
            yield _parsed(block, schema)


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Codes of a dictionary as the texts they stand for."""
    kinds = [(one.name, _spelled(one.type)) for one in batch.schema]
    return batch.cast(pa.schema(kinds))


def _spelled(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _with(first: pa.RecordBatch, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield first
    yield from batches


def _parsed(block: io.BytesIO, schema: pa.Schema) -> pa.RecordBatch:
    block.seek(0)
    table = csv.read_csv(
        block,
        csv.ReadOptions(column_names=schema.names, block_size=2 * _BLOCK),
        csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        csv.ConvertOptions(
            column_types=schema,
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            true_values=["t"],
            false_values=["f"],
        ),
    )
    return table.combine_chunks().to_batches()[0]
