"""The report of a council as one PDF: A4, tagged (PDF/UA-1), with words instead of each picture."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import pylopdf_fonts_jp
import typst

from kofu.reports.pictures.drawing import Picture, as_svg
from kofu.reports.rates import KINDS
from kofu.reports.tables import Cell, Kind, Mark, Table

_SIZE = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')
_WIDE, _HALF, _PAGE = 170.0, 116.0, 225.0
_TALL = 1.3


@dataclass(frozen=True, slots=True)
class Booklet:
    """What the PDF tells: `points` are sentences of the first page, `below` day and sources."""

    title: str
    day: str
    points: tuple[str, ...]
    pictures: tuple[Picture, ...]
    tables: tuple[Table, ...]
    below: tuple[str, ...]


def as_pdf(booklet: Booklet) -> bytes:
    """The same booklet, the same bytes."""
    template = files("kofu.reports.out").joinpath("report.typ").read_bytes()
    drawn = {f"{one.id}.svg": as_svg(one) for one in booklet.pictures}
    data = json.dumps(_told(booklet), ensure_ascii=False).encode()
    sources = {"main.typ": template, "data.json": data, **drawn}
    made = typst.Compiler(
        input=sources,  # type: ignore[type-var]
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(pylopdf_fonts_jp.sans_path().parent)],
        ),
        ignore_system_fonts=True,
    ).compile(
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    assert isinstance(made, bytes)
    return made


def _told(booklet: Booklet) -> dict[str, object]:
    return {
        "title": booklet.title,
        "day": booklet.day,
        "points": booklet.points,
        "pictures": [
            {
                "file": f"{one.id}.svg",
                "title": one.title,
                "alt": one.alt,
                "height": _height(as_svg(one)),
            }
            for one in booklet.pictures
        ],
        "tables": [_table(one) for one in booklet.tables],
        "definitions": [
            {"name": one.name, "upper": one.upper, "lower": one.lower, "source": one.source}
            for one in KINDS.values()
        ],
        "below": booklet.below,
    }


def _height(svg: bytes) -> float:
    """Millimetres on the page: two pictures a page, but many bars a page of their own."""
    found = _SIZE.search(svg.decode())
    assert found
    ratio = float(found[2]) / float(found[1])
    return min(_WIDE * ratio, _HALF) if ratio < _TALL else min(_WIDE * ratio, _PAGE)


def _table(table: Table) -> dict[str, object]:
    rows: Sequence[tuple[Cell, ...]] = table.rows
    return {
        "title": table.title,
        "heads": [{"label": head.label, "text": head.kind is Kind.TEXT} for head in table.heads],
        "rows": [_row(table, row) for row in rows],
        "total": _row(table, table.total) if table.total else None,
        "notes": table.notes,
    }


def _row(table: Table, cells: Sequence[Cell]) -> list[str]:
    return [_word(cell, head.kind) for cell, head in zip(cells, table.heads, strict=True)]


def _word(cell: Cell, kind: Kind) -> str:
    match cell:
        case Mark():
            return cell.value
        case int():
            return f"{cell:,}"
        case str():
            return cell
    return f"{cell}%" if kind is Kind.PERCENT else str(cell)
