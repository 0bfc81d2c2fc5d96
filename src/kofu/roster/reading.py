"""One pass over an opened roster: raw batches, their typed form, the watch for 個人番号."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from kofu.base.errors import Finding, KofuError, Place
from kofu.policy.facts import FactType
from kofu.roster.cells import CellColumn
from kofu.roster.columns import COLUMNS, Spelling, spelling
from kofu.roster.my_number import Tally
from kofu.roster.opening import RosterSource, columns
from kofu.roster.raw import RawBatch, Report
from kofu.roster.schema import arrow_schema
from kofu.roster.texts import as_text


class Reader:
    """One pass over a roster: raw batches, their typed form, and the watch for 個人番号."""

    def __init__(self, source: RosterSource, report: Report) -> None:
        self._source, self._report = source, report
        self._columns = {name: CellColumn(COLUMNS[name], source.mapping) for name in source.theirs}
        self._schema = arrow_schema(columns(source))
        self._tallies: dict[str, Tally] = {}

    def raw_batches(self, wanted: tuple[str, ...]) -> Iterator[RawBatch]:
        """The records with the file's columns `wanted`, without the wholly empty ones."""
        repeating = {
            theirs for name, theirs in self._source.theirs.items() if _repeats(name)
        } & set(wanted)
        for raw in self._source.file.batches(wanted, repeating, self._report):
            filled = _without_blank_rows(raw, self._source.theirs["person_id"])
            for name, cells in filled.cells.items():
                tally = self._tallies.setdefault(name, Tally(name))
                tally.add(countable(cells))
            yield filled

    def typed(self, raw: RawBatch) -> pa.RecordBatch:
        """The contract columns of `raw` with the contract's types; reports unreadable cells."""
        arrays = []
        for field in self._schema:
            if field.name in self._source.theirs:
                arrays.append(self._column(field.name, raw))
            else:
                value = self._source.mapping.constant(field.name)
                arrays.append(pa.array([value] * len(raw.rows), field.type))
        return pa.RecordBatch.from_arrays(arrays, schema=self._schema)

    def report_my_numbers(self) -> None:
        """Report each column that turned out to hold 個人番号."""
        for tally in self._tallies.values():
            if tally.refused:
                self._report(
                    Finding("my-number-found", Place(str(self._source.path), column=tally.column))
                )

    def _column(self, name: str, raw: RawBatch) -> pa.Array:
        theirs = self._source.theirs[name]
        try:
            array, bad = self._columns[name].read(raw.cells[theirs])
        except pa.ArrowException:
            raise KofuError("column-type", self._source.place(name=name)) from None
        for cell in bad:
            place = self._source.place(int(raw.rows[cell.index]), name)
            self._report(Finding(cell.code, place, {"text": cell.text}))
        return array


def countable(cells: pa.Array) -> pa.Array:
    """Cells as texts in which 12 digits can be looked for; none where the type cannot hold them."""
    kind = cells.type
    if pa.types.is_temporal(kind) or pa.types.is_boolean(kind) or pa.types.is_nested(kind):
        return pa.array([], pa.string())
    try:
        return as_text(cells)
    except pa.ArrowException:
        return pa.array([], pa.string())


def _without_blank_rows(raw: RawBatch, key: str) -> RawBatch:
    """Leave out records that hold nothing at all: empty lines at the end of an export."""
    blank = _empty(raw.cells[key])
    if not blank.any():
        return raw
    for cells in raw.cells.values():
        blank &= _empty(cells)
    keep = pa.array(~blank)
    return RawBatch(
        raw.rows[~blank], {name: cells.filter(keep) for name, cells in raw.cells.items()}
    )


def _empty(cells: pa.Array) -> npt.NDArray[np.bool_]:
    empty = pc.is_null(cells)
    if pa.types.is_string(cells.type) or pa.types.is_dictionary(cells.type):
        empty = pc.equal(as_text(cells).cast(pa.string()), "")
    array: npt.NDArray[np.bool_] = empty.to_numpy(zero_copy_only=False)
    return array


def _repeats(name: str) -> bool:
    """Columns with few distinct values, which a CSV reader had better hand over encoded."""
    return COLUMNS[name].type is not FactType.TEXT or spelling(name) is Spelling.WORD
