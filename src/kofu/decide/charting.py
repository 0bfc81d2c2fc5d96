"""A flow chart out of a pack: for one event on one day, who gets which document, as a short list.

Every class of the event that can occur is in a table of the bands that the document rules read.
The table is taken apart into *exits*: bands in some of their values lead to one document; who is
not in the first exit goes on to the second, and the last document is for all who remain. At the
end the list is walked with every class again, so that a chart cannot differ from its pack.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from kofu.base.errors import KofuError
from kofu.policy.classes import DOCUMENTS, Class
from kofu.policy.law import Law
from kofu.policy.model import Document, DocumentRule
from kofu.policy.partition import by_document
from kofu.policy.worlds import Group, world_of

Table = npt.NDArray[np.int8]
"""One axis for each band that matters; 0 where nobody can be, else the document's number + 1."""
Condition = tuple[int, tuple[int, ...]]
"""A band by its place in the space, and the numbers that it may have."""

_LAST = ("support", "application", "wish", "uses", "card")
"""Bands that are asked last, in this order: what a person can see to, and at the end the card."""
_BANDS_AT_ONCE = 3
_FIRST = (Document.NOTHING, Document.CERTIFICATE, Document.REVIEW, Document.NOTICE)
"""Which exit of a band comes first: so the chart ends with whoever has a card that works."""


@dataclass(frozen=True, slots=True)
class Exit:
    """Who is in all of the conditions gets the document."""

    conditions: tuple[Condition, ...]
    document: Document

    def holds(self, cls: Class) -> bool:
        return all(cls[place] in numbers for place, numbers in self.conditions)


@dataclass(frozen=True, slots=True)
class Chart:
    """The exits in the order in which they are asked, and what all others get.

    `classes` is how many classes the bands of the chart tell apart, all of them walked; `left` the
    numbers of each band that come to the end, `documents` what the event can lead to.
    """

    law: Law
    event: str
    exits: tuple[Exit, ...]
    rest: Document
    left: tuple[Condition, ...]
    classes: int
    documents: tuple[Document, ...]

    def walk(self, cls: Class) -> Document:
        """What a class of the event gets by the chart: the first exit that holds."""
        return next((one.document for one in self.exits if one.holds(cls)), self.rest)


def chart_of(law: Law, event: str) -> Chart:
    """Raises KofuError `chart-tangled`: no short list says the rules of this event."""
    places, table = _table(law, event)
    order = sorted(range(len(places)), key=lambda axis: _rank(law, places[axis]))
    listed = _taken_apart(table, order)
    if listed is None:
        raise KofuError("chart-tangled", name=law.book.pack.pack, event=event)
    exits = tuple(
        Exit(tuple((places[axis], values) for axis, values in one), DOCUMENTS[document - 1])
        for one, document in listed
    )
    left = _left(table, listed)
    _refuse_other(law, event, table, listed, left)
    documents = tuple(DOCUMENTS[n - 1] for n in np.unique(table[table > 0]).tolist())
    numbers = np.nonzero(left)
    return Chart(
        law=law,
        event=event,
        exits=exits,
        rest=DOCUMENTS[int(left.max()) - 1],
        left=tuple(
            (place, tuple(np.unique(numbers[axis]).tolist())) for axis, place in enumerate(places)
        ),
        classes=int(np.count_nonzero(table)),
        documents=documents,
    )


_Cut = tuple[tuple[Condition, ...], int]
"""An exit with axes in the place of bands, and the document's number + 1."""


def _table(law: Law, event: str) -> tuple[tuple[int, ...], Table]:
    """The bands that matter, and the document of each of their combinations that can occur."""
    space = law.space
    asked = space.index["event"]
    wanted = space.mask("event", event)
    leaves = [leaf for leaf in by_document(law).leaves if leaf.box[asked] & wanted]
    places = tuple(
        place
        for place in range(len(law.bands))
        if place != asked and any(leaf.box[place] != space.everything[place] for leaf in leaves)
    )
    table = np.zeros([space.sizes[place] for place in places], np.int8)
    for leaf in leaves:
        rule = leaf.rule.rule
        assert isinstance(rule, DocumentRule)
        there = [_numbers(leaf.box[place] & law.bands[place].possible) for place in places]
        table[np.ix_(*there)] = DOCUMENTS.index(rule.then.document) + 1
    for group in world_of(law).groups:
        table[~_occurs(group, places, asked, wanted, table.shape)] = 0
    return places, table


def _occurs(
    group: Group, places: tuple[int, ...], asked: int, wanted: int, shape: tuple[int, ...]
) -> npt.NDArray[np.bool_]:
    """Where the bands of a group, as far as the table has them, can be together at the event."""
    within = [place for place in group.places if place in places]
    axes = [places.index(place) for place in within]
    there = np.zeros([shape[axis] if axis in axes else 1 for axis in range(len(shape))], bool)
    for numbers in group.combinations:
        found = dict(zip(group.places, numbers, strict=True))
        if asked in found and not wanted >> found[asked] & 1:
            continue
        there[tuple(found[place] if place in within else 0 for place in places)] = True
    return np.broadcast_to(there, shape)


def _numbers(mask: int) -> list[int]:
    return [number for number in range(mask.bit_length()) if mask >> number & 1]


def _rank(law: Law, place: int) -> tuple[int, int]:
    name = law.space.bands[place].name
    return (_LAST.index(name) + 1 if name in _LAST else 0, place)


def _taken_apart(table: Table, order: list[int]) -> tuple[_Cut, ...] | None:
    """The list for a table, found on a smaller one: values that make no difference are one."""
    merged: list[list[list[int]]] = []
    small = table
    for axis in range(table.ndim):
        found: dict[bytes, list[int]] = {}
        for number in range(table.shape[axis]):
            found.setdefault(np.take(small, number, axis).tobytes(), []).append(number)
        merged.append(list(found.values()))
        small = np.take(small, [numbers[0] for numbers in found.values()], axis)
    listed = _listed(small, order, look=True)
    return listed and tuple(
        (
            tuple(
                (axis, tuple(sorted(one for number in numbers for one in merged[axis][number])))
                for axis, numbers in conditions
            ),
            document,
        )
        for conditions, document in listed
    )


def _listed(table: Table, order: list[int], look: bool) -> tuple[_Cut, ...] | None:
    """Exit by exit until one document remains; None where no exit is found."""
    listed: list[_Cut] = []
    while _only(table) is None:
        cut = _next(table, order, look)
        if cut is None:
            return None
        listed.append(cut)
        table = _without(table, cut)
    return tuple(listed)


def _next(table: Table, order: list[int], look: bool) -> _Cut | None:
    """The first exit of one band; else the one of several bands that makes the shortest list.

    How long a list becomes is tried, each time with the exit that most classes take.
    """
    for axis in order:
        for cut in _cuts(table, (axis,)):
            return cut
    for many in range(2, min(_BANDS_AT_ONCE, len(order)) + 1):
        cuts = [cut for axes in combinations(order, many) for cut in _cuts(table, axes)]
        if cuts and not look:
            return max(cuts, key=lambda cut: np.count_nonzero(table[_where(cut, table.shape)]))
        if cuts:
            return min(cuts, key=lambda cut: _length(_without(table, cut), order))
    return None


def _length(table: Table, order: list[int]) -> int:
    listed = _listed(table, order, look=False)
    return len(order) * table.size if listed is None else sum(len(one) for one, _ in listed)


def _cuts(table: Table, axes: tuple[int, ...]) -> Iterator[_Cut]:
    """Exits of these bands, the preferred ones first: all numbers that lead to one document."""
    others = tuple(axis for axis in range(table.ndim) if axis not in axes)
    there = table > 0
    most = table.max(axis=others)
    least = np.where(there, table, np.int8(len(DOCUMENTS) + 1)).min(axis=others)
    alone = np.where(most == least, most, 0)
    # `axes` need not be in the order of the table; the reduced table is.
    alone = alone.transpose([sorted(axes).index(axis) for axis in axes])
    for document in _FIRST:
        wanted = DOCUMENTS.index(document) + 1
        found: dict[tuple[int, ...], list[int]] = {}
        for numbers in np.argwhere(alone == wanted).tolist():
            found.setdefault(tuple(numbers[1:]), []).append(numbers[0])
        merged: dict[tuple[int, ...], list[int]] = {}
        for rest, firsts in found.items():
            if len(rest) == 1:
                merged.setdefault(tuple(firsts), []).append(rest[0])
            else:
                ends = tuple((axis, (n,)) for axis, n in zip(axes[1:], rest, strict=True))
                yield ((axes[0], tuple(firsts)), *ends), wanted
        for both, seconds in merged.items():
            yield ((axes[0], both), (axes[1], tuple(seconds))), wanted


def _only(table: Table) -> int | None:
    """The one document of all who can be here; 0 for nobody, None for several."""
    found = np.unique(table[table > 0])
    return None if len(found) > 1 else int(found[0]) if len(found) else 0


def _without(table: Table, cut: _Cut) -> Table:
    rest = table.copy()
    rest[_where(cut, rest.shape)] = 0
    return rest


def _where(cut: _Cut, shape: tuple[int, ...]) -> tuple[npt.NDArray[np.intp], ...]:
    chosen = dict(cut[0])
    return np.ix_(*(list(chosen.get(axis, range(size))) for axis, size in enumerate(shape)))


def _left(table: Table, listed: tuple[_Cut, ...]) -> Table:
    """Who comes to the end of the list."""
    for cut in listed:
        table = _without(table, cut)
    return table


def _refuse_other(
    law: Law, event: str, table: Table, listed: tuple[_Cut, ...], left: Table
) -> None:
    """Walk the list with every class at once; what it says must be what the rules decide."""
    walked = np.where(table > 0, left.max(), 0).astype(np.int8)
    for cut in reversed(listed):
        where = _where(cut, table.shape)
        walked[where] = np.where(table[where] > 0, cut[1], 0)
    if not np.array_equal(walked, table):
        raise KofuError("chart-tangled", name=law.book.pack.pack, event=event)
