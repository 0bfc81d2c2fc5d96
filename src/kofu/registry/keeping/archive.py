"""The archive of a backup: a tar of the dump, the files of runs and packs, and last the manifest.

The manifest says of every other member how long it is and what its hash is. An archive without it,
or one that differs in a byte, is not read further.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from kofu.base.errors import KofuError, Place

DUMP, MANIFEST = "register.dump", "manifest.json"
FOLDERS = ("runs", "packs")
FORMAT = 1
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the backup holds: rows of each table, hash and size of each file, head of the log."""

    format: int
    made: str
    kofu: str
    server: int
    log_head: str
    rows: Mapping[str, int]
    files: Mapping[str, tuple[str, int]]


class Reading:
    """A file that is hashed while it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._hash = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(size)
        self._hash.update(block)
        self.size += len(block)
        return block

    @property
    def told(self) -> tuple[str, int]:
        return self._hash.hexdigest(), self.size


def add(archive: tarfile.TarFile, name: str, path: Path) -> tuple[str, int]:
    """Put a file in; its hash and size."""
    with path.open("rb") as source:
        member = tarfile.TarInfo(name)
        member.size = os.fstat(source.fileno()).st_size
        member.mode = 0o600
        reading = Reading(source)
        archive.addfile(member, reading)
        return reading.told


def close(archive: tarfile.TarFile, manifest: Manifest) -> None:
    """The manifest, by which the archive is whole."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size, member.mode = len(text), 0o600
    archive.addfile(member, io.BytesIO(text))


def unpack(file: Path, into: Path) -> Manifest:
    """Everything out of the archive into an empty folder, proven by its manifest.

    Raises KofuError `backup-damaged`, `file-missing`, `output-not-writable`.
    """
    if not file.is_file():
        raise KofuError("file-missing", Place(str(file)))
    try:
        with tarfile.open(file, "r:") as archive:
            found = dict(_out(archive, into))
        manifest = _manifest(into / MANIFEST)
    except (tarfile.TarError, ValueError, TypeError, KeyError, FileExistsError, FileNotFoundError):
        raise KofuError("backup-damaged", Place(str(file))) from None
    except OSError as error:
        place = Place(str(into.parent))
        raise KofuError("output-not-writable", place, reason=error.strerror) from None
    found.pop(MANIFEST)
    if manifest.format != FORMAT or found != manifest.files or DUMP not in found:
        raise KofuError("backup-damaged", Place(str(file)))
    return manifest


def _out(archive: tarfile.TarFile, into: Path) -> Iterator[tuple[str, tuple[str, int]]]:
    for member in archive:
        source = archive.extractfile(member)
        if source is None or not _ours(member.name):
            raise ValueError(member.name)
        path = into / member.name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        reading = Reading(source)
        path.touch(mode=0o600, exist_ok=False)
        with path.open("wb") as out:
            shutil.copyfileobj(reading, out, _BLOCK)
        yield member.name, reading.told


def _ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name in (DUMP, MANIFEST) or (
        len(parts) > 1 and parts[0] in FOLDERS and ".." not in parts and "\\" not in name
    )


def _manifest(path: Path) -> Manifest:
    told = json.loads(path.read_text(encoding="utf-8"))
    files = {name: (str(digest), int(size)) for name, (digest, size) in told.pop("files").items()}
    return Manifest(files=files, **told)
