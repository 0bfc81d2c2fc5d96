"""Both engines give the same picture, for every form with every kind of values."""

from __future__ import annotations

import numpy as np
import pypdfium2
import pytest

from kofu.documents.bulk.press import Press
from kofu.documents.fonts.chain import chain_of
from kofu.documents.forms.form import Form, StoppedError
from kofu.documents.forms.samples import Sample, samples
from kofu.documents.single.engine import draw

CHAINS = {"text": chain_of(["Noto Sans JP"]), "name": chain_of(["Noto Serif JP", "Noto Sans JP"])}
SCALE = 1.5
HALF_A_PIXEL = 100
"""Of 255. A glyph drawn half a pixel off differs by less along its edge; another glyph by more."""

GROUPS: dict[str, list[Sample]] = {}
for sample in samples():
    GROUPS.setdefault(f"{sample.template}_{sorted(map(str, sample.face.items()))}", []).append(
        sample
    )

FIRST = {sample.template: group for group, (sample, *_) in reversed(GROUPS.items())}
EVERY = [
    pytest.param(
        group,
        id=GROUPS[group][0].name,
        marks=() if group in FIRST.values() else pytest.mark.slow,
    )
    for group in GROUPS
]
"""Every form with every face; together they take half a minute, so one face of each is not slow."""


def drawn(pdf: bytes) -> list[np.ndarray]:
    """Every page of a file, by pdfium."""
    opened = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=SCALE).to_numpy().astype(np.int16) for page in opened]


def bulk(form: Form, one: Sample) -> bytes | StoppedError:
    press = Press(CHAINS)
    press.add("form", form)
    try:
        return press.print([press.compose("form", one.values)], "見本")
    except StoppedError as stopped:
        return stopped


def single(form: Form, one: Sample) -> bytes | StoppedError:
    try:
        return draw(form, one.values)
    except StoppedError as stopped:
        return stopped


@pytest.mark.parametrize("group", EVERY)
def test_a_page_printed_in_bulk_looks_as_the_one_made_singly(group: str) -> None:
    form = Form(GROUPS[group][0].template, GROUPS[group][0].face, CHAINS)
    for one in GROUPS[group]:
        many, alone = bulk(form, one), single(form, one)
        if isinstance(many, StoppedError) or isinstance(alone, StoppedError):
            told = [(e.code, e.key) for e in (many, alone) if isinstance(e, StoppedError)]
            assert one.long and len(told) == 2 and told[0] == told[1], one.name
            continue
        pages, others = drawn(many), drawn(alone)
        assert len(pages) == len(others) == one.pages, one.name
        for number, (page, other) in enumerate(zip(pages, others, strict=True), start=1):
            assert page.shape == other.shape
            apart = np.abs(page - other).max(axis=2)
            assert apart.max() <= HALF_A_PIXEL, f"{one.name}, page {number}"
            assert (apart > 0).mean() < 0.002, f"{one.name}, page {number}"


def test_another_digit_is_seen() -> None:
    """What the comparison is worth: one digit of a number, one page."""
    one = next(sample for sample in samples() if sample.name == "card_kouki_plain")
    form = Form(one.template, one.face, CHAINS)
    other = Sample("", one.template, one.face, {**one.values, "number": "31408276"}, one.pages)
    pair = bulk(form, one), single(form, other)
    assert isinstance(pair[0], bytes) and isinstance(pair[1], bytes)
    apart = np.abs(drawn(pair[0])[0] - drawn(pair[1])[0])
    assert apart.max() > HALF_A_PIXEL
