"""What several calls say and hear: days, words, numbers, refusals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field

from kofu.base.errors import KofuError

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIRST, LAST = date(1868, 1, 1), date(2199, 12, 31)
"""Days that can be meant; the roster knows none before."""


def _iso(value: object) -> object:
    """pydantic would take seconds for a day."""
    if isinstance(value, str) and _ISO.fullmatch(value):
        return value
    raise ValueError


def _whole(value: object) -> object:
    """In JSON 12.0 is a whole number, and neither "12" nor true is one."""
    if type(value) is int or (type(value) is float and value.is_integer()):
        return int(value)
    raise ValueError


Whole = Annotated[int, BeforeValidator(_whole)]
Day = Annotated[date, BeforeValidator(_iso)]
PLAIN = r"^[^\x00-\x1f\x7f]*$"
"""One line: no database and no log takes other characters."""
Line = Annotated[str, Field(pattern=PLAIN)]
Person = Annotated[str, Field(min_length=1, max_length=50, pattern=PLAIN, description="宛名番号")]


class Said(Schema):
    """What a program says; whatever is not known is refused, not left out silently."""

    model_config = ConfigDict(extra="forbid")


class Refused(Schema):
    """Why nothing was done."""

    code: str = Field(description="変わらない符号")
    message: str = Field(description="日本語の説明（Accept-Language: en なら英語）")


def refusals(*more: int) -> Mapping[Any, Any]:
    """The answers that each call may give instead, and those that only some give."""
    return dict.fromkeys(sorted((400, 401, 403, 422, 429, 500, 503, *more)), Refused)


def refuse_far(days: Iterable[date | None]) -> None:
    """Raises KofuError `api-day-far` for a day that nobody can mean."""
    for day in days:
        if day is not None and not FIRST <= day <= LAST:
            raise KofuError("api-day-far", day=day, first=FIRST, last=LAST)
