"""fpdf2: it has no forms; the blank is drawn on the first page of a file, and its operators are
put on every other page as they are."""

from __future__ import annotations

import logging
from collections.abc import Callable

from fpdf import FPDF
from fpdf.enums import TextMode

from benchmarks.blank import Blank, Path, Run
from benchmarks.deck import Deck, Line

READS = "lines"
logging.getLogger("fontTools").setLevel(logging.ERROR)


def printer(deck: Deck) -> Callable[[list[list[Line]]], bytes]:
    """Fonts are read anew for every file: they belong to it."""
    blank = deck.blank()

    def print_block(block: list[list[Line]]) -> bytes:
        pdf = FPDF(unit="pt", format=(blank.width, blank.height))
        pdf.set_auto_page_break(False)
        for role, path in deck.fonts.items():
            pdf.add_font(role, fname=path)
        operators = b""
        for lines in block:
            pdf.add_page()
            if operators:
                pdf._out(operators)
            else:
                with pdf.local_context():
                    _draw_all(pdf, blank)
                operators = bytes(pdf.pages[1].contents)
            for line in lines:
                pdf.set_font(line.role, size=line.size)
                pdf.set_stretching(line.squeeze * 100)
                pdf.text(line.x, line.y, line.text)
        return bytes(pdf.output())

    return print_block


def _draw_all(pdf: FPDF, blank: Blank) -> None:
    for mark in blank.marks:
        if isinstance(mark, Run):
            _show(pdf, mark, blank.height)
        else:
            pdf._out(_traced(mark))


def _show(pdf: FPDF, run: Run, height: float) -> None:
    """At its place, then turned about it."""
    a, b, c, d, x, y = run.matrix
    mode = TextMode.FILL_STROKE if run.ink.stroke else TextMode.FILL
    with pdf.local_context():
        pdf._out(f"{a:.5f} {b:.5f} {c:.5f} {d:.5f} {x:.3f} {y:.3f} cm 1 0 0 1 0 {-height:.3f} cm")
        pdf.set_font("text", size=run.size)
        assert run.ink.fill is not None
        pdf.set_text_color(*(round(part * 255) for part in run.ink.fill))
        if run.ink.stroke:
            pdf.set_draw_color(*(round(part * 255) for part in run.ink.stroke))
            pdf.set_line_width(run.ink.width)
        pdf.text_mode = mode
        pdf.text(0, 0, run.text)


def _traced(path: Path) -> str:
    """fpdf2 draws curves through an object model; its operators are simpler written down."""
    ink = path.ink
    told = [f"{r:.3f} {g:.3f} {b:.3f} rg" for r, g, b in filter(None, [ink.fill])]
    told += [
        f"{r:.3f} {g:.3f} {b:.3f} RG {ink.width:.3f} w" for r, g, b in filter(None, [ink.stroke])
    ]
    for step, points in path.steps:
        told.append(" ".join([*(f"{one:.3f}" for one in points), step]))
    told.append("B" if ink.fill and ink.stroke else "f" if ink.fill else "S")
    return "\n".join(["q", *told, "Q"])
