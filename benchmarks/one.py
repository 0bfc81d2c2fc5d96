"""Run one way in this process and print what it took, as JSON: the unit of all measurements."""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import time
from pathlib import Path


def main() -> None:
    """`seconds` is wall time after the imports, `cpu` is that of all threads, memory the peak."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("way")
    parser.add_argument("people", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    way = importlib.import_module(f"benchmarks.ways.{given.way}")
    began, cpu = time.perf_counter(), time.process_time()
    work = way.decide(given.people, given.out)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    measured = {
        "people": work.people,
        "seconds": work.seconds or seconds,
        "cpu": cpu,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
