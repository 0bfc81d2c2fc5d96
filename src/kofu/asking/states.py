"""What can still happen, at one point of the questions: a diagram, and which bands are how open."""

from __future__ import annotations

from dataclasses import dataclass

from kofu.asking.decided import DecidedClasses, Rules
from kofu.asking.diagram import NOWHERE
from kofu.policy.classes import Box


@dataclass(frozen=True, slots=True)
class State:
    """The node of the diagram, and the numbers open in each band that still matters.

    Of bands that matter no more nothing is kept, so that different ways here meet.
    """

    node: int
    box: Box


class States:
    """The states of one law."""

    def __init__(self, decided: DecidedClasses) -> None:
        self.diagrams = decided.diagrams
        self.everything: Box = tuple((1 << size) - 1 for size in decided.diagrams.sizes)
        self.start = State(decided.root, decided.possible)

    def narrowed(self, state: State, leaves: tuple[tuple[int, int], ...]) -> State | None:
        """The state where the bands named are in their masks; None where nobody can be."""
        node, box = state.node, [*state.box]
        for place, mask in leaves:
            box[place] &= mask
            if not box[place]:
                return None
            node = self.diagrams.narrowed(node, place, box[place])
        if node == NOWHERE:
            return None
        matters = self.diagrams.matters(node)
        kept = tuple(
            mask if place in matters else full
            for place, (mask, full) in enumerate(zip(box, self.everything, strict=True))
        )
        return State(node, kept)

    def representatives(self, state: State, place: int, mask: int) -> int:
        """The mask with one number for all that make no difference to one another."""
        first: dict[int, int] = {}
        kept = 0
        for number in range(self.diagrams.sizes[place]):
            if state.box[place] >> number & 1:
                bit = 1 << number
                stands = first.setdefault(self.diagrams.narrowed(state.node, place, bit), bit)
                kept |= stands if mask & bit else 0
        return kept

    def rules(self, state: State) -> Rules | None:
        """The rules, where only one answer is left."""
        if self.diagrams.node(state.node) is not None:
            return None
        return self.diagrams.value(state.node)
