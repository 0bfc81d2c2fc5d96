"""Everything that is wrong with a roster, at once: by row and column, and counted by code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from kofu.base.errors import Finding
from kofu.policy.facts import FactType
from kofu.roster.characters import defective, first_defect
from kofu.roster.collect import Collector
from kofu.roster.columns import COLUMNS
from kofu.roster.duplicates import Duplicates
from kofu.roster.levels import Level, level_of
from kofu.roster.opening import RosterSource, open_unwatched, unknown_columns
from kofu.roster.raw import RawBatch
from kofu.roster.reading import Reader
from kofu.roster.rules import RULES
from kofu.roster.texts import as_text, utf8_bytes


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: people read, findings (so many kept per code), counts of all."""

    rows: int
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]

    def count(self, level: Level) -> int:
        """The number of findings of one level."""
        return sum(count for code, count in self.counts.items() if level_of(code) is level)

    @property
    def acceptable(self) -> bool:
        """Whether there is no error; warnings do not count."""
        return self.count(Level.ERROR) == 0


def check_file(path: Path, mapping: Path | None = None) -> CheckReport:
    """Open and check a roster. Raises KofuError when the file cannot be read at all."""
    return check(open_unwatched(path, mapping))


def check(source: RosterSource) -> CheckReport:
    """Read every row once and collect everything that is wrong.

    Raises KofuError where the file cannot be read on (`csv-broken`, `file-broken`).
    """
    found = Collector()
    for name in unknown_columns(source):
        found.report(Finding("column-unknown", source.place(name=name)))
    reader = Reader(source, found.report)
    total = 0
    with Duplicates() as duplicates:
        for raw in reader.raw_batches(source.file.header):
            batch = reader.typed(raw)
            total += batch.num_rows
            duplicates.add(raw.rows, batch)
            _check_rows(source, raw.rows, batch, found)
            _check_characters(source, raw, batch, found)
        _report_pairs(source, "person-duplicated", "person_id", duplicates.same_id(), found)
        _report_pairs(source, "same-person-twice", "name", duplicates.same_person(), found)
    reader.report_my_numbers()
    if total == 0:
        found.report(Finding("roster-without-people", source.place()))
    return CheckReport(total, found.by_row(), dict(found.counts))


def _check_rows(
    source: RosterSource, rows: npt.NDArray[np.int64], batch: pa.RecordBatch, found: Collector
) -> None:
    cells = dict(zip(batch.schema.names, batch.columns, strict=True))
    for rule in RULES:
        if all(name in cells for name in rule.columns):
            wrong = pc.indices_nonzero(pc.fill_null(rule.wrong(cells), False)).to_numpy()
            if len(wrong):
                found.report_rows(rule.code, source.place(name=rule.columns[0]), rows[wrong])


def _check_characters(
    source: RosterSource, raw: RawBatch, batch: pa.RecordBatch, found: Collector
) -> None:
    """Look at the texts that will be printed; codes and dates have been read or refused."""
    for field, cells in zip(batch.schema, batch.columns, strict=True):
        if COLUMNS[field.name].type is not FactType.TEXT or not _has_defect(cells):
            continue
        for index, text in enumerate(cells.to_pylist()):
            if text and (defect := first_defect(text)):
                kind, point, position = defect
                place = source.place(int(raw.rows[index]), field.name)
                found.report(Finding(kind.value, place, {"point": point, "count": position}))


def _has_defect(cells: pa.Array) -> bool:
    text = utf8_bytes(as_text(cells)).tobytes().decode("utf-8")
    points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    return bool(defective()[points].any())


def _report_pairs(
    source: RosterSource,
    code: str,
    column: str,
    pairs: Iterable[tuple[int, int]],
    found: Collector,
) -> None:
    for row, first in pairs:
        found.report(Finding(code, source.place(row, column), {"first": first}))
