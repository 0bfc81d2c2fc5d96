"""Numbers are said with no more figures than are known."""

from __future__ import annotations

import pytest

from kofu.reports.whatif import said
from kofu.reports.whatif.bill import Range


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 0, "0円"),
        (31_157_233, 31_157_233, "約3,100万円"),
        (29_957_025, 32_997_300, "約3,000万～3,300万円"),
        (85_192_024, 118_264_925, "約8,500万～1.2億円"),
        (24_162_880_000, 24_162_880_000, "約240億円"),
        (4_321, 98_765, "約4,300～9.9万円"),
    ],
)
def test_money_is_told_in_two_figures(low: float, high: float, words: str) -> None:
    assert said.yen_range(Range(low, low, high)) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (-3_412_000, 3_834_000, "約-340万～+380万円"),
        (29_957_025, 32_997_300, "約+3,000万～+3,300万円"),
        (-7_029_372, -7_029_372, "約-700万円"),
        (0, 0, "0円"),
    ],
)
def test_a_difference_says_in_which_direction(low: float, high: float, words: str) -> None:
    assert said.difference(Range(low, low, high)) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0.07, 0.4, "1人未満"), (0.9, 28.1, "1人未満～28人"), (3.2, 12.4, "3人～12人")],
)
def test_staff_is_told_in_whole_people(low: float, high: float, words: str) -> None:
    assert said.staff(Range(low, low, high)) == words


def test_hours_are_minutes_by_sixty() -> None:
    assert said.hours_range(Range(600, 1200, 2400)) == "約10～40時間"
