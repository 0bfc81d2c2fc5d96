"""Numbers out of a lent range: none twice a day, round at the end, an end to it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofu.base.errors import KofuError
from kofu.mail.tracking.ranges import Lent, State, forget, left, lent, take

TEN = Lent(5607000000, 5607000009, "recorded")
MONDAY, TUESDAY = date(2025, 7, 14), date(2025, 7, 15)


def untouched(range_: Lent) -> State:
    """Of a range from which nothing was taken."""
    return State(range_.first)


def bodies(numbers: tuple[str, ...]) -> list[int]:
    """The last digit of the serial of each number, which tells ten of them apart."""
    return [int(number[9]) for number in numbers]


def test_one_after_another() -> None:
    first = take(TEN, untouched(TEN), 3, MONDAY)
    second = take(TEN, first.state, 2, MONDAY)
    assert bodies(first.numbers()) == [0, 1, 2]
    assert bodies(second.numbers()) == [3, 4]
    assert len(second.state.uses) == 1  # one run, kept as one


def test_the_numbers_are_whole() -> None:
    """5607000000 = 7 x 801000000, so the first check digit is 0."""
    assert take(TEN, untouched(TEN), 2, MONDAY).numbers() == ("56070000000", "56070000011")


def test_round_the_end_on_another_day() -> None:
    state = take(TEN, untouched(TEN), 8, MONDAY).state
    taken = take(TEN, state, 5, TUESDAY)
    assert bodies(taken.numbers()) == [8, 9, 0, 1, 2]
    assert taken.state.following == TEN.first + 3


def test_not_round_the_end_on_the_same_day() -> None:
    state = take(TEN, untouched(TEN), 8, MONDAY).state
    assert left(TEN, state, MONDAY) == 2
    with pytest.raises(KofuError) as error:
        take(TEN, state, 3, MONDAY)
    assert error.value.finding.code == "tracking-range-exhausted"
    assert error.value.finding.params["left"] == 2


def test_a_day_between_two_others() -> None:
    """Monday 0-5, Tuesday 6-9 and 0-1, then Monday again: 6-9 are free on Monday, 0-5 are not."""
    monday = take(TEN, untouched(TEN), 6, MONDAY).state
    tuesday = take(TEN, monday, 6, TUESDAY).state
    assert bodies(take(TEN, tuesday, 4, MONDAY).numbers()) == [6, 7, 8, 9]


def test_a_longer_rest() -> None:
    state = take(TEN, untouched(TEN), 10, MONDAY).state
    assert left(TEN, state, MONDAY + timedelta(days=99), rest=100) == 0
    assert left(TEN, state, MONDAY + timedelta(days=100), rest=100) == 10


def test_old_uses_are_forgotten() -> None:
    state = take(TEN, untouched(TEN), 3, MONDAY).state
    assert forget(state, TUESDAY) == State(TEN.first + 3)


def test_a_range_as_the_post_office_writes_it() -> None:
    found = lent("560-70-01234-2", "560-70-01235-3", "recorded")
    assert (found.first, found.last, found.size) == (5607001234, 5607001235, 2)


def test_a_range_that_runs_backwards() -> None:
    with pytest.raises(KofuError) as error:
        lent("560-70-01235-3", "560-70-01234-2", "recorded")
    assert error.value.finding.code == "tracking-range-wrong"


def test_fewer_than_none() -> None:
    with pytest.raises(KofuError) as error:
        take(TEN, untouched(TEN), -1, MONDAY)
    assert error.value.finding.code == "tracking-count-wrong"


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=30))
def test_no_number_twice_a_day_whatever_the_order(asked: list[tuple[int, int]]) -> None:
    state, given_out = untouched(TEN), set()
    for count, later in asked:
        day = MONDAY + timedelta(days=later)
        if left(TEN, state, day) < count:
            continue
        taken = take(TEN, state, count, day)
        new = {(number, day) for number in taken.numbers()}
        assert len(new) == count
        assert not new & given_out
        given_out |= new
        state = taken.state
