"""ReportLab: the blank once in each file, as a form that every page calls."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont as ReportLabFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.blank import Blank, Path, Run
from benchmarks.deck import Deck, Line

READS = "lines"
rl_config.useA85 = 0  # streams as bytes: faster and smaller than its default


def printer(deck: Deck) -> Callable[[list[list[Line]]], bytes]:
    """Fonts are parsed once for all files."""
    for role, path in deck.fonts.items():
        registerFont(ReportLabFont(role, str(path)))
    blank = deck.blank()

    def print_block(block: list[list[Line]]) -> bytes:
        out = BytesIO()
        canvas = Canvas(out, (blank.width, blank.height), pageCompression=1, invariant=1)
        canvas.beginForm("blank", 0, 0, blank.width, blank.height)
        for mark in blank.marks:
            _draw(canvas, mark)
        canvas.endForm()
        for lines in block:
            canvas.doForm("blank")
            _write(canvas, lines, blank)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    return print_block


def _write(canvas: Canvas, lines: list[Line], blank: Blank) -> None:
    text = canvas.beginText()
    for line in lines:
        text.setFont(line.role, line.size)
        text.setHorizScale(line.squeeze * 100)
        text.setTextOrigin(line.x, blank.height - line.y)
        text.textOut(line.text)
    canvas.drawText(text)


def _draw(canvas: Canvas, mark: Path | Run) -> None:
    ink = mark.ink
    if ink.fill:
        canvas.setFillColorRGB(*ink.fill)
    if ink.stroke:
        canvas.setStrokeColorRGB(*ink.stroke)
        canvas.setLineWidth(ink.width)
    if isinstance(mark, Run):
        canvas.saveState()
        text = canvas.beginText()
        text.setFont("text", mark.size)
        text.setTextTransform(*mark.matrix)
        text.setTextRenderMode(2 if ink.stroke else 0)
        text.textOut(mark.text)
        canvas.drawText(text)
        canvas.restoreState()
        return
    path = canvas.beginPath()
    steps = {"m": path.moveTo, "l": path.lineTo, "c": path.curveTo, "h": path.close}
    for step, points in mark.steps:
        steps[step](*points)
    canvas.drawPath(path, stroke=bool(ink.stroke), fill=bool(ink.fill))
