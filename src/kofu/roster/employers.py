"""The second table, `--employers FILE`: where a 健康保険組合 sends what employers hand out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from kofu.base.errors import KofuError, Place
from kofu.roster.columns import Spelling
from kofu.roster.mapping import AS_IT_IS
from kofu.roster.opening import open_file
from kofu.roster.raw import Report
from kofu.roster.texts import as_text
from kofu.roster.values import read_text


@dataclass(frozen=True, slots=True)
class Employer:
    """A 事業所; `employer_id` is what the roster's column of that name refers to."""

    employer_id: str
    name: str
    postal_code: str
    address: str


_SPELLINGS = {
    "employer_id": Spelling.NUMBER,
    "name": Spelling.EXACT,
    "postal_code": Spelling.NUMBER,
    "address": Spelling.EXACT,
}


def read_employers(path: Path, report: Report) -> Mapping[str, Employer]:
    """All employers by id, from CSV, Excel or Parquet.

    Reports `row-width`. Raises KofuError: `column-missing`, `employer-id-missing`,
    `employer-twice`, and those of opening a file.
    """
    employers: dict[str, Employer] = {}
    for row, employer in _rows(path, report):
        place = Place(str(path), row, "employer_id")
        if not employer.employer_id:
            raise KofuError("employer-id-missing", place)
        if employer.employer_id in employers:
            raise KofuError("employer-twice", place)
        employers[employer.employer_id] = employer
    return employers


def _rows(path: Path, report: Report) -> Iterator[tuple[int, Employer]]:
    file = open_file(path, AS_IT_IS)
    names = [field.name for field in fields(Employer)]
    for name in names:
        if file.header.count(name) != 1:
            code = "column-twice" if name in file.header else "column-missing"
            raise KofuError(code, Place(str(path), 1, name))
    for raw in file.batches(names, (), report):
        texts = [as_text(raw.cells[name]).to_pylist() for name in names]
        for row, *cells in zip(raw.rows, *texts, strict=True):
            if any(cells):
                kept = (
                    read_text(cell, _SPELLINGS[name])
                    for name, cell in zip(names, cells, strict=True)
                )
                yield int(row), Employer(*kept)
