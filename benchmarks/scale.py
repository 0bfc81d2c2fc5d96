"""From a million people to a nation: what a person costs, and every engine beside another.

DuckDB at each size, PostgreSQL and Spark at `--beside`, on the people of `people.py`. All is
measured on the whole machine, for a server and a Java are at work too: it must be otherwise quiet.
The rows of every engine are compared.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

import duckdb
import psycopg

from benchmarks.decide import REPOSITORY, Differ, compare, people_file
from benchmarks.question import EVENT, opened, the_law
from kofu.decide.engine import decide_file
from kofu.decide.laws import Laws
from kofu.nation.postgres import Tables, decide_in_postgres
from kofu.nation.spark import decide_in_spark, session
from kofu.policy.facts import FACTS, FactType

_TYPES = {FactType.DATE: "date", FactType.BOOL: "boolean", FactType.INT: "integer"}


@dataclass
class Measured:
    """Of the whole machine: seconds, seconds of all processors, and memory at its highest."""

    seconds: float = 0.0
    cpu: float = 0.0
    mib: float = 0.0


@contextmanager
def measured() -> Iterator[Measured]:
    """Filled in when the block has ended; memory is what was available before and then was not."""
    found, over = Measured(), threading.Event()
    before = _available()

    def watch() -> None:
        while not over.wait(0.05):
            found.mib = max(found.mib, before - _available())

    watcher = threading.Thread(target=watch)
    watcher.start()
    began, cpu = time.perf_counter(), _busy()
    yield found
    found.seconds, found.cpu = time.perf_counter() - began, _busy() - cpu
    over.set()
    watcher.join()


def _available() -> float:
    lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("MemAvailable"))


def _busy() -> float:
    """Seconds of all processors, for users and for the system."""
    user, nice, system = Path("/proc/stat").read_text(encoding="ascii").split()[1:4]
    return (int(user) + int(nice) + int(system)) / os.sysconf("SC_CLK_TCK")


def in_a_file(people: Path, out: Path) -> Measured:
    source, _ = opened(people)
    with measured() as found:
        decide_file(source, the_law(), out, EVENT)
    return found


def on_spark(people: Path, out: Path) -> Measured:
    """Without the start of the session, which a cluster has behind it."""
    folder = out.with_suffix("")
    with session():
        with measured() as found:
            decide_in_spark(str(people), str(folder), Laws((the_law(),)), EVENT, replace=True)
        _one_file(f"{folder}/*.parquet", out)
    rmtree(folder)
    return found


def in_postgres(database: str) -> Callable[[Path, Path], Measured]:
    """Filling the table and bringing the decisions back to compare are not measured."""

    def decide(people: Path, out: Path) -> Measured:
        cells = out.with_suffix(".csv")
        _fill(database, people, cells)
        tables = Tables(database, "scale_people", "scale_decisions", replace=True)
        with measured() as found:
            decide_in_postgres(tables, Laws((the_law(),)), EVENT)
        query = "select *, array_to_string(reasons, ';') as words from scale_decisions"
        with psycopg.connect(database) as db, db.cursor() as cursor, cells.open("wb") as file:
            with cursor.copy(f"copy ({query}) to stdout (format csv, header)") as copy:
                file.writelines(copy)
            cursor.execute("drop table scale_people, scale_decisions")
        reasons = "case when words is null then [] else string_split(words, ';') end as reasons"
        columns = (
            f"* exclude (reasons, words) replace (provisional::boolean as provisional), {reasons}"
        )
        source = f"(select {columns} from read_csv('{cells}', all_varchar = true))"
        _one_file(source, out, quoted=False)
        cells.unlink()
        return found

    return decide


def _fill(database: str, people: Path, cells: Path) -> None:
    columns = ", ".join(f"{name} {_TYPES.get(fact.type, 'text')}" for name, fact in FACTS.items())
    names = ", ".join(("person_id", *FACTS))
    duckdb.execute(f"copy (select {names} from '{people}') to '{cells}' (header false)")
    with psycopg.connect(database) as db, db.cursor() as cursor, cells.open("rb") as file:
        cursor.execute("drop table if exists scale_people")
        cursor.execute(f"create table scale_people (person_id text, {columns})")
        with cursor.copy("copy scale_people from stdin (format csv)") as copy:
            while piece := file.read(1 << 20):
                copy.write(piece)
        cursor.execute("analyze scale_people")


def _one_file(source: str, out: Path, quoted: bool = True) -> None:
    named = f"'{source}'" if quoted else source
    duckdb.execute(f"copy (from {named} order by person_id) to '{out}' (format parquet)")


def row(way: str, people: int, found: Measured) -> str:
    """A row of the table; µs a person are those of all processors."""
    each = f"{found.cpu / people * 1e6:.2f}"
    speed = f"{people / found.seconds / 1e6:.3f}"
    return f"| {way} | {people:,} | {found.seconds:.1f} | {speed} | {each} | {found.mib:.0f} |"


def main() -> int:
    """Exit 1 where engines differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--nation", type=Path, metavar="ROSTER", help="then DuckDB on this file")
    parser.add_argument("--beside", type=int, default=1_000_000, help="people for every engine")
    parser.add_argument("--database", help="a PostgreSQL that may be filled; without it, none is")
    parser.add_argument("--no-spark", action="store_true")
    parser.add_argument("--work", type=Path, default=REPOSITORY / "bench-out")
    given = parser.parse_args()
    work = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    print("| way | people | seconds | million people/s | CPU µs a person | MiB |")
    print("|---|---|---|---|---|---|")
    for people in given.people:
        print(row("duckdb", people, in_a_file(people_file(work, people), work / "kofu.parquet")))
    if given.nation:
        size = duckdb.read_parquet(str(given.nation)).count("*").fetchall()[0][0]
        print(row("duckdb", size, in_a_file(given.nation.resolve(), work / "kofu.parquet")))
    ways = {"duckdb": in_a_file}
    if given.database:
        ways["postgres"] = in_postgres(given.database)
    if not given.no_spark:
        ways["spark"] = on_spark
    roster = people_file(work, given.beside)
    for way, decide in ways.items():
        print(row(f"{way}, beside", given.beside, decide(roster, work / f"{way}.parquet")))
    try:
        files = [work / f"{way}.parquet" for way in ways]
        print(f"{', '.join(ways)}: {compare(files, '--any-order')}")
    except Differ as error:
        print(f"rows-differ: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
