"""The same card printed by many libraries, side by side in one run.

Each measurement is a process of its own; the repetitions go round the libraries in turn. What was
printed is then read back: pages that say something else, or look otherwise, end the run with 1.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).resolve().parent.parent
PRINTERS = ("kofu", "kofu_opentype", "reportlab", "reportlab_values", "fpdf2", "cairo", "typst")
MOST = {"typst": 1}
"""Blocks that a slow library prints; its rate does not depend on their number."""
FLAT = (10, 100)


@dataclass(frozen=True, slots=True)
class Run:
    """One measurement; `cpu` in seconds of all threads, `mib` the peak of resident memory."""

    cards: int
    seconds: float
    cpu: float
    ready: float
    mib: float
    bytes: int
    processes: int = 1


def installed(printer: str) -> bool:
    """A library that cannot be imported is left out."""
    try:
        importlib.import_module(f"benchmarks.printers.{printer}")
    except (ImportError, OSError):
        return False
    return True


def make_deck(cards: int, folder: Path) -> None:
    subprocess.run(_module("deck", str(cards), str(folder)), cwd=REPOSITORY, check=True)


def run(printer: str, deck: Path, out: Path, blocks: list[int], times: int = 1) -> Run:
    """Measure one library in a new process."""
    chosen = ("--blocks", *map(str, blocks), "--times", str(times))
    command = _module("print_one", printer, str(deck), str(out), *chosen)
    done = subprocess.run(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=True)
    return Run(**json.loads(done.stdout))


def run_many(printer: str, deck: Path, out: Path, blocks: list[int], processes: int) -> Run:
    """The blocks shared out; seconds are those of the slowest process, memory that of all."""
    shares = [blocks[first::processes] for first in range(processes)]
    with ThreadPoolExecutor(processes) as pool:
        each = list(pool.map(lambda share: run(printer, deck, out, share), filter(None, shares)))
    return Run(
        sum(one.cards for one in each),
        max(one.seconds for one in each),
        sum(one.cpu for one in each),
        max(one.ready for one in each),
        sum(one.mib for one in each),
        sum(one.bytes for one in each),
        len(each),
    )


def table(runs: Mapping[str, list[Run]]) -> str:
    """Markdown: medians; the ratio is of cards per CPU second, to ReportLab with finished lines."""
    lines = [
        "| library | processes | cards | cards/s | cards per CPU second | to ReportLab | MiB | "
        "bytes/card | ready, s |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    base = runs.get("reportlab")
    for name, each in runs.items():
        if not each:
            lines.append(f"| {name} | not installed | | | | | | | |")
            continue
        first, rate = each[0], _rate(each)
        wall = median(one.cards / one.seconds for one in each)
        ratio = f"{rate / _rate(base):.2f}" if base else ""
        lines.append(
            f"| {name} | {first.processes} | {first.cards:,} | {wall:,.0f} | {rate:,.0f} | "
            f"{ratio} | {max(one.mib for one in each):.0f} | {first.bytes / first.cards:,.0f} | "
            f"{median(one.ready for one in each):.2f} |"
        )
    return "\n".join(lines)


def _rate(runs: list[Run]) -> float:
    return median(one.cards / one.cpu for one in runs)


def measure(
    printers: list[str], deck: Path, out: Path, repeat: int, processes: int
) -> dict[str, list[Run]]:
    """Every library, and the product once more on several processes."""
    blocks = list(range(len(list(deck.glob("values-*.pickle")))))
    several = f"kofu x{processes}"
    runs: dict[str, list[Run]] = {}
    for name in printers:
        runs[name] = []
        if name == "kofu" and processes > 1:
            runs[several] = []
    for turn in range(repeat):
        for name in [*runs] if turn % 2 == 0 else [*reversed(runs)]:
            if name == several:
                runs[name].append(run_many("kofu", deck, out, blocks, processes))
            elif installed(name):
                runs[name].append(run(name, deck, out, blocks[: MOST.get(name)]))
            print(f"{name}: {runs[name][-1:]}", file=sys.stderr)
    return runs


def check(printers: list[str], out: Path) -> tuple[int, str]:
    """Compare the first file of each with that of the first."""
    files = [str(out / f"{name}-0.pdf") for name in printers if installed(name)]
    if not files:
        return 0, ""
    command = _module("printed", *files)
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def flat(deck: Path, out: Path) -> str:
    """Peak memory for ten and a hundred files of the product's: the deck printed over and over."""
    lines = ["| cards | files | MiB |", "|---|---|---|"]
    blocks = list(range(min(FLAT[0], len(list(deck.glob("values-*.pickle"))))))
    for files in FLAT:
        done = run("kofu_opentype", deck, out, blocks, files // len(blocks))
        lines.append(f"| {done.cards:,} | {files} | {done.mib:.0f} |")
    return "\n".join(lines)


def _module(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", f"benchmarks.{name}", *arguments]


def main() -> int:
    """Measure, compare, print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=20_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--printers", nargs="+", default=list(PRINTERS), choices=PRINTERS)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--no-flat", action="store_true", help="do not measure memory over files")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        deck, out = Path(folder) / "deck", Path(folder) / "out"
        out.mkdir()
        make_deck(given.cards, deck)
        print(table(measure(given.printers, deck, out, given.repeat, given.processes)))
        code, told = check(given.printers, out)
        print(told)
        if not given.no_flat:
            print(flat(deck, out))
    return code


if __name__ == "__main__":
    sys.exit(main())
