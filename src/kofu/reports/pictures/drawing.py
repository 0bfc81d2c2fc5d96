"""A picture: what is drawn, what is said instead of it, and how it becomes SVG and PNG."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import altair as alt
import pylopdf_fonts_jp
import vl_convert

FONT = "Noto Sans JP, BIZ UDPGothic, Yu Gothic, Meiryo, Hiragino Sans, sans-serif"
"""The first is the one we draw with; an SVG opened elsewhere takes what is there."""

INK, QUIET, HAIR = "#1f2933", "#52606d", "#d9dee4"
WIDE = 560
"""Of the drawing itself, in points: the width of a page of A4 between its margins."""

_SCALE = 2.0


@dataclass(frozen=True, slots=True)
class Picture:
    """`id` is its file's name; `alt` says what it shows to whoever does not see it; `spec` is a
    Vega-Lite drawing."""

    id: str
    title: str
    alt: str
    spec: str


def picture(name: str, title: str, said: str, chart: Any, below: str) -> Picture:
    """A chart in the style of all; `below`: what stands under the title."""
    lines = [below[at : at + _LINE] for at in range(0, len(below), _LINE)]
    drawn = chart.properties(
        title=alt.TitleParams(title, subtitle=lines, anchor="start", offset=14)
    ).configure(font=FONT, background="white", padding=10)
    drawn = drawn.configure_title(
        fontSize=15, color=INK, fontWeight="normal", subtitleColor=QUIET, subtitleFontSize=10.5
    )
    drawn = drawn.configure_axis(
        labelFontSize=11,
        titleFontSize=11,
        labelColor=INK,
        titleColor=QUIET,
        titleFontWeight="normal",
        gridColor=HAIR,
        domainColor=QUIET,
        tickColor=QUIET,
    ).configure_legend(labelFontSize=11, titleFontSize=11, titleFontWeight="normal", labelColor=INK)
    spec = json.dumps(drawn.configure_view(stroke=None).to_dict(), ensure_ascii=False)
    return Picture(name, title, said, spec)


_LINE = 60


def values(rows: Sequence[Mapping[str, object]]) -> Any:
    """The data of a chart."""
    return alt.Data(values=list(rows))  # type: ignore[no-untyped-call]


@lru_cache(maxsize=32)
def as_svg(one: Picture) -> bytes:
    """The picture as SVG; words stay words."""
    _fonts()
    return str(vl_convert.vegalite_to_svg(one.spec)).encode()


def as_png(one: Picture) -> bytes:
    """The picture as PNG, two dots for a point."""
    _fonts()
    return bytes(vl_convert.vegalite_to_png(one.spec, scale=_SCALE))


@cache
def _fonts() -> None:
    vl_convert.register_font_directory(str(pylopdf_fonts_jp.sans_path().parent))
