"""Where an uploaded file waits until it is taken in: a private folder each, removed afterwards."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from tempfile import mkdtemp

from django.utils import timezone
from pydantic import BaseModel, ConfigDict, ValidationError

from kofu.base.errors import KofuError
from kofu.base.whole_files import alive, whole_file
from kofu.registry.people.kinds import LoadKind
from kofu.registry.server.home import home, private

_TOKEN = re.compile(r"[0-9a-f]{16}")
_SUFFIXES = frozenset({".csv", ".txt", ".xlsx", ".xlsm", ".xls", ".parquet"})
_INCOMING = ".incoming-"
_TOLD = "upload.json"
_KEPT_FOR = timedelta(hours=24)


class Upload(BaseModel):
    """A file of somebody's: what it is called, what it holds, whose it is. `as_of`: the day on
    which it was true; `token` is the name of its folder.
    """

    model_config = ConfigDict(frozen=True)

    token: str
    name: str
    kind: LoadKind
    as_of: date
    by: str
    at: datetime
    size: int

    @property
    def folder(self) -> Path:
        return home().uploads / self.token

    @property
    def file(self) -> Path:
        return self.folder / f"source{Path(self.name).suffix.lower()}"

    @property
    def head(self) -> Path:
        """Its first rows, quick to read."""
        return self.folder / "head.parquet"

    @property
    def mapping(self) -> Path:
        return self.folder / "mapping.yaml"

    @property
    def told_mapping(self) -> Path | None:
        """The mapping file; None where the file is the contract's: then it is as if by hand."""
        return self.mapping if self.mapping.exists() else None

    @property
    def checked(self) -> Path:
        """What its check found."""
        return self.folder / "check.json"


def incoming() -> Path:
    """A private folder for a file that is just coming in; what the dead left is removed."""
    folder = private(home().uploads)
    for draft in folder.glob(f"{_INCOMING}*"):
        process = draft.name.removeprefix(_INCOMING).partition("-")[0]
        if process.isdigit() and not alive(int(process)):
            shutil.rmtree(draft, ignore_errors=True)
    return Path(mkdtemp(prefix=f"{_INCOMING}{os.getpid()}-", dir=folder))


def accept(file: Path, name: str, kind: LoadKind, as_of: date, by: str) -> Upload:
    """Keep a file that came in. Raises KofuError `format-unknown`."""
    remove_old()
    plain = Path(name.replace("\\", "/")).name[-120:]
    if Path(plain).suffix.lower() not in _SUFFIXES:
        raise KofuError("format-unknown")
    upload = Upload(
        token=token_hex(8),
        name=plain,
        kind=kind,
        as_of=as_of,
        by=by,
        at=timezone.now(),
        size=file.stat().st_size,
    )
    private(upload.folder)
    file.chmod(0o600)
    file.rename(upload.file)
    with whole_file(upload.folder / _TOLD) as draft:
        draft.write_text(upload.model_dump_json(), encoding="utf-8")
    return upload


def find_upload(token: str) -> Upload:
    """Raises KofuError `upload-unknown`: there was none, or it was taken in or removed."""
    if not _TOKEN.fullmatch(token):
        raise KofuError("upload-unknown")
    try:
        text = (home().uploads / token / _TOLD).read_text(encoding="utf-8")
        return Upload.model_validate_json(text)
    except (OSError, ValidationError):
        raise KofuError("upload-unknown") from None


def uploads() -> list[Upload]:
    """Those that wait, the latest first."""
    found = []
    for path in home().uploads.glob(f"*/{_TOLD}"):
        try:
            found.append(Upload.model_validate_json(path.read_text(encoding="utf-8")))
        except (OSError, ValidationError):
            continue  # just being removed
    return sorted(found, key=lambda one: one.at, reverse=True)


def remove(upload: Upload) -> None:
    """The file and all that was made of it; its name goes first, so that nobody begins with it."""
    (upload.folder / _TOLD).unlink(missing_ok=True)
    shutil.rmtree(upload.folder, ignore_errors=True)


def remove_old() -> None:
    """Nobody came back to these."""
    for upload in uploads():
        if timezone.now() - upload.at > _KEPT_FOR:
            remove(upload)
