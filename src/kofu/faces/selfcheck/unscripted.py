"""The steps for browsers without scripts: sections of one page, linked by the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kofu.asking.plan import Plan
from kofu.asking.steps import Ask
from kofu.faces.selfcheck.languages import Tongue
from kofu.faces.selfcheck.pages import EVENT, Asking, asking, told
from kofu.faces.selfcheck.telling import RENEWAL, Telling


@dataclass(frozen=True, slots=True)
class Section:
    """One step on the page: `name` is the anchor that links lead to."""

    name: str
    asked: Asking | None = None
    told: Telling | None = None


def sections(tongue: Tongue, plan: Plan) -> Iterator[Section]:
    """Every step with the occasion on which it is met, since the answer speaks of it."""
    waiting = [(0, "")]
    seen = {*waiting}
    for number, event in waiting:
        step = plan.steps[number]
        if not isinstance(step, Ask):
            yield Section(_name(number, event), told=told(tongue, plan, step, event))
            continue
        chosen: dict[str, str] = {}
        for way in step.ways:
            # The answer only tells a renewal from everything else.
            asked_now = step.question.name == EVENT
            after = (RENEWAL if way.key == RENEWAL else "") if asked_now else event
            chosen[way.key] = _name(way.to, after)
            if (way.to, after) not in seen:
                seen.add((way.to, after))
                waiting.append((way.to, after))
        asked = asking(tongue, plan, step, _anchors(chosen))
        yield Section(_name(number, event), asked=asked)


def _name(number: int, event: str) -> str:
    return f"s{number}-{event}" if event else f"s{number}"


def _anchors(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda key: f"#{names[key]}"
