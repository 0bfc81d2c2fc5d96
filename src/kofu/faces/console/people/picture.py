"""Proof over time as a picture (SVG): lanes, gaps in red and hatched, today, the months in eras.

A pure function of the spans. Colours are classes (`people.css`); nothing is told by colour alone,
and the same stands in a table beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import east_asian_width
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.translation import gettext as _

from kofu.base.eras import in_era
from kofu.base.messages import Language
from kofu.faces.console.frame.tags import day as in_words
from kofu.faces.console.frame.words import language
from kofu.faces.console.people.said import LANES, span_words
from kofu.registry.dossier.marks import Mark
from kofu.registry.dossier.proof import Kind, Lane, Picture, Span

_HATCHED = (Kind.GAP, Kind.IN_DOUBT)
_DOT = 11.0
"""Half the width of a mark with its number."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Sizes in units of the view box. `left`: where the days begin; names of lanes stand left of
    them, or above where there is no room. `every`: months between two labels, 0 for years only.
    """

    name: str
    width: float
    left: float
    bar: float
    gap: float
    text: float
    every: int

    @property
    def names_above(self) -> bool:
        return self.left < 100


WIDE = Frame("wide", 1000, 130, 30, 10, 14, 3)
NARROW = Frame("narrow", 300, 4, 24, 26, 14, 0)
_RIGHT = 6.0


def draw(seen: Picture, marks: Sequence[Mark], frame: Frame, past: bool = False) -> str:
    """One `svg` element as text. Marks bear their place in the list, from 1. `past`: the day of the
    picture is another than today.
    """
    return tostring(_Drawing(seen, frame, past).svg(marks), encoding="unicode")


@dataclass(frozen=True)
class _Drawing:
    seen: Picture
    frame: Frame
    past: bool

    def svg(self, marks: Sequence[Mark]) -> Element:
        frame = self.frame
        top = frame.text * (4.6 if frame.every else 3.0)
        lanes = list(Lane)
        tall = frame.bar + frame.gap
        bottom = top + len(lanes) * tall + (0 if frame.names_above else frame.gap / 2)
        rows = _rows([self._x(mark.on) for mark in marks])
        height = bottom + (max(rows, default=-1) + 1) * (2 * _DOT + 3) + 10
        root = Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {frame.width:g} {height:.1f}",
                "class": f"proof-picture {frame.name}",
                "role": "img",
                "aria-labelledby": f"proof-title-{frame.name} proof-desc-{frame.name}",
            },
        )
        _text(root, "title", _("保険の証明の移り変わり"), id=f"proof-title-{frame.name}")
        _text(root, "desc", described(self.seen, self.past), id=f"proof-desc-{frame.name}")
        self._patterns(root)
        self._axis(root, top, bottom)
        for number, lane in enumerate(lanes):
            y = top + number * tall + (frame.gap if frame.names_above else frame.gap / 2)
            self._lane(root, lane, y)
        self._today(root, top, bottom)
        for number, (mark, row) in enumerate(zip(marks, rows, strict=True), start=1):
            self._mark(root, number, mark, bottom, bottom + 4 + _DOT + row * (2 * _DOT + 3))
        return root

    def _x(self, day: date) -> float:
        seen, frame = self.seen, self.frame
        days = (seen.last - seen.first).days + 1
        return frame.left + (day - seen.first).days * (frame.width - frame.left - _RIGHT) / days

    def _patterns(self, root: Element) -> None:
        """Stripes for gaps, dots for doubts."""
        defs = SubElement(root, "defs")
        for kind in _HATCHED:
            size = "8" if kind is Kind.GAP else "7"
            made = SubElement(
                defs,
                "pattern",
                {
                    "id": f"{kind.value}-{self.frame.name}",
                    "width": size,
                    "height": size,
                    "patternUnits": "userSpaceOnUse",
                },
            )
            SubElement(made, "rect", {"width": size, "height": size, "class": f"{kind.value}-back"})
            if kind is Kind.GAP:
                lines = {"d": "M-2,10 L10,-2 M-2,2 L2,-2 M6,10 L10,6", "class": "gap-line"}
                SubElement(made, "path", lines)
            else:
                SubElement(made, "circle", {"cx": "3", "cy": "3", "r": "1.5", "class": "doubt-dot"})

    def _axis(self, root: Element, top: float, bottom: float) -> None:
        """A line at each year's beginning, shorter ones at labelled months."""
        frame = self.frame
        part = SubElement(root, "g", {"class": "axis", "aria-hidden": "true"})
        starts = [day for day in _months(self.seen) if day.month == 1]
        for day in (self.seen.first, *starts):
            following = next((one for one in starts if one > day), self.seen.last)
            if self._x(following) - self._x(day) > frame.text * 4.2:
                _text(part, "text", _year(day), x=self._x(day) + 3, y=frame.text)
        for day in _months(self.seen):
            labelled = frame.every and (day.month - 1) % frame.every == 0
            if day.month == 1 or labelled:
                x = self._x(day)
                kind = "year" if day.month == 1 else "month"
                at = 0.0 if day.month == 1 else frame.text * 1.5
                _line(part, x, at, x, bottom, kind)
            if labelled and self._x(day) + frame.text * 2 < frame.width:
                words = _("{month}月").format(month=day.month)
                _text(part, "text", words, x=self._x(day) + 3, y=frame.text * 2.4, kind="small")

    def _lane(self, root: Element, lane: Lane, y: float) -> None:
        frame = self.frame
        part = SubElement(root, "g", {"class": f"lane {lane.value}", "aria-hidden": "true"})
        width = frame.width - frame.left - _RIGHT
        _rect(part, frame.left, y, width, frame.bar, "ground")
        name = str(LANES[lane])
        if frame.names_above:
            _text(part, "text", name, x=frame.left, y=y - 5, kind="name")
        else:
            _text(part, "text", name, x=0, y=y + frame.bar * 0.66, kind="name")
        for span in self.seen.of(lane):
            self._span(part, span, y)

    def _span(self, part: Element, span: Span, y: float) -> None:
        frame = self.frame
        x, end = self._x(span.first), self._x(span.last + timedelta(1))
        kind = f"span {span.lane.value}-{span.kind.value}"
        filled = {"fill": f"url(#{span.kind.value}-{frame.name})"} if span.kind in _HATCHED else {}
        # A gap of a single day must be seen.
        wide = max(end - x, 3.0 if span.kind in _HATCHED else 1.0)
        _rect(part, x, y, wide, frame.bar, kind, **filled)
        words = _fitting(span, (wide - 10) / frame.text)
        if not words:
            return
        long = _long(words) * frame.text
        left = self._beside_today(x + 8, x + wide, long)
        if span.kind in _HATCHED:
            _rect(part, left - 4, y + 4, long + 8, frame.bar - 8, "plate")
        _text(part, "text", words, x=left, y=y + frame.bar * 0.67, kind=f"in-{span.kind.value}")

    def _beside_today(self, left: float, end: float, long: float) -> float:
        """Where words of this length begin so that the line of today does not cross them."""
        today = self._x(self.seen.today)
        crossed = left - 4 < today < left + long + 4
        return today + 8 if crossed and today + 8 + long <= end else left

    def _today(self, root: Element, top: float, bottom: float) -> None:
        x, size = self._x(self.seen.today), self.frame.text
        words = _("この日") if self.past else _("今日")
        part = SubElement(root, "g", {"class": "today", "aria-hidden": "true"})
        _line(part, x, top - 2, x, bottom, "")
        wide = _long(words) * size * 0.9 + 8
        _rect(part, x - wide / 2, top - size - 6, wide, size + 5, "")
        _text(part, "text", words, x=x - wide / 2 + 4, y=top - 5)

    def _mark(self, root: Element, number: int, mark: Mark, bottom: float, y: float) -> None:
        x = self._x(mark.on)
        kind = "mark coming" if mark.on >= self.seen.today else "mark"
        part = SubElement(root, "g", {"class": kind, "aria-hidden": "true"})
        _line(part, x, bottom - 4, x, y - _DOT, "")
        inside = min(max(x, _DOT + 1), self.frame.width - _DOT - 1)
        SubElement(part, "circle", {"cx": f"{inside:.1f}", "cy": f"{y:.1f}", "r": f"{_DOT:g}"})
        made = _text(part, "text", str(number), x=inside, y=y + 4.5)
        made.set("text-anchor", "middle")


def described(seen: Picture, past: bool = False) -> str:
    """The picture in a few sentences: what proves insurance today, and where the gaps are."""
    between = "" if language() is Language.JA else " "
    return between.join(_sentences(seen, past))


def _sentences(seen: Picture, past: bool) -> Iterator[str]:
    day = _("この日") if past else _("今日")
    now = seen.on(Lane.PROOF, seen.today)
    comma = "、" if language() is Language.JA else ", "
    things = comma.join(str(LANES[lane]) for lane in _PROVING if _proves(seen, lane))
    match now.kind if now else Kind.OUTSIDE:
        case Kind.COVERED if things:
            yield _("{day}は、{things}で証明できます。").format(day=day, things=things)
        case Kind.GAP:
            yield _("{day}、証明になるものがありません。").format(day=day)
        case Kind.IN_DOUBT:
            yield _("カードの状況が分からないため、{day}の証明は不明です。").format(day=day)
        case Kind.OUTSIDE:
            yield _("{day}は、資格がありません。").format(day=day)
        case _:
            yield _("{day}の証明についての記録がありません。").format(day=day)
    for span in seen.gaps:
        if span.last < seen.today:
            days = {"first": in_words(span.first), "last": in_words(span.last)}
            yield _("{first}から{last}まで、証明が切れていました。").format(**days)
        elif span.first > seen.today:
            yield _("このまま交付がないと、{first}から証明が切れます。").format(
                first=in_words(span.first)
            )
        else:
            yield _("{first}から切れています。").format(first=in_words(span.first))


_PROVING = (Lane.OLD_CARD, Lane.CARD, Lane.CERTIFICATE)


def _proves(seen: Picture, lane: Lane) -> bool:
    span = seen.on(lane, seen.today)
    return span is not None and span.kind in (Kind.USABLE, Kind.GRACE)


def _rows(places: Sequence[float]) -> list[int]:
    """On which row each mark stands, so that none covers another."""
    ends: list[float] = []
    rows = []
    for x in places:
        row = next((n for n, end in enumerate(ends) if x - end >= 2 * _DOT + 2), len(ends))
        ends[row : row + 1] = [x]
        rows.append(row)
    return rows


def _fitting(span: Span, room: float) -> str:
    """The longest words that stand in the bar."""
    longest = span_words(span)
    for words in (longest, longest.split(": ")[0]):
        if _long(words) <= room:
            return words
    return ""


def _long(text: str) -> float:
    """Its length in full-width characters."""
    return sum(1.0 if east_asian_width(one) in "WFA" else 0.58 for one in text)


def _months(seen: Picture) -> Iterator[date]:
    first, last = seen.first, seen.last
    for index in range(first.year * 12 + first.month, last.year * 12 + last.month):
        yield date(index // 12, index % 12 + 1, 1)


def _year(day: date) -> str:
    return in_era(day).split("年")[0] + "年" if language() is Language.JA else str(day.year)


def _text(
    part: Element,
    tag: str,
    words: str,
    *,
    x: float = 0,
    y: float = 0,
    kind: str = "",
    id: str = "",  # noqa: A002
) -> Element:
    named = {"class": kind, "id": id}
    places = {"x": f"{x:.1f}", "y": f"{y:.1f}"} if tag == "text" else {}
    made = SubElement(part, tag, {**{k: v for k, v in named.items() if v}, **places})
    made.text = words
    return made


def _rect(
    part: Element, x: float, y: float, width: float, height: float, kind: str, **more: str
) -> None:
    box = {"x": x, "y": y, "width": width, "height": height}
    said = {name: f"{value:.1f}" for name, value in box.items()}
    SubElement(part, "rect", {**said, **({"class": kind} if kind else {}), **more})


def _line(part: Element, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
    ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    said = {name: f"{value:.1f}" for name, value in ends.items()}
    SubElement(part, "line", {**said, **({"class": kind} if kind else {})})
