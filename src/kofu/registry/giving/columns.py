"""The columns of a table as they are given out: how they are asked for, and what type they get."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from django.db import connections, models

from kofu.registry.giving.which import GIVEN, SECRET
from kofu.roster.columns import COLUMNS

_MOMENT = pa.timestamp("us", "UTC")
_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "uuid": pa.string(),
    "smallint": pa.int64(),
    "integer": pa.int64(),
    "bigint": pa.int64(),
    "double precision": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp with time zone": _MOMENT,
}
_RANGES = ("int8range", "daterange")
_ISO = """to_char("{0}" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `refers`: the table whose key it holds; `label`: what the roster calls it."""

    name: str
    kind: str
    nullable: bool
    refers: str
    label: str

    @property
    def arrow(self) -> pa.DataType:
        """Lists and objects are JSON, ranges as PostgreSQL writes them: both are texts."""
        return _TYPES.get(self.kind, pa.string())

    @property
    def asked(self) -> str:
        """The expression that gives it; moments are UTC."""
        if self.arrow == _MOMENT:
            return f'{_ISO.format(self.name)} AS "{self.name}"'
        if self.kind not in _TYPES and self.kind not in _RANGES:
            return f'to_json("{self.name}")::text AS "{self.name}"'
        return f'"{self.name}"'

    @property
    def told(self) -> str:
        """The type in words."""
        if self.kind in _RANGES:
            return "range"
        return "JSON" if self.kind not in _TYPES else str(self.arrow).partition("[")[0]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is given out. `says`: what it holds."""

    name: str
    says: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([(one.name, one.arrow) for one in self.columns])

    @property
    def question(self) -> str:
        """All of it, in the order of its key."""
        asked = ", ".join(one.asked for one in self.columns)
        order = ", ".join(f'"{name}"' for name in self.key)
        return f'SELECT {asked} FROM "{self.name}" ORDER BY {order}'


def tables() -> tuple[Table, ...]:
    """Every table that is given out, in the order of `which.GIVEN`."""
    from django.apps import apps

    found = {model._meta.db_table: model for model in apps.get_models()}
    return tuple(_table(found[name]) for name in GIVEN)


def _table(model: type[models.Model]) -> Table:
    fields = [one for one in model._meta.concrete_fields if one.column]
    secret = SECRET.get(model._meta.db_table, frozenset())
    columns = tuple(_column(one) for one in fields if one.column not in secret)
    key = tuple(one.column for one in model._meta.pk_fields)
    return Table(model._meta.db_table, _says(model), key, columns)


def _says(model: type[models.Model]) -> str:
    """The words of the model; where Django made them up, those of what it is made of."""
    words = model.__doc__ or ""
    if words.startswith(f"{model.__name__}("):
        words = " ".join(one.__doc__ or "" for one in reversed(model.__bases__))
    return " ".join(words.split())


def _column(field: models.Field[Any, Any]) -> Column:
    kind = str(field.db_type(connections["default"]))
    refers = str(field.remote_field.model._meta.db_table) if field.remote_field else ""
    label = COLUMNS[field.column].label if field.column in COLUMNS and not refers else ""
    return Column(field.column, kind, field.null, refers, label)
