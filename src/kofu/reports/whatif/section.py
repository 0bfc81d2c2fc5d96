"""A part of the report: lines and a table, for a terminal and for a file alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """`level` 1 is the whole report, 2 a scenario, 3 a part of one."""

    level: int
    title: str
    lines: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def in_markdown(sections: Iterable[Section]) -> str:
    """The sections as one file, ending with a newline."""
    parts = []
    for one in sections:
        parts.append(f"{'#' * one.level} {one.title}")
        if one.lines:
            parts.append("\n".join(f"- {line}" for line in one.lines))
        if one.rows:
            ruler = "|" + "---|" * len(one.head)
            parts.append("\n".join([_row(one.head), ruler, *(_row(row) for row in one.rows)]))
    return "\n\n".join(parts) + "\n"


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
