"""Pictures of pages, and where two differ."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from readback_small import PEOPLE
from readback_surgery import Patient

from kofu.documents.forms.form import Form
from kofu.documents.readback.damage import Code, DamageError
from kofu.documents.readback.pictures import (
    Difference,
    Sample,
    compare,
    differing,
    to_png,
    to_pngs,
)


@pytest.mark.parametrize("scale", [1.0, 2.0, 300 / 72])
def test_both_engines_draw_the_same(printed: bytes, form: Form, scale: float) -> None:
    samples = [
        Sample(2 * place + page, form, person, page)
        for place, person in enumerate(PEOPLE)
        for page in (1, 2)
    ]
    assert compare(printed, samples, scale) == [
        Difference(sample.page, 0, None) for sample in samples
    ]


def test_one_wrong_digit_is_seen_where_it_stands(printed: bytes, form: Form) -> None:
    patient = Patient(printed)
    patient.change(patient.content(1), b"<00110012001300140015", b"<00110012001300140016")
    found = compare(patient.whole(), [Sample(1, form, PEOPLE[0])])[0]
    field = next(one for one in form.fields if one.key == "number")
    assert found.box and found.pixels > 4
    left, top, right, bottom = [edge / 2 for edge in found.box]
    assert field.x <= left < right <= field.x + field.width
    assert field.y <= top < bottom <= field.y + field.height


def test_somebody_elses_page_is_seen(printed: bytes, form: Form) -> None:
    assert compare(printed, [Sample(1, form, PEOPLE[1])])[0].pixels > 100


def test_pictures_of_other_sizes_differ_as_a_whole() -> None:
    small, large = (np.zeros((n, n, 3), dtype=np.uint8) for n in (4, 5))
    assert differing(7, small, large) == Difference(7, 16, (0, 0, 4, 4), other_size=True)


def test_one_pixel_has_a_box_of_one() -> None:
    one, other = (np.zeros((9, 9, 3), dtype=np.uint8) for _ in range(2))
    other[3, 5, 1] = 200
    assert differing(1, one, other) == Difference(1, 1, (5, 3, 6, 4))


def test_the_smoothing_of_an_edge_is_no_difference() -> None:
    one, other = (np.zeros((9, 9, 3), dtype=np.uint8) for _ in range(2))
    other[3, 5, 1] = 100
    assert differing(1, one, other) == Difference(1, 0, None)


def test_a_page_as_png(printed: bytes) -> None:
    with Image.open(BytesIO(to_png(printed, 1, 2))) as picture:
        assert picture.size == (488, 307)
        assert picture.getpixel((20, 300)) == (0xEE, 0xF3, 0xEA)


def test_every_page_as_png_in_its_order(printed: bytes) -> None:
    pages = to_pngs(printed, 1)
    assert pages == tuple(to_png(printed, number, 1) for number in range(1, 2 * len(PEOPLE) + 1))
    assert len(set(pages)) > 1


@pytest.mark.parametrize(
    ("pdf", "page", "code"),
    [
        (None, 0, Code.PAGE_UNEXPECTED),
        (None, 9, Code.PAGE_UNEXPECTED),
        (b"x", 1, Code.FILE_UNREADABLE),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    printed: bytes, pdf: bytes | None, page: int, code: Code
) -> None:
    with pytest.raises(DamageError) as refused:
        to_png(printed if pdf is None else pdf, page)
    assert refused.value.code == code
