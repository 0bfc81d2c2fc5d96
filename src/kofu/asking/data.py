"""The steps of a law as data: a few kilobytes that any program can walk, without the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kofu.asking.answer import Answered, answered
from kofu.asking.decided import Rules
from kofu.asking.plan import Ask, Plan

VERSION = 1


def as_data(plan: Plan) -> dict[str, Any]:
    """`steps[0]` is the first; a step is `[question, {answer: step}]`, or `[outcome]` at the end."""
    endings: dict[Rules, int] = {}
    outcomes: list[Mapping[str, object]] = []
    steps: list[list[object]] = []
    for _, step in sorted(plan.steps.items()):
        if isinstance(step, Ask):
            steps.append([step.question.name, {way.key: way.to for way in step.ways}])
            continue
        if step.rules not in endings:
            endings[step.rules] = len(outcomes)
            outcomes.append(_outcome(answered(plan, step)))
        steps.append([endings[step.rules]])
    return {
        "version": VERSION,
        "pack": plan.law.book.pack.pack,
        "on": plan.law.on.isoformat(),
        "known": plan.law.known.isoformat(),
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
