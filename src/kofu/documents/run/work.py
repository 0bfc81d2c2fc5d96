"""What one worker does with one chunk: compose, stop what may not be printed, write the file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from kofu.base.whole_files import whole_file
from kofu.documents.bulk.press import Press, Sheet
from kofu.documents.forms.form import Form, StoppedError
from kofu.documents.run.sources import rows_of
from kofu.documents.values.assignment import Assigned, assign
from kofu.documents.values.face import Kindred, face_of
from kofu.documents.values.letters import refusal_values
from kofu.documents.values.office import Office
from kofu.documents.values.person import Row, values_of

FOLDER = "pdf"
TITLE = "資格確認書・資格情報のお知らせ"


@dataclass(frozen=True, slots=True)
class Printed:
    """One document of one person: where its pages are. Pages count from 1 in their file."""

    person_id: str
    form: str
    file: str
    first_page: int
    pages: int
    match_code: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """One person whose documents were not printed, and why; the character without its context."""

    person_id: str
    form: str
    code: str
    field: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """A finished file, named relative to the run's folder."""

    name: str
    sha256: str
    bytes: int
    documents: int
    pages: int


@dataclass(frozen=True, slots=True)
class ChunkDone:
    """What became of a chunk."""

    files: tuple[PrintedFile, ...]
    printed: tuple[Printed, ...]
    stopped: tuple[Stopped, ...]


@dataclass(eq=False)
class _Pile:
    """The sheets of one file to be."""

    sheets: list[Sheet] = field(default_factory=list)
    pages: int = 0

    def add(self, sheet: Sheet) -> int:
        """Put a document on the pile; its first page."""
        self.sheets.append(sheet)
        self.pages += len(sheet.pages)
        return self.pages - len(sheet.pages) + 1


@dataclass(eq=False)
class Shop:
    """One process' press, with the forms that it has needed so far."""

    office: Office
    issued: date
    folder: Path
    seals: Path

    def __post_init__(self) -> None:
        self.press = Press(self.office.chains)

    def form(self, kindred: Kindred) -> str:
        """The name of a form that stands in the press. Raises KofuError."""
        if kindred.name not in self.press.forms:
            self.press.add(kindred.name, form_of(self.office, kindred, self.seals))
        return kindred.name

    def print(self, name: str, rows: pa.Table) -> ChunkDone:
        """Print a chunk. Files appear whole; a document that may not be printed is left out."""
        self.press.clear()
        piles: dict[str, _Pile] = {}
        printed: list[Printed] = []
        stopped: list[Stopped] = []
        for row in rows_of(rows):
            assigned = assign(row, self.office)
            values = written(row, self.office, self.issued, assigned)
            person = str(row["person_id"])
            try:
                sheets = [self.press.compose(self.form(one), values) for one in assigned.kindred]
            except StoppedError as error:
                stopped.append(Stopped(person, error.form, error.code, error.key, error.unit))
                continue
            for kindred, sheet in zip(assigned.kindred, sheets, strict=True):
                file = f"{FOLDER}/{name}{_apart(kindred, assigned)}.pdf"
                first = piles.setdefault(file, _Pile()).add(sheet)
                pages, code = len(sheet.pages), values["match_code"]
                printed.append(Printed(person, kindred.name, file, first, pages, code))
        files = tuple(self._write(file, pile) for file, pile in piles.items())
        return ChunkDone(files, tuple(printed), tuple(stopped))

    def _write(self, name: str, pile: _Pile) -> PrintedFile:
        data = self.press.print(pile.sheets, TITLE)
        with whole_file(self.folder / name) as draft:
            draft.write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        return PrintedFile(name, digest, len(data), len(pile.sheets), pile.pages)


def written(row: Row, office: Office, issued: date, assigned: Assigned) -> dict[str, str]:
    """Everything that may be written on a person's forms."""
    values = values_of(row, office, issued, assigned.copay)
    if row["basis"] == "refused":
        values.update(refusal_values(row, office))
    return values


def form_of(office: Office, kindred: Kindred, seals: Path) -> Form:
    """A form with the office's face and fonts. Raises KofuError."""
    return Form(kindred.template, face_of(office, kindred, seals), office.chains)


def _apart(kindred: Kindred, assigned: Assigned) -> str:
    """Plastic cards go to a machine of their own, apart from the sheets they are glued to."""
    alone = kindred.template == "card" and len(assigned.kindred) > 1
    return "-cards" if alone else ""
