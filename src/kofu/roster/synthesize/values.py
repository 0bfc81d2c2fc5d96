"""What a part sets a column to: one value, or values spread evenly over a span.

Spread means: person r of n in the part gets the value at r/n of the span, so every value of the
span occurs as soon as the part has as many people as the span has values.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, model_validator


class _Spread(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class DaySpan(_Spread):
    """Days from the first to the last, both included."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.last < self.first:
            raise ValueError("a span ends before it begins")
        return self


class IntSpan(_Spread):
    """Whole numbers from the first to the last, both included."""

    first: Annotated[StrictInt, Field(alias="from")]
    last: Annotated[StrictInt, Field(alias="to")]

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.last < self.first:
            raise ValueError("a span ends before it begins")
        return self


class Numbered(_Spread):
    """Invented identifiers: the prefix and a number from 1 to `to`, zero-filled to `digits`."""

    prefix: str
    digits: Annotated[int, Field(ge=1, le=12)]
    last: Annotated[int, Field(alias="to", ge=1)]

    def words(self) -> list[str]:
        """All of them in order."""
        return [f"{self.prefix}{number:0{self.digits}d}" for number in range(1, self.last + 1)]


class Birthday(_Spread):
    """The person's n-th birthday; 29 February counts as 1 March in common years."""

    birthday: Annotated[int, Field(ge=0, le=150)]


class NextBirthday(_Spread):
    """The person's first birthday on or after a day."""

    birthday_on_or_after: date


class SameAs(_Spread):
    """The same day or number as another column of the person."""

    same_as: str


Scalar = StrictBool | StrictInt | date | StrictStr | None
Later = Birthday | NextBirthday | SameAs
"""Values that follow from other columns of the person, known once those are set."""

Value = Scalar | IntSpan | DaySpan | Numbered | Later


def in_words(value: Value) -> list[str]:
    """The words this value may need in a text column; empty for other kinds of value."""
    if isinstance(value, Numbered):
        return value.words()
    return [value] if isinstance(value, str) else []
