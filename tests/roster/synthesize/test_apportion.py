from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofu.roster.synthesize.apportion import apportion


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10, [1, 1, 1], [4, 3, 3]),
        (100, [Fraction(1, 3), Fraction(2, 3)], [33, 67]),
        (225_159, [161_385, 63_774], [161_385, 63_774]),
        (1, [1, 2], [0, 1]),
        (0, [1, 2], [0, 0]),
        (0, [0, 0], [0, 0]),
        (5, [0, 1], [0, 5]),
    ],
)
def test_the_largest_remainders_get_what_is_left(
    total: int, weights: list[int | Fraction], parts: list[int]
) -> None:
    assert apportion(total, weights) == parts


@given(st.integers(0, 10**9), st.lists(st.integers(1, 10**6), min_size=1, max_size=30))
def test_the_parts_add_up_and_are_within_one_of_their_quota(total: int, weights: list[int]) -> None:
    parts = apportion(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


def test_nothing_to_apportion_by_is_refused() -> None:
    with pytest.raises(ValueError, match="every weight is zero"):
        apportion(3, [0, 0])
