"""The picture of the norms: what is drawn where, and what is said for who does not see it."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element, fromstring

import pytest

from kofu.faces.console.policy.picture import Lane, Words, picture
from kofu.policy.turns import Span

TODAY = date(2025, 7, 2)
COVERS = Span(date(2024, 12, 2), date(2026, 7, 31))
WORDS = Words("題", "説明", "今日", "令和{era}年（{year}）")


def lane(
    published: date, *days: Span, number: int = 1, title: str = "定め", provisional: bool = False
) -> Lane:
    return Lane(number, title, published, days, provisional, f"{title}の言葉")


def drawn(*lanes: Lane) -> Element:
    return fromstring(picture(lanes, COVERS, TODAY, WORDS))


def percent(element: Element, name: str) -> float:
    return float(element.attrib[name].removesuffix("%"))


def day_at(place: float) -> date:
    """The day at a place, from 1 January 2024 to 31 December 2026, to the nearest day."""
    first, last = date(2024, 1, 1), date(2026, 12, 31)
    return date.fromordinal(first.toordinal() + round(place * (last - first).days / 100))


def test_a_bar_lies_where_its_days_are() -> None:
    span = Span(date(2025, 8, 1), date(2026, 7, 31))
    svg = drawn(lane(date(2024, 4, 3), span))
    [group] = svg.findall("g")
    [bar] = group.findall("rect")
    left = percent(bar, "x")
    assert (day_at(left), day_at(left + percent(bar, "width"))) == (span.first, span.last)
    [mark] = group.findall("circle")
    assert day_at(percent(mark, "cx")) == date(2024, 4, 3)
    [known] = group.findall("line")
    ends = [day_at(percent(known, name)) for name in ("x1", "x2")]
    assert ends == [date(2024, 4, 3), date(2025, 8, 1)]


def test_today_is_a_line_with_its_word() -> None:
    svg = drawn(lane(date(2024, 4, 3), Span(date(2025, 8, 1), None)))
    [line] = [one for one in svg.findall("line") if one.attrib["class"] == "lane-today"]
    assert day_at(percent(line, "x1")) == TODAY
    assert "今日" in [text.text for text in svg.findall("text")]


def test_what_has_no_end_reaches_the_edge() -> None:
    [bar] = drawn(lane(date(2024, 4, 3), Span(date(2025, 8, 1), None))).findall("g/rect")
    assert percent(bar, "x") + percent(bar, "width") == pytest.approx(100)


@pytest.mark.parametrize("provisional", [True, False])
def test_a_provisional_norm_is_hatched(provisional: bool) -> None:
    made = lane(date(2024, 4, 3), Span(date(2025, 8, 1), None), provisional=provisional)
    [bar] = drawn(made).findall("g/rect")
    assert (bar.attrib.get("fill") == "url(#provisional)") is provisional


def test_a_norm_known_only_after_its_first_day_has_no_waiting_line() -> None:
    assert drawn(lane(date(2025, 9, 1), Span(date(2025, 8, 1), None))).findall("g/line") == []


def test_the_picture_is_told_in_words() -> None:
    svg = drawn(lane(date(2024, 4, 3), Span(date(2025, 8, 1), None), title="<厚労省> & 町"))
    assert svg.attrib["role"] == "img"
    named = {one.attrib["id"]: one.text for one in svg if "id" in one.attrib}
    assert [named[name] for name in svg.attrib["aria-labelledby"].split()] == ["題", "説明"]
    assert svg.findtext("g/title") == "<厚労省> & 町の言葉"
    assert svg.findtext("g/text/tspan") == "<厚労省> & 町"


def test_every_norm_has_its_own_lane() -> None:
    days = Span(date(2025, 8, 1), None)
    svg = drawn(lane(TODAY, days), lane(TODAY, days, number=2), lane(TODAY, days, number=3))
    tops = [int(bar.attrib["y"]) for bar in svg.findall("g/rect")]
    assert tops == sorted(set(tops))
    assert int(svg.attrib["height"]) > tops[-1]
