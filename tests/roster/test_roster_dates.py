"""Dates as offices write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofu.roster.dates import DateForm, read_date
from kofu.roster.unreadable import UnreadableError


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1937-03-04", date(1937, 3, 4)),
        ("1937/03/04", date(1937, 3, 4)),
        ("1937/3/4", date(1937, 3, 4)),
        ("1937.3.4", date(1937, 3, 4)),
        ("19370304", date(1937, 3, 4)),
        ("1937年3月4日", date(1937, 3, 4)),
        ("１９３７年３月４日", date(1937, 3, 4)),
        ("1937-03-04 00:00:00", date(1937, 3, 4)),
        ("S12.3.4", date(1937, 3, 4)),
        ("s12.3.4", date(1937, 3, 4)),
        ("Ｓ１２．３．４", date(1937, 3, 4)),
        ("S12/3/4", date(1937, 3, 4)),
        ("S12-03-04", date(1937, 3, 4)),
        ("昭和12年3月4日", date(1937, 3, 4)),
        ("昭和 12年 3月 4日", date(1937, 3, 4)),
        ("昭12.3.4", date(1937, 3, 4)),
        ("㍼12年3月4日", date(1937, 3, 4)),
        ("明治6年1月1日", date(1873, 1, 1)),
        ("M45.7.29", date(1912, 7, 29)),
        ("T1.7.30", date(1912, 7, 30)),
        ("大正15年12月24日", date(1926, 12, 24)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("H31.4.30", date(2019, 4, 30)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R8.7.31", date(2026, 7, 31)),
        ("H12.2.29", date(2000, 2, 29)),
        ("9999-12-31", date(9999, 12, 31)),
    ],
)
def test_a_date_is_read(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "昭和65年1月1日",
        "昭和64年1月8日",
        "平成元年1月7日",
        "平成31年5月1日",
        "令和元年4月30日",
        "大正元年7月29日",
        "昭和元年12月24日",
        "明治5年12月2日",
        "昭和0年1月1日",
        "2023-02-30",
        "昭和12年2月30日",
        "2023-02-29",
        "H13.2.29",
        "20231301",
        "0000-00-00",
        "1867-12-31",
    ],
)
def test_there_is_no_such_day(text: str) -> None:
    with pytest.raises(UnreadableError) as problem:
        read_date(text)
    assert problem.value.code == "impossible-date"


@pytest.mark.parametrize(
    "text",
    [
        "S120304",
        "3120304",
        "12.3.4",
        "3/4/1937",
        "1937-3",
        "S12.3-4",
        "X12.3.4",
        "不明",
        "1937-03-04 09:30:00",
        "元.3.4",
    ],
)
def test_a_form_with_no_or_two_meanings_is_not_guessed(text: str) -> None:
    with pytest.raises(UnreadableError) as problem:
        read_date(text)
    assert problem.value.code == "unreadable-date"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("S120304", date(1937, 3, 4)),
        ("3120304", date(1937, 3, 4)),
        ("1450729", date(1912, 7, 29)),
        ("2010730", date(1912, 7, 30)),
        ("4010108", date(1989, 1, 8)),
        ("5080731", date(2026, 7, 31)),
        ("S12.3.4", date(1937, 3, 4)),
    ],
)
def test_compact_era_dates_are_read_where_the_mapping_says_wareki(text: str, day: date) -> None:
    assert read_date(text, DateForm.WAREKI) == day


@pytest.mark.parametrize(
    ("text", "form"), [("S12.3.4", DateForm.ISO), ("1937-03-04", DateForm.WAREKI)]
)
def test_the_form_told_is_the_only_one(text: str, form: DateForm) -> None:
    with pytest.raises(UnreadableError):
        read_date(text, form)


_BEGINNINGS = [
    ("令和", date(2019, 5, 1)),
    ("平成", date(1989, 1, 8)),
    ("昭和", date(1926, 12, 25)),
    ("大正", date(1912, 7, 30)),
    ("明治", date(1868, 1, 1)),
]


@given(st.dates(date(1873, 1, 1), date(2117, 12, 31)))
def test_a_day_written_in_its_era_is_that_day(day: date) -> None:
    era, first = next((era, first) for era, first in _BEGINNINGS if day >= first)
    year = day.year - first.year + 1
    assert read_date(f"{era}{year}年{day.month}月{day.day}日") == day
    assert read_date(day.isoformat()) == day


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    for form in DateForm:
        try:
            read_date(text, form)
        except UnreadableError as problem:
            assert problem.code in ("unreadable-date", "impossible-date")
