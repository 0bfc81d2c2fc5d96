"""The trend of one rate over months. Rates of two definitions never stand in one picture."""

from __future__ import annotations

import altair as alt

from kofu.reports.counted import Counted, Share
from kofu.reports.pictures.drawing import INK, WIDE, Picture, picture, values
from kofu.reports.rates import Style, together

_LINE = "#0b4f94"


def trend(counted: Counted, share: Share, style: Style) -> Picture | None:
    """A line with a number at each month; None of fewer than two months."""
    found = [
        (line.key or "", line.label, rate)
        for line in counted.lines
        if (rate := counted.rate(line, share)) and rate.denominator
    ]
    together([rate for _, _, rate in found])
    if len(found) < 2:
        return None
    told = [(month, word, rate.percent(style)) for month, word, rate in found]
    data = [
        {"month": f"{month}-01", "value": float(percent or 0), "text": f"{percent}"}
        for month, _, percent in told
    ]
    base = alt.Chart(values(data)).encode(
        x=alt.X(
            "month:T",
            title=None,
            axis=alt.Axis(format="%Y年%-m月", tickCount="month", labelAngle=-40, labelOverlap=True),
        ),
        y=alt.Y("value:Q", title="率（%）", scale=alt.Scale(domainMin=0)),
    )
    chart = alt.layer(
        base.mark_line(color=_LINE, strokeWidth=2.2),
        base.mark_point(color=_LINE, filled=True, size=55, opacity=1),
        base.mark_text(dy=-12, fontSize=10.5, color=INK).encode(text="text:N"),
    ).properties(width=WIDE - 40, height=250)
    first, last = told[0], told[-1]
    said = (
        f"{counted.spec.title}。{first[1]}の{first[2]}%から{last[1]}の{last[2]}%まで、"
        f"{len(told)}か月分。"
    )
    below = f"分母は{share.rate.lower}。{style.words}"
    return picture(f"{counted.spec.id}-trend", counted.spec.title, said, chart, below)
