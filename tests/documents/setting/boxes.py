"""Boxes and texts of the tests of setting: Noto Sans, in which a kanji is as wide as its size."""

from __future__ import annotations

from kofu.documents.fonts.chain import chain_of
from kofu.documents.setting.field import Align, Field, Kind
from kofu.documents.setting.layout import Line

CHAIN = chain_of(["Noto Sans JP"])


def box(
    width: float = 100,
    *,
    height: float = 30,
    size: float = 10,
    small: float | None = None,
    align: Align = Align.LEFT,
    squeeze: float = 0.7,
    lines: int = 1,
    leading: float = 1.3,
    top: bool = False,
) -> Field:
    """100 points hold ten kanji of 10 points, or fourteen at the limit of 70%."""
    small = size if small is None else small
    return Field("one", "name", 1, 20, 50, width, height, size, small, "text", align, squeeze, lines, leading, top, Kind.TEXT)  # fmt: skip


def texts(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(run.text for run in line.runs) for line in lines]


def width_of(line: Line) -> float:
    """How far a line reaches, from the advances of its glyphs."""
    units = sum(one.glyph.advance for run in line.runs for one in run.glyphs)
    return units * line.size * line.squeeze / 1000
