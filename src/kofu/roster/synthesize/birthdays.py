"""Birthdays for whole arrays: the n-th, and the first on or after a day."""

from __future__ import annotations

from datetime import date

import numpy as np

from kofu.roster.synthesize.encoding import UNKNOWN, Codes, days


def nth_birthday(born: Codes, years: int | Codes) -> Codes:
    """The day someone born on `born` (days since 1970) turns `years`; unknown stays unknown.

    29 February counts as 1 March in common years (年齢計算ニ関スル法律: the age is reached at the
    end of 28 February).
    """
    known = np.where(born == UNKNOWN, 0, born).astype("datetime64[D]")
    month = known.astype("datetime64[M]")
    later = (month + 12 * np.asarray(years, dtype=np.int64)).astype("datetime64[D]")
    found = (later + (known - month.astype("datetime64[D]"))).astype(np.int32)
    return np.where(born == UNKNOWN, UNKNOWN, found).astype(np.int32)


def birthday_on_or_after(born: Codes, day: date) -> Codes:
    """The first birthday on or after `day`; unknown stays unknown."""
    known = np.where(born == UNKNOWN, 0, born).astype("datetime64[D]")
    years = (day.year - 1970 - known.astype("datetime64[Y]").astype(np.int32)).astype(np.int32)
    this_year = nth_birthday(born, years)
    return np.where(this_year < days(day), nth_birthday(born, years + 1), this_year).astype(
        np.int32
    )
