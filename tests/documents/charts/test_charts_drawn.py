"""Posters and flow charts on A4: one page, nothing cut off, every answer of the chart on it."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest

from kofu.base.errors import KofuError
from kofu.decide.chart_words import told
from kofu.decide.charting import Chart, chart_of
from kofu.documents.charts.draw import Picture, to_pdf, to_svg
from kofu.documents.charts.sheet import NAMES, sheet_of
from kofu.documents.fonts.chain import Chain, chain_of
from kofu.documents.values.office import office_on
from kofu.policy.law import law_on
from kofu.policy.load import load, shipped

DAYS = (date(2025, 8, 1), date(2026, 8, 1))
A4 = (595.28, 841.89)
SMALLEST = 6.0
"""Points: notes of the fullest chart."""


@cache
def chain() -> Chain:
    return chain_of(["Noto Sans JP"])


@cache
def chart(pack: str, day: date) -> Chart:
    return chart_of(law_on(load(pack), day, date(2026, 7, 1)), "renewal")


def sheet(pack: str, day: date) -> dict[str, object]:
    return sheet_of(chart(pack, day), office_on(load(pack), day))


def words_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "".join("".join(one.get_textpage().get_text_bounded().split()) for one in pages)


@pytest.mark.parametrize("picture", Picture)
@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("pack", shipped())
def test_one_page_of_a4_holds_every_answer_with_its_document(
    pack: str, day: date, picture: Picture
) -> None:
    drawn = to_pdf(picture, sheet(pack, day), chain())
    opened = pypdfium2.PdfDocument(drawn)
    assert len(opened) == 1
    assert opened[0].get_size() == pytest.approx(A4, abs=0.1)
    said = words_of(drawn)
    worded = told(chart(pack, day))
    for row in worded.rows:
        assert "".join(row.who.split()) in said
    for document in chart(pack, day).documents:
        assert "".join(NAMES[document.value].split()) in said
    if picture is Picture.CHART:
        for step in worded.steps:
            assert step.question in said


@pytest.mark.parametrize("picture", Picture)
def test_nothing_stands_outside_the_margins_or_in_tiny_letters(picture: Picture) -> None:
    """健保 of 2025-08-01 has the longest chart."""
    page = pypdfium2.PdfDocument(to_pdf(picture, sheet("kenpo", DAYS[0]), chain()))[0]
    text = page.get_textpage()
    boxes = [text.get_charbox(number) for number in range(text.count_chars())]
    assert min(left for left, *_ in boxes) > 28
    assert max(right for _, _, right, _ in boxes) < A4[0] - 28
    assert min(bottom for _, bottom, _, _ in boxes) > 20
    heights = [top - bottom for _, bottom, _, top in boxes if top - bottom > 0]
    assert max(heights) >= SMALLEST


def test_the_pdf_is_tagged_and_says_its_language() -> None:
    drawn = to_pdf(Picture.CHART, sheet("kawasaki-kokuho", DAYS[0]), chain())
    import io

    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang).startswith("ja")


def test_the_svg_says_in_words_what_it_shows() -> None:
    drawn = to_svg(Picture.CHART, sheet("kawasaki-kokuho", DAYS[0]), chain())
    root = ElementTree.fromstring(drawn)
    told_words = {re.sub(r".*\}", "", one.tag): one.text or "" for one in root[:2]}
    assert root.get("role") == "img"
    assert "川崎市国民健康保険" in told_words["title"]
    for row in told(chart("kawasaki-kokuho", DAYS[0])).rows:
        assert row.who in told_words["desc"]


def test_a_word_without_a_glyph_is_refused() -> None:
    wrong = {**sheet("kouki", DAYS[0]), "insurer": "\ue000広域連合"}
    with pytest.raises(KofuError) as refused:
        to_pdf(Picture.POSTER, wrong, chain())
    assert refused.value.finding.code == "chart-character"
