"""A field of a form: the box that variable text stands in, and what to do when it is too long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Text, bars of four kinds (customer barcode), or stripes of two widths (NW-7)."""

    TEXT = "text"
    BARS = "bars"
    STRIPES = "stripes"


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Field:
    """One box on a page. Lengths in points, from the page's upper left corner.

    `squeeze` is the narrowest the text may be drawn (0.7 = 70% of its width); `lines` how many
    lines may stand in the box, then at `small` points; `top` sets the first line at the top
    instead of centring the lines.
    """

    id: str
    key: str
    page: int
    x: float
    y: float
    width: float
    height: float
    size: float
    small: float
    chain: str
    align: Align
    squeeze: float
    lines: int
    leading: float
    top: bool
    kind: Kind

    @classmethod
    def read(cls, raw: Mapping[str, object]) -> Field:
        """From what the form's template said of itself (`lib.typ`)."""
        values = {name: raw[name] for name in cls.__slots__}
        read = {"align": Align(str(values["align"])), "kind": Kind(str(values["kind"]))}
        return cls(**{**values, **read})  # type: ignore[arg-type]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the page lies in the box, with a hair to spare."""
        return (
            self.x - 0.5 <= x <= self.x + self.width + 0.5
            and self.y - 0.5 <= y <= self.y + self.height + 0.5
        )
