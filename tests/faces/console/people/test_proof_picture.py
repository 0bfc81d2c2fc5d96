"""The picture of proof over time: what stands in it, read as XML, not compared as text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.registry.conftest import Register

FIRST, LAST, TODAY = date(2024, 9, 10), date(2028, 9, 10), date(2026, 9, 10)
Draw = Callable[..., ElementTree.Element]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def drawn(register: Register) -> Draw:
    """Draw a certificate until July 2027, a gap after it, marks on the days given."""
    from kofu.faces.console.people.picture import draw
    from kofu.registry.dossier.marks import Mark, MarkKind
    from kofu.registry.dossier.proof import Kind, Lane, Picture, Span

    ends, gap = date(2027, 7, 31), date(2027, 8, 1)
    spans = (
        Span(Lane.PROOF, Kind.COVERED, FIRST, ends),
        Span(Lane.PROOF, Kind.GAP, gap, LAST),
        Span(Lane.CARD, Kind.UNUSABLE, FIRST, LAST, words="<自己情報> & 制限"),
        Span(Lane.CERTIFICATE, Kind.USABLE, FIRST, ends, document=3),
    )

    def make(frame: Any, *days: date) -> ElementTree.Element:
        marks = [Mark(day, MarkKind.CERTIFICATE_ENDS) for day in days]
        return ElementTree.fromstring(draw(Picture(FIRST, LAST, TODAY, spans), marks, frame))

    return make


def frames() -> tuple[Any, ...]:
    from kofu.faces.console.people.picture import NARROW, WIDE

    return (WIDE, NARROW)


def boxes(svg: ElementTree.Element, kind: str) -> list[tuple[float, float]]:
    """(left, right) of the bars of a kind."""
    found = [one for one in svg.iter(f"{SVG}rect") if kind in one.get("class", "").split()]
    return [
        (float(one.get("x", 0)), float(one.get("x", 0)) + float(one.get("width", 0)))
        for one in found
    ]


def test_bars_lie_where_their_days_lie(drawn: Draw) -> None:
    for frame in frames():
        svg = drawn(frame)
        [(left, right)] = boxes(svg, "proof-covered")
        [(gap, end)] = boxes(svg, "proof-gap")
        [(ground, whole)] = boxes(svg, "ground")[:1]
        assert left == ground
        assert right == pytest.approx(gap, abs=0.2)
        assert end == pytest.approx(whole, abs=0.2)
        share = (date(2027, 8, 1) - FIRST).days / ((LAST - FIRST).days + 1)
        assert gap == pytest.approx(ground + share * (whole - ground), abs=0.2)


def test_a_gap_is_told_by_colour_pattern_and_word(drawn: Draw) -> None:
    for frame in frames():
        svg = drawn(frame)
        [gap] = [one for one in svg.iter(f"{SVG}rect") if "proof-gap" in one.get("class", "")]
        patterns = {f"url(#{one.get('id')})" for one in svg.iter(f"{SVG}pattern")}
        assert gap.get("fill") in patterns
        assert "切れ目" in [one.text for one in svg.iter(f"{SVG}text")]


def test_it_is_one_image_with_a_name_and_a_description(drawn: Draw) -> None:
    seen = set()
    for frame in frames():
        svg = drawn(frame)
        assert svg.get("role") == "img"
        named = {one.get("id"): one.text for one in svg.iter() if one.get("id")}
        title, desc = svg.get("aria-labelledby", "").split()
        assert named[title] == "保険の証明の移り変わり"
        assert named[desc] == (
            "今日は、資格確認書で証明できます。"
            "このまま交付がないと、令和9年8月1日から証明が切れます。"
        )
        seen |= set(named)
    assert len(seen) == 8  # both pictures stand in one page: no id twice


def test_words_of_the_pack_are_text_and_never_markup(drawn: Draw) -> None:
    wide, _ = frames()
    assert "使えない: <自己情報> & 制限" in [one.text for one in drawn(wide).iter(f"{SVG}text")]


def test_marks_do_not_cover_each_other(drawn: Draw) -> None:
    days = (date(2026, 7, 31), date(2026, 8, 1), date(2026, 8, 20), date(2028, 9, 10))
    for frame in frames():
        svg = drawn(frame, *days)
        there = [
            (float(one.get("cx", 0)), float(one.get("cy", 0)), float(one.get("r", 0)))
            for one in svg.iter(f"{SVG}circle")
            if one.get("class") is None
        ]
        assert len(there) == len(days)
        for number, (x, y, r) in enumerate(there):
            assert r <= x <= frame.width - r
            for other_x, other_y, _ in there[number + 1 :]:
                assert (x - other_x) ** 2 + (y - other_y) ** 2 >= (2 * r) ** 2
        height = float(svg.get("viewBox", "").split()[3])
        assert max(y + r for _, y, r in there) <= height


def test_nothing_of_a_style_or_script_stands_in_it(drawn: Draw) -> None:
    """The page's policy forbids both."""
    for frame in frames():
        for one in drawn(frame, TODAY).iter():
            assert one.tag not in (f"{SVG}style", f"{SVG}script")
            assert not [name for name in one.attrib if name == "style" or name.startswith("on")]
