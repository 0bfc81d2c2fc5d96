"""Text of a field as content-stream operators; what repeats is written once and remembered.

A field's lines come from `setting.layout`; the short way here, for plain text that fits on one
line, gives the same bytes without building them (a test compares the two).
"""

from __future__ import annotations

from collections.abc import Mapping

from kofu.documents.fonts.chain import Chain, UnprintableError
from kofu.documents.fonts.font import Font
from kofu.documents.fonts.units import is_selector
from kofu.documents.forms.form import Form
from kofu.documents.setting.field import Align, Field
from kofu.documents.setting.layout import Line

_REMEMBERED = 4000
_ROUNDED = 0.9995


class _OtherwiseError(Exception):
    """This text needs the long way."""


class Letters(dict[str, str]):
    """A chain as a table: character -> code in hexadecimal.

    Only what the chain's first font has in its first layer; anything else raises _OtherwiseError.
    """

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.widths: dict[str, int] = {}
        self.widest = 0

    def __missing__(self, character: str) -> str:
        if is_selector(character):
            raise _OtherwiseError
        try:
            drawn = self.chain.drawn(character)
        except UnprintableError:
            raise _OtherwiseError from None
        if drawn.font or drawn.glyph.layer:
            raise _OtherwiseError
        self.widths[character] = drawn.glyph.advance
        self.widest = max(self.widest, drawn.glyph.advance)
        code = self[character] = f"{drawn.glyph.code:04x}"
        return code


class Pen(dict[str, str]):
    """One field of a form: text -> the operators that draw it. Raises StoppedError on asking.

    A mapping, because what was written before is then found without a call: there are twenty
    fields on every page of millions.
    """

    def __init__(self, form: Form, field: Field, fonts: Mapping[Font, int], letters: Letters):
        self.form, self.field, self.fonts, self.letters = form, field, fonts, letters
        self.chain = letters.chain
        self.height = form.pages[field.page - 1].height
        first = fonts[self.chain.fonts[0]]
        self._head = f"/F{first} {field.size:g} Tf "
        self._room = field.width / _ROUNDED
        self._size = field.size
        one_line = field.lines == 1 or field.small < field.size
        self._least = field.squeeze if one_line else _ROUNDED
        self._code, self._width = letters.__getitem__, letters.widths.__getitem__
        self._foot = self._left = self._natural = ""
        line = self._sample()
        if line:
            self._foot = f" {self.height - line.y:.3f} Tm <"
            if field.align is Align.LEFT:
                self._left = f"{line.x:.3f}{self._foot}"
                self._natural = f"{self._head}1 0 0 1 {self._left}"

    def _sample(self) -> Line | None:
        """Where a line of natural width stands; any one glyph tells it."""
        digit = self.form.set(self.field, "0")
        return digit[0] if digit else None

    def __missing__(self, text: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        written = self[text] = self._quickly(text) or self._carefully(text)
        return written

    def _quickly(self, text: str) -> str | None:
        """Plain text that fits on one line; None where it needs the long way."""
        if not text:
            return None
        try:
            codes = "".join(map(self._code, text))
        except _OtherwiseError:
            return None
        if self._natural and len(text) * self.letters.widest * self._size / 1000 <= self._room:
            return f"{self._natural}{codes}> Tj\n"  # it fits whatever the letters are
        width = sum(map(self._width, text)) * self._size / 1000
        squeeze = 1.0 if width <= self._room else self.field.width / width
        if squeeze < self._least:
            return None
        where = self._left or self._moved(width * squeeze)
        return f"{self._head}{round(squeeze, 4):g} 0 0 1 {where}{codes}> Tj\n"

    def _moved(self, width: float) -> str:
        """Where a line of this width stands that does not begin at the left."""
        rest = self.field.width - width
        free = rest if self.field.align is Align.RIGHT else rest / 2
        return f"{self.field.x + free:.3f}{self._foot}"

    def _carefully(self, text: str) -> str:
        lines = self.form.set(self.field, text)
        return "".join(self._line(line) for line in lines)

    def _line(self, line: Line) -> str:
        return "".join(
            f"/{name(self.fonts[self.chain.fonts[run.font]], run.layer)} {line.size:g} Tf "
            f"{line.squeeze:g} 0 0 1 {line.x + run.x:.3f} {self.height - line.y:.3f} Tm "
            f"<{''.join(f'{one.glyph.code:04x}' for one in run.glyphs)}> Tj\n"
            for run in line.runs
        )


def name(font: int, layer: int) -> str:
    """What a page calls a font's layer: `F0`, `F0L1`."""
    return f"F{font}L{layer}" if layer else f"F{font}"
