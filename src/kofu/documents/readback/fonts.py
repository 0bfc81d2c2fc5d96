"""Proof that the fonts in a file are the fonts they are named for, and their codes what they mean.

For every code that a ToUnicode map lists: the source font has this very code for the unit, the
width is the source's, and the embedded glyph has the contours of the source's glyph for the unit.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Mapping

from fontTools.ttLib import TTLibError

from kofu.documents.fonts.font import Font
from kofu.documents.readback.damage import Code, DamageError
from kofu.documents.readback.embedded import Embedded, Family
from kofu.documents.readback.outlines import Digest, Source, embedded, source

_TAGGED = re.compile(r"[A-Z]{6}\+(.+)")
"""ISO 32000-1, 9.6.4."""


def prove_fonts(fonts: Mapping[str, Embedded], sources: Iterable[Font]) -> None:
    """Raises DamageError, naming the font resource and the code; the page is not known here."""
    known = {font.name: font for font in sources}
    families: dict[int, Callable[[int], Digest | None]] = {}
    codes: dict[int, set[int]] = {}
    for one in fonts.values():
        font = _named(one, known)
        drawn = families.get(one.family.number)
        if drawn is None:
            drawn = families[one.family.number] = _program(one, source(font))
        _prove(one, font, source(font), drawn)
        codes.setdefault(one.family.number, set()).update(one.meanings)
    for one in fonts.values():
        _only(one.family, codes[one.family.number], one.resource)


def _named(one: Embedded, known: Mapping[str, Font]) -> Font:
    tagged = _TAGGED.fullmatch(one.name)
    if tagged is None or tagged[1] not in known:
        raise DamageError(Code.FONT_UNKNOWN, detail=f"{one.resource} {one.name}")
    return known[tagged[1]]


def _program(one: Embedded, origin: Source) -> Callable[[int], Digest | None]:
    try:
        return embedded(one.family, origin)
    except ValueError as error:
        raise DamageError(Code.FONT_UNREADABLE, detail=f"{one.resource} {error}") from None
    except (TTLibError, struct.error, LookupError, TypeError, AttributeError, AssertionError):
        raise DamageError(Code.FONT_UNREADABLE, detail=f"{one.resource} {one.name}") from None


def _prove(
    one: Embedded, font: Font, origin: Source, drawn: Callable[[int], Digest | None]
) -> None:
    for code, unit in one.meanings.items():
        glyph = font.glyph(unit)
        if glyph is None or (glyph.code, glyph.layer) != (code, one.layer):
            raise DamageError(Code.CODE_DIFFERENT, detail=_where(one, code))
        if one.family.width(code) != glyph.advance:
            raise DamageError(Code.WIDTH_DIFFERENT, detail=_where(one, code))
        number = font.glyph_number(unit)
        if number is None or drawn(code) != origin.digest(number):
            raise DamageError(Code.OUTLINE_DIFFERENT, detail=_where(one, code))


def _only(family: Family, codes: set[int], resource: str) -> None:
    """A width for a code that means nothing is damage, too."""
    others = family.widths.keys() - codes
    if others:
        raise DamageError(Code.WIDTH_DIFFERENT, detail=f"{resource} code {min(others):04x}")


def _where(one: Embedded, code: int) -> str:
    return f"{one.resource} {one.name} code {code:04x}"
