"""The fonts of the comparison: the product's own outlines as TrueType, because ReportLab reads
nothing else. Only the characters that are needed, so that no library has to parse the rest."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

_OFF = 1.0
"""Units of the em (of 1,000) by which a quadratic curve may differ from the cubic one."""
_DROPPED = ["VORG", "vhea", "vmtx", "BASE", "GSUB", "GPOS", "GDEF", "DSIG", "STAT", "gasp"]


def convert(source: Path, characters: Iterable[str], target: Path) -> None:
    """Write the font with these characters and TrueType outlines; its names stay."""
    options = Options(name_IDs=["*"], layout_features=[], notdef_outline=True)
    options.drop_tables += _DROPPED
    with TTFont(source) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes={ord(one) for one in characters})
        subsetter.subset(font)
        _replace_outlines(font)
        font.save(target)


def _replace_outlines(font: TTFont) -> None:
    order = font.getGlyphOrder()
    drawn = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, _OFF, reverse_direction=True))
        glyphs[name] = pen.glyph()
    outlines = font["glyf"] = newTable("glyf")
    outlines.glyphOrder, outlines.glyphs = order, glyphs
    font["loca"] = newTable("loca")
    most = font["maxp"]
    most.tableVersion = 0x00010000
    for name in ("maxZones", *_COUNTED):
        setattr(most, name, 1 if name == "maxZones" else 0)
    names = font["post"]
    names.formatType = 3.0
    del font["CFF "]
    font.sfntVersion = "\000\001\000\000"
    for name in order:  # the left edge of each glyph is measured anew
        glyph = glyphs[name]
        glyph.recalcBounds(outlines)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))


_COUNTED = (
    *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"),
    *("maxStackElements", "maxSizeOfInstructions", "maxPoints", "maxContours"),
    *("maxCompositePoints", "maxCompositeContours", "maxComponentElements", "maxComponentDepth"),
)
