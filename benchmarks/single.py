"""One document at the counter: how long until its PDF is there, warm and cold."""

from __future__ import annotations

import argparse
import time
from collections import defaultdict

from kofu.documents.fonts.chain import chain_of
from kofu.documents.forms.form import Form
from kofu.documents.forms.samples import Sample, Values, samples
from kofu.documents.single.engine import draw

BUDGET = 150
CHAINS = {"text": ("Noto Sans JP",), "name": ("Noto Serif JP",)}


def latencies(chosen: list[Sample], repeat: int) -> tuple[dict[str, list[float]], list[float]]:
    """Milliseconds: warm by template, over all faces and kinds of values; and cold, by form.

    Cold is the first document of a form, the very first with the opening of the fonts; warm is
    every other one. Typst keeps what it has laid out, as it does at the counter.
    """
    chains = {role: chain_of(families) for role, families in CHAINS.items()}
    warm: dict[str, list[float]] = defaultdict(list)
    cold: list[float] = []
    forms: dict[tuple[str, str], Form] = {}
    for turn in range(repeat):
        for one in chosen:
            form = Form(one.template, one.face, chains)
            key = (one.template, form.inputs["face"])
            known = key in forms
            form = forms.setdefault(key, form)
            values = others(one.values, turn)
            began = time.perf_counter()
            draw(form, values)
            taken = (time.perf_counter() - began) * 1000
            if not known:
                cold.append(taken)
            else:
                warm[one.template].append(taken)
    return warm, cold


def others(values: Values, turn: int) -> Values:
    """The same person with other numbers, so that no page has been laid out before."""
    return {
        key: f"{(int(value) + 7919 * turn) % 10 ** len(value):0{len(value)}d}"
        if value.isdecimal()
        else value
        for key, value in values.items()
    }


def told(name: str, values: list[float]) -> str:
    """One row: median, 99th percentile, slowest."""
    ordered = sorted(values)
    p50, p99 = (ordered[len(ordered) * percent // 100] for percent in (50, 99))
    return f"| {name} | {len(ordered):,} | {p50:.0f} | {p99:.0f} | {ordered[-1]:.0f} |"


def main() -> None:
    """Print a table; the budget is for a warm document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=6)
    parser.add_argument("--templates", nargs="+", help="left out: all")
    given = parser.parse_args()
    chosen = [one for one in samples() if not given.templates or one.template in given.templates]
    warm, cold = latencies(chosen, given.repeat)
    print("| template | documents | p50, ms | p99 | max |")
    print("|---|---|---|---|---|")
    for template, values in warm.items():
        print(told(template, values))
    every = [one for values in warm.values() for one in values]
    print(told("all, warm", every))
    print(told("all, the first of a form", cold))
    print(f"\nThe budget is {BUDGET} ms, warm.")


if __name__ == "__main__":
    main()
