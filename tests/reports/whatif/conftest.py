"""Invented people of every kind, counted for some laws; and the laws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from kofu.policy.facts import FactValue
from kofu.policy.law import Law, law_on
from kofu.policy.load import Book
from kofu.reports.whatif.counting import columns_given, count
from kofu.reports.whatif.counts import Counts
from kofu.roster.source import open_source
from people import people, write_people

Person = dict[str, FactValue]
KNOWN = date(2026, 11, 21)


@pytest.fixture
def of_pack(pack: Callable[[str], Book]) -> Callable[..., Law]:
    """The law of a pack on a day, as known today or on another day."""

    def law(name: str, on: date, known: date = KNOWN) -> Law:
        return law_on(pack(name), on, known)

    return law


@pytest.fixture
def counted(tmp_path: Path) -> Callable[..., tuple[list[Person], Counts]]:
    """Invented people on every boundary of the first law, and their counts for all the laws."""

    def make(
        laws: Sequence[Law],
        number: int = 400,
        seed: int = 1,
        event: str | None = None,
        forget: Sequence[str] = (),
    ) -> tuple[list[Person], Counts]:
        everybody = list(people(laws[0], number, seed))
        source = open_source(write_people(iter(everybody), tmp_path / f"{seed}.parquet"))
        given = columns_given(source, event, forget)
        for person in everybody:
            if event:
                person["event"] = event
            for name in forget:
                person[name] = None
        return everybody, count(source, laws, given, laws[0].on)

    return make
