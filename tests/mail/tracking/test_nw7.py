"""NW-7: the same bars as zint, and zxing reads them back from the drawing."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import zint
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from kofu.base.errors import KofuError
from kofu.mail.shapes import Drawing
from kofu.mail.tracking.nw7 import draw, widths

TEXTS = st.text("0123456789-$:/.+", min_size=1, max_size=20)
LETTERS = st.sampled_from("ABCD")


def zint_widths(text: str) -> tuple[int, ...]:
    """Runs of equal modules in the row zint draws, less the space it leaves behind the last."""
    symbol = zint.Symbol()
    symbol.symbology = zint.Symbology.CODABAR
    symbol.encode(text)
    row = symbol.encoded_data.tolist()[0]
    bits = [row[place // 8] >> place % 8 & 1 for place in range(symbol.width)]
    runs = [1]
    for before, here in pairwise(bits):
        if here == before:
            runs[-1] += 1
        else:
            runs.append(1)
    return tuple(runs if bits[-1] else runs[:-1])


@settings(max_examples=500, deadline=None)
@given(TEXTS, LETTERS, LETTERS)
def test_zint_draws_the_same_bars(text: str, start: str, stop: str) -> None:
    assert widths(text, start, stop, 2) == zint_widths(f"{start}{text}{stop}")


def picture(drawing: Drawing, dots: float = 20) -> np.ndarray:
    """The drawing with its clear zone as grey dots, `dots` a millimetre."""
    size = (round(drawing.outer_height * dots), round(drawing.outer_width * dots))
    image = np.full(size, 255, np.uint8)
    for rect in drawing.rects:
        x, y = rect.x + drawing.clear, rect.y + drawing.clear
        rows = slice(round(y * dots), round((y + rect.h) * dots))
        image[rows, round(x * dots) : round((x + rect.w) * dots)] = 0
    return image


@pytest.mark.parametrize("number", ["56070012342", "36070000013", "66070999993"])
@pytest.mark.parametrize("ratio", [2, 2.6, 3])
def test_zxing_reads_it_back(number: str, ratio: float) -> None:
    image = picture(draw(widths(number, wide=ratio)))
    found = zxingcpp.read_barcode(image, formats=zxingcpp.BarcodeFormat.Codabar)
    assert found is not None
    assert found.text.strip("ABCD") == number


def test_the_size() -> None:
    """A: 3 wide, 4 narrow; 5: 2 wide, 5 narrow; at 2 to 1: 10 + 1 + 9 + 1 + 10 = 31 elements."""
    assert sum(widths("5")) == 31
    assert draw(widths("5"), narrow=0.25).width == pytest.approx(7.75)
    assert draw(widths("5"), narrow=0.25).clear == pytest.approx(2.5)


@pytest.mark.parametrize(
    ("text", "start", "ratio", "code"),
    [
        ("12A", "A", 2, "nw7-sign-wrong"),
        ("12あ", "A", 2, "nw7-sign-wrong"),
        ("12", "E", 2, "nw7-frame-wrong"),
        ("12", "A", 1.9, "nw7-ratio-wrong"),
        ("12", "A", 3.1, "nw7-ratio-wrong"),
    ],
)
def test_what_cannot_be_drawn(text: str, start: str, ratio: float, code: str) -> None:
    with pytest.raises(KofuError) as error:
        widths(text, start, wide=ratio)
    assert error.value.finding.code == code
