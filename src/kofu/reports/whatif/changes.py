"""Who changes hands between two laws: from which document to which, by age, area and reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kofu.policy.compare import differs
from kofu.policy.interpret import Outcome
from kofu.policy.model import Basis, Document, DocumentOutcome
from kofu.reports.whatif.ages import NAMES
from kofu.reports.whatif.counts import Counts, Numbers
from kofu.reports.whatif.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class Hand:
    """What somebody gets: the document, on what basis, by which rule, why."""

    document: Document
    basis: Basis | None
    rule: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """People of one age group and area who go from one hand to another; the finest that is told."""

    before: Hand
    after: Hand
    age: str
    area: str
    people: int


@dataclass(frozen=True, slots=True)
class Move:
    """All people who go from one rule to another, with their ages, areas and reasons.

    `by_reason`: by each reason that is given afterwards; somebody may have several.
    """

    before: Hand
    after: Hand
    people: int
    by_age: Mapping[str, int]
    by_area: Mapping[str, int]
    by_reason: Mapping[str, int]


@dataclass(frozen=True)
class Changes:
    """Everybody is in `moved` or in `same`: another document or basis, or the one as before."""

    rows: tuple[Row, ...]
    moves: tuple[Move, ...]
    same: int

    @property
    def moved(self) -> int:
        return sum(row.people for row in self.rows)


def changes(counts: Counts, first: Verdicts, second: Verdicts) -> Changes:
    """Compare two laws on the same counted people."""
    before, one = _hands(first)
    after, two = _hands(second)
    differ = _differ(before, after)
    a, b = one[first.of_row], two[second.of_row]
    moved = np.flatnonzero(differ[a, b] & (counts.people > 0))
    sizes = (len(before), len(after), len(NAMES), len(counts.areas))
    places = (a[moved], b[moved], counts.age[moved].astype(np.int64), counts.area[moved])
    cells, of_row = np.unique(np.ravel_multi_index(places, sizes), return_inverse=True)
    people = np.bincount(of_row, weights=counts.people[moved], minlength=len(cells))
    where = zip(*(axis.tolist() for axis in np.unravel_index(cells, sizes)), strict=True)
    rows = [
        Row(before[a_], after[b_], NAMES[age], counts.areas[area], int(many))
        for (a_, b_, age, area), many in zip(where, people.tolist(), strict=True)
    ]
    same = counts.total - int(counts.people[moved].sum())
    return Changes(tuple(rows), _moves(rows), same)


def _hands(found: Verdicts) -> tuple[list[Hand], Numbers]:
    """The different hands of the classes, and the hand of each class."""
    numbers: dict[Hand, int] = {}
    places = [numbers.setdefault(_hand(one), len(numbers)) for one in found.outcomes]
    return list(numbers), np.array(places, np.int64)


def _hand(outcome: Outcome) -> Hand:
    return Hand(outcome.document, outcome.basis, outcome.rule, outcome.reasons)


def _differ(before: list[Hand], after: list[Hand]) -> npt.NDArray[np.bool_]:
    """Whether each hand before and each after are another document or basis."""
    ones, others = (
        [DocumentOutcome(document=one.document, basis=one.basis) for one in hands]
        for hands in (before, after)
    )
    return np.array([[differs(one, other) for other in others] for one in ones], np.bool_)


def _moves(rows: list[Row]) -> tuple[Move, ...]:
    """The rows by rule before and rule after, the largest first."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        key = (row.before.rule, row.before.basis, row.after.rule, row.after.basis)
        groups.setdefault(key, []).append(row)
    moves = [_move(group) for group in groups.values()]
    return tuple(sorted(moves, key=lambda one: (-one.people, one.before.rule, one.after.rule)))


def _move(group: list[Row]) -> Move:
    ages, areas = dict.fromkeys(NAMES, 0), dict.fromkeys(sorted({one.area for one in group}), 0)
    reasons: dict[str, int] = {}
    for row in group:
        ages[row.age] += row.people
        areas[row.area] += row.people
        for code in row.after.reasons:
            reasons[code] = reasons.get(code, 0) + row.people
    return Move(
        group[0].before,
        group[0].after,
        sum(row.people for row in group),
        {name: many for name, many in ages.items() if many},
        areas,
        dict(sorted(reasons.items(), key=lambda entry: -entry[1])),
    )
