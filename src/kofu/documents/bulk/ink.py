"""Fonts as a file carries them: a subset of the outlines, widths, and what each code means.

CID-keyed OpenType is embedded as its CFF table alone, with the CIDs it always had; TrueType with
a map from codes to the glyphs that remain (ISO 32000-1, 9.7.4 and 9.9).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from kofu.documents.bulk.objects import Objects
from kofu.documents.fonts.font import Font, Outlines

Used = Mapping[int, Mapping[int, str]]
"""Layer -> code -> the unit it stands for."""

_DROPPED = "GSUB GPOS GDEF cmap name post OS/2 vhea vmtx VORG BASE DSIG gasp meta STAT kern"
_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
)
_CMAP_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


def embed(out: Objects, font: Font, used: Used, names: Mapping[int, int]) -> None:
    """Write a font's objects; `names` are the numbers kept for the layers."""
    codes = sorted({code for layer in used.values() for code in layer})
    data, tag = subset(font, codes)
    name = f"{tag}+{font.name}"
    program, descriptor, family = out.number(), out.number(), out.number()
    if font.outlines is Outlines.TRUETYPE:
        out.stream(program, data, f"/Length1 {len(data)} ", fast=True)
        key, kind = "FontFile2", "CIDFontType2"
        mapping = out.number()
        out.stream(mapping, _code_to_glyph(font, codes))
        extra = f"/CIDToGIDMap {mapping} 0 R "
    else:
        out.stream(program, data, "/Subtype /CIDFontType0C ", fast=True)
        key, kind, extra = "FontFile3", "CIDFontType0", ""
    out.write(
        descriptor,
        f"<< /Type /FontDescriptor /FontName /{name} {_measures(font)} "
        f"/{key} {program} 0 R >>".encode(),
    )
    out.write(
        family,
        f"<< /Type /Font /Subtype /{kind} /BaseFont /{name} /CIDSystemInfo "
        f"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {descriptor} 0 R /DW 1000 /W [{_widths(font, codes)}] {extra}>>".encode(),
    )
    for layer, number in names.items():
        meaning = out.number()
        out.stream(meaning, to_unicode(used[layer]))
        out.write(
            number,
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
            f"/DescendantFonts [{family} 0 R] /ToUnicode {meaning} 0 R >>".encode(),
        )


def subset(font: Font, codes: Iterable[int]) -> tuple[bytes, str]:
    """The font's outlines for these codes as embedded, and the six letters that name them."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update([0, *(font.number_of(code) for code in codes)])
    wanted.flags = (
        hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.RETAIN_GIDS
        if font.outlines is not Outlines.CID_KEYED
        else hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.NOTDEF_OUTLINE
    )
    wanted.drop_table_tag_set.update(
        [int.from_bytes(name.ljust(4).encode(), "big") for name in _DROPPED.split()]
    )
    data = hb.SubsetPlan(_prepared(font), wanted).execute().blob.data
    if font.outlines is not Outlines.TRUETYPE:
        data = TTFont(BytesIO(data), lazy=True).reader["CFF "]
    digest = hashlib.sha256(data).digest()
    return data, "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


@cache
def _prepared(font: Font) -> hb.Face:
    return hb.subset_preprocess(font.face)


def _code_to_glyph(font: Font, codes: Iterable[int]) -> bytes:
    """Glyph numbers by code. Glyphs keep their numbers, so the map says each code is itself."""
    listed = set(codes)
    last = max(listed, default=0)
    return struct.pack(f">{last + 1}H", *(one if one in listed else 0 for one in range(last + 1)))


def _measures(font: Font) -> str:
    head, across, classes = (font.tables[name] for name in ("head", "hhea", "OS/2"))
    k = 1000 / font.face.upem
    box = " ".join(f"{edge * k:.0f}" for edge in (head.xMin, head.yMin, head.xMax, head.yMax))
    capital = getattr(classes, "sCapHeight", 0) or across.ascent
    return (
        f"/Flags 4 /FontBBox [{box}] /ItalicAngle 0 /Ascent {across.ascent * k:.0f} "
        f"/Descent {across.descent * k:.0f} /CapHeight {capital * k:.0f} /StemV 80"
    )


def _widths(font: Font, codes: Iterable[int]) -> str:
    return " ".join(
        f"{code} [{width}]" for code in codes if (width := font.advance_of(code)) != 1000
    )


def to_unicode(meanings: Mapping[int, str]) -> bytes:
    """The CMap that says what each code means."""
    rows = [
        f"<{code:04x}> <{unit.encode('utf-16-be').hex()}>"
        for code, unit in sorted(meanings.items())
    ]
    blocks = [
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n"
        for start in range(0, len(rows), 100)
        if (part := rows[start : start + 100])
    ]
    return (_CMAP_HEAD + "".join(blocks) + _CMAP_TAIL).encode()
