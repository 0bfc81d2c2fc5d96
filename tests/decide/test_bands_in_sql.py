"""Each band in SQL and in Python, on every combination of its facts: nothing is sampled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice, product

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofu.decide.sql import Columns, band_sql, branches, cap_day_sql
from kofu.policy.classes import BoundBand
from kofu.policy.facts import FACTS, FactValue
from kofu.policy.law import Law, law_on
from kofu.policy.load import Book, shipped
from kofu.policy.model import Cap, CapKind, Cite
from kofu.policy.term import cap_day
from kofu.policy.worlds import regions
from kofu.roster.schema import arrow_schema
from people import values_of

KNOWN = date(2026, 11, 21)
ON = {"kenpo": date(2025, 12, 2), "kawasaki-kokuho": date(2025, 8, 1)}


def law(book: Book) -> Law:
    return law_on(book, ON.get(book.pack.pack, date(2026, 8, 1)), KNOWN)


def combinations(band: BoundBand, on: date) -> Iterator[dict[str, FactValue]]:
    """All combinations: with the neighbours of each boundary where they are few, else one of each region."""
    facts = sorted(band.facts)
    wide = [values_of(fact, [band], on) for fact in facts]
    narrow = [regions(fact, [band]) for fact in facts]
    size = 1
    for values in wide:
        size *= len(values)
    for values in product(*(wide if size <= 50_000 else narrow)):
        yield dict(zip(facts, values, strict=True))


def numbers_in_sql(band: BoundBand, rows: list[dict[str, FactValue]]) -> list[int]:
    facts = sorted(band.facts)
    table = pa.Table.from_pylist(rows, schema=arrow_schema(facts))
    expression = band_sql(branches(band, Columns(frozenset(facts), {})), 1)
    with duckdb.connect() as db:
        db.register("rows", table)
        statement = f"select {expression.sql(dialect='duckdb') if expression else 0} from rows"
        return [number for (number,) in db.execute(statement).fetchall()]


@pytest.mark.parametrize("name", shipped())
def test_every_band_is_the_same_number_in_sql_and_in_python(
    pack: Callable[[str], Book], name: str
) -> None:
    one = law(pack(name))
    for band in one.bands:
        rows = list(combinations(band, one.on))
        if band.facts:
            assert numbers_in_sql(band, rows) == [band.of(row) for row in rows], band.band.name


@pytest.mark.parametrize("name", shipped())
def test_every_value_of_a_band_that_can_occur_does(pack: Callable[[str], Book], name: str) -> None:
    one = law(pack(name))
    for band in one.bands:
        met = {band.of(row) for row in combinations(band, one.on)}
        possible = {number for number in range(band.size) if band.possible >> number & 1}
        assert met <= possible
        unmet = {band.band.values[number].name for number in possible - met}
        assert unmet <= NEVER_MET.get(band.band.name, set()), band.band.name


NEVER_MET: dict[str, set[str]] = {}


CAPS = {
    kind: Cap(
        id=kind.value, label="", kind=kind, fact="birth_date", years=years, cite=Cite(words="")
    )
    for kind, years in (
        (CapKind.DAY_ITSELF, 0),
        (CapKind.DAY_AFTER, 0),
        (CapKind.MONTH_OF_AGE, 70),
        (CapKind.EVE_OF_ANNIVERSARY, 75),
    )
}


@given(st.lists(st.dates(date(1920, 1, 1), date(2030, 12, 31)), min_size=1, max_size=50))
@pytest.mark.parametrize("kind", list(CapKind))
def test_a_cap_is_the_same_day_in_sql_and_in_python(kind: CapKind, births: list[date]) -> None:
    days = [*births, date(1952, 2, 29), date(1949, 3, 1), date(1951, 3, 1), date(1956, 3, 1)]
    with duckdb.connect() as db:
        db.register("rows", pa.table({"birth_date": days}))
        statement = f"select {cap_day_sql(CAPS[kind]).sql(dialect='duckdb')} from rows"
        found = [day for (day,) in db.execute(statement).fetchall()]
    assert found == [cap_day(CAPS[kind], day) for day in days]


def test_an_absent_column_is_unknown_to_everyone(pack: Callable[[str], Book]) -> None:
    one = law(pack("kouki"))
    nobody_knows = Columns(frozenset(), {})
    for band in one.bands:
        expression = band_sql(branches(band, nobody_knows), 1)
        value = 0 if expression is None else int(expression.name)
        assert value == band.of({}), band.band.name


def test_the_facts_of_bands_are_columns_of_the_roster() -> None:
    assert set(FACTS) <= set(arrow_schema(tuple(FACTS)).names)
    assert len(list(islice(FACTS, 100))) == len(FACTS)
