"""Bars of a barcode as rectangles, and read back from them."""

from __future__ import annotations

import pytest
from boxes import box
from hypothesis import given
from hypothesis import strategies as st

from kofu.documents.setting.bars import States, rects

LETTERS = st.text(st.sampled_from("FADT"), max_size=67)


@given(st.lists(LETTERS, max_size=3))
def test_what_was_drawn_is_read_one_code_after_the_other(codes: list[str]) -> None:
    states = States(box())
    for code in codes:
        assert states.read(rects(box(), code)) == code


@pytest.mark.parametrize("place", [0, 1, 2, 3], ids=["left", "top", "width", "height"])
@pytest.mark.parametrize("off", [-0.1, 0.1])
def test_a_bar_that_is_off_is_no_bar_even_if_its_like_was_read(place: int, off: float) -> None:
    states = States(box())
    drawn: list[tuple[float, ...]] = [*rects(box(), "FADT")]
    assert states.read(drawn) == "FADT"  # type: ignore[arg-type]
    moved = list(drawn[2])
    moved[place] += off
    with pytest.raises(ValueError, match="bars"):
        states.read([*drawn[:2], tuple(moved), drawn[3]])  # type: ignore[list-item]


def test_bars_in_another_order_are_no_code() -> None:
    first, second = rects(box(), "FA")
    with pytest.raises(ValueError, match="bars"):
        States(box()).read([second, first])
