"""Work ahead: the same items in the same order, errors in their place, no thread left behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofu.decide.ahead import ahead


@given(st.lists(st.integers()))
def test_the_items_come_in_their_order(items: list[int]) -> None:
    with ahead(iter(items)) as taken:
        assert list(taken) == items


def failing(after: int) -> Iterator[int]:
    yield from range(after)
    raise ValueError("broken")


@pytest.mark.parametrize("after", [0, 1, 3, 20])
def test_an_error_comes_after_the_items_before_it(after: int) -> None:
    seen: list[int] = []
    with pytest.raises(ValueError, match="broken"), ahead(failing(after)) as taken:
        for item in taken:
            seen.append(item)
    assert seen == list(range(after))


def test_whoever_leaves_early_leaves_no_thread() -> None:
    before = threading.active_count()
    with ahead(iter(range(1_000_000))) as taken:
        assert next(taken) == 0
    assert threading.active_count() == before


def test_only_a_few_items_are_made_ahead() -> None:
    made: list[int] = []

    def source() -> Iterator[int]:
        for number in range(1000):
            made.append(number)
            yield number

    with ahead(source()) as taken:
        next(taken)
        threading.Event().wait(0.2)
        assert len(made) < 10
