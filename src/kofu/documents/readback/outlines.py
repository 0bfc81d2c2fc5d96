"""Outlines of glyphs as digests: of a source font by glyph, of an embedded program by code.

HarfBuzz draws both; two glyphs with one digest have the same contours, point for point.
"""

from __future__ import annotations

import hashlib
import struct
from array import array
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO

import uharfbuzz as hb
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont

from kofu.documents.fonts.font import Font
from kofu.documents.readback.embedded import Family

_TABLES = frozenset(("glyf", "head", "hhea", "hmtx", "loca", "maxp"))
"""What an embedded TrueType program consists of; programs for hinting would move points."""
_DRAWING = ("CharstringType", "FontMatrix", "PaintType", "StrokeWidth")
"""Entries of a CFF dictionary that change what a charstring draws (Technical Note 5176)."""

Digest = bytes


def _pen() -> hb.DrawFuncs:
    """Appends each step of a contour to the list that it is given."""
    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, seen: seen.extend((0, x, y)))
    pen.set_line_to_func(lambda x, y, seen: seen.extend((1, x, y)))
    pen.set_quadratic_to_func(lambda a, b, x, y, seen: seen.extend((2, a, b, x, y)))
    pen.set_cubic_to_func(lambda a, b, c, d, x, y, seen: seen.extend((3, a, b, c, d, x, y)))
    pen.set_close_path_func(lambda seen: seen.append(4))
    return pen


_PEN = _pen()


def _drawn(font: hb.Font, glyph: int) -> Digest:
    steps: list[float] = []
    font.draw_glyph(glyph, _PEN, steps)
    return hashlib.blake2b(array("d", steps).tobytes(), digest_size=16).digest()


class Source:
    """A source font's outlines; each is drawn once per process. Reads the font file itself."""

    def __init__(self, font: Font) -> None:
        face = hb.Face(hb.Blob.from_file_path(str(font.path)))
        self.per_em = int(face.upem)
        self.head = bytes(face.reference_table("head").data)
        self.truetype = "glyf" in face.table_tags
        self.matrices = _matrices(b"" if self.truetype else face.reference_table("CFF ").data)
        self._font = hb.Font(face)
        self._known: dict[int, Digest] = {}

    def digest(self, glyph: int) -> Digest:
        """Of a glyph by its number in the font file."""
        found = self._known.get(glyph)
        if found is None:
            found = self._known[glyph] = _drawn(self._font, glyph)
        return found


@cache
def source(font: Font) -> Source:
    return Source(font)


def embedded(family: Family, origin: Source) -> Callable[[int], Digest | None]:
    """The outline that a code draws in the embedded program; None if the program has no glyph.

    Raises ValueError where the program is of another kind, grid or matrix than its source.
    """
    if family.truetype != origin.truetype:
        raise ValueError("another kind of outlines")
    numbers, face = _truetype(family) if family.truetype else _cff(family, origin)
    if int(face.upem) != origin.per_em:
        raise ValueError("another grid")
    font = hb.Font(face)

    def digest(code: int) -> Digest | None:
        number = numbers.get(code)
        return _drawn(font, number) if number else None

    return digest


def _truetype(family: Family) -> tuple[Mapping[int, int], hb.Face]:
    with TTFont(BytesIO(family.program), lazy=True) as tables:
        if not set(tables.reader.keys()) <= _TABLES:
            raise ValueError("more than outlines")
    face = hb.Face(hb.Blob(family.program))
    count = int(face.glyph_count)
    listed = enumerate(family.glyphs or ())
    return {code: number for code, number in listed if number < count}, face


def _cff(family: Family, origin: Source) -> tuple[Mapping[int, int], hb.Face]:
    """A bare CFF table in the least of frames that HarfBuzz reads."""
    if not _matrices(family.program) <= origin.matrices:
        raise ValueError("another matrix")
    top = _top(family.program)
    count = len(top.CharStrings)
    numbers = {code: code for code in range(count)}
    if hasattr(top, "ROS"):
        numbers = {int(name[3:]): place for place, name in enumerate(top.charset) if place}
    maxp = struct.pack(">IH", 0x00005000, count)
    return numbers, hb.Face(
        hb.Blob(_frame({b"CFF ": family.program, b"head": origin.head, b"maxp": maxp}))
    )


def _frame(tables: Mapping[bytes, bytes]) -> bytes:
    """An OpenType file of these tables; checksums are left at zero."""
    rows, body, at = b"", b"", 12 + 16 * len(tables)
    for tag in sorted(tables):
        data = tables[tag]
        rows += struct.pack(">4sIII", tag, 0, at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return struct.pack(">4sHHHH", b"OTTO", len(tables), 0, 0, 0) + rows + body


def _top(program: bytes):  # type: ignore[no-untyped-def]
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(program), None)
    return fonts[0]


def _matrices(program: bytes) -> frozenset[str]:
    """How a program's dictionaries scale what the charstrings draw, top and parts."""
    if not program:
        return frozenset()
    top = _top(program)
    parts = list(top.FDArray) if hasattr(top, "FDArray") else []
    return frozenset(
        f"{kind} {[(key, one.rawDict[key]) for key in _DRAWING if key in one.rawDict]}"
        for kind, ones in (("top", [top]), ("part", parts))
        for one in ones
    )
