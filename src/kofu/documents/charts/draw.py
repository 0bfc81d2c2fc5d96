"""A poster or a flow chart as A4 PDF (tagged, PDF/A-2a and PDF/UA-1) or SVG, through Typst.

The letters are as large as one page allows. A picture with a character that no font has, or one
that needs a second page at the smallest size, is refused and never drawn in part.
"""

from __future__ import annotations

import html
import io
from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

import pikepdf

from kofu.base.errors import KofuError
from kofu.documents.fonts.chain import Chain, UnprintableError
from kofu.documents.fonts.units import code_points
from kofu.documents.single.typeset import typeset

_FOLDER = Path(str(files("kofu.documents.charts")))
_SCALES = (
    *(1.35, 1.3, 1.25, 1.2, 1.15, 1.12, 1.08, 1.04, 1.0),
    *(0.96, 0.92, 0.88, 0.84, 0.8, 0.77, 0.74, 0.71),
)
"""Of 12 points; the smallest, 8.5 points, is still read at arm's length."""


class Picture(StrEnum):
    """What is drawn: for a wall, or for somebody who follows the questions."""

    POSTER = "poster"
    CHART = "chart"


def to_pdf(picture: Picture, sheet: Mapping[str, object], chain: Chain) -> bytes:
    """Raises KofuError `chart-too-long`, `chart-character`."""
    _refuse_missing(sheet, chain)
    for scale in _SCALES:
        (made,) = typeset(_FOLDER, f"{picture}.typ", chain.fonts, _inputs(sheet, chain, scale))
        with pikepdf.open(io.BytesIO(made)) as pdf:
            if len(pdf.pages) == 1:
                return made
    raise KofuError("chart-too-long")


def to_svg(picture: Picture, sheet: Mapping[str, object], chain: Chain) -> bytes:
    """The same page; its words stand in the title and description for screen readers."""
    _refuse_missing(sheet, chain)
    for scale in _SCALES:
        inputs = _inputs(sheet, chain, scale)
        pages = typeset(_FOLDER, f"{picture}.typ", chain.fonts, inputs, "svg")
        if len(pages) == 1:
            return _named(pages[0], sheet)
    raise KofuError("chart-too-long")


def _inputs(sheet: Mapping[str, object], chain: Chain, scale: float) -> dict[str, object]:
    return {"told": sheet, "fonts": [font.family for font in chain.fonts], "scale": str(scale)}


def _named(svg: bytes, sheet: Mapping[str, object]) -> bytes:
    """Typst draws letters as shapes: for whoever does not see them the words are added."""
    head, _, rest = svg.partition(b">")
    title = html.escape(f"{sheet['insurer']}　{sheet['event']}（{sheet['on']}）")
    said = html.escape("。".join(_said(sheet)))
    words = f'<title id="title">{title}</title><desc id="desc">{said}</desc>'
    label = b' role="img" aria-labelledby="title desc">'
    return head + label + words.encode() + rest


def _said(sheet: Mapping[str, object]) -> Iterator[str]:
    steps = sheet["steps"]
    assert isinstance(steps, list)
    names = {one["document"]: one["name"] for one in _dicts(sheet["documents"])}
    for row in _dicts(sheet["first"]):
        yield f"{row['who']}: {names[row['document']]}"
    for step in steps:
        yield str(step["question"])
        for row in _dicts(step["rows"]):
            yield f"{row['who']}: {names[row['document']]}"
    yield f"{sheet['who_is_left']}: {names[str(sheet['rest'])]}"


def _dicts(value: object) -> list[dict[str, str]]:
    assert isinstance(value, list)
    return value


def _refuse_missing(sheet: Mapping[str, object], chain: Chain) -> None:
    try:
        for text in _texts(sheet):
            chain.draw(text)
    except UnprintableError as error:
        raise KofuError("chart-character", unit=code_points(error.unit)) from None


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
