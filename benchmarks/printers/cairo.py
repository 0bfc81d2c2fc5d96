"""cairo through pycairo, or through cairocffi where that is what is installed.

The blank is a recording, painted on every page; text is shown with cairo's own font selection.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path as File

try:
    import cairo
except ImportError:
    import cairocffi as cairo

from benchmarks.blank import Blank, Path, Run
from benchmarks.deck import ROLES, Deck, Line

READS = "lines"
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


def printer(deck: Deck) -> Callable[[list[list[Line]]], bytes]:
    """fontconfig is shown the folder of the deck and nothing else."""
    cache = tempfile.TemporaryDirectory()
    config = File(cache.name) / "fonts.conf"
    config.write_text(_FONTS.format(fonts=deck.folder.resolve(), cache=cache.name))
    os.environ["FONTCONFIG_FILE"] = str(config)
    faces = {role: cairo.ToyFontFace(family) for role, family in ROLES.items()}
    unhinted = cairo.FontOptions()
    unhinted.set_hint_style(cairo.HINT_STYLE_NONE)
    unhinted.set_hint_metrics(cairo.HINT_METRICS_OFF)
    blank = deck.blank()
    recorded = cairo.RecordingSurface(cairo.CONTENT_COLOR_ALPHA, (0, 0, blank.width, blank.height))
    drawing = cairo.Context(recorded)
    drawing.set_font_options(unhinted)
    draw_blank(drawing, blank, faces["text"])

    def print_block(block: list[list[Line]], kept: object = cache) -> bytes:
        out = BytesIO()
        surface = cairo.PDFSurface(out, blank.width, blank.height)
        context = cairo.Context(surface)
        context.set_font_options(unhinted)
        for lines in block:
            context.set_source_surface(recorded, 0, 0)
            context.paint()
            context.set_source_rgb(0, 0, 0)
            for line in lines:
                context.set_font_face(faces[line.role])
                context.set_font_matrix(
                    cairo.Matrix(line.size * line.squeeze, 0, 0, line.size, 0, 0)
                )
                context.move_to(line.x, line.y)
                context.show_text(line.text)
            context.show_page()
        surface.finish()
        return out.getvalue()

    return print_block


def draw_blank(context: cairo.Context, blank: Blank, face: object) -> None:
    """The blank's marks; cairo counts from the upper left corner."""
    context.transform(cairo.Matrix(1, 0, 0, -1, 0, blank.height))
    for mark in blank.marks:
        context.new_path()
        if isinstance(mark, Run):
            _show(context, mark, face)
            continue
        _trace(context, mark)
        if mark.ink.fill:
            context.set_source_rgb(*mark.ink.fill)
            context.fill_preserve()
        if mark.ink.stroke:
            context.set_source_rgb(*mark.ink.stroke)
            context.set_line_width(mark.ink.width)
            context.stroke()


def _show(context: cairo.Context, run: Run, face: object) -> None:
    context.save()
    context.transform(cairo.Matrix(*run.matrix))
    context.set_font_face(face)
    context.set_font_matrix(cairo.Matrix(run.size, 0, 0, -run.size, 0, 0))
    context.move_to(0, 0)
    assert run.ink.fill is not None
    context.set_source_rgb(*run.ink.fill)
    context.show_text(run.text)
    if run.ink.stroke:
        context.move_to(0, 0)
        context.text_path(run.text)
        context.set_source_rgb(*run.ink.stroke)
        context.set_line_width(run.ink.width)
        context.stroke()
    context.restore()


def _trace(context: cairo.Context, path: Path) -> None:
    steps = {
        "m": context.move_to,
        "l": context.line_to,
        "c": context.curve_to,
        "h": context.close_path,
    }
    for step, points in path.steps:
        steps[step](*points)
