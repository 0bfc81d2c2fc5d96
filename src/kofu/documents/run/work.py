"""What one worker does with one chunk: compose, stop what may not be printed, write the file."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, cast

import pyarrow as pa

from kofu.base.errors import KofuError
from kofu.base.whole_files import whole_file
from kofu.documents.bulk.press import Press, Sheet
from kofu.documents.fonts.font import Font
from kofu.documents.forms.form import BACK, Form, StoppedError
from kofu.documents.forms.templates import own_names
from kofu.documents.letters.language import (
    Tongue,
    back_chain,
    back_families,
    back_for_all,
    back_values,
    fonts_of,
)
from kofu.documents.run.arrangement import ARRANGED, TRACKING, UNBARRED, Dress, bare
from kofu.documents.run.sources import rows_of
from kofu.documents.values.assignment import Assigned, assign
from kofu.documents.values.face import Kindred, face_of, own_templates
from kofu.documents.values.letters import refusal_values
from kofu.documents.values.office import Office
from kofu.documents.values.person import Row, values_of
from kofu.policy.classes import Class
from kofu.policy.facts import Facts
from kofu.policy.interpret import Term, decide
from kofu.policy.law import Law
from kofu.policy.term import until

FOLDER = "pdf"
TITLE = "資格確認書・資格情報のお知らせ"


class Printed(NamedTuple):
    """One document of one person: where its pages are. Pages count from 1 in their file.

    `slot` is 1 to 10 on a sheet of cards, 0 where the pages are the person's alone. `envelope`
    counts over the run, `place` of `of` people in it, `delivery` is how the envelope goes;
    `sheets` of paper go into it (a card goes with the sheet it is glued to); `tracking` are the
    digits of its number, empty for none. A NamedTuple: there are millions, and each comes from
    another process.
    """

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
    tracking: str
    slot: int = 0


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
    unbarred: Mapping[str, int]
    """People without a customer barcode on what is posted to them, by the code of the reason."""


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


@dataclass(frozen=True, slots=True)
class _Composed:
    """One person's documents, ready to be put on piles; `place` of `of` in the envelope."""

    row: Row
    assigned: Assigned
    values: dict[str, str]
    sheets: list[Sheet]
    place: int
    of: int


@dataclass(eq=False)
class _Chunk:
    """A chunk being printed."""

    name: str
    piles: dict[str, _Pile] = field(default_factory=dict)
    gangs: dict[Kindred, _Gang] = field(default_factory=dict)
    printed: list[Printed] = field(default_factory=list)
    stopped: list[Stopped] = field(default_factory=list)
    unbarred: Counter[str] = field(default_factory=Counter)

    def pile(self, file: str) -> _Pile:
        return self.piles.setdefault(file, _Pile())


@dataclass(eq=False)
class _Gang:
    """Cards of one kind that wait for their sheet."""

    file: str
    waiting: list[_Composed] = field(default_factory=list)


CARDS = 10
"""Cards on a sheet."""


@dataclass(eq=False)
class Shop:
    """One process' press, with the forms that it has needed so far."""

    office: Office
    issued: date
    folder: Path
    beside: Path
    """The folder of the pack's file, with its seals and templates."""
    sheets: bool = False
    dress: Dress = bare
    law: Law | None = None
    """By which ends of validity are derived again; None: they are taken as they stand."""

    def __post_init__(self) -> None:
        self.press = Press(self.office.chains, back_families())
        self._known: dict[int, tuple[Class, Term | None]] = {}
        bands = self.law.bands if self.law else ()
        self._bands = [place for place, band in enumerate(bands) if "event" not in band.facts]

    def form(self, kindred: Kindred) -> str:
        """The name of a form that stands in the press. Raises KofuError."""
        if kindred.name not in self.press.forms:
            self.press.add(kindred.name, form_of(self.office, kindred, self.beside))
        return kindred.name

    def print(self, name: str, rows: pa.Table) -> ChunkDone:
        """Print a chunk. Files appear whole; a document that may not be printed is left out."""
        chunk = _Chunk(name)
        for _, envelope in groupby(rows_of(rows), lambda row: row[ARRANGED + "envelope"]):
            self._envelope(chunk, list(envelope))
        for kindred in list(chunk.gangs):
            self._gang(chunk, kindred)
        files = tuple(self._write(file, pile) for file, pile in chunk.piles.items())
        return ChunkDone(files, tuple(chunk.printed), tuple(chunk.stopped), chunk.unbarred)

    def _envelope(self, chunk: _Chunk, people: list[Row]) -> None:
        """Print whose sheets go together; where one is stopped, the others are counted anew."""
        composed = self._composed(chunk, people)
        if len(composed) < len(people):
            composed = self._composed(chunk, [one.row for one in composed])
        for one in composed:
            self._keep(chunk, one)

    def _composed(self, chunk: _Chunk, people: list[Row]) -> list[_Composed]:
        found: list[_Composed] = []
        for place, row in enumerate(people, start=1):
            self._refuse_underived(row)
            assigned = assign(row, self.office, self.sheets)
            values = written(row, self.office, self.issued, assigned)
            values.update(self.dress(row))
            number = row[ARRANGED + "envelope"]
            values["sheet_mark"] = sheet_mark(int(str(number)), place, len(people))
            try:
                refuse_without(values, row)
                sheets = [
                    self.press.compose(self.form(_single(one)), values) for one in assigned.kindred
                ]
            except StoppedError as error:
                stopped = Stopped(
                    str(row["person_id"]), error.form, error.code, error.key, error.unit
                )
                chunk.stopped.append(stopped)
                continue
            found.append(_Composed(row, assigned, values, sheets, place, len(people)))
        return found

    def _refuse_underived(self, row: Row) -> None:
        """Class and last day follow from this person's own facts; no others are printed.

        That a row's decision is one the pack makes was seen before; here, that it is this
        person's: two decisions exchanged in the file are found. What hangs on the event alone
        is taken from the decision, for the event may not stand in the roster.
        """
        if self.law is None:
            return
        key, facts = int(str(row["class_key"])), cast(Facts, row)
        if key not in self._known:
            cls = self.law.space.cls(key)
            term = decide(self.law, cls).outcome.term if row["valid_from"] is not None else None
            self._known[key] = (cls, term)
        cls, term = self._known[key]
        same = all(self.law.bands[place].of(facts) == cls[place] for place in self._bands)
        end = until(self.law, term, facts).day if term else None
        if not same or end != row["valid_until"]:
            raise KofuError("decision-not-derived", rows=1)

    def _keep(self, chunk: _Chunk, one: _Composed) -> None:
        if UNBARRED in one.values:
            chunk.unbarred[one.values[UNBARRED]] += 1
        for kindred, sheet in zip(one.assigned.kindred, one.sheets, strict=True):
            file = f"{FOLDER}/{chunk.name}{_apart(kindred, one.assigned)}.pdf"
            if kindred.template == "card-sheet":
                self._wait(chunk, kindred, file, one)
                continue
            first = chunk.pile(file).add(sheet)
            own = not _apart(kindred, one.assigned)
            chunk.printed.append(_printed(one, kindred.name, file, first, len(sheet.pages), own))

    def _wait(self, chunk: _Chunk, kindred: Kindred, file: str, one: _Composed) -> None:
        gang = chunk.gangs.setdefault(kindred, _Gang(file))
        gang.waiting.append(one)
        if len(gang.waiting) == CARDS:
            self._gang(chunk, kindred)

    def _gang(self, chunk: _Chunk, kindred: Kindred) -> None:
        """Print the cards that wait on one sheet; the last sheet may have fewer than ten."""
        gang = chunk.gangs.pop(kindred)
        number = len(gang.waiting)
        sheet = replace(kindred, cards=0 if number == CARDS else number)
        values = {
            f"{slot}.{key}": value
            for slot, one in enumerate(gang.waiting, start=1)
            for key, value in one.values.items()
        }
        made = self.press.compose(self.form(sheet), values)
        first = chunk.pile(gang.file).add(made)
        for slot, one in enumerate(gang.waiting, start=1):
            pages = len(made.pages)
            printed = _printed(one, sheet.name, gang.file, first, pages, False)
            chunk.printed.append(printed._replace(slot=slot))

    def _write(self, name: str, pile: _Pile) -> PrintedFile:
        data = self.press.print(pile.sheets, TITLE)
        with whole_file(self.folder / name) as draft:
            draft.write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        return PrintedFile(name, digest, len(data), len(pile.sheets), pile.pages)


def sheet_mark(envelope: int, place: int, of: int) -> str:
    """`0000123-1/2`: printed on each sheet, so that a wrong count in an envelope is seen."""
    return f"{envelope:07d}-{place}/{of}"


def _printed(
    one: _Composed, form: str, file: str, first: int, pages: int, enclosed: bool
) -> Printed:
    row = one.row
    return Printed(
        person_id=str(row["person_id"]),
        form=form,
        file=file,
        first_page=first,
        pages=pages,
        match_code=one.values["match_code"],
        envelope=int(str(row[ARRANGED + "envelope"])),
        place=one.place,
        of=one.of,
        delivery=str(row[ARRANGED + "delivery"]),
        sheets=(pages + 1) // 2 if enclosed else 0,
        tracking=str(row[TRACKING]),
    )


_MUST = ("name", "birth_date", "number")
_POSTED = frozenset({"simplified-registered", "recorded", "ordinary"})


def refuse_without(values: Mapping[str, str], row: Row) -> None:
    """必須記載事項: without them a document proves nothing; without an address it goes nowhere.

    Raises StoppedError `item-missing` with the field.
    """
    must = (*_MUST, "to_address") if row["delivery"] in _POSTED else _MUST
    for key in must:
        if not values[key]:
            raise StoppedError("item-missing", str(row["document"]), key)


def written(row: Row, office: Office, issued: date, assigned: Assigned) -> dict[str, str]:
    """Everything that may be written on a person's forms."""
    values = values_of(row, office, issued, assigned.copay)
    if row["basis"] == "refused":
        values.update(refusal_values(row, office))
    if row.get("letter_language"):
        values.update(back_values(Tongue(str(row["letter_language"])), values))
    return values


def form_of(office: Office, kindred: Kindred, beside: Path) -> Form:
    """A form with the office's face, fonts and own templates. Raises KofuError."""
    face, own = face_of(office, kindred, beside), own_templates(office, beside)
    if not kindred.tongue:
        return Form(kindred.template, face, office.chains, own)
    tongue = Tongue(kindred.tongue)
    fonts = fonts_of(tongue, office)
    chains = {**office.chains, BACK: fonts, back_chain(tongue): fonts}
    back = json.dumps(back_for_all(tongue, kindred, office), ensure_ascii=False, sort_keys=True)
    return Form(kindred.template, face, chains, own, back)


def fonts_on(office: Office, forms: Iterable[Form]) -> frozenset[Font]:
    """The fonts that pages may be written in: the insurer's, and those of the forms' backs."""
    chains = [*office.chains.values(), *(one for form in forms for one in form.chains.values())]
    return frozenset(font for chain in chains for font in chain.fonts)


def refuse_wrong_templates(office: Office, beside: Path) -> None:
    """A pack's own templates, each tried once before anybody's page. Raises KofuError."""
    own = own_templates(office, beside)
    for name in own_names(own) if own else ():
        assert form_of(office, Kindred(name), beside).fields


def _single(kindred: Kindred) -> Kindred:
    """The card alone, by which a person's values are tried before they go on a sheet of ten."""
    return replace(kindred, template="card") if kindred.template == "card-sheet" else kindred


def _apart(kindred: Kindred, assigned: Assigned) -> str:
    """Cards go to a machine of their own, apart from the sheets they are glued to."""
    alone = kindred.template in ("card", "card-sheet") and len(assigned.kindred) > 1
    return "-cards" if alone else ""
