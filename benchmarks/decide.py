"""Many ways to decide the same people by the same law, side by side in one run.

Each measurement is a process of its own, so its peak memory is its own; the repetitions go round
the ways in turn, forwards and backwards, so that a busy machine disturbs all alike. The files of
decisions are then compared row by row: ways that disagree end the run with 1.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).resolve().parent.parent
IN_ORDER = ("kofu", "case", "polars")
IN_ANY_ORDER = ("case_unordered",)
RULE_ONLY = ("openfisca", "zen")
WAYS = ("kofu", "case", "case_unordered", "polars", *RULE_ONLY, "limit")
ORACLE_PEOPLE = 100_000


@dataclass(frozen=True, slots=True)
class Run:
    """One measurement; `cpu` in seconds of all threads, `mib` the peak of resident memory."""

    people: int
    seconds: float
    cpu: float
    mib: float


class Differ(Exception):  # noqa: N818
    """Two ways came to different decisions."""


def run(way: str, people: Path, out: Path) -> Run:
    """Measure one way in a new process."""
    done = _module("one", way, str(people), str(out))
    return Run(**json.loads(done))


def compare(files: Iterable[Path], *options: str) -> str:
    """Raises Differ unless the files say the same of the same people, in the same order."""
    return _module("same", *map(str, files), *options).strip()


def _module(name: str, *arguments: str) -> str:
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
    done = subprocess.run(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)
    if done.returncode and name == "same":
        raise Differ(arguments)
    done.check_returncode()
    return done.stdout


def people_file(work: Path, people: int) -> Path:
    """The file of invented people, made once."""
    file = work / f"people-{people}.parquet"
    if not file.exists():
        _module("people", str(people), str(file))
    return file


def measure(ways: list[str], people: Path, work: Path, repeat: int) -> Mapping[str, list[Run]]:
    """The runs of each way; only its last file of decisions is kept."""
    runs: dict[str, list[Run]] = {way: [] for way in ways}
    for turn in range(repeat):
        for way in ways if turn % 2 == 0 else reversed(ways):
            runs[way].append(run(way, people, work / f"{way}.parquet"))
            print(f"{way}: {runs[way][-1]}, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
    return runs


def table(runs: Mapping[str, list[Run]]) -> str:
    """Markdown: the median and, in brackets, the fastest and slowest run."""
    lines = [
        "| way | people | seconds | CPU seconds | million people/s | to CASE, time | CPU | MiB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    case = runs.get("case")
    for way, each in runs.items():
        seconds = [one.seconds for one in each]
        wall, cpu = _per_person(each, "seconds"), _per_person(each, "cpu")
        ratios = (
            (f"{_per_person(case, 'seconds') / wall:.2f}", f"{_per_person(case, 'cpu') / cpu:.2f}")
            if case
            else ("", "")
        )
        lines.append(
            f"| {way} | {each[0].people:,} | {median(seconds):.2f} "
            f"({min(seconds):.2f}-{max(seconds):.2f}) | {_told(each)} | "
            f"{1e-6 / wall:.4f} | {ratios[0]} | {ratios[1]} | {max(one.mib for one in each):.0f} |"
        )
    return "\n".join(lines)


def _told(runs: list[Run]) -> str:
    cpu = [one.cpu for one in runs]
    return f"{median(cpu):.2f} ({min(cpu):.2f}-{max(cpu):.2f})"


def _per_person(runs: list[Run], what: str) -> float:
    values: list[float] = [getattr(one, what) for one in runs]
    return median(values) / runs[0].people


def check_rows(ways: Iterable[str], work: Path) -> list[str]:
    """Compare what the ways wrote. Raises Differ."""
    ways = tuple(ways)
    whole = [way for way in ways if way in IN_ORDER]
    files = [work / f"{way}.parquet" for way in whole]
    if not files:
        return []
    told = [f"{', '.join(whole)}: {compare(files)}"] if len(files) > 1 else []
    for way in ways:
        both = [files[0], work / f"{way}.parquet"]
        if way in IN_ANY_ORDER:
            told.append(f"{way}: {compare(both, '--any-order')} (in any order)")
        if way in RULE_ONLY:
            same = compare(both, "--sample", "--columns", "person_id", "rule")
            told.append(f"{way}: {same} (rule only)")
    return told


def main() -> int:
    """Measure, compare, print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000_000)
    parser.add_argument("--ways", nargs="+", default=list(WAYS), choices=WAYS)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--work", type=Path, default=REPOSITORY / "bench-out")
    parser.add_argument("--nation", type=Path, metavar="ROSTER", help="then kofu once on this file")
    parser.add_argument("--no-oracle", action="store_true", help="do not compare person by person")
    given = parser.parse_args()
    work = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    try:
        runs = measure(given.ways, people_file(work, given.people), work, given.repeat)
        print(table(runs))
        print(*check_rows(given.ways, work), sep="\n")
        if not given.no_oracle:
            few = people_file(work, min(given.people, ORACLE_PEOPLE))
            ways = [*(way for way in given.ways if way in IN_ORDER), "oracle"]
            measure(ways, few, work, 1)
            print(f"{', '.join(ways)}: {compare(work / f'{way}.parquet' for way in ways)}")
        if given.nation:
            roster, out = given.nation.resolve(), work / "kofu.parquet"
            print(table({"kofu": [run("kofu", roster, out)]}))
            print(f"roster and decisions: {compare([roster, out], '--columns', 'person_id')}")
    except Differ as error:
        print(f"rows-differ: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
