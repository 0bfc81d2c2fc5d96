"""The questions in their order: from all classes of a law to one answer for those that are left.

The next question is the one after which, at worst, the fewest questions are still open; then the
fewest on average; then the first in the catalogue. Unusual circumstances come last, all together.
Ways that leave the same classes with the same answers meet in one step, and steps after which
everything is the same are one, so that a law has some hundred steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kofu.asking.choices import Choice, choices, differ
from kofu.asking.decided import decided_classes
from kofu.asking.merged import merged
from kofu.asking.questions import Question, questions_of
from kofu.asking.states import State, States
from kofu.asking.steps import Ask, Step, Told, Way
from kofu.policy.law import ActiveRule, Law


@dataclass(frozen=True)
class Plan:
    """All steps of one law, by number; 0 is the first."""

    law: Law
    rules: dict[str, ActiveRule]
    steps: dict[int, Step] = field(default_factory=dict)


def plan_of(law: Law) -> Plan:
    """The steps of a law on its day. A pack with gaps has steps for the classes with rules only."""
    decided = decided_classes(law)
    states, questions = States(decided), questions_of(law)
    planner = _Planner(states, questions.asked)
    start = states.narrowed(states.start, questions.supposed)
    assert start is not None
    planner.number(start)
    return Plan(law, decided.rules, merged(dict(planner.steps())))


class _Planner:
    def __init__(self, states: States, questions: tuple[Question, ...]) -> None:
        self.states = states
        self.questions = questions
        self.numbers: dict[State, int] = {}
        self.found: list[State] = []
        self.open: dict[State, int] = {}
        self.known: dict[tuple[State, str], tuple[Choice, ...]] = {}

    def number(self, state: State) -> int:
        """The step's number, in the order in which they are met."""
        number = self.numbers.setdefault(state, len(self.found))
        if number == len(self.found):
            self.found.append(state)
        return number

    def steps(self) -> Iterator[tuple[int, Step]]:
        """Every step that can be reached, each once."""
        done = 0
        while done < len(self.found):
            yield done, self.step(self.found[done])
            done += 1

    def step(self, state: State) -> Step:
        """What comes in this state."""
        rules = self.states.rules(state)
        if rules is not None:
            return Told(rules)
        useful = [
            (question.together, *self._left(found), place)
            for place, question in enumerate(self.questions)
            if differ(found := self._choices(state, question))
        ]
        question = self.questions[min(useful)[-1]]
        found = self._choices(state, question)
        ways = (Way(one.key, one.labels, self.number(one.to), one.others) for one in found)
        return Ask(question, tuple(ways))

    def _left(self, found: tuple[Choice, ...]) -> tuple[int, float]:
        """Questions still open after an answer: at worst, and on average."""
        left = [self._open(one.to) for one in found]
        return max(left), sum(left) / len(left)

    def _open(self, state: State) -> int:
        if state not in self.open:
            self.open[state] = sum(
                differ(self._choices(state, question)) for question in self.questions
            )
        return self.open[state]

    def _choices(self, state: State, question: Question) -> tuple[Choice, ...]:
        key = (state, question.name)
        if key not in self.known:
            self.known[key] = choices(self.states, state, question)
        return self.known[key]
