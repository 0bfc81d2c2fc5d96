"""Unit costs and assumptions, named, dated, with ranges; shipped in `costs.yaml`, changeable."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError, model_validator

from kofu.base.errors import KofuError, Place
from kofu.policy.model import Record, Sure


class Per(StrEnum):
    """What is counted."""

    CERTIFICATE = "certificate"
    NOTICE = "notice"
    LETTER = "letter"
    REVIEW = "review"
    APPLICATION = "application"


class Unit(StrEnum):
    YEN = "yen"
    MINUTES = "minutes"


class Method(StrEnum):
    """Ours: parts and postage added up. The ministry's: its flat sum for each certificate."""

    KOFU = "kofu"
    MINISTRY = "ministry"


class Spread(Record):
    """A value that nobody knows exactly, with its source."""

    low: float
    middle: float
    high: float
    dated: date
    sure: Sure
    source: str


class UnitCost(Spread):
    """What one of `per` costs or takes."""

    id: str
    label: str
    method: Method = Method.KOFU
    per: Per
    unit: Unit
    words: str = ""

    @model_validator(mode="after")
    def _rises(self) -> UnitCost:
        if not 0 <= self.low <= self.middle <= self.high:
            raise ValueError(f"{self.id}: low, middle and high must rise")
        return self


class Applications(Record):
    """How many of those who lose a certificate apply, and in which week (shares that sum to 1)."""

    share: Spread
    first_week: int
    curve: tuple[float, ...]
    curve_source: str
    hours_a_week: Spread

    @model_validator(mode="after")
    def _whole(self) -> Applications:
        if abs(sum(self.curve) - 1) > 1e-6 or min(self.curve) < 0:
            raise ValueError("the curve of applications must sum to 1")
        shares = (0, self.share.low, self.share.middle, self.share.high, 1)
        if any(one > two for one, two in pairwise(shares)):
            raise ValueError("the share of applications must rise from 0 to 1")
        return self


class Costs(Record):
    costs: tuple[UnitCost, ...]
    wage: Spread
    applications: Applications


class _Own(Record):
    costs: tuple[UnitCost, ...] = ()
    wage: Spread | None = None
    applications: Applications | None = Field(default=None)


@cache
def shipped_costs() -> Costs:
    """The table of `costs.yaml`."""
    return Costs.model_validate(yaml.safe_load(_text()))


def _text() -> str:
    return (files("kofu.reports.whatif") / "costs.yaml").read_text("utf-8")


def costs_with(path: Path | None) -> Costs:
    """The shipped table with an office's own values. Raises KofuError `costs-unreadable`."""
    shipped = shipped_costs()
    if path is None:
        return shipped
    own = _read(path)
    ids = {one.id for one in own.costs}
    return Costs(
        costs=(*(one for one in shipped.costs if one.id not in ids), *own.costs),
        wage=own.wage or shipped.wage,
        applications=own.applications or shipped.applications,
    )


def _read(path: Path) -> _Own:
    if not path.is_file():
        raise KofuError("file-missing", Place(str(path)))
    try:
        found: Any = yaml.safe_load(path.read_text("utf-8"))
        return _Own.model_validate(found or {})
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise KofuError("costs-unreadable", Place(str(path)), problem="YAML") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        problem = f"{where}: {first['msg']}"
        raise KofuError("costs-unreadable", Place(str(path)), problem=problem) from error
