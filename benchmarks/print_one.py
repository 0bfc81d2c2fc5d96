"""Print a deck with one library in this process, and tell what it took, as JSON.

Seconds count printing and writing; reading a block, opening fonts and making the blank do not.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import time
from pathlib import Path

from benchmarks.deck import Deck


def main() -> None:
    """`seconds` by the clock, `cpu` of all threads, `mib` the peak of resident memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("printer")
    parser.add_argument("deck", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--blocks", type=int, nargs="*", help="which; left out: all")
    parser.add_argument("--times", type=int, default=1, help="print the blocks so often")
    given = parser.parse_args()
    deck = Deck(given.deck)
    module = importlib.import_module(f"benchmarks.printers.{given.printer}")
    began = time.perf_counter()
    print_block = module.printer(deck)
    ready = time.perf_counter() - began
    seconds = cpu = 0.0
    cards = size = 0
    wanted = range(deck.blocks) if given.blocks is None else given.blocks
    for number in [*wanted] * given.times:
        block = getattr(deck, module.READS)(number)
        began, spent = time.perf_counter(), time.process_time()
        data = print_block(block)
        (given.out / f"{given.printer}-{number}.pdf").write_bytes(data)
        seconds += time.perf_counter() - began
        cpu += time.process_time() - spent
        cards += len(block)
        size += len(data)
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"cards": cards, "seconds": seconds, "cpu": cpu, "ready": ready, "mib": mib}
    print(json.dumps({**told, "bytes": size}))


if __name__ == "__main__":
    main()
