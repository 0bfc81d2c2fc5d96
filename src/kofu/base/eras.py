"""Days in the era calendar (和暦), as offices write them."""

from __future__ import annotations

from datetime import date

ERAS = (
    ("令和", date(2019, 5, 1)),
    ("平成", date(1989, 1, 8)),
    ("昭和", date(1926, 12, 25)),
    ("大正", date(1912, 7, 30)),
    ("明治", date(1868, 1, 25)),
)
"""Name and first day, the newest first. Source: 元号を改める政令 and its predecessors."""


def in_era(day: date) -> str:
    """`2025-08-01` -> `令和7年8月1日`; the first year is 元年; before Meiji the western year."""
    era, year = era_year(day)
    return f"{era}{'元' if era and year == 1 else year}年{day.month}月{day.day}日"


def era_year(day: date) -> tuple[str, int]:
    """The era of a day and its year in it; before Meiji no era and the western year."""
    for name, first in ERAS:
        if day >= first:
            return name, day.year - first.year + 1
    return "", day.year
