"""The steps of a law as data: a few kilobytes that any program can walk, without the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kofu.asking.answer import Answered, answered
from kofu.asking.decided import Rules
from kofu.asking.plan import Ask, Plan

VERSION = 1


def as_data(plan: Plan) -> dict[str, Any]:
    """`steps[0]` is the first; a step is the number of a question and, for each of its answers in
    turn, the next step; or at an end one negative number: -1 is the first outcome, -2 the second.
    """
    questions: dict[tuple[str, ...], int] = {}
    endings: dict[Rules, int] = {}
    outcomes: list[Mapping[str, object]] = []
    steps: list[list[int]] = []
    for _, step in sorted(plan.steps.items()):
        if isinstance(step, Ask):
            asked = (step.question.name, *(way.key for way in step.ways))
            steps.append(
                [questions.setdefault(asked, len(questions)), *(way.to for way in step.ways)]
            )
            continue
        if step.rules not in endings:
            endings[step.rules] = len(outcomes)
            outcomes.append(_outcome(answered(plan, step)))
        steps.append([-1 - endings[step.rules]])
    return {
        "version": VERSION,
        "pack": plan.law.book.pack.pack,
        "on": plan.law.on.isoformat(),
        "known": plan.law.known.isoformat(),
        "questions": [*questions],
        "steps": steps,
        "outcomes": outcomes,
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
