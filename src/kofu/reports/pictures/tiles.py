"""A map of tiles: a rate for each prefecture or ward, or bars where no places are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from kofu.reports.counted import Counted, Share
from kofu.reports.insurers import short
from kofu.reports.pictures.drawing import INK, WIDE, Picture, picture, values
from kofu.reports.pictures.positions import KAWASAKI, PREFECTURES, TOKYO, Place
from kofu.reports.places import place_code, ward_word
from kofu.reports.rates import R, Rate, Style, together

_CITIES: Mapping[str, Mapping[str, Place]] = {
    "1413": KAWASAKI,
    **dict.fromkeys(("1310", "1311", "1312"), TOKYO),
}
"""By the first digits of the codes of their wards."""

_LARGEST = 80
_PALE, _DARK, _NONE = "#e8f1fb", "#0b4f94", "#eceff2"
_BLACK = "#000000"
_DEEP = 0.73
"""From here on white words have the contrast of 4.5 to 1, below it black ones."""


@dataclass(frozen=True, slots=True)
class Tile:
    """`rate` is None where it is hidden or nothing was counted."""

    name: str
    place: Place
    rate: Rate | None


def tile_map(counted: Counted, share: Share, style: Style) -> Picture | None:
    """The map of a table's rates, bars where a row has no place; None of fewer than two rows."""
    rates = [(line.key, line.label, counted.rate(line, share)) for line in counted.lines]
    together([rate for _, _, rate in rates if rate])
    if len(rates) < 2:
        return None
    found = [(_placed(key), rate) for key, _, rate in rates]
    kinds = {id(places) for (places, _), _ in found}
    places = found[0][0][0]
    if places is None or len(kinds) > 1:
        return _bars(counted, share, [(label, rate) for _, label, rate in rates], style)
    own = {name: rate for (_, name), rate in found}
    # A country is drawn whole, a city only as far as it is in the table.
    names = places if places is PREFECTURES else own
    tiles = [Tile(name, places[name], own.get(name)) for name in names]
    return _drawn(counted, share, tiles, style)


def _placed(key: str | None) -> tuple[Mapping[str, Place] | None, str]:
    """The map that has a place for this row, and the name it has there."""
    if key in PREFECTURES:
        return PREFECTURES, key or ""
    city = _CITIES.get(place_code(key or "")[:4], {})
    name = ward_word(key or "")
    return (city, name) if name in city else (None, name)


def _drawn(counted: Counted, share: Share, tiles: Sequence[Tile], style: Style) -> Picture:
    shown = {tile.name: _percent(tile.rate, style) for tile in tiles}
    low, high = _range(shown)
    data = [
        {
            "name": short(tile.name) if tile.name in PREFECTURES else tile.name,
            "x": tile.place[0],
            "y": tile.place[1],
            "value": shown[tile.name],
            "text": _text(tile.rate, style),
            "ink": "white" if _deep(shown[tile.name], low, high) else _BLACK,
        }
        for tile in tiles
    ]
    columns = max(tile.place[0] for tile in tiles) + 1
    rows = max(tile.place[1] for tile in tiles) + 1
    size = min(_LARGEST, WIDE // columns)
    base = alt.Chart(values(data)).encode(
        x=alt.X("x:O", axis=None, scale=_every(columns)),
        y=alt.Y("y:O", axis=None, scale=_every(rows)),
    )
    colour = alt.condition(
        "isValid(datum.value)",
        alt.Color(
            "value:Q",
            title="率（%）",
            scale=alt.Scale(domain=[low, high], range=[_PALE, _DARK], interpolate="lab"),
            legend=alt.Legend(orient="bottom", gradientLength=180),
        ),
        alt.value(_NONE),
    )
    ink = alt.Color("ink:N", scale=None)
    small = max(8.0, size / 5.2)
    chart = alt.layer(
        base.mark_rect(cornerRadius=3).encode(color=colour),
        base.mark_text(dy=-small * 0.7, fontSize=small * 0.94).encode(text="name:N", color=ink),
        base.mark_text(dy=small * 0.75, fontSize=small).encode(text="text:N", color=ink),
    )
    chart = chart.resolve_scale(color="independent")
    chart = chart.properties(width=size * columns, height=size * rows)
    title = _title(counted, share)
    said = _said(title, [(tile.name, tile.rate) for tile in tiles], style)
    return picture(f"{counted.spec.id}-map", title, said, chart, _below(share, style))


def _title(counted: Counted, share: Share) -> str:
    """The rate that is drawn: its table may hold several."""
    title = counted.spec.title
    own = title.startswith(share.rate.name)
    return title if own else f"{share.rate.name}（{counted.spec.dimension.label}ごと）"


def _every(count: int) -> alt.Scale:
    return alt.Scale(domain=list(range(count)), paddingInner=0.06)


def _bars(
    counted: Counted, share: Share, rates: Sequence[tuple[str, Rate | None]], style: Style
) -> Picture:
    data = [
        {"name": name, "value": _percent(rate, style) or 0, "text": _text(rate, style)}
        for name, rate in rates
    ]
    base = alt.Chart(values(data)).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=220)),
        x=alt.X("value:Q", title="率（%）", scale=alt.Scale(domainMin=0)),
    )
    chart = alt.layer(
        base.mark_bar(color=_DARK, height={"band": 0.72}),
        base.mark_text(align="left", dx=4, fontSize=10.5, color=INK).encode(text="text:N"),
    ).properties(width=WIDE - 160, height={"step": 22})
    title = _title(counted, share)
    said = _said(title, rates, style)
    return picture(f"{counted.spec.id}-bars", title, said, chart, _below(share, style))


def _below(share: Share, style: Style) -> str:
    return f"分母は{share.rate.lower}。{style.words}"


def _percent(rate: Rate | None, style: Style) -> float | None:
    """For drawing only: what is written is cut from integers (`_text`)."""
    percent = rate.percent(style) if rate else None
    return None if percent is None else float(percent)


def _text(rate: Rate | None, style: Style) -> str:
    percent = rate.percent(style) if rate else None
    return "－" if percent is None else f"{percent}"


def _range(shown: Mapping[str, float | None]) -> tuple[float, float]:
    known = [value for value in shown.values() if value is not None] or [0.0]
    low, high = min(known), max(known)
    return (low, high) if high > low else (low - 1, high + 1)


def _deep(value: float | None, low: float, high: float) -> bool:
    return value is not None and (value - low) / (high - low) > _DEEP


def _said(title: str, rates: Sequence[tuple[str, R | None]], style: Style) -> str:
    known = [(name, rate) for name, rate in rates if rate and rate.denominator]
    if not known:
        return f"{title}。示せる率はありません。"
    least = known[0]
    most = known[0]
    for one in known[1:]:
        least = one if one[1] < least[1] else least
        most = one if most[1] < one[1] else most
    return (
        f"{title}。最も高いのは{most[0]}の{_text(most[1], style)}%、"
        f"最も低いのは{least[0]}の{_text(least[1], style)}%。"
    )
