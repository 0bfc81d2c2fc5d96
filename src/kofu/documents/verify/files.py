"""One finished file: read by qpdf, its fonts and blanks proven, each page held to its person."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from kofu.documents.forms.form import Form
from kofu.documents.readback.blanks import prove_blanks
from kofu.documents.readback.damage import DamageError
from kofu.documents.readback.digits import numbers_on
from kofu.documents.readback.fonts import prove_fonts
from kofu.documents.readback.sound import check_open
from kofu.documents.readback.streams import File, opened, read_open
from kofu.documents.run.arrangement import TRACKING, Dress, bare
from kofu.documents.run.sources import rows_of
from kofu.documents.run.work import CARDS, fonts_on, form_of
from kofu.documents.values.face import kindred_named
from kofu.documents.values.letters import refusal_values
from kofu.documents.values.office import Office
from kofu.documents.verify.expected import forms_fit, shows_copay
from kofu.documents.verify.meaning import Facts, Row, means
from kofu.documents.verify.said import Fields, Lines, StrayError
from kofu.documents.verify.search_key import Face, differing, faces, key_of, printed_key

_MOST = 50
"""Findings told of one file: a broken file would tell as many as it has pages."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is wrong: a code, the file, the page (from 1), the field. No contents."""

    code: str
    file: str
    page: int | None = None
    field: str = ""
    detail: str = ""


class Placed(NamedTuple):
    """A document as the index places it; `forms` are all of its person's. Pages from 1.

    `slot`: its place on a sheet of cards, 0 where the pages are the person's alone. A NamedTuple:
    there are millions, and each goes to another process.
    """

    person_id: str
    form: str
    first_page: int
    pages: int
    match_code: str
    forms: tuple[str, ...]
    mark: str
    tracking: str = ""
    slot: int = 0


@dataclass(frozen=True, slots=True)
class FileRead:
    """What the reading of one file came to."""

    file: str
    pages: int
    fields: int
    found: tuple[Found, ...]


class Reader:
    """Reads files of one run; forms are compiled anew, once per process."""

    def __init__(
        self,
        office: Office,
        issued: date,
        folder: Path,
        beside: Path,
        sheets: bool = False,
        dress: Dress = bare,
    ) -> None:
        self.office, self.issued, self.folder, self.beside = office, issued, folder, beside
        self.sheets, self.dress = sheets, dress
        self._forms: dict[str, Form] = {}
        self._fields: dict[tuple[str, int], Fields] = {}
        self._faces: dict[tuple[str, int], tuple[Face, ...]] = {}
        self._insurers: dict[tuple[str, int], str] = {}

    def form(self, name: str) -> Form:
        """Raises KofuError `template-unknown`."""
        if name not in self._forms:
            self._forms[name] = form_of(self.office, kindred_named(name), self.beside)
        return self._forms[name]

    def read(self, file: str, sha256: str, placed: Sequence[Placed], rows: pa.Table) -> FileRead:
        """Prove a file against its people. Nothing is raised for a bad file: it is found."""
        try:
            data = (self.folder / file).read_bytes()
        except OSError:
            return FileRead(file, 0, 0, (Found("file-missing", file),))
        found: list[Found] = []
        if hashlib.sha256(data).hexdigest() != sha256:
            found.append(Found("file-changed", file))
        try:
            with opened(data) as pdf:
                read = read_open(pdf)
                flaws = check_open(pdf, data, len(read.pages))
            forms = {one.form: self.form(one.form) for one in placed}
            prove_fonts(read.fonts, fonts_on(self.office, forms.values()))
            prove_blanks(read.blanks, forms)
        except DamageError as error:
            found.append(Found(error.code.value, file, error.page, detail=error.detail))
            return FileRead(file, 0, 0, tuple(found))
        found += [Found(one.code.value, file, detail=one.detail) for one in flaws]
        judged = 0
        for one in self._pages(file, read, placed, rows):
            if isinstance(one, Found):
                found.append(one)
                if len(found) >= _MOST:
                    break
            else:
                judged += one
        return FileRead(file, len(read.pages), judged, tuple(found))

    def _pages(
        self, file: str, read: File, placed: Sequence[Placed], rows: pa.Table
    ) -> Iterator[Found | int]:
        expected = 1
        together = zip(placed, rows_of(rows), strict=True)
        for _, group in groupby(together, lambda pair: (pair[0].first_page, pair[0].form)):
            people = list(group)
            one = people[0][0]
            if one.first_page != expected:
                yield Found("pages-out-of-order", file, one.first_page)
            if len(self.form(one.form).pages) != one.pages:
                yield Found("pages-of-form", file, one.first_page)
            if expected + one.pages - 1 > len(read.pages):
                yield Found("pages-missing", file, expected)
                return
            if [placed.slot for placed, _ in people] != self._slots(one):
                yield Found("cards-of-sheet", file, one.first_page)
                return
            facts = {placed.slot: self._facts(placed, row) for placed, row in people}
            for number in range(one.pages):
                page = expected + number
                if read.pages[page - 1].blank != f"{one.form}.{number + 1}":
                    yield Found("page-of-other-form", file, page)
                    continue
                yield from self._page(file, read, page, (one.form, number + 1), facts)
            for placed_, row in people:
                if not forms_fit(placed_.forms, row, self.office, self.sheets):
                    yield Found("forms-not-due", file, one.first_page)
            expected += one.pages
        if expected - 1 != len(read.pages):
            yield Found("pages-too-many", file, expected)

    def _slots(self, one: Placed) -> list[int]:
        """The places that people must have on these pages: one's own, or all of a sheet."""
        kindred = kindred_named(one.form)
        if kindred.template != "card-sheet":
            return [0]
        return list(range(1, (kindred.cards or CARDS) + 1))

    def _page(
        self,
        file: str,
        read: File,
        page: int,
        place: tuple[str, int],
        facts: Mapping[int, Facts],
    ) -> Iterator[Found | int]:
        fields = self._fields.get(place)
        if fields is None:
            fields = self._fields[place] = Fields(self.form(place[0]), place[1])
        try:
            said = fields.read(read.pages[page - 1])
        except StrayError as error:
            yield Found(error.code, file, page, error.key)
            return
        alone = facts.get(0)
        for key, lines in zip(fields.keys, said, strict=True):
            if not (means(key, lines, alone) if alone else _on_sheet(key, lines, facts)):
                yield Found("field-differs", file, page, key)
        for key in self._keys_wrong(place, fields.keys, said, facts):
            yield Found("search-key-differs", file, page, key)
        yield len(said)

    def _keys_wrong(
        self,
        place: tuple[str, int],
        keys: Sequence[str],
        said: Sequence[Lines],
        facts: Mapping[int, Facts],
    ) -> Iterator[str]:
        """The parts of search keys that a page says otherwise than the roster, face by face."""
        if place not in self._faces:
            self._faces[place] = faces(keys)
        for face in self._faces[place]:
            printed = printed_key(face, said, self._insurer(place))
            for part in differing(printed, key_of(facts[face.slot].row, self.office, face)):
                yield f"{face.slot}.{part}" if face.slot else part

    def _insurer(self, place: tuple[str, int]) -> str:
        """保険者番号 as it stands on a page of a form for everybody; empty where it does not."""
        if place not in self._insurers:
            number = self.office.text("insurer_number")
            there = number in numbers_on(self.form(place[0]).blank, place[1])
            self._insurers[place] = number if there else ""
        return self._insurers[place]

    def letters(self, one: Placed, row: Row) -> dict[str, str]:
        """What is written besides the person's values."""
        dressed = self.dress({**row, TRACKING: one.tracking})
        return {**dressed, "sheet_mark": one.mark}

    def _facts(self, one: Placed, row: Row) -> Facts:
        letters = self.letters(one, row)
        if kindred_named(one.form).template == "refusal":
            letters.update(refusal_values(row, self.office))
        copay = shows_copay(row, self.office)
        return Facts(row, self.office, self.issued, copay, one.match_code, letters)


def _on_sheet(key: str, lines: Lines, facts: Mapping[int, Facts]) -> bool:
    """A field on a sheet of cards, `3.name`: it is the third person's."""
    slot, _, own = key.partition(".")
    return means(own, lines, facts[int(slot)])
