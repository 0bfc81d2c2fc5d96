"""The record of a run: what it was made of, what it made, and how many people it accounts for.

`record.json` names everything by hash (template, fonts, seal, pack, inputs, files); with the
same inputs it is the same to the byte, except for the paths under `inputs`.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

from kofu.base.errors import KofuError, Place
from kofu.base.whole_files import whole_file
from kofu.documents.fonts.units import code_points
from kofu.documents.run.work import Printed, PrintedFile, Stopped
from kofu.policy.load import is_pack_file

RECORD, PAGES, STOPPED, PULLED = "record.json", "pages.parquet", "stopped.csv", "pulled.csv"
VERSION = 1
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Record:
    """`record.json`. Paths, of inputs and of an own pack, are seen from the run's folder.

    `tracking`: day of acceptance and ways of posting whose numbers are on the pages; may be empty.
    """

    version: int
    insurer: str
    pack_hash: str
    office_hash: str
    on: str
    known: str
    issued: str
    per_file: int
    sheets: bool
    sample: bool
    inputs: Mapping[str, Mapping[str, str]]
    forms: Mapping[str, str]
    fonts: Mapping[str, str]
    seal: str
    people: Mapping[str, int]
    documents: Mapping[str, int]
    files: Sequence[PrintedFile]
    root: str
    tracking: Mapping[str, object] = field(default_factory=dict)
    unbarred: Mapping[str, int] = field(default_factory=dict)
    """People to whom something is posted without a customer barcode, by code."""

    def pack_in(self, folder: Path) -> str:
        """The pack by name, or its file, wherever one stands: `folder` is the run's."""
        if not is_pack_file(self.insurer):
            return self.insurer
        return os.path.normpath(folder / self.insurer)


def seen_from(folder: Path, path: str | Path) -> str:
    """A path as the record holds it."""
    return os.path.relpath(path, folder)


def file_digest(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    seen = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            seen.update(piece)
    return seen.hexdigest()


def root_of(files: Iterable[PrintedFile], people: Mapping[str, int]) -> str:
    """One hash over every file, in order, and the counts."""
    lines = [f"{one.name} {one.sha256} {one.documents} {one.pages}" for one in files]
    lines += [f"{name} {number}" for name, number in sorted(people.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def write_record(folder: Path, record: Record) -> None:
    with whole_file(folder / RECORD) as draft:
        text = json.dumps(asdict(record), ensure_ascii=False, indent=1)
        draft.write_text(text + "\n", encoding="utf-8")


def read_record(folder: Path) -> Record:
    """Raises KofuError: `record-missing`, `record-unreadable`."""
    path = folder / RECORD
    if not path.is_file():
        raise KofuError("record-missing", Place(str(folder)))
    try:
        raw = cast("dict[str, object]", json.loads(path.read_text(encoding="utf-8")))
        raw["files"] = [PrintedFile(**one) for one in cast("list[dict[str, Any]]", raw["files"])]
        return Record(**raw)  # type: ignore[arg-type]
    except (ValueError, TypeError, KeyError) as error:
        raise KofuError("record-unreadable", Place(str(path))) from error


PAGES_SCHEMA = pa.schema(
    [
        ("person_id", pa.string()),
        ("form", pa.string()),
        ("file", pa.string()),
        ("first_page", pa.int32()),
        ("pages", pa.int32()),
        ("match_code", pa.string()),
        ("envelope", pa.int64()),
        ("place", pa.int32()),
        ("of", pa.int32()),
        ("delivery", pa.string()),
        ("sheets", pa.int32()),
        ("slot", pa.int32()),
        ("tracking", pa.string()),
    ]
)
"""`pages.parquet`: one row per document, in the order of files and pages."""


class PagesWriter:
    """Writes `pages.parquet` as the chunks come in."""

    def __init__(self, draft: Path) -> None:
        self._out = pq.ParquetWriter(draft, PAGES_SCHEMA, store_schema=False)

    def add(self, printed: Sequence[Printed]) -> None:
        if printed:
            columns = {name: [getattr(one, name) for one in printed] for name in PAGES_SCHEMA.names}
            self._out.write_batch(pa.RecordBatch.from_pydict(columns, schema=PAGES_SCHEMA))

    def add_table(self, index: pa.Table) -> None:
        """Part of an index that was written apart."""
        if index.num_rows:
            self._out.write_table(index)

    def close(self) -> None:
        self._out.close()


def write_stopped(folder: Path, stopped: Iterable[Stopped]) -> None:
    """`stopped.csv`: who, which form and field, the code, and the character with its code point."""
    with (
        whole_file(folder / STOPPED) as draft,
        draft.open("w", encoding="utf-8", newline="") as file,
    ):
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("person_id", "form", "code", "field", "character", "code_point"))
        for one in stopped:
            unit = one.unit or ""
            shown = unit if unit.isprintable() else ""
            points = code_points(unit) if unit else ""
            writer.writerow((one.person_id, one.form, one.code, one.field, shown, points))


def write_pulled(folder: Path, pulled: Mapping[str, str]) -> None:
    """`pulled.csv`: who was left out of the run on somebody's word, and why."""
    with (
        whole_file(folder / PULLED) as draft,
        draft.open("w", encoding="utf-8", newline="") as file,
    ):
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("person_id", "reason"))
        writer.writerows(sorted(pulled.items()))
