"""Columns and cells as the page of pointing shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from kofu.faces.console.frame.tags import both_days
from kofu.faces.console.frame.words import words
from kofu.policy.facts import FactType, FactValue
from kofu.roster.columns import COLUMNS
from kofu.roster.dates import DateForm
from kofu.roster.mapping import RosterMapping
from kofu.roster.preview import Cell, Previewed, choices, strange_values
from kofu.roster.reading import countable

_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of ours: what is chosen for it, some of its cells, and how they are read.

    `values`: (their cell, what it was said to mean); `choices`: what it can mean.
    """

    name: str
    label: str
    theirs: str
    samples: str
    is_date: bool
    form: str
    values: Sequence[tuple[str, str]]
    choices: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as it stands and as it is read, or why it is not."""

    theirs: str
    ours: str
    problem: str


def column_rows(cells: Mapping[str, pa.Array], told: RosterMapping) -> list[ColumnRow]:
    """Every column of the contract."""
    chosen = {told.columns.get(name, name): name for name in cells if name not in told.ignore}
    return [_row(ours, chosen.get(ours, ""), cells, told) for ours in COLUMNS]


def shown_rows(found: Sequence[Previewed]) -> list[tuple[ShownCell, ...]]:
    """The cells row by row."""
    columns = [[_cell(column.name, one) for one in column.cells] for column in found]
    return list(zip(*columns, strict=True))


def _cell(name: str, one: Cell) -> ShownCell:
    problem = words(one.problem, text=one.theirs) if one.problem else ""
    return ShownCell(one.theirs, _plain(name, one.ours), problem)


def _row(ours: str, theirs: str, cells: Mapping[str, pa.Array], told: RosterMapping) -> ColumnRow:
    column = cells.get(theirs)
    given = told.values.get(ours, {})
    strange = strange_values(column, ours, told) if column is not None else ()
    return ColumnRow(
        ours,
        COLUMNS[ours].label,
        theirs,
        _samples(column),
        COLUMNS[ours].type is FactType.DATE and bool(theirs),
        told.dates.get(ours, DateForm.AUTO).value,
        [(cell, given.get(cell, "") or ("-" if cell in given else "")) for cell in strange],
        [(code, _meaning(code)) for code in choices(ours)],
    )


def _samples(column: pa.Array | None) -> str:
    if column is None:
        return ""
    texts = countable(column) if pa.types.is_string(column.type) else column
    filled = [str(one) for one in texts.to_pylist() if one not in (None, "")]
    return " / ".join(list(dict.fromkeys(filled))[:_SAMPLES])


def _plain(name: str, value: FactValue) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _meaning("true" if value else "false")
        case date():
            return both_days(value)
        case str() if COLUMNS[name].type is FactType.CODE:
            return _meaning(value)
    return str(value)


def _meaning(code: str) -> str:
    return words(f"meaning-{code.replace('_', '-')}")
