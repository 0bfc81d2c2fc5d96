"""A report as it stands in its folder, for a page."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kofu.reports.report import SIGN

_TEXT = "string"


@dataclass(frozen=True, slots=True)
class Shown:
    """A table: its heads with whether they hold numbers, its lines, what stands below."""

    title: str
    heads: tuple[tuple[str, bool], ...]
    lines: tuple[tuple[tuple[str, bool], ...], ...]
    notes: tuple[str, ...]


def told(folder: Path) -> Mapping[str, Any]:
    """Title, points, tables and pictures, as the report's record says."""
    read: Mapping[str, Any] = json.loads((folder / SIGN).read_text(encoding="utf-8"))
    return read


def table(folder: Path, name: str) -> Shown:
    """One table, its numbers with commas."""
    path = folder / "tables" / f"{name}.csv"
    about = json.loads(path.with_name(f"{path.name}-metadata.json").read_text(encoding="utf-8"))
    numbers = [one["datatype"] != _TEXT for one in about["tableSchema"]["columns"]]
    with path.open(encoding="utf-8-sig", newline="") as file:
        heads, *lines = csv.reader(file)
    return Shown(
        about["dc:title"],
        tuple(zip(heads, numbers, strict=True)),
        tuple(
            tuple((_with_commas(cell) if number else cell, number) for cell, number in cells)
            for cells in (zip(line, numbers, strict=True) for line in lines)
        ),
        tuple(about["dc:description"]),
    )


def _with_commas(cell: str) -> str:
    digits = cell.removeprefix("-")
    return f"{int(cell):,}" if digits.isascii() and digits.isdigit() else cell
