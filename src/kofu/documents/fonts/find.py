"""Where fonts are: those that come with kofu's requirements, and those of the system.

BIZ UD and IPAmj明朝 are used when the system has them; a bare machine prints with Noto.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pylopdf_fonts_jp
import pylopdf_fonts_ko
import pylopdf_fonts_zh_cn
from fontTools.ttLib import TTFont, TTLibError

from kofu.documents.fonts.font import Font

SYSTEM_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
)
_ENDINGS = (".ttf", ".otf")


@cache
def find(family: str) -> Font | None:
    """The font of this family (`BIZ UDGothic`), regular weight; None if it is not here."""
    return _shipped().get(family) or _system().get(family)


@cache
def _shipped() -> dict[str, Font]:
    paths = (
        pylopdf_fonts_jp.sans_path(),
        pylopdf_fonts_jp.serif_path(),
        pylopdf_fonts_ko.sans_path(),
        pylopdf_fonts_zh_cn.sans_path(),
    )
    return {font.family: font for font in map(_read, paths) if font}


@cache
def _system() -> dict[str, Font]:
    """Every regular font of the system by family; the first file in order of its path."""
    found: dict[str, Font] = {}
    for path in _files():
        font = _read(path)
        if font is not None:
            found.setdefault(font.family, font)
    return found


def _files() -> Iterator[Path]:
    for folder in SYSTEM_FOLDERS:
        if folder.is_dir():
            yield from sorted(p for p in folder.rglob("*") if p.suffix.lower() in _ENDINGS)


def _read(path: Path) -> Font | None:
    """None for a file that is no font, or another weight or slope than the regular one."""
    try:
        with TTFont(path, lazy=True) as tables:
            names = tables["name"]
            family = names.getDebugName(16) or names.getDebugName(1)
            style = names.getDebugName(17) or names.getDebugName(2)
            name = names.getDebugName(6)
    except (TTLibError, OSError, KeyError):
        return None
    if style not in ("Regular", "Normal", "Book") or not family or not name:
        return None
    return Font(path, name, family)
