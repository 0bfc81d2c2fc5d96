"""The age pyramid by document: men to the left, women to the right."""

from __future__ import annotations

import altair as alt

from kofu.reports.counted import Counted
from kofu.reports.dimensions import age_word
from kofu.reports.pictures.drawing import QUIET, WIDE, Picture, picture, values

_COLOURS = {"資格確認書": "#0b4f94", "資格情報のお知らせ": "#e8a33d"}
_COLOURS = {**_COLOURS, "交付なし": "#b8c1cc", "確認が必要": "#a8325a"}
_SIDES = ("male", "female")


def pyramid(counted: Counted) -> Picture | None:
    """Of the table of documents by age and sex; None where no age is known, or where a number is
    hidden: a bar that is missing would be read as nobody."""
    words = [one.label for one in counted.spec.counts[:-1]]
    data: list[dict[str, object]] = []
    aside = 0
    for line in counted.lines:
        age, _, sex = (line.key or "").partition("|")
        for place, word in enumerate(words):
            count = line.numbers[place]
            if sex not in _SIDES:
                aside += count or 0
            elif count is None:
                return None
            elif count:
                signed = -count if sex == "male" else count
                told = {"age": int(age), "label": age_word(age), "people": signed, "document": word}
                data.append({**told, "order": place})
    if not data:
        return None
    ages = sorted({int(str(one["age"])) for one in data}, reverse=True)
    there = [word for word in words if any(one["document"] == word for one in data)]
    most = _widest(data)
    chart = (
        alt.Chart(values(data))
        .mark_bar(height={"band": 0.86})
        .encode(
            y=alt.Y("label:N", sort=[age_word(str(age)) for age in ages], title=None),
            x=alt.X(
                "people:Q",
                title="← 男　　　人　　　女 →",
                scale=alt.Scale(domain=[-most, most]),
                axis=alt.Axis(labelExpr="format(abs(datum.value), ',')"),
            ),
            color=alt.Color(
                "document:N",
                title=None,
                scale=alt.Scale(domain=there, range=[_COLOURS[word] for word in there]),
                legend=alt.Legend(orient="top"),
            ),
            order="order:Q",
        )
    )
    middle = alt.Chart(values([{"x": 0}])).mark_rule(color=QUIET).encode(x="x:Q")
    drawn = alt.layer(chart, middle).properties(width=WIDE - 80, height={"step": 17})
    left = f"年齢・性別の分からない人など{aside:,}人を除く。" if aside else ""
    return picture(
        counted.spec.id,
        "交付する書類（年齢・男女別）",
        _said(data, there),
        drawn,
        f"5歳ごとの人数。{left}",
    )


def _widest(data: list[dict[str, object]]) -> float:
    sums: dict[tuple[object, bool], int] = {}
    for one in data:
        count = int(str(one["people"]))
        key = (one["age"], count < 0)
        sums[key] = sums.get(key, 0) + abs(count)
    return 1.05 * max(sums.values())


def _said(data: list[dict[str, object]], words: list[str]) -> str:
    sums = {
        word: sum(abs(int(str(one["people"]))) for one in data if one["document"] == word)
        for word in words
    }
    told = "、".join(f"{word}{count:,}人" for word, count in sums.items())
    return f"交付する書類を5歳ごと・男女別に示した人口ピラミッド。{told}。"
