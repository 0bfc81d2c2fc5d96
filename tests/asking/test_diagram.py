"""Diagrams against the plainest thing they could be: a table of all classes."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from kofu.asking.diagram import NOWHERE, Diagrams
from kofu.policy.classes import Box, contains

SIZES = (2, 3, 2)
CLASSES = [*product(*(range(size) for size in SIZES))]
BOXES = st.tuples(*(st.integers(1, (1 << size) - 1) for size in SIZES))
LAYERS = st.lists(st.tuples(BOXES, st.integers(0, 3)), max_size=5)


def laid(
    diagrams: Diagrams, layers: list[tuple[Box, int]]
) -> tuple[int, dict[tuple[int, ...], object]]:
    """Boxes laid over one another, as a diagram and as a table."""
    node = diagrams.leaf(0)
    table: dict[tuple[int, ...], object] = dict.fromkeys(CLASSES, 0)
    for box, value in layers:
        node = diagrams.within(box, diagrams.leaf(value), node)
        table.update({cls: value for cls in CLASSES if contains(box, cls)})
    return node, table


def read(diagrams: Diagrams, node: int, cls: tuple[int, ...]) -> object:
    for place, number in enumerate(cls):
        node = diagrams.narrowed(node, place, 1 << number)
    return "nowhere" if node == NOWHERE else diagrams.value(node)


@given(layers=LAYERS)
def test_boxes_laid_over_one_another(layers: list[tuple[Box, int]]) -> None:
    diagrams = Diagrams(SIZES)
    node, table = laid(diagrams, layers)
    assert {cls: read(diagrams, node, cls) for cls in CLASSES} == table


@given(layers=LAYERS, box=BOXES)
def test_what_a_narrowing_leaves_is_as_before(layers: list[tuple[Box, int]], box: Box) -> None:
    diagrams = Diagrams(SIZES)
    node, table = laid(diagrams, layers)
    for place, mask in enumerate(box):
        node = diagrams.narrowed(node, place, mask)
    for cls in CLASSES:
        if contains(box, cls):
            assert read(diagrams, node, cls) == table[cls]


@given(layers=LAYERS)
def test_two_that_answer_alike_are_one_and_a_band_matters_if_it_changes_an_answer(
    layers: list[tuple[Box, int]],
) -> None:
    diagrams = Diagrams(SIZES)
    node, table = laid(diagrams, layers)
    again = diagrams.leaf(0)
    for cls in CLASSES:
        one = tuple(1 << number for number in cls)
        again = diagrams.within(one, diagrams.leaf(table[cls]), again)
    assert again == node
    changing = {
        place
        for place in range(len(SIZES))
        for cls in CLASSES
        for number in range(SIZES[place])
        if table[cls] != table[(*cls[:place], number, *cls[place + 1 :])]
    }
    assert diagrams.matters(node) == changing


@given(layers=LAYERS, under=LAYERS)
def test_other_diagrams_in_the_place_of_leaves(
    layers: list[tuple[Box, int]], under: list[tuple[Box, int]]
) -> None:
    diagrams = Diagrams(SIZES)
    node, table = laid(diagrams, layers)
    other, lower = laid(diagrams, under)
    made = diagrams.replaced(node, lambda value: other if value == 1 else diagrams.leaf(value))
    for cls in CLASSES:
        assert read(diagrams, made, cls) == (lower[cls] if table[cls] == 1 else table[cls])
