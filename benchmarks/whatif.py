"""Many scenarios over counted people, against deciding everybody again.

    python -m benchmarks.whatif --people 1000000
    python -m benchmarks.whatif --roster bench-out/japan.parquet

One roster, counted once for the baseline and every scenario; each scenario is then answered alone
(who changes hands, bills, wave, what is broken), and compared with deciding all people by both laws
into files: the people whose document or basis differs must be as many. Ends with 1 if they are not.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import TypeVar

import duckdb

from kofu.decide.engine import decide_file
from kofu.policy.law import Law
from kofu.policy.load import load
from kofu.reports.whatif.answer import answer
from kofu.reports.whatif.counting import columns_given, count
from kofu.reports.whatif.scenario import Moment, Scenario, with_settings
from kofu.reports.whatif.unit_costs import shipped_costs
from kofu.roster.source import RosterSource, open_source

MOMENT = Moment(date(2026, 8, 1), date(2026, 11, 21))
EVENT = "renewal"
_Made = TypeVar("_Made")
_DIFFER = """select count(*) from read_parquet('{one}') a join read_parquet('{two}') b
    using (person_id) where a.document <> b.document or (a.document in ('certificate', 'notice')
    and a.basis is distinct from b.basis)"""


def scenarios() -> list[Scenario]:
    """Another pack, another parameter, and two at once."""
    kouki = load("kouki")
    settings = ("use_12m_least=3", "use_12m_least=1 grace_months=2")
    return [
        Scenario("saitama-kouki", MOMENT.law(load("saitama-kouki"))),
        *(Scenario(text, MOMENT.law(with_settings(kouki, text))) for text in settings),
    ]


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and of all threads of this process."""

    wall: float
    cpu: float


def timed(made: Callable[[], _Made], repeat: int) -> tuple[_Made, Spent]:
    """The result, and the medians of the seconds."""
    wall, cpu = [], []
    for _ in range(repeat):
        began, spent = time.perf_counter(), time.process_time()
        result = made()
        wall.append(time.perf_counter() - began)
        cpu.append(time.process_time() - spent)
    return result, Spent(median(wall), median(cpu))


def decided(source: RosterSource, law: Law, out: Path) -> Path:
    decide_file(source, law, out, EVENT)
    return out


def main() -> int:
    """Print a table; 1 if counting and deciding do not agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--roster", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        roster = given.roster or work / "people.parquet"
        if given.roster is None:
            made = [sys.executable, "-m", "benchmarks.people", str(given.people), str(roster)]
            subprocess.run(made, check=True)
        return compare(open_source(roster), work, given.repeat)


def compare(source: RosterSource, work: Path, repeat: int) -> int:
    base, asked = MOMENT.law(load("kouki")), scenarios()
    laws = [base, *(one.law for one in asked)]
    people = columns_given(source, EVENT)
    counts, counting = timed(lambda: count(source, laws, people, MOMENT.on), 1)
    before, first = timed(lambda: decided(source, base, work / "before.parquet"), 1)
    print(f"{counts.total:,} people, {len(counts.people):,} rows of counts, counted once for")
    spent_in = f"{counting.wall:.2f} s ({counting.cpu:.2f} CPU seconds)"
    print(f"{len(laws)} laws in {spent_in}; load {os.getloadavg()[0]:.1f}\n")
    print("| scenario | classes | moved | answer, s | CPU | both again, s | CPU | ratio | agree |")
    print("|" + "---|" * 9)
    agreed = True
    for one in asked:
        found, spent = timed(
            lambda one=one: answer(counts, base, [one], MOMENT.on, shipped_costs()), repeat
        )
        (result,) = found.results
        after, second = timed(lambda one=one: decided(source, one.law, work / "after.parquet"), 1)
        (row,) = duckdb.sql(_DIFFER.format(one=before, two=after)).fetchall()
        same = row[0] == result.changes.moved
        agreed = agreed and same
        again = Spent(first.wall + second.wall, first.cpu + second.cpu)
        print(
            f"| {one.name} | {result.classes:,} | {result.changes.moved:,} |"
            f" {spent.wall:.3f} | {spent.cpu:.3f} | {again.wall:.2f} | {again.cpu:.2f} |"
            f" {again.cpu / spent.cpu:.0f} | {'yes' if same else 'NO'} |"
        )
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main())
