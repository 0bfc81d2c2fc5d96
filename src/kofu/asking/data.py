"""The steps of a law as data: a few kilobytes that any program can walk, without the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kofu.asking.answer import Answered, answered
from kofu.asking.plan import Plan
from kofu.asking.steps import Ask, Told, Way

VERSION = 2
SAME = "+"
"""Between keys of answers that are the same in a step."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The steps of a plan as numbers.

    A step is the number of its question and, for each of the answers there in turn, the next step.
    A negative number is an end: -1 is the first of `ends`, -2 the second. `first` is the beginning.
    """

    first: int
    questions: tuple[tuple[str, ...], ...]
    steps: tuple[tuple[int, ...], ...]
    ends: tuple[Told, ...]


def keys_of(way: Way) -> str:
    """The keys of an answer; the first is the one that addresses have."""
    return SAME.join((way.key, *way.others))


def numbered(plan: Plan) -> Numbered:
    """The steps of the plan, in its order."""
    numbers: dict[int, int] = {}
    asks: list[Ask] = []
    ends: list[Told] = []
    for number, step in sorted(plan.steps.items()):
        if isinstance(step, Ask):
            numbers[number] = len(asks)
            asks.append(step)
        else:
            ends.append(step)
            numbers[number] = -len(ends)
    questions: dict[tuple[str, ...], int] = {}
    steps = []
    for ask in asks:
        asked = (ask.question.name, *map(keys_of, ask.ways))
        question = questions.setdefault(asked, len(questions))
        steps.append((question, *(numbers[way.to] for way in ask.ways)))
    return Numbered(numbers[0], (*questions,), tuple(steps), tuple(ends))


def as_data(plan: Plan) -> dict[str, Any]:
    """The numbered steps, whose they are, and what is told at each end."""
    found = numbered(plan)
    return {
        "version": VERSION,
        "pack": plan.law.book.pack.pack,
        "on": plan.law.on.isoformat(),
        "known": plan.law.known.isoformat(),
        "first": found.first,
        "questions": found.questions,
        "steps": found.steps,
        "outcomes": [_outcome(answered(plan, end)) for end in found.ends],
    }


def _outcome(one: Answered) -> Mapping[str, object]:
    """What is told, in the values of a decision."""
    told: dict[str, object] = {
        "document": one.document.value,
        "basis": one.basis.value if one.basis else None,
        "rules": [rule.rule.id for rule in one.rules],
    }
    if one.validity:
        told |= {
            "variant": one.variant,
            "valid_until": one.validity.until.isoformat() if one.validity.until else None,
            "caps": [cap.id for cap in one.validity.caps],
            "form": one.form,
            "delivery": one.delivery,
        }
    return told
