"""An opened roster: which file it is, and which of its columns is which of the contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kofu.base.errors import KofuError, Place
from kofu.roster.columns import COLUMNS
from kofu.roster.csv_file import open_csv
from kofu.roster.encodings import open_bytes
from kofu.roster.excel_file import open_excel
from kofu.roster.mapping import AS_IT_IS, RosterMapping, load_mapping
from kofu.roster.parquet_file import open_parquet
from kofu.roster.raw import RosterFile

_PARQUET = b"PAR1"
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_CSV_NAMES = frozenset({".csv", ".txt"})


@dataclass(frozen=True, slots=True)
class RosterSource:
    """An opened roster: the file, and which of its columns is which of the contract."""

    path: Path
    mapping: RosterMapping
    file: RosterFile
    theirs: Mapping[str, str]
    """Contract column -> the file's own name for it."""

    def place(self, row: int | None = None, name: str | None = None) -> Place:
        """A place in this file; a contract column is called as the file calls it."""
        return Place(str(self.path), row, self.theirs.get(name, name) if name else None)


def open_unwatched(path: Path, mapping: Path | None = None) -> RosterSource:
    """`open_source` without the look for 個人番号: for a check that reports them itself.

    Raises KofuError as `open_source` does, but not `my-number-found`.
    """
    return open_with(path, load_mapping(mapping) if mapping else AS_IT_IS)


def open_with(path: Path, told: RosterMapping) -> RosterSource:
    """`open_unwatched` with a mapping that is not in a file. Raises KofuError as it does."""
    file = open_file(path, told)
    for name, count in Counter(file.header).items():
        if count > 1:
            raise KofuError("column-twice", Place(str(path), row=1, column=name))
    return RosterSource(path, told, file, _match(path, file.header, told))


def columns(source: RosterSource) -> tuple[str, ...]:
    """The contract columns that the roster has, constants included, in the contract's order."""
    return tuple(
        name for name in COLUMNS if name in source.theirs or name in source.mapping.constants
    )


def unknown_columns(source: RosterSource) -> tuple[str, ...]:
    """The file's columns that are neither of the contract, nor mapped, nor to be ignored."""
    taken = {*source.theirs.values(), *source.mapping.ignore}
    return tuple(name for name in source.file.header if name not in taken)


def open_file(path: Path, mapping: RosterMapping) -> RosterFile:
    """Open by what the file begins with, then by its name.

    Raises KofuError: `format-unknown`, `file-missing`, and those of the formats.
    """
    with open_bytes(path) as stream:
        head = stream.read(4)
    if head == _PARQUET:
        return open_parquet(path)
    if head in _EXCEL:
        return open_excel(path)
    if path.suffix.lower() in _CSV_NAMES:
        return open_csv(path, mapping.encoding)
    raise KofuError("format-unknown", Place(str(path)))


def _match(path: Path, header: tuple[str, ...], mapping: RosterMapping) -> dict[str, str]:
    """Contract column -> their column; every promise of the mapping file is held to."""
    theirs: dict[str, str] = {}
    for name in header:
        ours = mapping.columns.get(name, name)
        if ours not in COLUMNS or name in mapping.ignore:
            continue
        if ours in theirs or ours in mapping.constants:
            raise KofuError("column-twice", Place(str(path), row=1, column=ours))
        theirs[ours] = name
    for name in mapping.columns:
        if name not in header and name not in mapping.optional:
            raise KofuError("column-missing", Place(str(path), row=1, column=name))
    if "person_id" not in theirs:
        raise KofuError("column-missing", Place(str(path), row=1, column="person_id"))
    return theirs
