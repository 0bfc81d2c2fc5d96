"""The bars in millimetres: sizes, heights, clear zone (バーコードマニュアル p13)."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest

from kofu.base.errors import KofuError
from kofu.mail.barcode.drawing import draw, symbol_width
from kofu.mail.barcode.symbol import from_address
from kofu.mail.shapes import Rect, as_svg

BARS = from_address("100-0013", "1丁目3番2号").bars


# (66 x 1.2 + 0.6) x points / 10
@pytest.mark.parametrize(("points", "mm"), [(8, 63.84), (9, 71.82), (10, 79.80), (11.5, 91.77)])
def test_width(points: float, mm: float) -> None:
    assert symbol_width(points) == pytest.approx(mm)
    last = draw(BARS, points).rects[-1]
    assert last.x + last.w == pytest.approx(mm)


# At 10 points: long 3.6 mm, short 1.2, half long 2.4, all sharing the middle third.
@pytest.mark.parametrize(
    ("bar", "top", "height"), [("F", 0, 3.6), ("A", 0, 2.4), ("D", 1.2, 2.4), ("T", 1.2, 1.2)]
)
def test_heights(bar: str, top: float, height: float) -> None:
    (first,) = draw(bar, 10).rects[:1]
    assert (first.y, first.h, first.w) == pytest.approx((top, height, 0.6))


def test_the_second_bar_is_one_pitch_further() -> None:
    assert draw(BARS, 10).rects[1].x == pytest.approx(1.2)


def test_nine_points_fit_the_window() -> None:
    """A 90 mm window less 5 mm of play on each side leaves 80 mm."""
    assert draw(BARS).outer_width == pytest.approx(75.82)
    assert draw(BARS, 10).outer_width > 80


@pytest.mark.parametrize("points", [7.9, 11.6, 0, -9])
def test_other_sizes_are_refused(points: float) -> None:
    with pytest.raises(KofuError) as error:
        draw(BARS, points)
    assert error.value.finding.code == "barcode-size-wrong"


def test_the_svg_keeps_two_millimetres_clear() -> None:
    root = ElementTree.fromstring(as_svg(draw(BARS, 10)))
    assert root.get("width") == "83.8mm"  # 79.8 + 2 x 2
    assert root.get("height") == "7.6mm"  # 3.6 + 2 x 2
    (path,) = root
    bars = path.get("d", "").split("z")[:-1]
    assert len(bars) == 67
    assert bars[0] == "M2 2h0.6v3.6h-0.6"


def test_a_rectangle_is_a_value() -> None:
    assert Rect(0, 0, 1, 1) == Rect(0, 0, 1, 1)
