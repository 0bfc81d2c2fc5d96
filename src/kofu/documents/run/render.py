"""`kofu render`: decisions into finished files, on all cores, with memory that stays flat."""

from __future__ import annotations

import fcntl
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa

from kofu.base.errors import Finding, KofuError, Place
from kofu.base.whole_files import whole_file
from kofu.base.workers import collect_seldom, end_with_parent
from kofu.documents.letters.language import refuse_unwritable
from kofu.documents.run import record as records
from kofu.documents.run.arrangement import (
    Arrange,
    Arrangement,
    Dress,
    as_decided,
    bare,
    chunk_tables,
)
from kofu.documents.run.derived import law_of
from kofu.documents.run.sources import Counts, Sources, read_sources
from kofu.documents.run.work import (
    FOLDER,
    ChunkDone,
    PrintedFile,
    Shop,
    Stopped,
    fonts_on,
    form_of,
    refuse_wrong_templates,
)
from kofu.documents.values.face import kindred_named, seal_digest
from kofu.documents.values.office import Office, office_on
from kofu.policy.law import Law, law_on
from kofu.policy.load import folder_of, is_pack_file, load

PER_FILE = 1000
"""Documents in one file: small enough to hold in memory and to print again."""

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker needs to know; small, for it is sent to each."""

    pack: str
    issued: date
    folder: str
    sheets: bool
    dress: Dress
    on: date
    known: date

    def shop(self) -> Shop:
        """Raises KofuError."""
        book, beside = load(self.pack), folder_of(self.pack)
        office, law = office_on(book, self.issued), law_on(book, self.on, self.known)
        return Shop(office, self.issued, Path(self.folder), beside, self.sheets, self.dress, law)


Chunks = Iterator[tuple[str, bytes]]
"""Each chunk by its name, with its rows as bytes for another process."""

Elsewhere = Callable[[Job, Chunks], Iterator[ChunkDone | Finding]]
"""Has chunks printed by other processes with `print_chunk`; what they came to, in their order."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is to print. `insurer` None: the shipped pack that made the decisions."""

    decisions: Path
    roster: Path
    folder: Path
    mapping: Path | None = None
    insurer: str | None = None
    issued: date | None = None
    per_file: int = PER_FILE
    workers: int | None = None
    sheets: bool = False
    """Paper cards ten to a sheet, apart from the sheets they are glued to."""
    arrange: Arrange = as_decided
    dress: Dress = bare
    elsewhere: Elsewhere | None = None
    """None: on this machine."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was printed."""

    record: records.Record
    stopped: tuple[Stopped, ...]


def render(asked: Asked, progress: Progress = lambda stage, done: None) -> Rendered:
    """Print everyone's documents into `folder`. Raises KofuError, RefusedError.

    A file in the folder appears whole; the record is written last, and only then is the run
    done. Run again after a crash, it makes the same files.
    """
    progress("reading", 0.0)
    sources = read_sources(asked.decisions, asked.roster, asked.mapping)
    law, name = law_of(asked.decisions, sources.kinds(), asked.insurer)
    with ours(asked.folder):
        issued = asked.issued or law.on
        office = office_on(law.book, issued)
        refuse_wrong_templates(office, folder_of(name))
        refuse_unwritable(sources.languages(), office)
        job = Job(name, issued, str(asked.folder), asked.sheets, asked.dress, law.on, law.known)
        counts = sources.counts()
        gathered = Gathered()
        arrangement = asked.arrange(sources, office, issued)
        (asked.folder / records.RECORD).unlink(missing_ok=True)
        with whole_file(asked.folder / records.PAGES) as draft:
            pages = records.PagesWriter(draft)
            try:
                for done in _printed(asked, job, sources, arrangement):
                    pages.add(done.printed)
                    gathered.add(done)
                    progress("printing", min(1.0, gathered.people / max(counts.printed, 1)))
            finally:
                pages.close()
        if gathered.people != counts.printed:
            raise AssertionError("people were lost between decisions and pages")
        records.write_stopped(asked.folder, gathered.stopped)
        remove_others(asked.folder, gathered.files)
        tracking = arrangement.numbered
        record = record_of(asked, law, name, office, issued, counts, gathered, tracking)
        records.write_record(asked.folder, record)
    return Rendered(record, tuple(gathered.stopped))


@dataclass(frozen=True, slots=True)
class Piece:
    """What a chunk came to that was printed apart; `index` as in `pages.parquet`."""

    files: tuple[PrintedFile, ...]
    index: pa.Table
    stopped: tuple[Stopped, ...]
    unbarred: Mapping[str, int]


class Gathered:
    """What the chunks made, in their order."""

    def __init__(self) -> None:
        self.files: list[PrintedFile] = []
        self.stopped: list[Stopped] = []
        self.forms: dict[str, int] = {}
        self.people = 0
        self.unbarred: Counter[str] = Counter()

    def add(self, done: ChunkDone) -> None:
        self.files.extend(done.files)
        self.stopped.extend(done.stopped)
        self.unbarred.update(done.unbarred)
        for one in done.printed:
            self.forms[one.form] = self.forms.get(one.form, 0) + 1
        self.people += len({one.person_id for one in done.printed}) + len(done.stopped)

    def add_piece(self, piece: Piece) -> None:
        """A chunk that was printed apart."""
        self.files.extend(piece.files)
        self.stopped.extend(piece.stopped)
        self.unbarred.update(piece.unbarred)
        for one in piece.index.column("form").value_counts().to_pylist():
            self.forms[one["values"]] = self.forms.get(one["values"], 0) + one["counts"]
        self.people += len(piece.index.column("person_id").unique()) + len(piece.stopped)


_shop_of = lru_cache(maxsize=1)(Job.shop)
"""A process prints for one run, with the forms that it has needed so far."""


def _start() -> None:
    end_with_parent()
    collect_seldom()


def print_chunk(job: Job, name: str, rows: bytes) -> ChunkDone | Finding:
    """Print a chunk in this process; an error is given back, for it would not travel whole."""
    try:
        with pa.ipc.open_stream(rows) as stream:
            return _shop_of(job).print(name, stream.read_all())
    except KofuError as error:
        return error.finding


def _printed(
    asked: Asked, job: Job, sources: Sources, arrangement: Arrangement
) -> Iterator[ChunkDone]:
    """The chunks done, in order; a few in flight, so that memory does not grow with the run."""
    named = chunk_tables(sources, arrangement, asked.per_file)
    files = -(-len(arrangement.rows) // asked.per_file)
    workers = min(asked.workers or os.cpu_count() or 1, max(files, 1))
    if asked.elsewhere is not None:
        for done in asked.elsewhere(job, ((name, sent(rows)) for name, rows, _ in named)):
            yield _refused_or(done)
        return
    if workers == 1:
        shop = job.shop()
        yield from (shop.print(name, rows) for name, rows, _ in named)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, context, _start) as pool:
        flying: list[Future[ChunkDone | Finding]] = []
        for name, rows, _ in named:
            flying.append(pool.submit(print_chunk, job, name, sent(rows)))
            if len(flying) > 2 * workers:
                yield _refused_or(flying.pop(0).result())
        while flying:
            yield _refused_or(flying.pop(0).result())


def _refused_or(done: ChunkDone | Finding) -> ChunkDone:
    if isinstance(done, Finding):
        raise KofuError(done.code, done.place, **done.params)
    return done


def sent(rows: pa.Table) -> bytes:
    """Rows as bytes for a worker."""
    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, rows.schema) as writer:
        writer.write_table(rows)
    return out.getvalue().to_pybytes()  # type: ignore[no-any-return]


_OURS = frozenset(
    {FOLDER, ".lock", "previews", records.RECORD, records.PAGES, records.STOPPED, records.PULLED}
)


@contextmanager
def ours(folder: Path) -> Iterator[None]:
    """The folder is ours alone. Raises KofuError `folder-not-ours`, `folder-busy`,
    `output-not-writable`.

    Drafts that a killed run left hold people's data: they go at once, whosever number they carry.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KofuError("output-not-writable", Place(str(folder)), reason=error.strerror) from error
    strange = sorted(
        one.name for one in folder.iterdir() if one.name not in _OURS and one.suffix != ".part"
    )
    if strange:
        raise KofuError("folder-not-ours", Place(str(folder)), name=strange[0])
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise KofuError("folder-busy", Place(str(folder))) from error
        for draft in (*folder.glob("*.part"), *(folder / FOLDER).glob("*.part")):
            draft.unlink()
        yield


def remove_others(folder: Path, files: list[PrintedFile]) -> None:
    """Pages of an earlier run go: they hold people's data."""
    kept = {folder / one.name for one in files}
    for path in (folder / FOLDER).glob("*"):
        if path not in kept:
            path.unlink()


def record_of(
    asked: Asked,
    law: Law,
    name: str,
    office: Office,
    issued: date,
    counts: Counts,
    gathered: Gathered,
    tracking: Mapping[str, object],
    pulled: int = 0,
) -> records.Record:
    """What `record.json` says of this run."""
    stopped = len(gathered.stopped)
    people = {
        **asdict(counts),
        "printed": counts.printed - stopped - pulled,
        "stopped": stopped,
        "pulled": pulled,
    }
    made = {
        name_: form_of(office, kindred_named(name_), folder_of(name))
        for name_ in sorted(gathered.forms)
    }
    fonts = {font.name: font.digest for font in fonts_on(office, made.values())}
    inputs = {"decisions": asked.decisions, "roster": asked.roster}
    if asked.mapping:
        inputs["mapping"] = asked.mapping
    return records.Record(
        version=records.VERSION,
        insurer=records.seen_from(asked.folder, name) if is_pack_file(name) else name,
        pack_hash=law.book.hash,
        office_hash=office.digest,
        on=law.on.isoformat(),
        known=law.known.isoformat(),
        issued=issued.isoformat(),
        per_file=asked.per_file,
        sheets=asked.sheets,
        sample=office.sample,
        inputs={
            role: {
                "path": records.seen_from(asked.folder, path),
                "sha256": records.file_digest(path),
            }
            for role, path in inputs.items()
        },
        forms={name_: form.digest for name_, form in made.items()},
        fonts=dict(sorted(fonts.items())),
        seal=seal_digest(office, folder_of(name)),
        people=people,
        documents=dict(sorted(gathered.forms.items())),
        files=gathered.files,
        root=records.root_of(gathered.files, people),
        unbarred=dict(sorted(gathered.unbarred.items())),
        tracking=tracking,
    )
