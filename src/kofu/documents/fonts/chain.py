"""A font chain: for each unit the first font that has it; for an absent one, why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kofu.base.errors import KofuError
from kofu.documents.fonts.find import find
from kofu.documents.fonts.font import Font, Glyph
from kofu.documents.fonts.units import code_points, refusal, units


class UnprintableError(Exception):
    """A unit that cannot be printed; `code` says why."""

    def __init__(self, code: str, unit: str) -> None:
        self.code, self.unit = code, unit
        super().__init__(f"{code} {code_points(unit)}")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A unit, the place of its font in the chain, and its glyph."""

    unit: str
    font: int
    glyph: Glyph


@dataclass(frozen=True)
class Chain:
    """Fonts in the order in which they are asked."""

    fonts: tuple[Font, ...]
    _seen: dict[str, Drawn] = field(default_factory=dict, compare=False, repr=False)

    def draw(self, text: str) -> tuple[Drawn, ...]:
        """The glyphs of a text, in order. Raises UnprintableError, naming the unit."""
        return tuple(self.drawn(unit) for unit in units(text))

    def drawn(self, unit: str) -> Drawn:
        """The glyph of one unit. Raises UnprintableError."""
        found = self._seen.get(unit)
        if found is None:
            found = self._seen[unit] = self._ask(unit)
        return found

    def _ask(self, unit: str) -> Drawn:
        code = refusal(unit)
        if code:
            raise UnprintableError(code, unit)
        for place, font in enumerate(self.fonts):
            glyph = font.glyph(unit)
            if glyph is not None:
                return Drawn(unit, place, glyph)
        raise UnprintableError("glyph-missing" if len(unit) == 1 else "sequence-missing", unit)


def chain_of(families: Iterable[str]) -> Chain:
    """The fonts of these families that are here. Raises KofuError `fonts-none` without any."""
    wanted = tuple(families)
    fonts = tuple(font for font in map(find, wanted) if font is not None)
    if not fonts:
        raise KofuError("fonts-none", families="、".join(wanted))
    return Chain(fonts)
