"""The dated table of insurers: whose law each follows from which day, with which parameters.

`insurer_number`, `pack`, `from`, `until`, and a column for each parameter that any of them sets.
An empty cell is the pack's own value, `null` is none, a list is parted by `;`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kofu.base.errors import Finding, KofuError, Place
from kofu.decide.joined import INSURER
from kofu.decide.laws import Laws
from kofu.policy.law import Law, law_on
from kofu.policy.load import Book, is_pack_file, load
from kofu.policy.model import Setting
from kofu.roster.dates import read_date
from kofu.roster.mapping import AS_IT_IS
from kofu.roster.opening import open_file
from kofu.roster.texts import as_text
from kofu.roster.unreadable import UnreadableError

_REQUIRED = (INSURER, "pack", "from", "until")
_NONE = "null"


@dataclass(frozen=True, slots=True)
class _Row:
    """One row; cells that are empty are not in it."""

    place: Place
    cells: Mapping[str, str]

    def at(self, column: str) -> Place:
        return Place(self.place.file, self.place.row, column)


def read_insurers(path: Path, on: date, known: date) -> Laws:
    """The laws of all insurers on a day, from CSV, Excel or Parquet.

    Raises KofuError: `column-missing`, `column-twice`, `row-width`, `insurer-incomplete`,
    `insurer-twice`, `insurers-none`, `insurer-value-wrong`, `parameter-unknown`, and those of
    opening a file, of loading a pack and of `law_on`.
    """
    books: dict[str, Book] = {}
    numbers: dict[tuple[str, tuple[tuple[str, Setting], ...]], int] = {}
    laws: list[Law] = []
    insurers: dict[str, int] = {}
    for row in _rows(path):
        if not _in_force(row, on):
            continue
        pack, insurer = _required(row, "pack"), _required(row, INSURER)
        if insurer in insurers:
            raise KofuError("insurer-twice", row.at(INSURER), on=on)
        named = str(path.parent / pack) if is_pack_file(pack) else pack
        if named not in books:
            books[named] = load(named)
        settings = _settings(row, books[named])
        follows = (named, tuple(sorted(settings.items())))
        if follows not in numbers:
            numbers[follows] = len(laws)
            book = books[named].with_parameters(settings) if settings else books[named]
            laws.append(law_on(book, on, known))
        insurers[insurer] = numbers[follows]
    if not insurers:
        raise KofuError("insurers-none", Place(str(path)), on=on)
    return Laws(tuple(laws), insurers)


def _rows(path: Path) -> Iterator[_Row]:
    file = open_file(path, AS_IT_IS)
    for name in file.header:
        if file.header.count(name) > 1:
            raise KofuError("column-twice", Place(str(path), 1, name))
    for name in _REQUIRED:
        if name not in file.header:
            raise KofuError("column-missing", Place(str(path), 1, name))
    unread: list[Finding] = []
    for raw in file.batches(file.header, (), unread.append):
        texts = [as_text(raw.cells[name]).to_pylist() for name in file.header]
        for number, *cells in zip(raw.rows, *texts, strict=True):
            kept = {
                name: text
                for name, cell in zip(file.header, cells, strict=True)
                if (text := (cell or "").strip())
            }
            if kept:
                yield _Row(Place(str(path), int(number)), kept)
    for finding in unread:
        # A row that cannot be read would be an insurer that is missing.
        raise KofuError(finding.code, finding.place, **finding.params)


def _required(row: _Row, column: str) -> str:
    if column not in row.cells:
        raise KofuError("insurer-incomplete", row.at(column))
    return row.cells[column]


def _in_force(row: _Row, on: date) -> bool:
    first = _day(row, "from", _required(row, "from"))
    last = _day(row, "until", row.cells["until"]) if "until" in row.cells else date.max
    return first <= on <= last


def _day(row: _Row, column: str, text: str) -> date:
    try:
        found = read_date(text)
    except UnreadableError:
        found = None
    if found is None:
        raise KofuError("insurer-value-wrong", row.at(column), text=text)
    return found


def _settings(row: _Row, book: Book) -> dict[str, Setting]:
    kinds = {
        one.id: {type(value.value) for value in one.values if value.value is not None}
        for one in book.pack.parameters
    }
    settings: dict[str, Setting] = {}
    for name, text in row.cells.items():
        if name in _REQUIRED:
            continue
        if name not in kinds:
            raise KofuError("parameter-unknown", row.at(name), name=name)
        settings[name] = None if text == _NONE else _value(row, name, text, kinds[name])
    return settings


def _value(row: _Row, name: str, text: str, kinds: set[type]) -> Setting:
    """The text as what the pack's own values are; where it has none, a day or a word."""
    if tuple in kinds:
        return tuple(text.split(";"))
    if date in kinds:
        return _day(row, name, text)
    if int in kinds:
        if not text.isdecimal():
            raise KofuError("insurer-value-wrong", row.at(name), text=text)
        return int(text)
    if not kinds:
        try:
            return read_date(text) or text
        except UnreadableError:
            return text
    return text
