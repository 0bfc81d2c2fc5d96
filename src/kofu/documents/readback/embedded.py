"""The fonts of a file as the file holds them: meanings, widths, program."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from kofu.documents.readback.damage import Code, DamageError
from kofu.documents.readback.meaning import meanings
from kofu.documents.readback.shapes import (
    DESCRIPTOR,
    FAMILY,
    FONT,
    PACKED,
    PACKED_CFF,
    PACKED_TRUETYPE,
    WIDTH,
    Objects,
)

_USUAL = 1000
"""/DW: the width of codes that /W does not list."""


@dataclass(frozen=True, slots=True)
class Family:
    """What the layers of one font share (a CIDFont). `name` has its six letters before it.

    `widths` in thousandths of the size, for the codes that are not 1000 wide; `glyphs` the
    glyph's number by code for TrueType, None for CFF, whose own charset says it.
    """

    number: int
    name: str
    truetype: bool
    widths: Mapping[int, int]
    program: bytes = field(repr=False)
    glyphs: tuple[int, ...] | None = field(repr=False)

    def width(self, code: int) -> int:
        return self.widths.get(code, _USUAL)


@dataclass(frozen=True, slots=True)
class Embedded:
    """A font resource (`F0`, `F0L1`): what its codes mean, and its family."""

    resource: str
    meanings: Mapping[int, str]
    family: Family

    @property
    def name(self) -> str:
        return self.family.name

    @property
    def layer(self) -> int:
        """0 for `F0`, 1 for `F0L1`."""
        return int(self.resource.partition("L")[2] or 0)


def read_fonts(objects: Objects, resources: Mapping[str, int]) -> dict[str, Embedded]:
    """Every font resource. Raises DamageError."""
    families: dict[bytes, Family] = {}
    found: dict[str, Embedded] = {}
    for resource, number in resources.items():
        font = objects.match(number, FONT, Code.FONT_UNEXPECTED)
        if font[2] not in families:
            families[font[2]] = _family(objects, font[2], resource)
        family = families[font[2]]
        if family.name != font[1].decode():
            raise DamageError(Code.FONT_UNEXPECTED, detail=f"{resource}: two names")
        listed = meanings(
            objects.stream(font[3], PACKED, Code.MEANING_UNREADABLE), f"{resource} {family.name}"
        )
        found[resource] = Embedded(resource, listed, family)
    return found


def _family(objects: Objects, number: bytes, resource: str) -> Family:
    code = Code.FONT_UNEXPECTED
    name, to_glyph, descriptor, subtype, listed = objects.match(number, FAMILY, code).groups()
    kind, program, called = objects.match(descriptor, DESCRIPTOR, code).groups()
    truetype = kind == b"FontFile2"
    if called != name or truetype != (subtype == b"CIDFontType2") or truetype != bool(to_glyph):
        raise DamageError(code, detail=f"{resource}: kind or name")
    data = objects.stream(program, PACKED_TRUETYPE if truetype else PACKED_CFF, code)
    glyphs = None
    if truetype:
        raw = objects.stream(to_glyph, PACKED, code)
        if len(raw) % 2:
            raise DamageError(code, detail=f"{resource}: CIDToGIDMap")
        glyphs = struct.unpack(f">{len(raw) // 2}H", raw)
    return Family(int(number), name.decode(), truetype, _widths(listed, resource), data, glyphs)


def _widths(listed: bytes, resource: str) -> dict[int, int]:
    """/W (9.7.4.3), a width for each code by itself, in order of the codes."""
    widths: dict[int, int] = {}
    last = -1
    for code, width in WIDTH.findall(listed):
        if int(code) <= last:
            raise DamageError(Code.FONT_UNEXPECTED, detail=f"{resource}: order of /W")
        last = int(code)
        widths[last] = int(width)
    return widths
