"""ReportLab given values, as the product is: each text is measured, aligned and squeezed.

The few texts that need several lines are set by the product.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportlab.pdfbase.pdfmetrics import stringWidth

from benchmarks.deck import Deck, Front, Line, Values
from benchmarks.printers import reportlab
from kofu.documents.setting.field import Align, Field

READS = "values"
_BEFORE = {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}
"""How much of the room that is left stands before the text."""


def printer(deck: Deck) -> Callable[[list[Values]], bytes]:
    """Where the baseline of each field stands is known beforehand."""
    form = deck.form()
    baselines = [form.set(field, "0")[0].y for field in form.fields]
    boxes = list(zip(form.fields, baselines, strict=True))
    print_lines = reportlab.printer(deck)

    def print_block(block: list[Values]) -> bytes:
        return print_lines([list(_lines(form, boxes, values)) for values in block])

    return print_block


def _lines(form: Front, boxes: list[tuple[Field, float]], values: Values) -> Iterator[Line]:
    for place, (field, y) in enumerate(boxes):
        text = values[field.key]
        if not text:
            continue
        natural = stringWidth(text, field.chain, field.size)
        squeeze = min(1.0, field.width / natural)
        if squeeze < (field.squeeze if field.lines == 1 or field.small < field.size else 1):
            for line in form.set(field, text):
                (run,) = line.runs
                yield Line(place, field.chain, line.size, line.squeeze, line.x, line.y, run.text)
            continue
        x = field.x + (field.width - natural * squeeze) * _BEFORE[field.align]
        yield Line(place, field.chain, field.size, round(squeeze, 4), x, y, text)
