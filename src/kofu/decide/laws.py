"""The laws of many insurers on one day: their classes numbered one law after the other.

Insurers that follow the same pack with the same parameters share a law. One number, below 2^63,
says both the law and the class, so that one look-up answers for every insurer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from math import prod

from kofu.policy.interpret import Outcome, decide
from kofu.policy.law import Law
from kofu.policy.model import Aspect, Cap


@dataclass(frozen=True)
class Laws:
    """Laws of one day. `insurers`: which law each follows, by number; empty: all follow the one."""

    laws: tuple[Law, ...]
    insurers: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def first(self) -> tuple[int, ...]:
        """The number of each law's first class."""
        return (0, *accumulate(prod(len(b.values) for b in law.space.bands) for law in self.laws))

    def at(self, number: int) -> tuple[int, int]:
        """The place of the law and the class key within it."""
        place = bisect_right(self.first, number) - 1
        return place, number - self.first[place]

    @cached_property
    def caps(self) -> tuple[Cap, ...]:
        """Every law's caps; each law finds its own in its own order, which decides ties."""
        merged: list[Cap] = []
        for law in self.laws:
            after = 0
            for cap, _ in law.caps.values():
                place = _place(merged, cap, after)
                if place is None:
                    place = after
                    merged.insert(place, cap)
                after = place + 1
        return tuple(merged)

    def places_of_caps(self, law: Law) -> Iterator[tuple[str, int]]:
        """Each cap of a law and its place among `caps`."""
        after = 0
        for name, (cap, _) in law.caps.items():
            place = _place(self.caps, cap, after)
            assert place is not None
            yield name, place
            after = place + 1


def _place(caps: Sequence[Cap], wanted: Cap, after: int) -> int | None:
    """Where a cap of the same name and the same day stands, from `after` on."""
    for place in range(after, len(caps)):
        cap = caps[place]
        if (cap.id, cap.kind, cap.fact, cap.years) == (
            wanted.id,
            wanted.kind,
            wanted.fact,
            wanted.years,
        ):
            return place
    return None


class Deciding:
    """Classes decided once for all laws with the same rules in force.

    Parameters move people between bands and switch rules; they say nothing about a class itself.
    """

    def __init__(self, laws: Laws) -> None:
        self._laws = laws
        first: dict[tuple[object, ...], int] = {}
        self._alike = [first.setdefault(_rules(law), n) for n, law in enumerate(laws.laws)]
        self._known: dict[tuple[int, int], Outcome] = {}

    def outcome(self, place: int, key: int) -> Outcome:
        """Raises KofuError where the rules are not sound."""
        alike = (self._alike[place], key)
        if alike not in self._known:
            law = self._laws.laws[alike[0]]
            self._known[alike] = decide(law, law.space.cls(key)).outcome
        return self._known[alike]


def _rules(law: Law) -> tuple[object, ...]:
    """What a class is decided by. A pack with other parameters holds the very same norms."""
    pack = law.book.pack
    return (id(pack.norms), id(pack.bands), id(pack.caps), tuple(_rules_in_force(law)))


def _rules_in_force(law: Law) -> Iterable[str]:
    for aspect in Aspect:
        for tier in law.tiers[aspect]:
            yield from (one.rule.id for one in tier.rules)
