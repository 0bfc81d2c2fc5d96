"""The first rows of a file, and how kofu reads them: their cell and ours, side by side."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from kofu.base.errors import Finding
from kofu.policy.facts import FactType, FactValue
from kofu.roster.cells import CellColumn
from kofu.roster.columns import COLUMNS
from kofu.roster.mapping import RosterMapping
from kofu.roster.opening import RosterSource, columns
from kofu.roster.raw import RawBatch
from kofu.roster.reading import Reader, countable

_DISTINCT = 30
"""Code values beyond so many are no code."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: as it stands, as it is read, and the code of why it cannot be."""

    theirs: str
    ours: FactValue
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Previewed:
    """A column of the contract over the first rows; `theirs` is empty for a constant."""

    name: str
    theirs: str
    cells: tuple[Cell, ...]


def preview(source: RosterSource, rows: int) -> tuple[Previewed, ...]:
    """The columns that would be taken in. Raises KofuError where the file cannot be read."""
    problems: list[Finding] = []
    reader = Reader(source, problems.append)
    raw = next(reader.raw_batches(tuple(source.theirs.values())), None)
    if raw is None:
        return ()
    few = RawBatch(
        raw.rows[:rows], {name: cells.slice(0, rows) for name, cells in raw.cells.items()}
    )
    typed = reader.typed(few).to_pydict()
    wrong = {(one.place.row, one.place.column): one.code for one in problems}
    return tuple(
        Previewed(
            name,
            theirs := source.theirs.get(name, ""),
            tuple(
                Cell(text, value, wrong.get((int(row), theirs), ""))
                for row, text, value in zip(
                    few.rows, _texts(few, theirs), typed[name], strict=False
                )
            ),
        )
        for name in columns(source)
    )


def _texts(raw: RawBatch, theirs: str) -> list[str]:
    if not theirs:
        return [""] * len(raw.rows)
    return ["" if cell is None else str(cell) for cell in raw.cells[theirs].to_pylist()]


def strange_values(cells: pa.Array, name: str, told: RosterMapping) -> tuple[str, ...]:
    """The different cells that mean nothing to us yet in a column of codes, or of yes and no."""
    if COLUMNS[name].type not in (FactType.CODE, FactType.BOOL):
        return ()
    distinct = countable(cells).unique()
    values = dict(told.values)
    values.pop(name, None)
    plain = told.model_copy(update={"values": values})
    _, bad = CellColumn(COLUMNS[name], plain).read(distinct)
    found = tuple(sorted(str(distinct[one.index]) for one in bad))
    return found if len(found) <= _DISTINCT else ()


def choices(name: str) -> tuple[str, ...]:
    """What a cell of such a column can mean, as the contract spells it."""
    return COLUMNS[name].codes or ("true", "false")
