"""Stripes of two widths: drawn and read back, in the page's own words and from its rectangles."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofu.documents.bulk.stripes import drawn
from kofu.documents.setting.field import Align, Field, Kind
from kofu.documents.setting.stripes import elements, rects

BOX = Field(
    *("tracking_bars/1", "tracking_bars", 1),
    *(166.111, 37.134, 104.6, 14.173, 0.0, 0.0, "text"),
    *(Align.LEFT, 1.0, 1, 1.0, True, Kind.STRIPES),
)
HEIGHT = 841.89
STRIPES = st.text("nw", min_size=1, max_size=103).filter(lambda text: len(text) % 2)


@given(STRIPES)
def test_what_was_drawn_is_read_back(text: str) -> None:
    assert elements(BOX, rects(BOX, text)) == text


@given(STRIPES)
def test_the_page_s_operators_are_the_same_rectangles(text: str) -> None:
    lines = drawn(BOX, HEIGHT, text).splitlines()
    found = [tuple(map(float, re.fullmatch(r"(\S+) (\S+) (\S+) (\S+) re", line).groups())) for line in lines]  # type: ignore[union-attr]  # fmt: skip
    expected = [(one.x, HEIGHT - one.y - one.height, one.width, one.height) for one in rects(BOX, text)]  # fmt: skip
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, abs=0.0011)


def test_sizes_in_millimetres() -> None:
    """0.254 mm a narrow element, 0.635 a wide one: bar, space, bar of wnn are 1.143 mm."""
    first, second = rects(BOX, "wnn")
    millimetre = 72 / 25.4
    assert first.width == pytest.approx(0.635 * millimetre)
    assert second.x + second.width - first.x == pytest.approx(1.143 * millimetre, abs=0.001)
    assert first.height == pytest.approx(5.0 * millimetre, abs=0.001)


@pytest.mark.parametrize(
    "change",
    [
        lambda bar: bar._replace(x=bar.x + 0.1),
        lambda bar: bar._replace(y=bar.y + 0.1),
        lambda bar: bar._replace(width=1.2),
        lambda bar: bar._replace(height=bar.height - 0.1),
    ],
    ids=["moved", "lower", "of a third width", "shorter"],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_other_rectangles_are_refused(change: object, place: int) -> None:
    bars = list(rects(BOX, "nwnnw"))
    bars[place] = change(bars[place])  # type: ignore[operator]
    with pytest.raises(ValueError, match="stripes"):
        elements(BOX, bars)
