"""What a report is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from kofu.reports.rates import Style


class By(StrEnum):
    """What rows may be made by; `kofu report --by`."""

    MUNICIPALITY = "municipality"
    WARD = "ward"
    AGE = "age"
    SEX = "sex"
    MONTH = "month"
    PREFECTURE = "prefecture"
    INSURER = "insurer"
    KIND = "kind"
    BASIS = "basis"
    RULE = "rule"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Asked:
    """`files`: rosters and decisions; `insurers`: one number for all rosters or one for each.

    `on`: the day of the ages, unless given the day the cards were looked up. `suppress`: numbers
    under it are hidden. `usage`: a file of counts. `by`: empty for everything there is.
    `costs`: unit costs of the claim, ours unless given.
    """

    files: tuple[Path, ...]
    mapping: Path | None = None
    insurers: tuple[str, ...] = ()
    usage: Path | None = None
    on: date | None = None
    by: frozenset[By] = frozenset()
    style: Style = field(default_factory=Style)
    suppress: int | None = None
    costs: Path | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its name and SHA-256."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """What stands below every table: the day, the files."""

    day: date
    sources: tuple[Source, ...]
