"""Days in the era calendar, against the days on which eras began."""

from __future__ import annotations

from datetime import date

import pytest

from kofu.base.eras import ERAS, in_era
from kofu.roster import dates as reading


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(2025, 8, 1), "令和7年8月1日"),
        (date(1850, 3, 4), "1850年3月4日"),
    ],
)
def test_a_day_as_an_office_writes_it(day: date, words: str) -> None:
    assert in_era(day) == words


def test_reading_and_writing_know_the_same_eras() -> None:
    """Reading has its own table, with spellings and last days; the first days are the same."""
    first_days = [era.first for era in reading.ERAS[1:]]
    assert first_days == [first for _, first in reversed(ERAS[:4])]
