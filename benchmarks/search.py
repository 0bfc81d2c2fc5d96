"""Finding people among many: each kind of question, at the counter's speed.

    python -m benchmarks.search --people 1700000

The server is one of its own in a folder that goes away. The register is filled as by `kofu people
load` with people of unevenly common names (`named.py`), all of one load; then each kind of question
is asked of people drawn by chance, every question once, one after the other, log entry and reasons
included. Told too: how much of the first load the search takes, and of a load of changes.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.named import named_roster
from kofu.base.eras import in_era

PEOPLE = 1_700_000
QUESTIONS = 200
AS_OF = date(2026, 7, 1)
CHANGED = 100
"""One in so many has moved in the second load."""

Person = Mapping[str, Any]
Ask = Callable[[Person], str]


def _parts(person: Person) -> list[str]:
    return str(person["name"]).split("　")


def _block(person: Person) -> str:
    return str(person["address"]).split("　")[0]


KINDS: dict[str, Ask] = {
    "person number": lambda p: p["person_id"],
    "insured number, no zeros": lambda p: p["number"].lstrip("0"),
    "whole name": lambda p: p["name"],
    "surname": lambda p: _parts(p)[0],
    "surname, half of it": lambda p: _parts(p)[0][0],
    "given name": lambda p: _parts(p)[-1],
    "surname, given name begun": lambda p: f"{_parts(p)[0]} {_parts(p)[-1][0]}",
    "kana, surname": lambda p: p["name_kana"].split("　")[0],
    "kana, two letters": lambda p: p["name_kana"][:2],
    "variants": lambda p: p["name"].translate(str.maketrans("高崎辺斎沢島", "髙﨑邊齋澤嶋")),
    "birth, whole": lambda p: in_era(p["birth_date"]),
    "birth, year": lambda p: in_era(p["birth_date"]).split("年")[0] + "年",
    "birth, no era": lambda p: f"{p['birth_date'].year - 1925}.{p['birth_date'].month}.1",
    "surname and birth month": lambda p: f"{_parts(p)[0]} {p['birth_date']:%Y-%m}",
    "address, whole": _block,
    "address, town": lambda p: _block(p).rstrip("0123456789番地"),
    "address, municipality": lambda p: _block(p)[:3],
    "surname and municipality": lambda p: f"{_parts(p)[0]} {_block(p)[:3]}",
    "postal code": lambda p: p["postal_code"],
    "nobody": lambda p: f"{_parts(p)[0]}鷗外",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    given = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="kofu-bench-"))
    home.chmod(0o711)
    os.environ["KOFU_HOME"] = str(home)
    os.environ.pop("DATABASE_URL", None)
    from kofu.registry.start import ready

    ready()
    try:
        _measure(named_roster(given.people, home), given.questions)
    finally:
        from kofu.registry.server.cluster import Cluster
        from kofu.registry.server.home import Home
        from kofu.registry.server.presence import leave

        leave(Cluster(Home(home)))
        shutil.rmtree(home, ignore_errors=True)


def _measure(roster: Path, questions: int) -> None:
    whole, search = _load(roster, AS_OF)
    people = pq.read_table(roster)
    print(f"{people.num_rows:,} people")
    print(f"first load {whole:.1f} s, of it for searching {search:.1f} s")
    _sizes()
    changed, search = _load(_moved(people, roster.parent), AS_OF + timedelta(31))
    print(f"load with 1 in {CHANGED} moved {changed:.1f} s, of it for searching {search:.1f} s")
    drawn = np.random.default_rng(11).choice(people.num_rows, size=questions, replace=False)
    asked = people.take(pa.array(drawn)).to_pylist()
    municipality = frozenset([asked[0]["municipality_code"]])
    print("\n| question | p50, ms | p95 | p99 | max | found, median |\n|---|---|---|---|---|---|")
    every: list[float] = []
    for kind, ask in KINDS.items():
        every += _told(kind, asked, ask, None)
    _told("all", [], str, None, every)
    _told("surname, of one municipality", asked, KINDS["surname"], municipality)
    _told("birth, year, of one municipality", asked, KINDS["birth, year"], municipality)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak of this process {peak:.0f} MiB")


def _told(
    kind: str,
    people: list[dict[str, Any]],
    ask: Ask,
    municipalities: frozenset[str] | None,
    spent: list[float] | None = None,
) -> list[float]:
    rows = list(_spent(people, ask, municipalities))
    spent = spent or [seconds for seconds, _ in rows]
    p50, p95, p99, most = (np.quantile(spent, q) * 1000 for q in (0.5, 0.95, 0.99, 1))
    found = f"{np.median([count for _, count in rows]):.0f}" if rows else ""
    print(f"| {kind} | {p50:.0f} | {p95:.0f} | {p99:.0f} | {most:.0f} | {found} |")
    return spent


def _spent(
    people: list[dict[str, Any]], ask: Ask, municipalities: frozenset[str] | None
) -> Iterator[tuple[float, int]]:
    from kofu.registry.search.find import find

    for person in people:
        began = time.perf_counter()
        found = find(ask(person), by="benchmark", municipalities=municipalities)
        yield time.perf_counter() - began, len(found.people)


def _load(roster: Path, as_of: date) -> tuple[float, float]:
    """Seconds of the load, and of what it does for searching."""
    from kofu.registry.people import load

    follow, spent = load.follow_load, 0.0

    def timed(cursor: Any) -> None:
        nonlocal spent
        began = time.perf_counter()
        follow(cursor)
        spent = time.perf_counter() - began

    load.follow_load = timed
    began = time.perf_counter()
    load.load_roster(roster, None, as_of, "benchmark")
    load.follow_load = follow
    return time.perf_counter() - began, spent


def _moved(people: pa.Table, folder: Path) -> Path:
    texts = people["address"].to_pylist()
    texts[::CHANGED] = [f"{text}別館" for text in texts[::CHANGED]]
    at = people.schema.get_field_index("address")
    path = folder / "moved.parquet"
    pq.write_table(people.set_column(at, "address", pa.array(texts)), path)
    return path


def _sizes() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_table_size('person_search') >> 20, pg_indexes_size('person_search') >> 20"
        )
        table, indexes = cursor.fetchone()
    print(f"person_search {table:,} MiB, its indexes {indexes:,} MiB")


if __name__ == "__main__":
    main()
