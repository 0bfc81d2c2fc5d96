"""Arithmetic of days, where the rounding is a legal choice and is named.

Ages follow the birthday (facts: Shibuya's and Sagamihara's pages), with the rule that a person
born on the 1st reaches an age at the end of the month before (年齢計算ニ関スル法律).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def clamped(year: int, month: int, day: int) -> date:
    """The day, or the last day of its month where the month is shorter."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def years_before(day: date, years: int) -> date:
    """Who was born on or before this day has had the birthday number `years` by `day`.

    From 29 February the last day of February is meant: somebody born on 1 March is not there yet.
    """
    return clamped(day.year - years, day.month, day.day)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its last day."""
    index = day.year * 12 + day.month - 1 - months
    return clamped(index // 12, index % 12 + 1, day.day)


def month_start(day: date) -> date:
    return day.replace(day=1)


def month_end(day: date) -> date:
    return clamped(day.year, day.month, 31)


def days_before(day: date, days: int) -> date:
    return day - timedelta(days=days)


def eve_of_anniversary(day: date, years: int) -> date:
    """The last day before the anniversary: for a birthday of 75, the last day in the old scheme.

    Born on 29 February: in a year without it the age is complete at the end of 28 February, so
    that day itself is the eve. Born on 1 March: the eve is 29 February in a leap year.
    """
    anniversary = clamped(day.year + years, day.month, day.day)
    return anniversary - ONE_DAY if anniversary.day == day.day else anniversary


def month_of_age(birth: date, years: int) -> date:
    """The last day of the month in which the age is complete; born on the 1st, the month before.

    Source: 70歳到達 as Sagamihara publishes it.
    """
    eve = birth - ONE_DAY
    return month_end(clamped(eve.year + years, eve.month, 1))


def april_of_age(day: date, years: int) -> date:
    """Born on or after this day: `day` is no later than the 31 March after the birthday `years`.

    The school year of the 18th birthday ends on 31 March; born on 1 April belongs to the year
    before (特別療養費 does not touch them).
    """
    ends_in = day.year if (day.month, day.day) <= (3, 31) else day.year + 1
    return date(ends_in - years - 1, 4, 2)


def next_cycle_end(on: date, one_end: date, years: int) -> date:
    """The first end of a cycle on or after `on`; ends lie whole multiples of `years` from one."""
    end_this_year = clamped(on.year, one_end.month, one_end.day)
    first_year = on.year if on <= end_this_year else on.year + 1
    wait = (one_end.year - first_year) % years
    return clamped(first_year + wait, one_end.month, one_end.day)
