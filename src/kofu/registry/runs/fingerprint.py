"""What decides the pages of a run, by hash: what is approved is this, and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kofu.documents.forms.templates import template_files
from kofu.documents.letters.language import Tongue, marks_of
from kofu.documents.run.record import file_digest
from kofu.documents.values.face import own_templates, seal_digest
from kofu.documents.values.office import Office, office_on
from kofu.policy.load import folder_of, load
from kofu.registry.people.kinds import LoadKind
from kofu.registry.people.tables import Load


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
    """The last word taken in: what came later was not planned."""

    def digest(self) -> str:
        """One hash over all."""
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def differs(self, other: Mapping[str, object]) -> list[str]:
        """The names of what is not as it was."""
        mine = asdict(self)
        return [name for name, value in mine.items() if other.get(name) != value]


_FILES = (LoadKind.ROSTER, LoadKind.STATUS_LIST)


def last_load() -> int:
    """The number of the last word taken in, from a file or by hand; 0 before the first."""
    return Load.objects.order_by("-id").values_list("id", flat=True).first() or 0


def loaded_since(loads: int) -> int:
    """The number of the last file after that word; the same where none came.

    What is said by hand of one person spoils nothing for the others (`pulls.pull_changed`).
    """
    later = Load.objects.filter(kind__in=_FILES, id__gt=loads).order_by("-id")
    return later.values_list("id", flat=True).first() or loads


def _languages(roster: Path) -> list[Tongue]:
    """The languages that backs are printed in. A roster of an earlier plan has no such column."""
    try:
        if "letter_language" not in pq.read_schema(roster).names:
            return []
        wished = pq.read_table(roster, columns=["letter_language"]).column(0).unique()
    except (pa.ArrowException, OSError):
        return []  # a roster that was changed: its own hash tells
    return [Tongue(one) for one in sorted(filter(None, wished.to_pylist()))]


def _templates(office: Office, pack: str, languages: Iterable[Tongue]) -> str:
    """Every file that forms are made of, the pack's own in the place of the shipped; and what
    backs in other languages are made of.
    """
    seen = hashlib.sha256()
    for path, content in sorted(template_files(own_templates(office, folder_of(pack))).items()):
        seen.update(f"{path} {hashlib.sha256(content).hexdigest()}\n".encode())
    for one in languages:
        seen.update(f"{one.value} {' '.join(marks_of(one, office))}\n".encode())
    return seen.hexdigest()


def fingerprint(pack: str, issued: date, folder: Path, loads: int) -> Fingerprint:
    """As things are now. `folder` holds roster and decisions of the run. Raises KofuError."""
    book = load(pack)
    office = office_on(book, issued)
    fonts = sorted(font.digest for chain in office.chains.values() for font in chain.fonts)
    return Fingerprint(
        pack=book.hash,
        office=office.digest,
        templates=_templates(office, pack, _languages(folder / "roster.parquet")),
        fonts=hashlib.sha256("".join(fonts).encode()).hexdigest(),
        seal=seal_digest(office, folder_of(pack)),
        roster=file_digest(folder / "roster.parquet"),
        decisions=file_digest(folder / "decisions.parquet"),
        loads=loads,
    )
