"""ToUnicode maps of bulk files: code -> unit (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kofu.documents.readback.damage import Code, DamageError

_ROW = rb"<[0-9a-f]{4}> <(?:[0-9a-f]{4}){1,4}>\n"
_MAP = re.compile(
    rb"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    rb"/CIDSystemInfo << /Registry \(Adobe\) /Ordering \(UCS\) /Supplement 0 >> def\n"
    rb"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    rb"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
    rb"((?:\d+ beginbfchar\n(?:%b)+endbfchar\n)+)"
    rb"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n" % _ROW
)
_BLOCK = re.compile(rb"(\d+) beginbfchar\n((?:%b)+)endbfchar\n" % _ROW)
_PAIR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>\n")
_MOST = 100
"""Rows in one block (Adobe Technical Note 5014)."""


def meanings(data: bytes, font: str) -> Mapping[int, str]:
    """Each code's unit: one character, or one with its variation selector.

    Raises DamageError `meaning-unreadable`: another form of map, a wrong count, a code that is
    listed twice or out of order, code 0, half a surrogate pair, more than one unit.
    """
    found = _MAP.fullmatch(data)
    if found is None:
        raise DamageError(Code.MEANING_UNREADABLE, detail=font)
    listed: dict[int, str] = {}
    last = 0
    for count, rows in _BLOCK.findall(found[1]):
        pairs = _PAIR.findall(rows)
        if len(pairs) != int(count) or len(pairs) > _MOST:
            raise DamageError(Code.MEANING_UNREADABLE, detail=f"{font}: count of a block")
        for digits, units in pairs:
            code = int(digits, 16)
            if code <= last:
                raise DamageError(Code.MEANING_UNREADABLE, detail=f"{font}: order of code {code}")
            listed[code] = _unit(bytes.fromhex(units.decode()), font, code)
            last = code
    return listed


def _unit(raw: bytes, font: str, code: int) -> str:
    try:
        unit = raw.decode("utf-16-be")
    except UnicodeDecodeError:
        unit = ""
    if len(unit) == 1 or (len(unit) == 2 and _selects(unit[1])):
        return unit
    raise DamageError(Code.MEANING_UNREADABLE, detail=f"{font}: code {code}")


def _selects(character: str) -> bool:
    """A variation selector (Unicode 16, section 23.4)."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
