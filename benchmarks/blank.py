"""A blank form as plain drawing operations, for libraries that draw it themselves.

Read from the product's own blank by pdfium: paths and runs of text, in points from the lower left
corner. Nothing here belongs to one library, so each replays it in its own fastest way.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from fontTools.ttLib import TTFont

Colour = tuple[float, float, float]
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """How something is drawn; None: not filled, no stroke."""

    fill: Colour | None
    stroke: Colour | None
    width: float


@dataclass(frozen=True, slots=True)
class Path:
    """Steps: `m` and `l` with a point, `c` with three, `h` closes."""

    steps: tuple[tuple[str, tuple[float, ...]], ...]
    ink: Ink


@dataclass(frozen=True, slots=True)
class Run:
    """Text in the gothic font, drawn in its natural width."""

    text: str
    size: float
    matrix: Matrix
    ink: Ink


@dataclass(frozen=True, slots=True)
class Blank:
    """One page of a form without anybody's data."""

    width: float
    height: float
    marks: tuple[Path | Run, ...]


def blanks_of(pdf: bytes, font: TTFont) -> tuple[Blank, ...]:
    """Every page; `font` tells how far a character advances, and so where a run ends."""
    advances = _Advances(font)
    return tuple(_blank(page, advances) for page in pypdfium2.PdfDocument(pdf))


class _Advances:
    def __init__(self, font: TTFont) -> None:
        self._cmap, self._widths = font.getBestCmap(), font["hmtx"]
        self._em = font["head"].unitsPerEm

    def of(self, character: str) -> float:
        return float(self._widths[self._cmap[ord(character)]][0]) / self._em


def _blank(page: pypdfium2.PdfPage, advances: _Advances) -> Blank:
    runs = _runs(page, advances)
    marks: list[Path | Run] = []
    for one in page.get_objects():
        if one.type == pdfium.FPDF_PAGEOBJ_TEXT:
            marks += runs.pop(_address(one.raw), [])
        elif one.type == pdfium.FPDF_PAGEOBJ_PATH:
            marks.append(_path(one))
        else:
            raise AssertionError(f"a blank with an object of kind {one.type}")
    return Blank(*page.get_size(), tuple(marks))


def _runs(page: pypdfium2.PdfPage, advances: _Advances) -> dict[int, list[Run]]:
    """The runs of each text object: neighbours that stand where the font puts them."""
    text = page.get_textpage()
    found: dict[int, list[Run]] = {}
    for number in range(text.count_chars()):
        point = pdfium.FPDFText_GetUnicode(text.raw, number)
        one = pdfium.FPDFText_GetTextObject(text.raw, number)
        if not one or chr(point).isspace():
            continue
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(one, matrix)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text.raw, number, x, y)
        size = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(one, size)
        here = (matrix.a, matrix.b, matrix.c, matrix.d, x.value, y.value)
        runs = found.setdefault(_address(one), [])
        if runs and _continues(runs[-1], here, advances):
            last = runs.pop()
            runs.append(Run(last.text + chr(point), last.size, last.matrix, last.ink))
        else:
            stroked = pdfium.FPDFTextObj_GetTextRenderMode(one) == 2
            runs.append(Run(chr(point), size.value, here, _ink(one, True, stroked)))
    return found


def _continues(run: Run, here: Matrix, advances: _Advances) -> bool:
    length = sum(map(advances.of, run.text)) * run.size
    a, b, _, _, x, y = run.matrix
    return abs(x + a * length - here[4]) < 0.02 and abs(y + b * length - here[5]) < 0.02


def _path(one: pypdfium2.PdfObject) -> Path:
    a, b, c, d, e, f = one.get_matrix().get()
    steps: list[tuple[str, tuple[float, ...]]] = []
    curve: list[float] = []
    for number in range(pdfium.FPDFPath_CountSegments(one.raw)):
        segment = pdfium.FPDFPath_GetPathSegment(one.raw, number)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            curve += point
            if len(curve) == 6:
                steps.append(("c", tuple(curve)))
                curve.clear()
        else:
            steps.append(("m" if kind == pdfium.FPDF_SEGMENT_MOVETO else "l", point))
        if pdfium.FPDFPathSegment_GetClose(segment):
            steps.append(("h", ()))
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(one.raw, fill, stroke)
    return Path(tuple(steps), _ink(one.raw, bool(fill.value), bool(stroke.value)))


def _ink(one: object, filled: bool, stroked: bool) -> Ink:
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(one, width)
    fill = _colour(pdfium.FPDFPageObj_GetFillColor, one) if filled else None
    stroke = _colour(pdfium.FPDFPageObj_GetStrokeColor, one) if stroked else None
    return Ink(fill, stroke, width.value)


def _colour(ask: object, one: object) -> Colour:
    parts = [ctypes.c_uint() for _ in range(4)]
    ask(one, *parts)  # type: ignore[operator]
    red, green, blue = (part.value / 255 for part in parts[:3])
    return red, green, blue


def _address(one: object) -> int:
    return ctypes.cast(one, ctypes.c_void_p).value or 0
