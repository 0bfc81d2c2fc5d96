"""One font file: which glyph draws a unit, how wide it is, how a page names it.

A page names a glyph by a code of two bytes. For a CID-keyed OpenType font it is the CID, for the
others the glyph's number: both are properties of the font, the same in every file. Where several
units share a glyph (一 and ⼀), each has a *layer* of its own: the same glyph under another
ToUnicode map, so that the finished page reads back as it was meant.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from kofu.documents.fonts.units import is_selector

_LOOK_ALIKES = ((0x2000, 0x206F), (0x2E80, 0x2FDF), (0xF900, 0xFAFF))
"""Spaces, radicals, compatibility ideographs: drawn like a character that is in daily use."""


def _rare(point: int) -> bool:
    return any(first <= point <= last for first, last in _LOOK_ALIKES)


class Outlines(StrEnum):
    """How a font keeps its outlines, which decides how a PDF embeds it."""

    CID_KEYED = "cid-keyed"
    NAME_KEYED = "name-keyed"
    TRUETYPE = "truetype"


@dataclass(frozen=True, slots=True)
class Glyph:
    """How a page names a unit: layer, code, and the advance in thousandths of the size."""

    layer: int
    code: int
    advance: int


@dataclass(frozen=True)
class Font:
    """A font file. `name` is its PostScript name, `family` what Typst calls it."""

    path: Path
    name: str
    family: str

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()

    @cached_property
    def face(self) -> hb.Face:
        return hb.Face(hb.Blob.from_file_path(str(self.path)))

    @cached_property
    def tables(self) -> TTFont:
        return TTFont(self.path, lazy=True)

    @cached_property
    def outlines(self) -> Outlines:
        if "CFF " not in self.tables:
            return Outlines.TRUETYPE
        keyed = hasattr(self.tables["CFF "].cff[0], "ROS")
        return Outlines.CID_KEYED if keyed else Outlines.NAME_KEYED

    @cached_property
    def _hb(self) -> hb.Font:
        return hb.Font(self.face)

    def glyph_number(self, unit: str) -> int | None:
        """The glyph that the font has for exactly this unit; never a stand-in."""
        if len(unit) == 2 and is_selector(unit[1]):
            return self._hb.get_variation_glyph(ord(unit[0]), ord(unit[1])) or None
        return self._hb.get_nominal_glyph(ord(unit[0])) or None

    def glyph(self, unit: str) -> Glyph | None:
        """How a page names this unit, or None if the font does not have it."""
        number = self.glyph_number(unit)
        if number is None:
            return None
        sharing = self._sharing[number]
        return Glyph(sharing.index(unit), self.code_of(number), self._advance(number))

    def advance_of(self, code: int) -> int:
        """Thousandths of the size. Raises KeyError for a code the font does not have."""
        return self._advance(self.number_of(code))

    def _advance(self, number: int) -> int:
        return round(int(self._hb.get_glyph_h_advance(number)) * 1000 / int(self.face.upem))

    def code_of(self, number: int) -> int:
        return self._cids[number] if self.outlines is Outlines.CID_KEYED else number

    def unit_of(self, layer: int, code: int) -> str | None:
        """The unit that a code of a layer stands for; the inverse of `glyph`."""
        number = self._numbers.get(code)
        sharing = self._sharing.get(number, ()) if number is not None else ()
        return sharing[layer] if layer < len(sharing) else None

    def number_of(self, code: int) -> int:
        """The glyph's number for a code. Raises KeyError for a code the font does not have."""
        return self._numbers[code]

    @cached_property
    def _cids(self) -> tuple[int, ...]:
        charset = self.tables["CFF "].cff[0].charset
        return tuple(0 if name == ".notdef" else int(name[3:]) for name in charset)

    @cached_property
    def _numbers(self) -> dict[int, int]:
        if self.outlines is Outlines.CID_KEYED:
            return {cid: number for number, cid in enumerate(self._cids)}
        return {number: number for number in range(self.face.glyph_count)}

    @cached_property
    def _sharing(self) -> dict[int, tuple[str, ...]]:
        """Glyph number -> the units it draws: everyday characters first, then by code point."""
        found: dict[int, list[str]] = {}
        numbers = self.tables.getReverseGlyphMap()
        best = self.tables.getBestCmap()
        for point, glyph in sorted(best.items(), key=lambda pair: (_rare(pair[0]), pair)):
            found.setdefault(numbers[glyph], []).append(chr(point))
        for table in self.tables["cmap"].tables:
            if table.format != 14:
                continue
            for selector, pairs in sorted(table.uvsDict.items()):
                for point, glyph in sorted(pairs, key=lambda pair: pair[0]):
                    drawn = glyph or best.get(point)
                    if drawn:
                        found.setdefault(numbers[drawn], []).append(chr(point) + chr(selector))
        return {number: tuple(units) for number, units in found.items()}
