"""A run's mail: envelopes planned and numbered, both barcodes made, every list written.

Roster and decisions are made first and not counted. `plan and barcode` is `mail_run`, `list` is
`kofu mail manifest` with its posting lists on paper. Memory as in `run_pages`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.run_pages import DAYS, PACK, PEOPLE, Stage, stage, watched

SECONDS = 120
SIZES = (100_000, 400_000, PEOPLE)


def run(people: int, work: Path) -> tuple[list[Stage], int]:
    """The stages that count, and the envelopes in the lists.

    `list` may end with 1: among so many, names have characters that the fonts lack, which is told.
    """
    roster, decisions = str(work / "roster.parquet"), str(work / "decisions.parquet")
    stage("synthesize", "roster", "synthesize", "tokyo", "-o", roster, "--people", f"{people}")
    stage("decide", "decide", roster, "--insurer", PACK, *DAYS, "-o", decisions)
    pages = str(work / "run" / "pages")
    plan = [sys.executable, "-m", "benchmarks.mail_run", roster, decisions, pages]
    kofu = str(Path(sys.executable).with_name("kofu"))
    stages = [
        watched("plan and barcode", plan),
        watched("list", [kofu, "mail", "manifest", pages], 1),
    ]
    totals = json.loads((work / "run" / "pages-mail" / "totals.json").read_text("utf-8"))
    return stages, totals["listed"]["envelopes"]


def main() -> None:
    """Every size in turn, and a table with the budget beside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=SIZES)
    given = parser.parse_args()
    print("| work | people | envelopes | seconds | MiB |")
    print("|---|---|---|---|---|")
    for people in given.people:
        with tempfile.TemporaryDirectory() as folder:
            stages, envelopes = run(people, Path(folder))
        for one in stages:
            told = f"{one.seconds:.1f} | {one.mib:,.0f} |"
            print(f"| {one.name} | {people:,} | {envelopes:,} | {told}", flush=True)
        both = sum(one.seconds for one in stages)
        most = max(one.mib for one in stages)
        print(f"| both | {people:,} | {envelopes:,} | {both:.1f} | {most:,.0f} |", flush=True)
    print(f"\nThe budget for {PEOPLE:,} people is {SECONDS} s.")


if __name__ == "__main__":
    main()
