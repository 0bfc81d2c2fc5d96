"""Invented people who stand on every boundary: for each fact the values that rules tell apart."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kofu.policy.classes import BoundBand
from kofu.policy.conditions import Compare, OneOf, atoms
from kofu.policy.facts import FACTS, FactType, FactValue
from kofu.policy.law import Law
from kofu.roster.schema import arrow_schema

LEAP_BIRTHS = tuple(
    date(year, month, day)
    for year in (1940, 1944, 1951, 1952, 1955, 1956, 2007, 2008)
    for month, day in ((2, 28), (2, 29), (3, 1))
    if not (day == 29 and year % 4)
)


def values_of(fact: str, bands: Iterable[BoundBand], on: date) -> tuple[FactValue, ...]:
    """Unknown, every value a condition names with its neighbours, and some that none names."""
    named: set[FactValue] = set()
    for band in bands:
        for condition in band.conditions:
            for atom in atoms(condition):
                if atom.fact == fact and isinstance(atom, Compare):
                    named.add(atom.value)
                elif atom.fact == fact and isinstance(atom, OneOf):
                    named.update(atom.values)
    kind = FACTS[fact].type
    if kind is FactType.BOOL:
        return (None, True, False)
    if kind is FactType.CODE:
        return (None, *FACTS[fact].codes)
    if kind is FactType.TEXT:
        return (None, *sorted(str(value) for value in named), "999999")
    if kind is FactType.INT:
        numbers = {value for value in named if isinstance(value, int)} or {3}
        return (None, 0, *sorted({number + step for number in numbers for step in (-1, 0, 1)}))
    days = {value for value in named if isinstance(value, date)} | {on}
    around = {day + timedelta(days=step) for day in days for step in (-1, 0, 1, 200)}
    if fact == "birth_date":
        around.update(LEAP_BIRTHS)
        for years in (70, 75, 85):
            around.update(
                date(on.year - years + later, month, day)
                for later in (0, 1)
                for month in (1, 3, 8, 9, 12)
                for day in (1, 2, 28)
            )
    if fact == "acquired_on":
        around.update(date(on.year - back, on.month, min(on.day + 1, 28)) for back in (1, 2, 3))
    return (None, *sorted(around))


def people(law: Law, count: int, seed: int) -> Iterator[dict[str, FactValue]]:
    """`count` people with random values of every fact; half of them mostly ordinary."""
    chance = random.Random(seed)
    choices = {name: values_of(name, law.bands, law.on) for name in FACTS}
    for number in range(count):
        ordinary = number % 2 == 0
        person: dict[str, FactValue] = {"person_id": f"P{number:08d}"}
        for name, values in choices.items():
            rare = name not in (
                "birth_date",
                "has_card",
                "registered",
                "certificate_expires_on",
                "event",
            )
            person[name] = (
                None if ordinary and rare and chance.random() < 0.8 else chance.choice(values)
            )
        if ordinary and person["birth_date"] is None:
            person["birth_date"] = chance.choice(choices["birth_date"][1:])
        yield person


def write_people(rows: Iterable[dict[str, FactValue]], path: Path) -> Path:
    """A Parquet roster with the contract's types."""
    schema = arrow_schema(("person_id", *FACTS))
    chunk: list[dict[str, FactValue]] = []
    with pq.ParquetWriter(path, schema) as writer:
        for row in rows:
            chunk.append(row)
            if len(chunk) == 50_000:
                writer.write_batch(pa.RecordBatch.from_pylist(chunk, schema=schema))
                chunk = []
        if chunk:
            writer.write_batch(pa.RecordBatch.from_pylist(chunk, schema=schema))
    return path
