"""Answers given one after another: where they lead, and where another answer would have led.

The answers are written as their keys, parted by dots: nothing of a person stands in them but which
of a handful of sentences applies, and no two people in one band can be told apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kofu.asking.answer import document_of
from kofu.asking.plan import Plan
from kofu.asking.questions import CIRCUMSTANCES, NONE, Question
from kofu.asking.steps import Ask, Step, Told, Way
from kofu.policy.model import Document

PARTED = "."


@dataclass(frozen=True, slots=True)
class Taken:
    """A question, the answer that was given, and all answers up to before it."""

    question: Question
    way: Way
    before: str


@dataclass(frozen=True, slots=True)
class Walk:
    """How far the answers lead. `understood` is false where one of them fits no question."""

    taken: tuple[Taken, ...]
    step: Step
    understood: bool

    @property
    def answers(self) -> str:
        return PARTED.join(one.way.key for one in self.taken)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Another answer to one question, all others as they are, and the document it leads to."""

    question: Question
    way: Way
    answers: str
    document: Document


def walk(plan: Plan, answers: str) -> Walk:
    """Follow the answers from the first step; those after one that fits nothing are left."""
    taken: list[Taken] = []
    step = plan.steps[0]
    for key in answers.split(PARTED) if answers else ():
        way = step.way(key) if isinstance(step, Ask) else None
        if way is None or not isinstance(step, Ask):
            return Walk(tuple(taken), step, understood=False)
        taken.append(Taken(step.question, way, PARTED.join(one.way.key for one in taken)))
        step = plan.steps[way.to]
    return Walk(tuple(taken), step, understood=True)


def otherwise(plan: Plan, done: Walk) -> Iterator[Otherwise]:
    """The single answers that, if different, would lead to another document."""
    if not isinstance(done.step, Told):
        return
    here = document_of(plan, done.step)
    given = {one.question.name: one.way.key for one in done.taken}
    number = 0
    for one in done.taken:
        step = plan.steps[number]
        number = one.way.to
        for way in step.ways if isinstance(step, Ask) else ():
            if way is one.way:
                continue
            keys, end = _followed(plan, way, given)
            if isinstance(end, Told) and document_of(plan, end) not in (here, Document.REVIEW):
                answers = PARTED.join(key for key in (one.before, *keys) if key)
                yield Otherwise(one.question, way, answers, document_of(plan, end))


def _followed(plan: Plan, way: Way, given: Mapping[str, str]) -> tuple[list[str], Step]:
    """As far as the answers given carry from there; nothing unusual, where nothing was said."""
    keys, step = [way.key], plan.steps[way.to]
    while isinstance(step, Ask):
        name = step.question.name
        next_way = step.way(given.get(name, NONE if name == CIRCUMSTANCES else ""))
        if next_way is None:
            break
        keys.append(next_way.key)
        step = plan.steps[next_way.to]
    return keys, step
