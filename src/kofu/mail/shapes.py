"""Bars as black rectangles in millimetres, and the picture of them as SVG."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rect:
    """A black rectangle: left, top, width and height in mm; the origin is top left."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A barcode of `width` x `height` mm; `clear` mm on every side must stay empty."""

    rects: tuple[Rect, ...]
    width: float
    height: float
    clear: float

    @property
    def outer_width(self) -> float:
        """Width with the clear zone on both sides, in mm."""
        return self.width + 2 * self.clear

    @property
    def outer_height(self) -> float:
        """Height with the clear zone above and below, in mm."""
        return self.height + 2 * self.clear


def as_svg(drawing: Drawing) -> str:
    """The drawing with its clear zone as one SVG document in mm, black on nothing."""
    width, height = _number(drawing.outer_width), _number(drawing.outer_height)
    bars = "".join(
        f"M{_number(bar.x + drawing.clear)} {_number(bar.y + drawing.clear)}"
        f"h{_number(bar.w)}v{_number(bar.h)}h-{_number(bar.w)}z"
        for bar in drawing.rects
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm"'
        f' viewBox="0 0 {width} {height}"><path d="{bars}"/></svg>\n'
    )


def _number(value: float) -> str:
    """Thousandths of a millimetre are finer than any printer."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
