"""The files of a run as they leave the register: known by name, hashed, noted in the log."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from kofu.base.errors import KofuError
from kofu.documents.run.record import file_digest
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.runs.acting import stand
from kofu.registry.runs.folder import MAIL, PAGES, folder_of_run
from kofu.registry.runs.states import RunState
from kofu.registry.runs.tables import ChunkDone, Run

_BLOCK = 1 << 20
_WHOLE = frozenset({RunState.PRINTED, RunState.VERIFIED, RunState.RELEASED, RunState.POSTED})


class Part(StrEnum):
    """What is taken out together."""

    PAGES = "pages"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class RunFile:
    """A file by its name below the part's folder; `pages` and `documents` of a file of pages."""

    name: str
    bytes: int
    pages: int = 0
    documents: int = 0


def page_files(run: Run, after: int = -1, size: int | None = None) -> list[RunFile]:
    """The files of pages, chunk by chunk, those of chunks above `after`."""
    done = ChunkDone.objects.filter(run=run, number__gt=after).order_by("number")
    return [
        RunFile(one["name"], one["bytes"], one["pages"], one["documents"])
        for chunk in (done[:size] if size else done)
        for one in chunk.files
    ]


def mail_files(run: Run) -> list[RunFile]:
    """The lists for the post, once the run is released."""
    folder = folder_of_run(run) / MAIL
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [RunFile(str(path.relative_to(folder)), path.stat().st_size) for path in found]


def take_out(run: Run, part: Part, name: str, by: str) -> Path:
    """One file, with an entry that holds its hash. Raises KofuError `run-file-unknown`."""
    if name not in {one.name for one in _files(run, part)}:
        raise KofuError("run-file-unknown", run=run.pk)
    path = _folder(run, part) / name
    detail = {"part": part.value, "files": 1, "sha256": file_digest(path)}
    note(Event.EXPORTED, by=by, object=f"run:{run.pk}", detail=detail)
    return path


def take_out_all(run: Run, part: Part, by: str) -> Iterator[bytes]:
    """All files of a part as one ZIP, in pieces; the entry holds the run's own hash over them.

    Raises KofuError `run-file-unknown` where the part is not whole yet.
    """
    state = stand(run).state
    names = [one.name for one in _files(run, part)]
    if not names or state not in _WHOLE:
        raise KofuError("run-file-unknown", run=run.pk)
    folder = _folder(run, part)
    record = folder / ("record.json" if part is Part.PAGES else "totals.json")
    detail = {"part": part.value, "files": len(names), "sha256": file_digest(record)}
    note(Event.EXPORTED, by=by, object=f"run:{run.pk}", detail=detail)
    return _zipped(folder, names)


def _files(run: Run, part: Part) -> list[RunFile]:
    return page_files(run) if part is Part.PAGES else mail_files(run)


def _folder(run: Run, part: Part) -> Path:
    return folder_of_run(run) / (PAGES if part is Part.PAGES else MAIL)


class _Piece(io.RawIOBase):
    """What was written since it was last emptied; a ZIP is written to it without going back."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._before = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        block = bytes(data)  # type: ignore[call-overload]
        self._held += block
        return len(block)

    def tell(self) -> int:
        return self._before + len(self._held)

    def emptied(self) -> bytes:
        block = bytes(self._held)
        self._before += len(block)
        self._held.clear()
        return block


def _zipped(folder: Path, names: Sequence[str]) -> Iterator[bytes]:
    piece = _Piece()
    with ZipFile(piece, "w", ZIP_STORED) as pack:
        for name in names:
            path = folder / name
            entry = ZipInfo(name)
            entry.file_size = path.stat().st_size
            with pack.open(entry, "w") as target, path.open("rb") as file:
                while block := file.read(_BLOCK):
                    target.write(block)
                    yield piece.emptied()
    yield piece.emptied()
