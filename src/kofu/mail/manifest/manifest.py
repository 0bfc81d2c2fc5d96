"""`kofu mail manifest`: a run's lists, all of them or none.

What is mixed up (an index that does not hold together, somebody held back yet printed, counts that
differ) means no list at all. What a clerk can mend (an employer without an address, a character
outside CP932) is told, and the lists are there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

import duckdb
import pyarrow as pa

from kofu.base.errors import Finding, KofuError, Place
from kofu.base.whole_folders import whole_folder
from kofu.decide.engine import connect
from kofu.documents.run.record import Record, read_record
from kofu.documents.values.office import Office, office_on
from kofu.mail.manifest import inputs, lists, reconcile
from kofu.mail.manifest.cover_pdf import CoverPress, Unprintable
from kofu.mail.manifest.cp932 import copies
from kofu.mail.manifest.index import ask, load_index
from kofu.mail.manifest.numbers import number_pieces, pieces_by_product, printed_numbers
from kofu.mail.manifest.pieces import MAILED, make_pieces
from kofu.mail.manifest.posting_pdf import PostingList, print_list
from kofu.mail.manifest.pulls import load_pulls
from kofu.mail.manifest.soundness import files_wrong, population_wrong, unsound
from kofu.mail.manifest.totals import TOTALS, write_totals
from kofu.mail.tracking import ledger
from kofu.mail.tracking.keeper import FileKeeper, Keeper
from kofu.mail.tracking.numbering import Ledger, Wanted, number
from kofu.policy.load import load
from kofu.roster.employers import Employer, read_employers

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A run's folder, and what is asked of its mail. Paths left out are those of the record.

    `out`: where the lists go, `FOLDER-mail` unless given. `posted`: the day of acceptance, the
    day of issue unless given; rates and tracking numbers are of that day. `keeper`: who remembers
    the numbers; a file beside their ranges unless given.
    """

    folder: Path
    out: Path | None = None
    roster: Path | None = None
    decisions: Path | None = None
    mapping: Path | None = None
    employers: Path | None = None
    posted: date | None = None
    tracking: Sequence[str] = ()
    pull: Path | None = None
    cp932: bool = False
    keeper: Keeper | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The totals, None where no list was written; what is wrong; products without numbers."""

    out: Path
    totals: Mapping[str, object] | None
    findings: tuple[Finding, ...]
    unnumbered: tuple[str, ...] = ()


_Given = tuple[Ledger, Ledger, ledger.Ranges]
"""The ledger before and after, and the ranges that were given from."""


class _MixedUpError(Exception):
    """Nothing may be written."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__()
        self.findings = tuple(findings)


def manifest(asked: Asked, progress: Progress = lambda stage, done: None) -> Made:
    """Write the lists of a run. Raises KofuError where the call or the input is wrong."""
    record = read_record(asked.folder)
    out = asked.out or beside(asked.folder)
    if out.resolve().is_relative_to(asked.folder.resolve()):
        raise KofuError("manifest-inside-run", Place(str(out)))
    posted = asked.posted or date.fromisoformat(_numbered_for(record) or record.issued)
    _refuse_far(record, asked, posted)
    office = office_on(load(record.pack_in(asked.folder)), date.fromisoformat(record.issued))
    keeper = asked.keeper or FileKeeper(ledger.ledger_of(asked.tracking, out.parent))
    with keeper.alone(), connect() as db:
        inputs.pack_tables(db)
        work = _Work(asked, record, office, posted, keeper, db)
        try:
            work.read(progress)
            return work.write(out, progress)
        except _MixedUpError as wrong:
            return Made(out, None, wrong.findings)


def _numbered_for(record: Record) -> str | None:
    """The day of acceptance of the numbers on the pages; None where there are none."""
    return cast("str", record.tracking["posted"]) if record.tracking.get("products") else None


def _refuse_far(record: Record, asked: Asked, posted: date) -> None:
    """Pages that bear numbers get no others, and are handed in near the day of their numbers.

    Two runs with the same number are `rest_days` apart; each may move by less than half of it.
    Raises KofuError `tracking-printed-already`, `tracking-day-far`.
    """
    day = _numbered_for(record)
    if day is None:
        return
    if asked.tracking:
        raise KofuError("tracking-printed-already", Place(str(asked.folder)))
    rest = cast(int, record.tracking["rest_days"])
    if 2 * abs((posted - date.fromisoformat(day)).days) >= rest and posted.isoformat() != day:
        raise KofuError("tracking-day-far", Place(str(asked.folder)), given=day, day=posted)


def beside(folder: Path) -> Path:
    """`pages` -> `pages-mail`, beside it."""
    whole = folder if folder.name not in ("", "..") else folder.resolve()
    return whole.with_name(f"{whole.name}-mail")


@dataclass(slots=True)
class _Work:
    """One manifest being made."""

    asked: Asked
    record: Record
    office: Office
    posted: date
    keeper: Keeper
    db: duckdb.DuckDBPyConnection
    findings: tuple[Finding, ...] = ()
    employers: Mapping[str, Employer] | None = None

    def read(self, progress: Progress) -> None:
        """Everything into tables, and every proof that needs no list. Raises _MixedUpError."""
        asked, record, db = self.asked, self.record, self.db
        progress("reading", 0.0)
        given = {"decisions": asked.decisions, "roster": asked.roster, "mapping": asked.mapping}
        found = inputs.paths(asked.folder, record, given)
        if asked.employers:
            self.employers = read_employers(asked.employers, self._tell)
        load_index(db, asked.folder)
        inputs.pack(db)
        inputs.load_people(db, found, self.office)
        progress("checking", 0.0)
        wrong = [
            *inputs.changed(record, found),
            *files_wrong(asked.folder, record.files),
            *unsound(db, asked.folder, record),
            *population_wrong(db, record),
        ]
        if wrong:
            raise _MixedUpError(wrong)
        self.findings += load_pulls(db, asked.pull)
        make_pieces(db, self.office, self.posted, lambda done: progress("comparing", done))

    def write(self, out: Path, progress: Progress) -> Made:
        """The lists, read back, and only then in their place. Raises _MixedUpError."""
        numbered, unnumbered = self._number()
        progress("listing", 0.0)
        with whole_folder(out, TOTALS) as draft:
            ways = self._lists(draft)
            told, gone = reconcile.listed(draft), reconcile.pulled(self.db, draft)
            inside = reconcile.enclosed(self.db)
            wrong = [
                *reconcile.differences(inside, told, gone),
                *reconcile.other_lists(draft, told, [one.value for one in MAILED]),
            ]
            if wrong:
                raise _MixedUpError(wrong)
            progress("printing", 0.0)
            self._covers(draft)
            inputs.forget(self.db)
            for way in ways:
                path = draft / lists.posting_list(way)
                paper = PostingList(self.office, self.posted, path, way, told.by_way[way])
                self.findings += print_list(paper, os.cpu_count() or 1)
            if self.asked.cp932:
                self.findings += copies(draft, sorted(draft.rglob("*.csv")))
            totals = write_totals(
                draft, self.asked.folder, self.record, self.posted, inside, told, gone
            )
            if numbered is not None:
                self.keeper.write(*numbered)
        return Made(out, totals, self.findings, unnumbered)

    def _number(self) -> tuple[_Given | None, tuple[str, ...]]:
        """What is to be kept of the ledger, and the products for which nobody lent numbers.

        Numbers that stand on the pages were written into the ledger before they were printed.
        """
        pieces = pieces_by_product(self.db)
        if _numbered_for(self.record):
            printed_numbers(self.db)
            printed = cast("Sequence[str]", self.record.tracking["products"])
            return None, tuple(name for name in pieces if name not in printed)
        ranges = ledger.read_ranges(self.asked.tracking, tuple(pieces))
        before = self.keeper.read()
        wanted = Wanted(self.record.root, self.posted, pieces)
        done = number(before, ranges.lent, wanted, ranges.rest_days)
        number_pieces(self.db, done.uses)
        kept = (before, done.ledger, ranges) if done.ledger != before else None
        return kept, tuple(name for name in pieces if name not in done.uses)

    def _lists(self, draft: Path) -> tuple[str, ...]:
        db = self.db
        _files(db, self.record)
        lists.write_common(db, draft)
        sender = f"{self.office.text('insurer_name')} {self.office.text('office_name')}".strip()
        ways = lists.write_posting(db, draft, sender)
        if self.office.text("bundled_by") == "municipality":
            lists.write_bundles(db, draft)
            self.findings += _missing(db, "municipality", "municipality-missing")
        if _employed(db):
            _employers(db, self.employers or {})
            lists.write_employers(db, draft)
            self.findings += _strangers(db, self.asked.employers)
        return ways

    def _covers(self, draft: Path) -> None:
        """A cover for each employer's envelopes, where the run has any and a table was given."""
        if self.employers is None or not (draft / lists.EMPLOYERS_LIST).is_file():
            return
        for one in CoverPress(self.office, self.posted).print(draft):
            self._tell(one if isinstance(one, Finding) else _left_out(self.db, one))

    def _tell(self, finding: Finding) -> None:
        self.findings += (finding,)


def _files(db: duckdb.DuckDBPyConnection, record: Record) -> None:
    columns = {
        "nth": pa.array(range(len(record.files)), pa.int64()),
        "file": pa.array([one.name for one in record.files], pa.string()),
        "sha256": pa.array([one.sha256 for one in record.files], pa.string()),
        "bytes": pa.array([one.bytes for one in record.files], pa.int64()),
        "pages": pa.array([one.pages for one in record.files], pa.int64()),
    }
    _keep(db, "recorded", pa.table(columns))


def _employers(db: duckdb.DuckDBPyConnection, known: Mapping[str, Employer]) -> None:
    names = ("employer_id", "name", "postal_code", "address")
    rows = {
        name: pa.array([getattr(one, name) for one in known.values()], pa.string())
        for name in names
    }
    _keep(db, "employer", pa.table(rows))


def _keep(db: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    db.register("incoming", rows)
    db.execute(f"create table {name} as from incoming")
    db.unregister("incoming")


def _employed(db: duckdb.DuckDBPyConnection) -> bool:
    return ask(db, "select count(*) from piece where delivery = 'employer' and not away") > 0


def _left_out(db: duckdb.DuckDBPyConnection, cell: Unprintable) -> Finding:
    """Whose cell it is: the list has no person_id, for it goes to the employer."""
    asked = "select any_value(person_id) from doc where envelope = ? and place = ?"
    person = db.execute(asked, [cell.envelope, cell.place]).fetchall()[0][0]
    params = {"person_id": person, "column": cell.column, "code": cell.code}
    return Finding("cover-cell-unprintable", params=params)


def _missing(db: duckdb.DuckDBPyConnection, column: str, code: str) -> tuple[Finding, ...]:
    count = ask(db, f"select count(*) from piece where {column} = '' and not away")
    return (Finding(code, params={"count": count}),) if count else ()


def _strangers(db: duckdb.DuckDBPyConnection, file: Path | None) -> tuple[Finding, ...]:
    """Employers whose name or address nobody gave: their parcels cannot be addressed."""
    place = Place(str(file)) if file else Place()
    code = "employer-address-missing" if file else "employers-file-missing"
    asked = """select count(distinct c.employer) from piece c
        left join employer e on e.employer_id = c.employer
        where c.delivery = 'employer' and not c.away
            and (coalesce(e.name, '') = '' or coalesce(e.address, '') = '')"""
    count = ask(db, asked)
    return (Finding(code, place, {"count": count}),) if count else ()
