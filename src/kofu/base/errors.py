"""Errors and findings: a stable code in the core, human words at the edge.

A `Finding` is one thing that is wrong, with its place. A `KofuError` stops the work and carries
one finding (exit code 2 at the command line); a check collects findings (exit code 1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kofu.base.messages import Language, say


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is wrong. `row` counts as a spreadsheet does: the header is row 1."""

    file: str | None = None
    row: int | None = None
    column: str | None = None

    def words(self, language: Language = Language.JA) -> str:
        """`roster.csv 12行目 birth_date列`, or the same in English; may be empty."""
        if language is Language.JA:
            parts = (
                self.file,
                self.row and f"{self.row}行目",
                self.column and f"{self.column}列",
            )
            return " ".join(part for part in parts if part)
        parts = (self.file, self.row and f"row {self.row}", self.column and f"column {self.column}")
        return ", ".join(part for part in parts if part)


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Word:
    """What fills a message and is itself said in the language of the call: a code of the
    catalogue.
    """

    code: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its code, its place, and what fills the words."""

    code: str
    place: Place = NOWHERE
    params: Mapping[str, object] = field(default_factory=dict)

    def words(self, language: Language = Language.JA) -> str:
        """The message without the code, the place first."""
        where = self.place.words(language)
        message = say(
            self.code, language, **{name: _said(one, language) for name, one in self.params.items()}
        )
        return f"{where}: {message}" if where else message

    def line(self, language: Language = Language.JA) -> str:
        """`code: message`, as it is written on standard error."""
        return f"{self.code}: {self.words(language)}"


def _said(value: object, language: Language) -> object:
    return say(value.code, language) if isinstance(value, Word) else value


class KofuError(Exception):
    """The input or the call is wrong; nothing was written. Carries one finding."""

    def __init__(self, code: str, place: Place = NOWHERE, /, **params: object) -> None:
        self.finding = Finding(code, place, params)
        super().__init__(code)

    def __str__(self) -> str:
        return self.finding.line()


class RefusedError(KofuError):
    """The input is wrong in `total` places; `findings` are those that were kept."""

    def __init__(self, code: str, place: Place, findings: Sequence[Finding], total: int, /) -> None:
        super().__init__(code, place, total=total)
        self.findings = tuple(findings)
