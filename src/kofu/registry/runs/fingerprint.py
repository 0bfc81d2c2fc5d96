"""What decides the pages of a run, by hash: what is approved is this, and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from kofu.documents.values.face import seal_digest
from kofu.documents.values.office import office_on
from kofu.policy.load import folder_of, load


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Hashes of pack, office, templates, fonts, seal, roster and decisions."""

    pack: str
    office: str
    templates: str
    fonts: str
    seal: str
    roster: str
    decisions: str
    loads: int
    """The last file taken in: what came later was not planned."""

    def digest(self) -> str:
        """One hash over all."""
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def differs(self, other: Mapping[str, object]) -> list[str]:
        """The names of what is not as it was."""
        mine = asdict(self)
        return [name for name, value in mine.items() if other.get(name) != value]


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _templates() -> str:
    """Every file that forms are made of."""
    seen = hashlib.sha256()
    folder = Path(str(files("kofu.documents.forms")))
    for path in sorted(folder.rglob("*.typ")):
        seen.update(f"{path.relative_to(folder)} {file_hash(path)}\n".encode())
    return seen.hexdigest()


def fingerprint(pack: str, issued: date, folder: Path, loads: int) -> Fingerprint:
    """As things are now. `folder` holds roster and decisions of the run. Raises KofuError."""
    book = load(pack)
    office = office_on(book, issued)
    fonts = sorted(font.digest for chain in office.chains.values() for font in chain.fonts)
    return Fingerprint(
        pack=book.hash,
        office=office.digest,
        templates=_templates(),
        fonts=hashlib.sha256("".join(fonts).encode()).hexdigest(),
        seal=seal_digest(office, folder_of(pack)),
        roster=file_hash(folder / "roster.parquet"),
        decisions=file_hash(folder / "decisions.parquet"),
        loads=loads,
    )
