"""zen-engine (GoRules): the document rules as one decision table, on a sample.

The table reads bands, made before the clock starts: its cells have no unknown dates. It gives the
rule's name; later questions, reasons, last days and the writing of a file are not counted.
"""

from __future__ import annotations

import json
import time
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zen

from benchmarks.question import EVENT, Work, opened, the_law
from kofu.decide.sql import needed_facts
from kofu.policy.classes import Box
from kofu.policy.law import Law
from kofu.policy.model import Aspect

SAMPLE = 20_000


def decide(people: Path, out: Path) -> Work:
    """The first people of the file, one call each."""
    _, given = opened(people)
    law = the_law()
    names = ["person_id", *needed_facts(law, given)]
    batches = pq.ParquetFile(people).iter_batches(SAMPLE, columns=names)
    rows = next(islice(batches, 1)).to_pylist()
    bands = [_bands(law, {**row, "event": EVENT}) for row in rows]
    decision = zen.ZenEngine().create_decision(json.dumps(_table(law)))
    began = time.perf_counter()
    rules = [decision.evaluate(one)["result"]["rule"] for one in bands]
    seconds = time.perf_counter() - began
    people_ids = [row["person_id"] for row in rows]
    pq.write_table(pa.table({"person_id": people_ids, "rule": rules}), out)
    return Work(len(rows), seconds)


def _bands(law: Law, facts: dict[str, object]) -> dict[str, str]:
    numbers = law.classify(facts)  # type: ignore[arg-type]
    return {
        band.band.name: band.band.values[number].name
        for band, number in zip(law.bands, numbers, strict=True)
    }


def _table(law: Law) -> dict[str, object]:
    inputs = [{"id": band.name, "name": band.label, "field": band.name} for band in law.space.bands]
    rules = [
        {"_id": f"{rule.rule.id}-{n}", **_cells(law, box), "rule": f'"{rule.rule.id}"'}
        for tier in law.tiers[Aspect.DOCUMENT]
        for rule in tier.rules
        for n, box in enumerate(rule.boxes)
    ]
    content = {
        "hitPolicy": "first",
        "inputs": inputs,
        "outputs": [{"id": "rule", "name": "rule", "field": "rule"}],
        "rules": rules,
    }
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "table", "type": "decisionTableNode", "name": "table", "content": content},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "b", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    return {"nodes": nodes, "edges": edges}


def _cells(law: Law, box: Box) -> dict[str, str]:
    return {
        band.name: ""
        if mask == full
        else ", ".join(f'"{v.name}"' for n, v in enumerate(band.values) if mask >> n & 1)
        for band, mask, full in zip(law.space.bands, box, law.space.everything, strict=False)
    }
