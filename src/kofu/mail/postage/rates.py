"""The dated tables of the post office, read from `products.yaml`, and the rate of one day.

Nothing is carried back: a day before the first rate, or a weight above the last step, is an error.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import Field, model_validator

from kofu.base.errors import KofuError
from kofu.policy.model import Record, Sure


class Base(StrEnum):
    """What the piece is by its shape; one for each piece."""

    STANDARD = "standard"
    NON_STANDARD = "non-standard"
    POSTCARD = "postcard"


class Option(StrEnum):
    """What is added to it."""

    RECORDED = "recorded"
    SIMPLIFIED_REGISTERED = "simplified-registered"
    REGISTERED = "registered"
    EXPRESS = "express"


class Step(Record):
    """Up to so many grams, that included: so many yen."""

    grams: int
    yen: int


class RateValue(Record):
    """The steps in force from a day on, and where they were read."""

    first: date = Field(alias="from")
    sure: Sure
    source: str
    steps: tuple[Step, ...]

    @model_validator(mode="after")
    def _steps_rise(self) -> RateValue:
        grams = [step.grams for step in self.steps]
        if not grams or grams != sorted(set(grams)):
            raise ValueError("the steps of a rate must rise")
        return self


class Rate(Record):
    """All rates of one base or option, the oldest first."""

    id: Base | Option
    kind: str
    label: str
    values: tuple[RateValue, ...]

    def on(self, day: date) -> RateValue:
        """The rate in force. Raises KofuError (`postage-day-not-covered`)."""
        found = [value for value in self.values if value.first <= day]
        if not found:
            raise KofuError("postage-day-not-covered", label=self.label, day=day)
        return max(found, key=lambda value: value.first)

    def yen(self, grams: int, day: date) -> int:
        """The rate of a weight. Raises KofuError (`postage-too-heavy`)."""
        for step in self.on(day).steps:
            if grams <= step.grams:
                return step.yen
        raise KofuError("postage-too-heavy", label=self.label, grams=grams)


class Rates(Record):
    rates: tuple[Rate, ...]

    def of(self, id_: Base | Option) -> Rate:
        return next(rate for rate in self.rates if rate.id == id_)

    @model_validator(mode="after")
    def _each_once(self) -> Rates:
        if sorted(rate.id for rate in self.rates) != sorted([*Base, *Option]):
            raise ValueError("each base and each option has one table")
        return self


@cache
def shipped_rates() -> Rates:
    """The tables of `products.yaml`."""
    return Rates.model_validate(read_table("products.yaml"))


def read_table(name: str) -> Any:
    """The content of one of the tables beside this module."""
    return yaml.safe_load((files("kofu.mail.postage") / name).read_text("utf-8"))
