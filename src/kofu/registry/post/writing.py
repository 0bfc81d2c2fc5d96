"""Outcomes written: actions of documents, and what the post told of each, in two statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg
import pyarrow as pa
from django.db import transaction

from kofu.base.errors import KofuError
from kofu.registry.post.finding import STEPS
from kofu.registry.post.folding import Outcome
from kofu.registry.streams import stream_in

_ACTIONS = pa.schema(
    [
        ("document_id", pa.int64()),
        ("seq", pa.int16()),
        ("before", pa.string()),
        ("step", pa.string()),
        ("after", pa.string()),
        ("on_day", pa.date32()),
        ("by", pa.string()),
        ("reason", pa.string()),
    ]
)
_RESULTS = pa.schema(
    [
        ("intake_id", pa.int64()),
        ("row", pa.int32()),
        ("document_id", pa.int64()),
        ("seq", pa.int16()),
        ("event", pa.string()),
        ("day", pa.date32()),
        ("reason", pa.string()),
        ("state", pa.string()),
        ("code", pa.string()),
        ("next", pa.string()),
    ]
)


def write(cursor: Any, outcomes: Sequence[Outcome], intake: int | None, by: str) -> None:
    """To be called in a transaction. Raises KofuError `post-changed-meanwhile`: somebody took a
    step with one of the documents at the same moment.
    """
    try:
        with transaction.atomic():
            stream_in(cursor, "action", _table(_actions(outcomes, by), _ACTIONS))
    except psycopg.IntegrityError as error:  # COPY is not translated by Django
        raise KofuError("post-changed-meanwhile") from error
    stream_in(cursor, "post_result", _table(_results(outcomes, intake), _RESULTS))


def _table(rows: Sequence[tuple[object, ...]], schema: pa.Schema) -> list[pa.RecordBatch]:
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [pa.array(one, kind.type) for one, kind in zip(columns, schema, strict=True)]
    return list(pa.Table.from_arrays(arrays, schema=schema).to_batches())


def _actions(outcomes: Sequence[Outcome], by: str) -> list[tuple[object, ...]]:
    return [
        (
            one.stood.document,
            one.seq,
            one.stood.state.value,
            STEPS[one.row.event].value,
            one.to.value,
            one.row.day,
            by,
            one.row.reason.value if one.row.reason else "",
        )
        for one in outcomes
        if one.to
    ]


def _results(outcomes: Sequence[Outcome], intake: int | None) -> list[tuple[object, ...]]:
    return [
        (
            intake,
            one.row.row or None,
            one.stood.document,
            one.seq,
            one.row.event.value,
            one.row.day,
            one.row.reason.value if one.row.reason else "",
            one.stood.state.value,
            one.code.value,
            one.next.value if one.next else "",
        )
        for one in outcomes
    ]
