"""Which rule answers for which class, as a decision diagram: each distinct function of bands once.

Places are bands in the pack's order; a node is a number, and two nodes that answer alike for every
class are the same number. So "does this band still matter?" is a comparison of two numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

from kofu.policy.classes import Box

NOWHERE = -1
"""In the place of a class that cannot occur, or that an answer has ruled out."""

Value = TypeVar("Value", bound=Hashable)


class Diagrams(Generic[Value]):
    """The nodes of one law; a value stands at each leaf."""

    def __init__(self, sizes: tuple[int, ...]) -> None:
        self.sizes = sizes
        self._numbers: dict[Hashable, int] = {}
        self._nodes: list[tuple[int, tuple[int, ...]] | None] = []
        self._leaves: dict[int, Value] = {}
        self._narrowed: dict[tuple[int, int, int], int] = {}
        self._matters: dict[int, frozenset[int]] = {}

    def leaf(self, value: Value) -> int:
        number = self._number(("leaf", value), None)
        self._leaves[number] = value
        return number

    def branch(self, place: int, below: Iterable[int]) -> int:
        """A node that asks one band; none is made where the band makes no difference."""
        children = tuple(below)
        reached = {child for child in children if child != NOWHERE}
        if len(reached) < 2:
            return next(iter(reached), NOWHERE)
        return self._number((place, children), (place, children))

    def _number(self, key: Hashable, node: tuple[int, tuple[int, ...]] | None) -> int:
        number = self._numbers.setdefault(key, len(self._nodes))
        if number == len(self._nodes):
            self._nodes.append(node)
        return number

    def node(self, number: int) -> tuple[int, tuple[int, ...]] | None:
        """The band that a node asks, with the node for each number of it; None for a leaf."""
        return self._nodes[number]

    def value(self, number: int) -> Value:
        """What stands at a leaf."""
        return self._leaves[number]

    def within(self, box: Box, inside: int, outside: int) -> int:
        """`inside` for the classes of the box, `outside` for all others."""
        known: dict[tuple[int, int, int], int] = {}

        def at(place: int, one: int, other: int) -> int:
            if one == other or place == len(self.sizes):
                return one
            key = (place, one, other)
            if key not in known:
                ones, others = self._split(one, place), self._split(other, place)
                known[key] = self.branch(
                    place,
                    (
                        at(place + 1, ones[number], others[number])
                        if box[place] >> number & 1
                        else others[number]
                        for number in range(self.sizes[place])
                    ),
                )
            return known[key]

        return at(0, inside, outside)

    def _split(self, number: int, place: int) -> tuple[int, ...]:
        node = None if number == NOWHERE else self._nodes[number]
        if node and node[0] == place:
            return node[1]
        return (number,) * self.sizes[place]

    def replaced(self, number: int, other: Callable[[Value], int]) -> int:
        """The same diagram with another diagram in the place of each leaf."""
        known: dict[int, int] = {}

        def at(one: int) -> int:
            if one == NOWHERE:
                return NOWHERE
            if one not in known:
                node = self._nodes[one]
                if node is None:
                    known[one] = other(self._leaves[one])
                else:
                    known[one] = self._above(node[0], map(at, node[1]))
            return known[one]

        return at(number)

    def _above(self, place: int, below: Iterable[int]) -> int:
        """A node over diagrams that may ask bands before its own."""
        below = tuple(below)
        if all(self._first(child) > place for child in below):
            return self.branch(place, below)
        everything = tuple((1 << size) - 1 for size in self.sizes)
        made = NOWHERE
        for number, child in enumerate(below):
            box = (*everything[:place], 1 << number, *everything[place + 1 :])
            made = self.within(box, child, made)
        return made

    def _first(self, number: int) -> int:
        """The first band that a diagram asks."""
        node = None if number == NOWHERE else self._nodes[number]
        return node[0] if node else len(self.sizes)

    def narrowed(self, number: int, place: int, mask: int) -> int:
        """The diagram where the band can only be one of the numbers in the mask."""
        if number == NOWHERE:
            return NOWHERE
        node = self._nodes[number]
        if node is None or node[0] > place:
            return number
        key = (number, place, mask)
        if key not in self._narrowed:
            asked, children = node
            self._narrowed[key] = self.branch(
                asked,
                (
                    (child if mask >> at & 1 else NOWHERE)
                    if asked == place
                    else self.narrowed(child, place, mask)
                    for at, child in enumerate(children)
                ),
            )
        return self._narrowed[key]

    def matters(self, number: int) -> frozenset[int]:
        """The bands that can still make a difference."""
        node = None if number == NOWHERE else self._nodes[number]
        if node is None:
            return frozenset()
        if number not in self._matters:
            place, children = node
            below = (self.matters(child) for child in children)
            self._matters[number] = frozenset({place}).union(*below)
        return self._matters[number]
