"""One decision with its explanation, as at the counter: microseconds, one person at a time."""

from __future__ import annotations

import argparse
import gc
import random
import time
from collections.abc import Callable, Mapping
from datetime import date

from kofu.decide.explanation import Counter
from kofu.decide.wording import in_japanese
from kofu.policy.facts import Facts, FactValue
from kofu.policy.law import Law, law_on
from kofu.policy.load import load, shipped
from kofu.policy.worlds import regions

KNOWN = date(2026, 11, 21)
DAYS = (date(2025, 8, 1), date(2026, 8, 1))
_PERCENTILES = (50, 95, 99)


def random_people(law: Law, people: int, seed: int) -> list[Facts]:
    """Each fact unknown, or a value in, at or beside a region that the rules distinguish."""
    chooser = random.Random(seed)
    read = {fact for band in law.bands for fact in band.facts}
    read.update(cap.fact for cap, _ in law.caps.values())
    choices: Mapping[str, tuple[FactValue, ...]] = {
        fact: regions(fact, law.bands) for fact in sorted(read)
    }
    return [
        {fact: chooser.choice(values) for fact, values in choices.items()} for _ in range(people)
    ]


def latencies(ask: Callable[[Facts], object], people: list[Facts]) -> list[tuple[float, float]]:
    """Microseconds for each person: wall time, and processor time of this thread alone."""
    found = []
    for facts in people:
        began, cpu = time.perf_counter_ns(), time.thread_time_ns()
        ask(facts)
        ended, spent = time.perf_counter_ns(), time.thread_time_ns()
        found.append(((ended - began) / 1000, (spent - cpu) / 1000))
    return found


def told(values: list[float]) -> str:
    """p50, p95, p99 and the slowest, as cells of a table."""
    ordered = sorted(values)
    chosen = [ordered[len(ordered) * percent // 100] for percent in _PERCENTILES]
    return " | ".join(f"{value:.0f}" for value in (*chosen, ordered[-1]))


def main() -> None:
    """Print a table: each pack and day, with and without words, collector as it is or frozen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packs", nargs="*", default=list(shipped()))
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--frozen", action="store_true", help="gc.freeze() before the questions")
    given = parser.parse_args()
    print("| pack, day | question | p50 | p95 | p99 | max | CPU p50 | p95 | p99 | max |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for pack in given.packs:
        book = load(pack)
        for on in DAYS:
            if book.pack.covers is None or not book.pack.covers.covers(on):
                continue
            law = law_on(book, on, KNOWN)
            _measure(f"{pack}, {on}", Counter(law), random_people(law, given.people, 1), given)


def _measure(name: str, desk: Counter, people: list[Facts], given: argparse.Namespace) -> None:
    def explain(facts: Facts) -> object:
        return desk.explain("1", facts)

    def say(facts: Facts) -> object:
        return in_japanese(desk.explain("1", facts))

    if given.frozen:
        gc.collect()
        gc.freeze()
    for words, ask in (("explain", explain), ("explain, in words", say)):
        found = latencies(ask, people)
        wall, cpu = told([one for one, _ in found]), told([one for _, one in found])
        print(f"| {name} | {words} | {wall} | {cpu} |", flush=True)


if __name__ == "__main__":
    main()
