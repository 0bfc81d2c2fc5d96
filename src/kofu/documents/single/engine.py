"""The single engine: one document as tagged PDF (PDF/A-2a and PDF/UA-1) for the counter."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping

from kofu.documents.fonts.chain import Chain
from kofu.documents.forms.form import BACK, Form
from kofu.documents.setting import bars, stripes
from kofu.documents.setting.bars import Rect
from kofu.documents.setting.field import Field, Kind
from kofu.documents.setting.layout import Line, Run

_MARKS = frozenset({"Ps", "Pe", "Po", "Pi", "Pf", "Pd", "Zs"})


def draw(form: Form, values: Mapping[str, str], back: Mapping[str, object] | None = None) -> bytes:
    """The document of one person as PDF. Raises StoppedError; the same input, the same bytes.

    `back` is a page in a second language that follows; the form's fonts must have its role.
    """
    lines: dict[str, list[dict[str, object]]] = {
        field.id: [_line(field, line, form.chains[field.chain]) for line in found]
        for field, found in form.lay_out(values)
    }
    lines |= {
        field.id: [_bar(field, bar) for bar in _rects(field, values[field.key])]
        for field in form.bars
    }
    inputs = {**form.inputs, "lines": json.dumps(lines, ensure_ascii=False)}
    if back is not None:
        inputs[BACK] = json.dumps(back, ensure_ascii=False)
    return form.compile(inputs, ("a-2a", "ua-1"))


def _rects(field: Field, drawn: str) -> tuple[Rect, ...]:
    made = stripes.rects if field.kind is Kind.STRIPES else bars.rects
    return made(field, drawn)


def _bar(field: Field, bar: Rect) -> dict[str, object]:
    return {**bar._asdict(), "x": bar.x - field.x, "y": bar.y - field.y}


def _line(field: Field, line: Line, chain: Chain) -> dict[str, object]:
    """What `lib.typ` draws; places are relative to the box."""
    return {
        "x": line.x - field.x,
        "y": line.y - field.y,
        "size": line.size,
        "squeeze": line.squeeze,
        "runs": [
            {"font": chain.fonts[run.font].family, "x": run.x + x, "text": text}
            for run in line.runs
            for x, text in _apart(run, line.size * line.squeeze / 1000)
        ],
    }


def _apart(run: Run, per_unit: float) -> Iterator[tuple[float, str]]:
    """A run in pieces without neighbouring punctuation, which Typst would close up (）。)."""
    x = start = 0.0
    text = before = ""
    for drawn in run.glyphs:
        if text and _is_mark(before) and _is_mark(drawn.unit):
            yield start, text
            start, text = x, ""
        text += drawn.unit
        before = drawn.unit
        x += drawn.glyph.advance * per_unit
    yield start, text


def _is_mark(unit: str) -> bool:
    return not unit.isascii() and unicodedata.category(unit[0]) in _MARKS
