"""The planning and barcoding half of the mail benchmark, in a process of its own.

What `kofu render` does for the post without printing: reads roster and decisions, plans envelopes,
gives tracking numbers, makes both barcodes of every piece in two processes, and writes an index of
pages. Each file is a stand-in of one line: the lists look at its hash, not into it.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kofu.documents.run.arrangement import TRACKING, Arrangement, chunks
from kofu.documents.run.record import (
    PAGES,
    PAGES_SCHEMA,
    STOPPED,
    Record,
    file_digest,
    root_of,
    write_record,
)
from kofu.documents.run.sources import Sources, read_sources, rows_of
from kofu.documents.run.work import PrintedFile
from kofu.documents.values.office import office_on
from kofu.mail.numbered import Numbering
from kofu.mail.pieces import dress
from kofu.mail.tracking.keeper import FileKeeper
from kofu.policy.load import load

PACK, ISSUED = "tokyo-kouki", date(2026, 8, 1)
RANGES = tuple(
    f"recorded:{body:010d}{body % 7}-{body + 99_999:010d}{(body + 99_999) % 7}"
    for body in range(5_006_000_000, 5_009_900_000, 100_000)
)
"""Invented: 39 ranges of 100,000, as the post office numbers them (digits 6 to 10)."""

_PER_FILE, _FLYING = 10_000, 4
_ASKED = ("postal_code", "address", "mailing_postal_code", "mailing_address")


def main() -> None:
    roster, decisions, folder = (Path(one) for one in sys.argv[1:4])
    (folder / "pdf").mkdir(parents=True)
    sources = read_sources(decisions, roster, None)
    office = office_on(load(PACK), ISSUED)
    keeper = FileKeeper(folder.parent / "tracking-state.json")
    made = Numbering(RANGES, keeper, (decisions, roster))(sources, office, ISSUED)
    files, bars = _write(folder, sources, made)
    counts = sources.counts()
    people = {**asdict(counts), "stopped": 0}
    (folder / STOPPED).write_text("person_id,form,code,field,character,code_point\n", "utf-8")
    inputs = {"decisions": decisions, "roster": roster}
    record = Record(
        *(1, PACK, "", "", ISSUED.isoformat(), "", ISSUED.isoformat(), _PER_FILE, False, True),
        inputs={
            role: {"path": str(path.resolve()), "sha256": file_digest(path)}
            for role, path in inputs.items()
        },
        forms={},
        fonts={},
        seal="",  # type: ignore[arg-type]
        people=people,
        documents={"certificate-a4": len(made.rows)},
        files=files,
        root=root_of(files, people),
        tracking=made.numbered,
    )
    write_record(folder, record)
    print(f"{len(made.rows)} {bars['customer']} {bars['tracking']}")


def _write(
    folder: Path, sources: Sources, made: Arrangement
) -> tuple[list[PrintedFile], Counter[str]]:
    """The index and the stand-ins for files; how many barcodes there are of each kind."""
    files: list[PrintedFile] = []
    found: Counter[str] = Counter()
    pool = ProcessPoolExecutor(2, get_context("spawn"))
    with pool, pq.ParquetWriter(folder / PAGES, PAGES_SCHEMA, store_schema=False) as index:
        flying: list[Future[Counter[str]]] = []
        for nth, (batch, places) in enumerate(chunks(made, _PER_FILE), start=1):
            name = f"pdf/{batch}-{nth:04d}.pdf"
            data = f"{name} stands for {len(places)} pages\n".encode()
            (folder / name).write_bytes(data)
            digest = hashlib.sha256(data).hexdigest()
            files.append(PrintedFile(name, digest, len(data), len(places), len(places)))
            rows = made.rows[places]
            people = sources.decided.column("person_id").take(pa.array(rows))
            numbers = [f"{one:011d}" if one else "" for one in made.tracking[places].tolist()]
            columns = {
                "person_id": people,
                "form": ["certificate-a4"] * len(places),
                "file": [name] * len(places),
                "first_page": range(1, len(places) + 1),
                "match_code": [""] * len(places),
                **{key: getattr(made, key)[places] for key in ("envelope", "place", "of")},
                "delivery": made.delivery[places],
                "tracking": numbers,
                **{key: [value] * len(places) for key, value in _ONE.items()},
            }
            ordered = {key: columns[key] for key in PAGES_SCHEMA.names}
            index.write_table(pa.table(ordered).cast(PAGES_SCHEMA))
            asked = sources.roster.select(list(_ASKED)).take(pa.array(sources.beside[rows]))
            asked = asked.append_column("delivery", pa.array(made.delivery[places]))
            asked = asked.append_column(TRACKING, pa.array(numbers))
            flying.append(pool.submit(barcoded, asked))
            if len(flying) > _FLYING:
                found += flying.pop(0).result()
        for last in flying:
            found += last.result()
    return files, found


_ONE = {"pages": 1, "sheets": 1, "slot": 0}


def barcoded(rows: pa.Table) -> Counter[str]:
    """Both barcodes of every piece, counted."""
    return Counter(_kinds(rows))


def _kinds(rows: pa.Table) -> Iterator[str]:
    for row in rows_of(rows):
        worn = dress(row)
        if worn["barcode"]:
            yield "customer"
        if worn["tracking_bars"]:
            yield "tracking"


if __name__ == "__main__":
    main()
