"""One person of a roster, for the counter."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from kofu.base.errors import Finding, KofuError
from kofu.policy.facts import FactValue
from kofu.roster.cells import CellColumn
from kofu.roster.columns import COLUMNS, Spelling
from kofu.roster.opening import RosterSource
from kofu.roster.raw import RawBatch
from kofu.roster.reading import Reader
from kofu.roster.values import read_text


def find_person(source: RosterSource, person_id: str) -> dict[str, FactValue]:
    """The typed values of the one row with `person_id`, by contract column.

    Only that row's cells are read. Raises KofuError: `person-not-found`, `person-twice` (with
    both rows), or what makes a cell of the row unreadable.
    """
    wanted = read_text(person_id, Spelling.NUMBER)
    ids = CellColumn(COLUMNS["person_id"], source.mapping)
    problems: list[Finding] = []
    reader = Reader(source, problems.append)
    found: RawBatch | None = None
    for raw in reader.raw_batches(tuple(source.theirs.values())):
        identifiers, _ = ids.read(raw.cells[source.theirs["person_id"]])
        for index in pc.indices_nonzero(pc.equal(identifiers, wanted)).to_pylist():
            row = int(raw.rows[index])
            if found is not None:
                first = int(found.rows[0])
                raise KofuError("person-twice", source.place(row, "person_id"), first=first)
            found = _one(raw, index)
    if found is None:
        raise KofuError("person-not-found", source.place())
    problems.clear()
    person = reader.typed(found).to_pylist()[0]
    for problem in problems:
        raise KofuError(problem.code, problem.place, **problem.params)
    return dict(person)


def _one(raw: RawBatch, index: int) -> RawBatch:
    # Copied, because a slice would keep the whole batch in memory.
    only = pa.array([index])
    cells = {name: column.take(only) for name, column in raw.cells.items()}
    return RawBatch(raw.rows[index : index + 1], cells)
