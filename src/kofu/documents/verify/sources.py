"""Roster and decisions once more, for the reading back: looked up, not joined by the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from kofu.base.errors import KofuError, Place
from kofu.decide.decision import SCHEMA
from kofu.decide.engine import typed_batches
from kofu.documents.values.person import ROSTER_COLUMNS
from kofu.roster.columns import COLUMNS
from kofu.roster.schema import arrow_type
from kofu.roster.source import columns, open_source

_DECIDED = (
    "person_id",
    "document",
    "variant",
    "basis",
    "rule",
    "valid_from",
    "valid_until",
    "form",
    "delivery",
    "receipt",
)


@dataclass(frozen=True)
class Sources:
    """Both files as tables; rows are found by `person_id`."""

    decided: pa.Table
    roster: pa.Table

    def rows(self, people: Sequence[str]) -> pa.Table:
        """Roster and decision of these people, in this order.

        Raises KofuError `person-not-in-roster`, `person-not-decided`.
        """
        wanted = pa.array(people, pa.string())
        found = [_taken(self.decided, wanted, "person-not-decided")]
        found.append(_taken(self.roster, wanted, "person-not-in-roster"))
        decided, roster = found
        for name in ROSTER_COLUMNS:
            decided = decided.append_column(name, roster.column(name))
        return decided


def _taken(table: pa.Table, wanted: pa.Array, code: str) -> pa.Table:
    at = pc.index_in(wanted, value_set=table.column("person_id"))
    if at.null_count:
        raise KofuError(code, people=at.null_count)
    return table.take(at)


def read_sources(decisions: Path, roster: Path, mapping: Path | None) -> Sources:
    """Raises KofuError, RefusedError where a file cannot be read."""
    return Sources(_decided(decisions), _roster(roster, mapping))


def _decided(path: Path) -> pa.Table:
    if not path.is_file():
        raise KofuError("file-missing", Place(str(path)))
    types = {name: SCHEMA.field(name).type for name in _DECIDED}
    try:
        if path.suffix == ".parquet":
            table = pq.read_table(path, columns=list(_DECIDED))
        else:
            options = pcsv.ConvertOptions(
                column_types=types, include_columns=list(_DECIDED), strings_can_be_null=True
            )
            table = pcsv.read_csv(path, convert_options=options)
        return table.cast(pa.schema(list(types.items())))
    except (pa.ArrowException, OSError) as error:
        # The words of the library may hold a cell.
        raise KofuError("decisions-unreadable", Place(str(path))) from error


def _roster(path: Path, mapping: Path | None) -> pa.Table:
    source = open_source(path, mapping)
    there = set(columns(source))
    wanted = ("person_id", *ROSTER_COLUMNS)
    names = [name for name in wanted if name in there]
    table = pa.Table.from_batches([batch.select(names) for batch in typed_batches(source)])
    for name in wanted:
        if name not in there:
            kind = arrow_type(COLUMNS[name])
            table = table.append_column(name, pa.nulls(table.num_rows, kind))
    return table.select(list(wanted)).unify_dictionaries()
