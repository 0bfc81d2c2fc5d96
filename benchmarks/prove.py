"""How long the proof of each pack takes."""

from __future__ import annotations

import argparse
import time

from kofu.policy.load import load, shipped
from kofu.policy.prove import prove


def main() -> None:
    """Print a table; the median of the repetitions would hide the first, cold one: all are told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packs", nargs="*", default=list(shipped()))
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    print("| pack | moments | laws | leaves | classes | findings | seconds | CPU seconds |")
    print("|---|---|---|---|---|---|---|---|")
    for pack in given.packs:
        wall, cpu = [], []
        for _ in range(given.repeat):
            began, spent = time.perf_counter(), time.process_time()
            proof = prove(load(pack))
            wall.append(f"{time.perf_counter() - began:.2f}")
            cpu.append(f"{time.process_time() - spent:.2f}")
        counts = f"{proof.moments} | {proof.laws} | {proof.leaves:,} | {proof.classes:,}"
        findings = len(proof.findings)
        print(f"| {pack} | {counts} | {findings} | {', '.join(wall)} | {', '.join(cpu)} |")


if __name__ == "__main__":
    main()
