"""`kofu verify`: a run's folder proven against roster and decisions, every field of every page."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kofu.base.errors import KofuError, Place
from kofu.base.workers import collect_seldom, end_with_parent
from kofu.documents.run import record as records
from kofu.documents.run.arrangement import Dress, bare
from kofu.documents.run.derived import law_of
from kofu.documents.run.record import Record, read_record
from kofu.documents.run.sources import Sources, read_sources
from kofu.documents.run.work import FOLDER, fonts_on, form_of, sheet_mark
from kofu.documents.values.face import kindred_named, seal_digest
from kofu.documents.values.office import office_on
from kofu.documents.verify.files import FileRead, Found, Placed, Reader
from kofu.documents.verify.journal import Journal
from kofu.documents.verify.numbers import numbers_wrong
from kofu.documents.verify.pictures import look
from kofu.policy.load import folder_of, load

Progress = Callable[[str, float], None]
_TOLD = 200
_KEPT = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What to verify; paths left out are those of the record."""

    folder: Path
    decisions: Path | None = None
    roster: Path | None = None
    mapping: Path | None = None
    workers: int | None = None
    pictures: int = 2
    dress: Dress = bare
    journal: Path | None = None
    """Where to write down what was read, so that an interrupted reading goes on."""


@dataclass(slots=True)
class Verified:
    """What was read and what was wrong. `fields` judged one by one; `pictures` pages compared."""

    files: int = 0
    pages: int = 0
    documents: int = 0
    fields: int = 0
    pictures: int = 0
    total: int = 0
    found: list[Found] = field(default_factory=list)

    def count(self, pages: int, fields: int) -> None:
        """One more file."""
        self.files += 1
        self.pages += pages
        self.fields += fields

    def add(self, found: Found) -> None:
        self.total += 1
        if len(self.found) < _TOLD:
            self.found.append(found)


def verify(asked: Asked, progress: Progress = lambda stage, done: None) -> Verified:
    """Read everything back. Raises KofuError where the record or the inputs cannot be read."""
    record = read_record(asked.folder)
    inputs = _inputs(asked, record)
    told = Verified()
    for found in _frame(asked.folder, record, inputs):
        told.add(found)
    sources = read_sources(inputs["decisions"], inputs["roster"], inputs.get("mapping"))
    job = Job(
        record.pack_in(asked.folder), record.issued, str(asked.folder), record.sheets, asked.dress
    )
    seen = _Seen()
    journal = Journal(asked.journal, asked.folder)
    sums = {one.name: one.sha256 for one in record.files}
    work = _unread(_work_of(asked.folder, record, sources, seen), journal, told)
    for read in _reads(job, work, asked.workers or os.cpu_count() or 1):
        told.count(read.pages, read.fields)
        for found in read.found:
            told.add(found)
        if not read.found:
            journal.keep(read.file, sums[read.file], read.pages, read.fields)
        progress("verifying", told.files / max(len(record.files), 1))
    told.documents = seen.documents
    for found in _whole(asked.folder, record, sources, seen):
        told.add(found)
    if not told.total:
        samples = seen.samples(asked.pictures)
        looked = look(job.reader(), asked.folder, sources, samples)
        told.pictures = looked.compared
        for found in looked.found:
            told.add(found)
    return told


def _unread(work: Iterator[Work], journal: Journal, told: Verified) -> Iterator[Work]:
    """What is still to be read; the rest is counted."""
    for one in work:
        known = journal.read_before(one.file, one.sha256)
        if known is None:
            yield one
        else:
            told.count(*known)


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker needs to know."""

    pack: str
    issued: str
    folder: str
    sheets: bool
    dress: Dress

    def reader(self) -> Reader:
        """Raises KofuError."""
        issued = date.fromisoformat(self.issued)
        office = office_on(load(self.pack), issued)
        beside = folder_of(self.pack)
        return Reader(office, issued, Path(self.folder), beside, self.sheets, self.dress)


@dataclass(frozen=True, slots=True)
class Work:
    """One file to read, with its documents and the rows of their people."""

    file: str
    sha256: str
    placed: tuple[Placed, ...]
    rows: pa.Table


class _Seen:
    """What the index told, over all files."""

    def __init__(self) -> None:
        self.documents = 0
        self.people = 0
        self.files: list[str] = []
        self.forms: Counter[str] = Counter()
        self.envelopes: set[int] = set()
        self.torn: list[int] = []
        self._first: dict[str, list[tuple[str, Placed]]] = {}

    def add(self, file: str, placed: Sequence[Placed]) -> None:
        """A file's documents; the first of each form are kept as samples."""
        self.files.append(file)
        self.forms.update(one.form for one in placed)
        for one in placed:
            if one.slot:
                continue  # a sheet of several people is read card by card, not as a picture
            kept = self._first.setdefault(one.form, [])
            if len(kept) < _KEPT:
                kept.append((file, one))

    def add_envelopes(self, chunk: list[Indexed]) -> None:
        """Each envelope once, whole, its people numbered without a gap, by one post."""
        found: dict[int, list[Indexed]] = {}
        for one in chunk:
            found.setdefault(one.envelope, []).append(one)
        for number, members in found.items():
            people = list(dict.fromkeys((one.place, one.person_id) for one in members))
            places = sorted(place for place, _ in people)
            alike = len({(one.of, one.delivery, one.tracking) for one in members}) == 1
            if number in self.envelopes or places != list(range(1, members[0].of + 1)) or not alike:
                self.torn.append(number)
            self.envelopes.add(number)

    def samples(self, each: int) -> dict[str, list[Placed]]:
        """By file, so many documents of every form."""
        found: dict[str, list[Placed]] = {}
        for kept in self._first.values():
            for file, one in kept[:each]:
                found.setdefault(file, []).append(one)
        return found


_reader: Reader | None = None


def _start(job: Job) -> None:
    global _reader
    end_with_parent()
    _reader = job.reader()
    collect_seldom()


def _read(work: Work) -> FileRead:
    assert _reader is not None
    return _reader.read(work.file, work.sha256, work.placed, work.rows)


def _reads(job: Job, work: Iterator[Work], workers: int) -> Iterator[FileRead]:
    if workers == 1:
        reader = job.reader()
        for one in work:
            yield reader.read(one.file, one.sha256, one.placed, one.rows)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, (job,)) as pool:
        flying: list[Future[FileRead]] = []
        for one in work:
            flying.append(pool.submit(_read, one))
            if len(flying) > 2 * workers:
                yield flying.pop(0).result()
        while flying:
            yield flying.pop(0).result()


def _work_of(folder: Path, record: Record, sources: Sources, seen: _Seen) -> Iterator[Work]:
    """The files of the index, chunk by chunk, each with its people's rows."""
    sums = {one.name: one.sha256 for one in record.files}
    numbers = sources.numbers(_people(folder))
    done = 0
    for chunk in chunks(folder):
        names: dict[str, list[str]] = {}
        for one in chunk:
            names.setdefault(one.person_id, []).append(one.form)
        seen.add_envelopes(chunk)
        files: dict[str, list[tuple[int, Indexed]]] = {}
        for number, one in zip(numbers[done : done + len(chunk)], chunk, strict=True):
            files.setdefault(one.file, []).append((int(number), one))
        done += len(chunk)
        seen.documents += len(chunk)
        seen.people += len(names)
        for file, documents in files.items():
            placed = tuple(_placed(one, names[one.person_id]) for _, one in documents)
            seen.add(file, placed)
            rows = sources.rows(np.array([number for number, _ in documents]))
            yield Work(file, sums.get(file, ""), placed, rows.combine_chunks())


def _placed(one: Indexed, forms: list[str]) -> Placed:
    place = (one.person_id, one.form, one.first_page, one.pages, one.match_code)
    mark = sheet_mark(one.envelope, one.place, one.of)
    return Placed(*place, tuple(forms), mark, one.tracking, one.slot)


class Indexed(NamedTuple):
    """A row of the index. A NamedTuple: there are millions."""

    person_id: str
    form: str
    file: str
    first_page: int
    pages: int
    match_code: str
    envelope: int
    place: int
    of: int
    delivery: str
    sheets: int
    slot: int
    tracking: str


def _people(folder: Path) -> pa.Array:
    try:
        return pq.read_table(folder / records.PAGES, columns=["person_id"]).column("person_id")
    except (pa.ArrowException, OSError) as error:
        raise KofuError("index-unreadable", Place(str(folder / records.PAGES))) from error


def chunks(folder: Path) -> Iterator[list[Indexed]]:
    """The index as it was written, chunk by chunk. Raises KofuError `index-unreadable`."""
    path = folder / records.PAGES
    try:
        with pq.ParquetFile(path) as index:
            for number in range(index.num_row_groups):
                group = index.read_row_group(number, columns=list(Indexed._fields))
                columns = [column.to_pylist() for column in group.columns]
                yield [Indexed(*row) for row in zip(*columns, strict=True)]
    except (pa.ArrowException, OSError) as error:
        raise KofuError("index-unreadable", Place(str(path))) from error


def _inputs(asked: Asked, record: Record) -> dict[str, Path]:
    """Where roster and decisions are: as given, else where the record says."""
    given = {"decisions": asked.decisions, "roster": asked.roster, "mapping": asked.mapping}
    found: dict[str, Path] = {}
    for role, path in given.items():
        if path is not None:
            found[role] = path
        elif role in record.inputs:
            found[role] = Path(os.path.normpath(asked.folder / record.inputs[role]["path"]))
    for path in found.values():
        if not path.is_file():
            raise KofuError("file-missing", Place(str(path)))
    return found


def _frame(folder: Path, record: Record, inputs: dict[str, Path]) -> Iterator[Found]:
    """Everything that the record names by hash, but for the pages themselves."""
    for role, path in inputs.items():
        if records.file_digest(path) != record.inputs.get(role, {}).get("sha256"):
            yield Found("input-changed", str(path))
    pack = record.pack_in(folder)
    book = load(pack)
    if book.hash != record.pack_hash:
        yield Found("pack-changed", record.insurer)
    office = office_on(book, date.fromisoformat(record.issued))
    if office.digest != record.office_hash:
        yield Found("office-changed", record.insurer)
    made = {
        name: form_of(office, kindred_named(name), folder_of(pack)) for name in record.documents
    }
    fonts = {font.name: font.digest for font in fonts_on(office, made.values())}
    if fonts != dict(record.fonts):
        yield Found("fonts-changed", record.insurer)
    if {name: form.digest for name, form in made.items()} != dict(record.forms):
        yield Found("forms-changed", record.insurer)
    if seal_digest(office, folder_of(pack)) != record.seal:
        yield Found("seal-changed", record.insurer)
    if office.sample != record.sample:
        yield Found("record-changed", records.RECORD)
    listed = {folder / one.name for one in record.files}
    for path in sorted((folder / FOLDER).glob("*")):
        if path not in listed:
            yield Found("file-not-listed", f"{FOLDER}/{path.name}")
    if records.root_of(record.files, record.people) != record.root:
        yield Found("record-changed", records.RECORD)


def _whole(folder: Path, record: Record, sources: Sources, seen: _Seen) -> Iterator[Found]:
    """Everyone accounted for, once: printed, stopped, withheld, nothing, review."""
    if sorted(seen.files) != sorted(one.name for one in record.files):
        yield Found("files-differ", records.PAGES)
    for code in numbers_wrong(folder / records.PAGES, record):
        yield Found(code, records.PAGES)
    for number in seen.torn:
        yield Found("envelope-torn", records.PAGES, detail=str(number))
    law, _ = law_of(folder / records.RECORD, sources.kinds(), record.pack_in(folder))
    if (law.on.isoformat(), law.known.isoformat()) != (record.on, record.known):
        yield Found("record-changed", records.RECORD)
    index = _people(folder)
    if pc.count_distinct(index).as_py() != seen.people:
        yield Found("person-twice-printed", records.PAGES)
    stopped, pulled = _listed(folder, records.STOPPED), set[str]()
    if record.people.get("pulled"):
        pulled = _listed(folder, records.PULLED)
    counts = sources.counts()
    expected = {
        "people": counts.people,
        "withheld": counts.withheld,
        "nothing": counts.nothing,
        "review": counts.review,
        "printed": seen.people,
        "stopped": len(stopped),
        "pulled": len(pulled),
    }
    if seen.people + len(stopped) + len(pulled) != counts.printed:
        yield Found("people-missing", records.PAGES)
    wrong = any(record.people.get(name) != number for name, number in expected.items())
    if wrong or seen.forms != record.documents:
        yield Found("counts-differ", records.RECORD)
    for people, code, file in (
        (stopped, "stopped-yet-printed", records.STOPPED),
        (pulled, "pulled-yet-printed", records.PULLED),
    ):
        if pc.any(pc.is_in(index, value_set=pa.array(sorted(people), pa.string()))).as_py():
            yield Found(code, file)


def _listed(folder: Path, name: str) -> set[str]:
    try:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            return {row["person_id"] for row in csv.DictReader(file)}
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise KofuError("index-unreadable", Place(str(folder / name))) from error
