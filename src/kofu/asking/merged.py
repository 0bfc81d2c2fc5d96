"""Steps that ask the same and lead to the same, put together: what went before matters no more."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace

from kofu.asking.steps import Ask, Step, Told


def merged(steps: Mapping[int, Step]) -> dict[int, Step]:
    """The same questions and answers with fewer steps, numbered as they are met; 0 is the first."""
    stands = _Stands(steps)
    numbers = {stands.of(0): 0}
    waiting = [*numbers]
    found: dict[int, Step] = {}
    for one in waiting:
        step = steps[one]
        if isinstance(step, Ask):
            ways = []
            for way in step.ways:
                to = stands.of(way.to)
                if to not in numbers:
                    numbers[to] = len(numbers)
                    waiting.append(to)
                ways.append(replace(way, to=numbers[to]))
            step = Ask(step.question, tuple(ways))
        found[numbers[one]] = step
    return found


class _Stands:
    """For each step the one that stands for all that are like it."""

    def __init__(self, steps: Mapping[int, Step]) -> None:
        self.steps = steps
        self.first: dict[Hashable, int] = {}
        self.known: dict[int, int] = {}

    def of(self, number: int) -> int:
        if number not in self.known:
            alike = self._alike(self.steps[number])
            self.known[number] = self.first.setdefault(alike, number)
        return self.known[number]

    def _alike(self, step: Step) -> Hashable:
        """Equal for two steps after which everything is the same."""
        if isinstance(step, Told):
            return step.rules
        ways = ((way.key, way.labels, way.others, self.of(way.to)) for way in step.ways)
        return step.question.name, tuple(ways)
