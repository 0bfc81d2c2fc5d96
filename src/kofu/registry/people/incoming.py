"""A file before it is taken in: checked as every roster is, and what it is called by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyarrow as pa

from kofu.base.errors import KofuError, Place, RefusedError
from kofu.registry.people.kinds import LoadKind
from kofu.registry.people.strands import CARD, KEPT
from kofu.roster.check import check
from kofu.roster.levels import Level, level_of
from kofu.roster.source import RosterSource, batches, columns, open_source


def fingerprint(path: Path, mapping: Path | None) -> str:
    """SHA-256 of the file; where a mapping says how it is read, of file and mapping."""
    whole = hashlib.sha256()
    for one in (path, mapping) if mapping else (path,):
        # What is not there is told by those who read it.
        with suppress(OSError), one.open("rb") as file:
            while block := file.read(1 << 20):
                whole.update(block)
    return whole.hexdigest()


def opened(path: Path, mapping: Path | None, kind: LoadKind) -> RosterSource:
    """The roster, if nothing is wrong with it.

    Raises KofuError as `open_source`, `status-list-without-card`, RefusedError `roster-refused`.
    """
    source = open_source(path, mapping)
    if not taken(source, kind):
        raise KofuError("status-list-without-card", Place(str(path)))
    report = check(source)
    if not report.acceptable:
        errors = [one for one in report.findings if level_of(one.code) is Level.ERROR]
        place = Place(str(path))
        raise RefusedError("roster-refused", place, errors, report.count(Level.ERROR))
    return source


def taken(source: RosterSource, kind: LoadKind) -> tuple[str, ...]:
    """The columns that are taken in; of a status list those of the card only."""
    wanted = CARD.columns if kind is LoadKind.STATUS_LIST else KEPT
    return tuple(name for name in columns(source) if name in wanted)


def rows_of(source: RosterSource, names: tuple[str, ...]) -> Iterator[pa.RecordBatch]:
    """`person_id` and the named columns, batch by batch."""
    for batch in batches(source, lambda _: None):
        yield batch.select(["person_id", *names])
