"""`totals.json`: who is where, and one hash over every list that continues the run's own.

The hash chains: the run's root names every printed file and count, this one names that root, the
index of pages and every list. Whoever holds it can tell whether anything behind it was changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path

from kofu.documents.run.record import PAGES, Record, file_digest
from kofu.mail.manifest.reconcile import Counted, Listed, Pulled
from kofu.mail.manifest.soundness import POPULATION

TOTALS = "totals.json"
VERSION = 1


def write_totals(
    out: Path,
    folder: Path,
    record: Record,
    posted: date,
    inside: Counted,
    told: Listed,
    gone: Pulled,
) -> Mapping[str, object]:
    """Write `totals.json` as the last file of `out`; what it says. `folder` is the run's."""
    index = file_digest(folder / PAGES)
    files = {
        path.relative_to(out).as_posix(): file_digest(path)
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }
    printed = record.people.get("printed", 0)
    totals: dict[str, object] = {
        "version": VERSION,
        "insurer": record.insurer,
        "run": record.root,
        "index": index,
        "posted": posted.isoformat(),
        "population": {
            "people": record.people.get("people", 0),
            **{name: record.people.get(name, 0) for name in POPULATION},
        },
        "printed": {"people": printed, "documents": sum(record.documents.values())},
        "enclosed": {**asdict(inside), "second_envelopes": inside.places - printed},
        "listed": {**asdict(told.counted), "yen": told.yen, "by_delivery": dict(told.by_way)},
        "pulled": {**asdict(gone.counted), "people": gone.people, "beside": gone.beside},
        "postcodes": dict(told.postcodes),
        "files": files,
        "root": root_of(record.root, index, files),
    }
    text = json.dumps(totals, ensure_ascii=False, indent=1)
    (out / TOTALS).write_text(text + "\n", encoding="utf-8")
    return totals


def root_of(run: str, index: str, files: Mapping[str, str]) -> str:
    """SHA-256 over the run's root, its index and, in the order of names, every list."""
    lines = [run, index, *(f"{name} {digest}" for name, digest in sorted(files.items()))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
