"""Tables as CSV, each with what stands below it in a metadata file beside it.

`NAME.csv-metadata.json` is CSV on the Web (W3C, Metadata Vocabulary for Tabular Data).
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

from kofu.reports.tables import Cell, Head, Kind, Mark, Table

_TYPES = {Kind.TEXT: "string", Kind.PERCENT: "decimal", Kind.YEN: "integer"}
_NOTHING = [mark.value for mark in Mark]


def write_csv(table: Table, folder: Path, below: tuple[str, ...], bom: bool = False) -> None:
    """The table and its metadata; with `bom` old Excel sees that it is UTF-8."""
    name = f"{table.id}.csv"
    encoding = "utf-8-sig" if bom else "utf-8"
    with (folder / name).open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([_head(head) for head in table.heads])
        rows = (*table.rows, *((table.total,) if table.total else ()))
        writer.writerows([_plain(cell) for cell in row] for row in rows)
    told = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": name,
        "dc:title": table.title,
        "dc:description": [*table.notes, *below],
        "null": _NOTHING,
        "tableSchema": {
            "columns": [
                {"titles": _head(head), "datatype": _TYPES.get(head.kind, "integer")}
                for head in table.heads
            ]
        },
    }
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    (folder / f"{name}-metadata.json").write_text(text, encoding="utf-8")


def _head(head: Head) -> str:
    return f"{head.label}（%）" if head.kind is Kind.PERCENT else head.label


def _plain(cell: Cell) -> str:
    return cell.value if isinstance(cell, Mark) else str(cell)
