"""Text into its box: squeezed, then on more lines, then refused.

Both engines draw exactly these lines, so that what a form looks like is decided once. Lengths
in points; a line's `x`, `y` is where its first glyph stands, from the page's upper left corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, product

from kofu.documents.fonts.chain import Chain, Drawn
from kofu.documents.setting.breaking import break_lines
from kofu.documents.setting.field import Align, Field

_MIDDLE = 0.38
"""Of the size: how far under the middle of a line its baseline lies, for kanji and digits."""
_FULL = 0.9995
"""Above this a line is not squeezed at all: the box was measured with rounding."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring glyphs of one font and layer. `x` in points from the start of the line."""

    font: int
    layer: int
    x: float
    glyphs: tuple[Drawn, ...]

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(one.unit for one in self.glyphs)

    @property
    def text(self) -> str:
        return "".join(self.units)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a field as it is drawn; `squeeze` 1 is its natural width."""

    x: float
    y: float
    size: float
    squeeze: float
    runs: tuple[Run, ...]


class TooLongError(Exception):
    """A text that does not fit its box even squeezed and on all the lines allowed."""


def lay_out(field: Field, text: str, chain: Chain) -> tuple[Line, ...]:
    """The lines of a field. Raises UnprintableError, TooLongError.

    A text with line breaks is a paragraph: it is broken at its own breaks, too.
    """
    if not text:
        return ()
    if "\n" not in text:
        drawn = chain.draw(text)
        squeeze = _squeeze(drawn, field.size, field.width)
        if squeeze >= (field.squeeze if field.lines == 1 or field.small < field.size else _FULL):
            return (_line(field, drawn, field.size, squeeze, 0, 1),)
    paragraphs = [chain.draw(part) for part in text.split("\n")]
    return _on_several(field, paragraphs)


def _on_several(field: Field, paragraphs: Sequence[tuple[Drawn, ...]]) -> tuple[Line, ...]:
    """The gentlest of: natural width or squeezed, broken at a space or anywhere.

    A number or a Latin word is broken only where it is too long for a line in every way.
    """
    size, natural = field.small, field.width * 1000 / field.small
    for whole, width, at_spaces in product(
        (True, False), (natural, natural / field.squeeze), (True, False)
    ):
        rows = [row for part in paragraphs for row in break_lines(part, width, at_spaces, whole)]
        # A row of one glyph may still be too wide: a box narrower than a letter.
        if len(rows) <= field.lines and all(_width(row) <= width / _FULL for row in rows):
            return tuple(
                _line(field, row, size, _squeeze(row, size, field.width), number, len(rows))
                for number, row in enumerate(rows)
                if row
            )
    raise TooLongError


def _squeeze(drawn: Sequence[Drawn], size: float, width: float) -> float:
    natural = _width(drawn) * size / 1000
    return 1.0 if natural <= width / _FULL else width / natural


def _width(drawn: Sequence[Drawn]) -> int:
    """Thousandths of the size."""
    return sum(one.glyph.advance for one in drawn)


def _line(
    field: Field, drawn: Sequence[Drawn], size: float, squeeze: float, number: int, lines: int
) -> Line:
    width = _width(drawn) * size * squeeze / 1000
    rest = field.width - width
    x = {Align.LEFT: 0.0, Align.CENTER: rest / 2, Align.RIGHT: rest}[field.align]
    pitch = size * field.leading
    block = 0.0 if field.top else (field.height - lines * pitch) / 2
    y = block + (number + 0.5) * pitch + _MIDDLE * size
    return Line(
        x=round(field.x + x, 3),
        y=round(field.y + y, 3),
        size=size,
        squeeze=round(squeeze, 4),
        runs=_runs(drawn, size * round(squeeze, 4) / 1000),
    )


def _runs(drawn: Sequence[Drawn], per_unit: float) -> tuple[Run, ...]:
    runs: list[Run] = []
    x = 0
    for (font, layer), group in groupby(drawn, lambda one: (one.font, one.glyph.layer)):
        glyphs = tuple(group)
        runs.append(Run(font, layer, round(x * per_unit, 3), glyphs))
        x += _width(glyphs)
    return tuple(runs)
