"""What the check of an uploaded file found, kept beside it as long as it waits."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict

from kofu.base.errors import Finding, Place
from kofu.base.messages import Language, say
from kofu.base.whole_files import whole_file
from kofu.registry.people.foresee import Foreseen
from kofu.registry.uploads.store import Upload
from kofu.roster.check import CheckReport
from kofu.roster.levels import Level, level_of

_MARK = "\ufeff"
"""By it a spreadsheet knows UTF-8."""


class Fault(BaseModel):
    """One finding, without its file."""

    model_config = ConfigDict(frozen=True)

    code: str
    row: int | None
    column: str | None
    params: Mapping[str, object]

    @property
    def level(self) -> Level:
        return level_of(self.code)

    def words(self, language: Language) -> str:
        """The message without its place."""
        return Finding(self.code, Place(), self.params).words(language)


class Checked(BaseModel):
    """People read, findings (so many of each code), counts of all, and what a load would bring."""

    model_config = ConfigDict(frozen=True)

    rows: int
    faults: tuple[Fault, ...]
    counts: Mapping[str, int]
    foreseen: Foreseen | None

    @property
    def errors(self) -> int:
        return sum(count for code, count in self.counts.items() if level_of(code) is Level.ERROR)

    @property
    def warnings(self) -> int:
        return sum(self.counts.values()) - self.errors


def keep(upload: Upload, report: CheckReport, foreseen: Foreseen | None) -> None:
    """Write down what was found."""
    faults = tuple(
        Fault(code=one.code, row=one.place.row, column=one.place.column, params=dict(one.params))
        for one in report.findings
    )
    checked = Checked(
        rows=report.rows, faults=faults, counts=dict(report.counts), foreseen=foreseen
    )
    with whole_file(upload.checked) as draft:
        draft.write_text(checked.model_dump_json(), encoding="utf-8")


def checked(upload: Upload) -> Checked | None:
    """What was found last; None before the first check, and after columns were pointed anew."""
    if not upload.checked.is_file():
        return None
    return Checked.model_validate_json(upload.checked.read_text(encoding="utf-8"))


def as_csv(found: Checked, language: Language) -> str:
    """Row, column, code, words: a list to mend the file by, for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows(_lines(found, language))
    return _MARK + out.getvalue()


def _lines(found: Checked, language: Language) -> Iterator[tuple[object, ...]]:
    names = ("row", "column", "level", "code", "words")
    yield tuple(say(f"fault-{name}", language) for name in names)
    for one in found.faults:
        words = one.words(language)
        yield (
            one.row or "",
            one.column or "",
            say(f"level-{one.level}", language),
            one.code,
            words,
        )
