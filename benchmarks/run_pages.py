"""A whole run: invent the people, decide, print all pages, read everything back, list the mail.

CPU seconds are user and system, of the command and its workers. Memory is that of the whole tree
of processes: the sum of their proportional set sizes (PSS, pages that two processes share count
once), sampled twice a second.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

PACK = "tokyo-kouki"
DAYS = ("--on", "2026-08-01", "--known", "2026-06-13", "--event", "renewal")
PEOPLE = 1_700_000
SECONDS = 600
MIB = 2048
COUNTED = ("render", "verify", "manifest")
"""The work that the budget of seconds is for."""
_EVERY = 0.5


@dataclass(frozen=True, slots=True)
class Stage:
    """What one command took."""

    name: str
    seconds: float
    cpu: float
    mib: float


def stage(name: str, *arguments: str) -> Stage:
    """Run one command of the product and watch its memory. Its words go to standard error.

    `render` ends with 1 where it stopped somebody's pages, which it does among so many.
    """
    kofu = str(Path(sys.executable).with_name("kofu"))
    return watched(name, [kofu, *arguments], 1 if name == "render" else 0)


def watched(name: str, command: Sequence[str], most: int = 0) -> Stage:
    """Run any command; `most` is the highest exit code that is no failure."""
    began = time.perf_counter()
    done = subprocess.Popen(command, stdout=sys.stderr)
    peak = _Peak(done.pid)
    _, status, used = os.wait4(done.pid, 0)
    seconds = time.perf_counter() - began
    code = done.returncode = os.waitstatus_to_exitcode(status)
    found = Stage(name, seconds, used.ru_utime + used.ru_stime, peak.stop())
    if not 0 <= code <= most:
        raise subprocess.CalledProcessError(code, command)
    return found


class _Peak:
    """Watches a process and all its children from a thread."""

    def __init__(self, pid: int) -> None:
        self._pid, self._most = pid, 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(_EVERY):
            self._most = max(self._most, sum(map(pss, tree(self._pid))))

    def stop(self) -> float:
        """The peak in MiB."""
        self._over.set()
        self._thread.join()
        return self._most


def tree(pid: int) -> list[int]:
    """A process and everything that it started."""
    found, asked = [], [pid]
    while asked:
        one = asked.pop()
        found.append(one)
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                asked += map(int, children.read_text().split())
            except OSError:
                continue  # ended meanwhile
    return found


def pss(pid: int) -> float:
    """Proportional set size in MiB; 0 for a process that has ended."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(row.split()[1]) / 1024 for row in rows if row.startswith("Pss:")), 0.0)


def run(people: int, work: Path, workers: int | None) -> list[Stage]:
    """The commands, one after the other."""
    roster, decisions = str(work / "roster.parquet"), str(work / "decisions.parquet")
    few = [] if workers is None else ["--workers", str(workers)]
    out = str(work / "run")
    return [
        stage("synthesize", "roster", "synthesize", "tokyo", "-o", roster, "--people", f"{people}"),
        stage("decide", "decide", roster, "--insurer", PACK, *DAYS, "-o", decisions),
        stage("render", "render", decisions, "--roster", roster, "-o", out, *few),
        stage("verify", "verify", out, *few),
        stage("manifest", "mail", "manifest", out),
    ]


def main() -> None:
    """Run, and print a table with the budget beside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--workers", type=int, help="left out: as many as there are processors")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        stages = run(given.people, Path(folder), given.workers)
        index = pq.read_table(Path(folder) / "run/pages.parquet", columns=["pages"])
        size = sum(one.stat().st_size for one in (Path(folder) / "run/pdf").iterdir())
    pages = int(sum(index.column("pages").to_pylist()))
    print("| work | people | pages | seconds | CPU seconds | CPU µs/person | pages/s | MiB |")
    print("|---|---|---|---|---|---|---|---|")
    for one in stages:
        rate = f"{pages / one.seconds:,.0f}" if one.name in ("render", "verify") else ""
        cpu = f"{one.cpu:.1f} | {one.cpu / given.people * 1e6:.0f}"
        told = f"{one.seconds:.1f} | {cpu} | {rate} | {one.mib:,.0f} |"
        print(f"| {one.name} | {given.people:,} | {pages:,} | {told}")
    counted = sum(one.seconds for one in stages if one.name in COUNTED)
    most = max(one.mib for one in stages)
    allowed = SECONDS * given.people / PEOPLE
    print(f"\n{index.num_rows:,} documents, {size / 2**20:,.0f} MiB of PDF.")
    told = f"the budget for so many people is {allowed:.1f} s"
    print(f"render, verify and manifest: {counted:.1f} s; {told}")
    print(f"memory: {most:,.0f} MiB; the budget is {MIB:,} MiB")


if __name__ == "__main__":
    main()
