"""The norms of a pack along time: when each was published, when it is in force, where today is.

Places along the time are told in percent, so that the words keep their size on any screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, SubElement, tostring

from kofu.policy.turns import Span

_TOP, _LANE, _BAR = 40, 52, 14
"""Pixels: the axis, a lane, the bar in it."""
_MOST_YEARS = 5


@dataclass(frozen=True, slots=True)
class Lane:
    """A norm as it is drawn. `said`: the same in words, for who does not see the picture."""

    number: int
    title: str
    published: date
    spans: tuple[Span, ...]
    provisional: bool
    said: str


@dataclass(frozen=True, slots=True)
class Words:
    """What is written in the picture."""

    title: str
    description: str
    today: str
    year: str
    """With `{year}`, and `{era}` for the year of Reiwa; a narrow screen shows the year alone."""


def picture(lanes: Sequence[Lane], covers: Span, today: date, words: Words) -> str:
    """An SVG as wide as its place."""
    scale = _Scale.of(lanes, covers, today)
    height = _TOP + _LANE * len(lanes) + 8
    named = {"role": "img", "aria-labelledby": "lanes-title lanes-words", "class": "lanes"}
    svg = Element("svg", {**named, "width": "100%", "height": str(height)})
    SubElement(svg, "title", {"id": "lanes-title"}).text = words.title
    SubElement(svg, "desc", {"id": "lanes-words"}).text = words.description
    _hatching(svg)
    _years(svg, scale, height, words)
    for place, lane in enumerate(lanes):
        _lane(svg, scale, lane, _TOP + _LANE * place)
    _today(svg, scale, today, height, words)
    return tostring(svg, encoding="unicode")


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    @classmethod
    def of(cls, lanes: Sequence[Lane], covers: Span, today: date) -> _Scale:
        """From the first day anything was known to the last that anything is said of."""
        days = [today, covers.first, covers.last or today]
        days += [lane.published for lane in lanes]
        days += [
            day for lane in lanes for span in lane.spans for day in (span.first, span.last) if day
        ]
        return cls(date(min(days).year, 1, 1), date(max(days).year, 12, 31))

    def at(self, day: date) -> float:
        """Percent from the left."""
        whole = (self.last - self.first).days
        return round(100 * (day - self.first).days / whole, 2)


def _hatching(svg: Element) -> None:
    pattern = {"id": "provisional", "width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
    inside = SubElement(SubElement(svg, "defs"), "pattern", pattern)
    SubElement(inside, "rect", {"width": "8", "height": "8", "class": "lane-provisional"})
    SubElement(inside, "path", {"d": "M0 8 8 0", "class": "lane-hatching"})


def _years(svg: Element, scale: _Scale, height: int, words: Words) -> None:
    years = range(scale.first.year, scale.last.year + 1)
    for year in years[:: -(-len(years) // _MOST_YEARS)]:
        x = f"{scale.at(date(year, 1, 1))}%"
        SubElement(
            svg, "line", {"x1": x, "x2": x, "y1": "24", "y2": str(height), "class": "lane-year"}
        )
        for kind, said in (("wide", words.year), ("narrow", "{year}")):
            place = {"x": x, "y": "18", "dx": "2", "class": f"lane-axis {kind}"}
            SubElement(svg, "text", place).text = said.format(year=year, era=year - 2018)


def _lane(svg: Element, scale: _Scale, lane: Lane, top: int) -> None:
    group = SubElement(svg, "g", {"data-lane": str(lane.number)})
    SubElement(group, "title").text = lane.said
    text = SubElement(group, "text", {"x": "0", "y": str(top + 18), "class": "lane-name"})
    text.text = f"{lane.number}"
    title = SubElement(text, "tspan", {"dx": "8", "class": "lane-title"})
    title.text = lane.title
    middle = str(top + 24 + _BAR // 2)
    known = f"{scale.at(lane.published)}%"
    for span in lane.spans:
        if lane.published < span.first:
            line = {"x1": known, "x2": f"{scale.at(span.first)}%", "y1": middle, "y2": middle}
            SubElement(group, "line", {**line, "class": "lane-known"})
        SubElement(group, "rect", dict(_bar(scale, span, lane.provisional, top + 24)))
    SubElement(group, "circle", {"cx": known, "cy": middle, "r": "6", "class": "lane-published"})


def _bar(scale: _Scale, span: Span, provisional: bool, top: int) -> Iterator[tuple[str, str]]:
    left = scale.at(span.first)
    right = scale.at(span.last) if span.last else 100.0
    yield from {"x": f"{left}%", "width": f"{round(max(right - left, 0.5), 2)}%"}.items()
    yield from {"y": str(top), "height": str(_BAR), "rx": "2"}.items()
    if provisional:
        yield "fill", "url(#provisional)"
    yield "class", "lane-bar" if span.last else "lane-bar lane-open"


def _today(svg: Element, scale: _Scale, today: date, height: int, words: Words) -> None:
    x = f"{scale.at(today)}%"
    line = {"x1": x, "x2": x, "y1": "24", "y2": str(height), "class": "lane-today"}
    SubElement(svg, "line", line)
    text = {"x": x, "y": "34", "dx": "4", "class": "lane-today-word"}
    SubElement(svg, "text", text).text = words.today
