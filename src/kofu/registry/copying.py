"""Arrow tables into PostgreSQL and back, in bulk."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.csv as pcsv
from django.db.backends.utils import CursorWrapper
from psycopg import sql

_ROWS = 50_000
_QUIET = pcsv.WriteOptions(include_header=False)
"""Arrow quotes every text and writes null as nothing, which is how COPY tells the two apart."""


def copy_in(cursor: CursorWrapper, table: str, columns: Sequence[str], rows: pa.Table) -> None:
    """COPY rows into a table. Text columns keep empty and unknown apart."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    plain = rows.cast(pa.schema([(one.name, _plain(one.type)) for one in rows.schema]))
    # Django's wrapper hands psycopg's own `copy` through.
    with cursor.copy(statement) as copy:
        for piece in _pieces(plain):
            copy.write(piece)


def _pieces(rows: pa.Table) -> Iterator[bytes]:
    for batch in rows.to_batches(max_chunksize=_ROWS):
        out = io.BytesIO()
        pcsv.write_csv(pa.Table.from_batches([batch]), out, _QUIET)
        yield out.getvalue()


def _plain(kind: pa.DataType) -> Any:
    return pa.string() if pa.types.is_dictionary(kind) else kind
