"""How grave a finding is: an error must be mended, a warning must be looked at."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


_WARNINGS = frozenset(
    {
        "application-without-date",
        "card-contradiction",
        "column-unknown",
        "line-break-in-cell",
        "municipality-code-short",
        "registration-contradiction",
        "same-person-twice",
    }
)


def level_of(code: str) -> Level:
    """The level of a finding's code; what is not known to be a warning is an error."""
    return Level.WARNING if code in _WARNINGS else Level.ERROR
