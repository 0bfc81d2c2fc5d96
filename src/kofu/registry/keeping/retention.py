"""How long each kind of record is kept, and the day before which its time is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from kofu.base.errors import KofuError, Place
from kofu.registry.server.home import home

_LONGEST = 100


class Counted(StrEnum):
    """From when the years are counted, after what ended the record."""

    FISCAL_YEAR = "fiscal-year"
    CALENDAR_YEAR = "calendar-year"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Retention:
    """One kind of record. `years` None: kept for good (永年)."""

    name: str
    ja: str
    en: str
    years: int | None
    start: Counted
    counted: str
    source: str

    def before(self, on: date) -> date:
        """Whatever ended before this day need no longer be kept on day `on`.

        Five years from the fiscal year after: what ended on 2021-03-31 is kept until 2026-03-31.
        """
        if self.years is None:
            return date.min
        # The last day of February has no namesake in most years.
        back = on.replace(year=on.year - self.years, day=min(on.day, 28 if on.month == 2 else 31))
        match self.start:
            case Counted.FISCAL_YEAR:
                return date(back.year if back.month >= 4 else back.year - 1, 4, 1)
            case Counted.CALENDAR_YEAR:
                return date(back.year, 1, 1)
            case Counted.DAY:
                return back


def retentions() -> Mapping[str, Retention]:
    """The table in force: ours, and what the insurer's own file says instead. Raises KofuError."""
    ours = yaml.safe_load(files(__package__).joinpath("retention.yaml").read_text("utf-8"))
    table = {name: _read(name, fields) for name, fields in ours.items()}
    own = home().path / "retention.yaml"
    if own.is_file():
        table = _overridden(table, own)
    names, documents = table["log-names"].years, table["documents"].years
    if names is not None and (documents is None or names < documents):
        raise KofuError("retention-log-shorter", Place(str(own)))
    return table


def _read(name: str, fields: Mapping[str, Any]) -> Retention:
    words = {key: fields[key] for key in ("ja", "en", "counted", "source")}
    return Retention(name, years=fields["years"], start=Counted(fields["from"]), **words)


def _overridden(table: Mapping[str, Retention], own: Path) -> dict[str, Retention]:
    """Only `years`, `from` and `source` are the insurer's to say."""
    changed = dict(table)
    try:
        given = yaml.safe_load(own.read_text("utf-8")) or {}
        for name, fields in given.items():
            extra = dict(fields)
            years = extra.pop("years", changed[name].years)
            start = Counted(extra.pop("from", changed[name].start))
            source = str(extra.pop("source", changed[name].source))
            fits = years is None or (type(years) is int and 0 <= years <= _LONGEST)
            if extra or not fits:
                raise ValueError(name)
            changed[name] = replace(changed[name], years=years, start=start, source=source)
    except (yaml.YAMLError, ValueError, KeyError, TypeError, AttributeError):
        raise KofuError("retention-unreadable", Place(str(own))) from None
    return changed
