from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofu.roster.synthesize.shuffle import draw, shuffle


@given(size=st.integers(1, 5000), seed=st.integers(0, 2**31), name=st.text(max_size=5))
def test_a_shuffle_takes_every_number_to_a_number_of_its_own(
    size: int, seed: int, name: str
) -> None:
    shuffled = shuffle(size, seed, name)(np.arange(size))
    assert np.array_equal(np.sort(shuffled), np.arange(size))


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 225_159, 1_000_000, 1_000_001])
def test_exactly_k_numbers_land_below_k(size: int) -> None:
    shuffled = shuffle(size, 7, "card")(np.arange(size))
    for below in (0, 1, size // 3, size):
        assert np.count_nonzero(shuffled < below) == below


def test_nobody_is_shuffled_among_nobody() -> None:
    assert shuffle(0, 1, "empty")(np.arange(0)).size == 0


def test_a_slice_is_shuffled_as_the_whole_is() -> None:
    whole = shuffle(100_000, 1, "a")(np.arange(100_000))
    assert np.array_equal(shuffle(100_000, 1, "a")(np.arange(40_000, 40_100)), whole[40_000:40_100])


def test_the_shuffles_of_two_attributes_are_not_tied_together() -> None:
    people = np.arange(200_000)
    one, other = shuffle(200_000, 1, "card")(people), shuffle(200_000, 1, "uses")(people)
    both = np.count_nonzero((one < 100_000) & (other < 100_000))
    assert abs(both - 50_000) < 1_000
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.02
    assert abs(np.corrcoef(one, people)[0, 1]) < 0.02


def test_seed_and_name_decide_the_order() -> None:
    people = np.arange(1000)
    orders = [shuffle(1000, seed, name)(people).tolist() for seed in (1, 2) for name in "ab"]
    assert len({tuple(order) for order in orders}) == 4


@given(below=st.integers(1, 10_000), seed=st.integers(0, 1000))
def test_a_draw_stays_in_its_range(below: int, seed: int) -> None:
    drawn = draw(np.arange(500), below, seed, "name")
    assert drawn.min() >= 0
    assert drawn.max() < below
