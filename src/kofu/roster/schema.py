"""The Arrow types of the roster's columns."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from kofu.policy.facts import FactType
from kofu.roster.columns import COLUMNS, Column

_ARROW = {
    FactType.TEXT: pa.string(),
    FactType.CODE: pa.string(),
    FactType.DATE: pa.date32(),
    FactType.BOOL: pa.bool_(),
    FactType.INT: pa.int32(),
}


def arrow_type(column: Column) -> pa.DataType:
    """string, date32, bool or int32."""
    return _ARROW[column.type]


def arrow_schema(names: Iterable[str]) -> pa.Schema:
    """The schema of contract columns `names`, in the given order."""
    return pa.schema([pa.field(name, arrow_type(COLUMNS[name])) for name in names])
