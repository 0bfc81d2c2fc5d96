"""Days: each row can be checked with a calendar."""

from __future__ import annotations

from datetime import date as d

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofu.policy import days


@pytest.mark.parametrize(
    ("birth", "years", "eve"),
    [
        (d(1950, 8, 15), 75, d(2025, 8, 14)),
        (d(1950, 8, 1), 75, d(2025, 7, 31)),
        (d(1951, 1, 1), 75, d(2025, 12, 31)),
        # 29 February: complete at the end of 28 February where the year has no 29th.
        (d(1952, 2, 29), 75, d(2027, 2, 28)),
        (d(1952, 2, 29), 76, d(2028, 2, 28)),
        # 1 March: the eve is 29 February in a leap year.
        (d(1949, 3, 1), 75, d(2024, 2, 29)),
        (d(1951, 3, 1), 75, d(2026, 2, 28)),
    ],
)
def test_the_eve_of_a_birthday(birth: d, years: int, eve: d) -> None:
    assert days.eve_of_anniversary(birth, years) == eve


@pytest.mark.parametrize(
    ("birth", "last"),
    [
        (d(1955, 9, 15), d(2025, 9, 30)),
        (d(1955, 9, 2), d(2025, 9, 30)),
        (d(1955, 9, 1), d(2025, 8, 31)),
        (d(1956, 3, 1), d(2026, 2, 28)),
        (d(1954, 3, 1), d(2024, 2, 29)),
        (d(1956, 2, 29), d(2026, 2, 28)),
        (d(1956, 1, 1), d(2025, 12, 31)),
    ],
)
def test_the_month_of_seventy(birth: d, last: d) -> None:
    assert days.month_of_age(birth, 70) == last


@pytest.mark.parametrize(
    ("on", "years", "born"),
    [
        (d(2026, 8, 1), 85, d(1941, 8, 1)),
        (d(2028, 2, 29), 75, d(1953, 2, 28)),
        (d(2027, 2, 28), 75, d(1952, 2, 28)),
        (d(2027, 3, 1), 75, d(1952, 3, 1)),
    ],
)
def test_who_has_had_the_birthday(on: d, years: int, born: d) -> None:
    assert days.years_before(on, years) == born


@pytest.mark.parametrize(
    ("on", "born"),
    [
        # 18 until 31 March 2026: born from 2 April 2007 on; 1 April belongs to the year before.
        (d(2025, 8, 1), d(2007, 4, 2)),
        (d(2026, 3, 31), d(2007, 4, 2)),
        (d(2026, 4, 1), d(2008, 4, 2)),
        (d(2025, 3, 31), d(2006, 4, 2)),
    ],
)
def test_up_to_eighteen_by_school_year(on: d, born: d) -> None:
    assert days.april_of_age(on, 18) == born


@pytest.mark.parametrize(
    ("on", "one_end", "years", "end"),
    [
        (d(2025, 8, 1), d(2025, 7, 31), 1, d(2026, 7, 31)),
        (d(2025, 7, 31), d(2025, 7, 31), 1, d(2025, 7, 31)),
        (d(2024, 12, 10), d(2025, 9, 30), 2, d(2025, 9, 30)),
        (d(2025, 10, 1), d(2025, 9, 30), 2, d(2027, 9, 30)),
        (d(2026, 10, 1), d(2025, 9, 30), 2, d(2027, 9, 30)),
        (d(2025, 8, 1), d(2027, 7, 31), 2, d(2027, 7, 31)),
        (d(2030, 1, 1), d(2025, 9, 30), 2, d(2031, 9, 30)),
    ],
)
def test_the_next_end_of_a_cycle(on: d, one_end: d, years: int, end: d) -> None:
    assert days.next_cycle_end(on, one_end, years) == end


@given(st.dates(d(1900, 1, 1), d(2010, 12, 31)), st.integers(1, 100))
def test_on_the_eve_the_birthday_has_not_come_and_the_day_after_it_has(
    birth: d, years: int
) -> None:
    eve = days.eve_of_anniversary(birth, years)
    assert birth > days.years_before(eve, years) or (birth.month, birth.day) == (2, 29)
    assert birth <= days.years_before(eve + days.ONE_DAY, years)


@given(
    st.dates(d(1990, 1, 1), d(2060, 12, 31)),
    st.integers(1, 5),
    st.dates(d(2000, 1, 1), d(2030, 12, 31)),
)
def test_a_cycle_end_is_neither_past_nor_further_than_one_cycle(
    on: d, years: int, one_end: d
) -> None:
    end = days.next_cycle_end(on, one_end, years)
    assert on <= end
    assert (end.year - one_end.year) % years == 0
    assert (end - on).days <= 366 * years
