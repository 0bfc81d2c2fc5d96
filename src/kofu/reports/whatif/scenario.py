"""What is asked: a law to start from, and other laws; a pack, some parameters, a share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kofu.base.errors import KofuError
from kofu.policy.law import Law, law_on
from kofu.policy.load import Book
from kofu.policy.model import Parameter, Setting

SHARE = "share"
"""What `--vary` calls the share of people of whom a fact is not known."""
_RANGE = re.compile(r"(?P<name>[^=]+)=(?P<first>[^=]+?)\.\.(?P<last>[^/]+)(?:/(?P<step>.+))?")
_MOST = 200


@dataclass(frozen=True, slots=True)
class Scenario:
    """Another law for the same people. With `share`, both laws are asked with that share.

    `varied`: one of a row of values, told in one table with the others.
    """

    name: str
    law: Law
    share: float | None = None
    varied: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """The day of a law and the day by which it was known."""

    on: date
    known: date

    def law(self, book: Book) -> Law:
        return law_on(book, self.on, self.known)


def with_settings(book: Book, text: str) -> Book:
    """The pack with parameters as in `name=value name=value`.

    A value is written as the pack's own is: a day, a number, words divided by commas; `none` is
    none. Raises KofuError `setting-unreadable`, `parameter-unknown`.
    """
    settings: dict[str, Setting] = {}
    known = {one.id: one for one in book.pack.parameters}
    for part in text.split():
        name, equals, value = part.partition("=")
        if not equals:
            raise KofuError("setting-unreadable", text=part)
        if name not in known:
            raise KofuError("parameter-unknown", name=name)
        settings[name] = _value(known[name], value)
    return book.with_parameters(settings)


def _value(parameter: Parameter, text: str) -> Setting:
    if text == "none":
        return None
    kinds = {type(one.value) for one in parameter.values} - {type(None)}
    try:
        if int in kinds:
            return int(text)
        if date in kinds:
            return date.fromisoformat(text)
    except ValueError:
        raise KofuError("setting-unreadable", text=f"{parameter.id}={text}") from None
    if tuple in kinds:
        return tuple(text.split(",")) if text else ()
    return text


def varied(book: Book, moment: Moment, text: str) -> Iterator[Scenario]:
    """A scenario for each value of `name=first..last[/step]`, both ends included.

    `share=0.1..0.9` varies the share of people of whom the fact is not known. Raises KofuError
    `range-unreadable`, `parameter-unknown`.
    """
    match = _RANGE.fullmatch(text)
    if match is None:
        raise KofuError("range-unreadable", text=text)
    name = match["name"]
    if name == SHARE:
        law = moment.law(book)
        for number in _steps(text, match["first"], match["last"], match["step"] or "0.1"):
            if not 0 <= number <= 1:
                raise KofuError("range-unreadable", text=text)
            yield Scenario(f"割合 {number:.0%}", law, number, varied=True)
        return
    labels = {one.id: one.label for one in book.pack.parameters}
    for number in _steps(text, match["first"], match["last"], match["step"] or "1"):
        changed = with_settings(book, f"{name}={number:g}")
        yield Scenario(f"{labels[name]}＝{number:g}", moment.law(changed), varied=True)


def _steps(text: str, first: str, last: str, step: str) -> Sequence[float]:
    try:
        low, high, each = float(first), float(last), float(step)
        count = round((high - low) / each)
    except (ValueError, ZeroDivisionError):
        raise KofuError("range-unreadable", text=text) from None
    if not 0 <= count <= _MOST:
        raise KofuError("range-unreadable", text=text)
    return [round(low + number * each, 6) for number in range(count + 1)]
