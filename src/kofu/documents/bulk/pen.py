"""Text of a field as content-stream operators; what repeats is written once and remembered.

A field's lines come from `setting.layout`; the short way here, for plain text that fits on one
line, gives the same bytes without building them (a test compares the two).
"""

from __future__ import annotations

from collections.abc import Mapping

from kofu.documents.fonts.chain import Chain, UnprintableError
from kofu.documents.fonts.font import Font
from kofu.documents.fonts.units import is_selector, units
from kofu.documents.forms.form import Form
from kofu.documents.setting.field import Align, Field
from kofu.documents.setting.layout import Line

_REMEMBERED = 4000
_ROUNDED = 0.9995


class _OtherwiseError(Exception):
    """This text needs the long way."""


class Letters(dict[int, str]):
    """A chain as a table for `str.translate`: character -> code in hexadecimal.

    Only what the chain's first font has in its first layer; anything else raises
    _OtherwiseError (a LookupError would mean to `translate`: leave the character as it is).
    """

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.widths: dict[str, int] = {}

    def __missing__(self, point: int) -> str:
        character = chr(point)
        if is_selector(character):
            raise _OtherwiseError
        try:
            drawn = self.chain.drawn(character)
        except UnprintableError:
            raise _OtherwiseError from None
        if drawn.font or drawn.glyph.layer:
            raise _OtherwiseError
        self.widths[character] = drawn.glyph.advance
        self[point] = code = f"{drawn.glyph.code:04x}"
        return code


class Pen:
    """Writes one field of a form."""

    def __init__(self, form: Form, field: Field, fonts: Mapping[Font, int], letters: Letters):
        self.form, self.field, self.fonts, self.letters = form, field, fonts, letters
        self.chain = letters.chain
        self.height = form.pages[field.page - 1].height
        self._known: dict[str, tuple[str, tuple[str, ...]]] = {}
        first = fonts[self.chain.fonts[0]]
        self._head = f"/F{first} {field.size:g} Tf 1 0 0 1 "
        self._room = field.width / _ROUNDED
        self._foot = ""
        self._fixed = ""
        line = self._sample()
        if line:
            self._foot = f" {self.height - line.y:.3f} Tm <"
            self._fixed = f"{line.x:.3f}"

    def _sample(self) -> Line | None:
        """Where a line of natural width stands; any one glyph tells it."""
        digit = self.form.set(self.field, "0")
        return digit[0] if digit else None

    def write(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The operators for a text, and its units. Raises StoppedError."""
        if not text:
            return "", ()
        known = self._known.get(text)
        if known is None:
            drawn = units(text.replace("\n", ""))
            known = self._quickly(text) or self._carefully(text), drawn
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[text] = known
        return known

    def forget(self) -> None:
        self._known.clear()

    def _quickly(self, text: str) -> str | None:
        """Plain text that fits as it is; None where it needs the long way."""
        try:
            codes = text.translate(self.letters)
        except _OtherwiseError:
            return None
        width = sum(map(self.letters.widths.__getitem__, text))
        if width * self.field.size / 1000 > self._room:
            return None
        x = self._fixed
        if self.field.align is not Align.LEFT:
            rest = self.field.width - width * self.field.size / 1000
            free = rest if self.field.align is Align.RIGHT else rest / 2
            x = f"{round(self.field.x + free, 3):.3f}"
        return f"{self._head}{x}{self._foot}{codes}> Tj\n"

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
