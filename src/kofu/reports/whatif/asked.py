"""The scenarios of one call, from packs, settings and ranges as they were written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kofu.base.errors import KofuError
from kofu.policy.load import Book, load
from kofu.reports.whatif.scenario import Moment, Scenario, varied, with_settings


@dataclass(frozen=True, slots=True)
class Asked:
    """`settings` and `ranges` change the reform where there is just one, else the baseline."""

    baseline: Book
    now: Moment
    then: Moment
    reforms: Sequence[str] = ()
    settings: Sequence[str] = ()
    ranges: Sequence[str] = ()


def scenarios(asked: Asked) -> list[Scenario]:
    """All scenarios of the call, in order. Raises KofuError, among others `scenario-missing`."""
    found = list(_scenarios(asked))
    if not found:
        raise KofuError("scenario-missing")
    return found


def _scenarios(asked: Asked) -> Iterator[Scenario]:
    books = [load(name) for name in asked.reforms]
    for book in books:
        yield Scenario(book.pack.title, asked.then.law(book))
    base = books[0] if len(books) == 1 else asked.baseline
    for text in asked.settings:
        yield Scenario(text, asked.then.law(with_settings(base, text)))
    for text in asked.ranges:
        yield from varied(base, asked.then, text)
    if asked.then != asked.now and not (books or asked.settings or asked.ranges):
        law = asked.then.law(asked.baseline)
        yield Scenario(f"{law.on}の規定（{law.known}までの公表による）", law)
