"""Small rosters written for the tests, and what a load of them brings to light."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import psycopg
from tests.registry.conftest import Register

Row = Mapping[str, object]
_numbers = itertools.count(1)

EVERYBODY = {
    "person_id": "1001",
    "name": "浜田　千秋",
    "birth_date": "1946-06-01",
    "acquired_on": "2021-06-01",
    "lost_on": "",
    "address": "八王子市東町1番1号",
    "copay_percent": "10",
    "copay_from": "2025-08-01",
    "status_on": "2026-06-30",
    "has_card": "yes",
    "registered": "yes",
    "certificate_expires_on": "2030-06-01",
}
"""Somebody enrolled, with a card that can be used until 2030."""


def somebody(**columns: object) -> dict[str, object]:
    """A person like EVERYBODY, but for the columns named."""
    return {**EVERYBODY, **columns}


def written(folder: Path, rows: Sequence[Row], encoding: str = "utf-8") -> Path:
    """A CSV of these people; its columns are those of the first."""
    path = folder / f"roster-{next(_numbers)}.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def events(register: Register, load: int) -> set[tuple[str, str, date, tuple[str, ...]]]:
    """(person, kind, day, strands) of everything that a load brought to light."""
    with psycopg.connect(register.app) as connection:
        rows = connection.execute(
            "SELECT p.person_id, e.kind, e.on_day, e.strands FROM person_event e "
            "JOIN person p ON p.id = e.person_id WHERE e.load_id = %s",
            [load],
        ).fetchall()
    return {(person, kind, day, tuple(strands)) for person, kind, day, strands in rows}


def counted(register: Register, table: str) -> int:
    with psycopg.connect(register.app) as connection:
        found = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
    assert found
    return int(found[0])
