"""All that a page without a server says in one language, each sentence once."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Generic, TypeVar

from kofu.asking.data import Numbered, keys_of
from kofu.asking.plan import Plan
from kofu.asking.steps import Ask, Told
from kofu.faces.selfcheck.languages import Tongue
from kofu.faces.selfcheck.pages import otherwise_to, told
from kofu.faces.selfcheck.saying import Text, help_with, question, way
from kofu.faces.selfcheck.telling import RENEWAL, Section
from kofu.policy.model import Document

AROUND = (
    "title",
    "question-number",
    "answer",
    "otherwise",
    "otherwise-none",
    "guide",
    "share",
    "print",
    "answers-so-far",
    "change",
    "back",
    "again",
    "not-understood",
)
"""What stands around questions and answers."""

Value = TypeVar("Value", bound=Hashable)


class _Once(Generic[Value]):
    """A list without doubles; its values are named by their place."""

    def __init__(self) -> None:
        self.places: dict[Value, int] = {}

    def place(self, value: Value) -> int:
        return self.places.setdefault(value, len(self.places))


def spoken(tongue: Tongue, plan: Plan, steps: Numbered) -> dict[str, Any]:
    """The words for the numbered steps. A text is a string, or a pair where its language is not the
    page's. `told` has for each end its document, the places of the two lines at the top, and those
    of the sections: at a renewal, and otherwise.
    """
    lines: _Once[Text] = _Once()
    sections: _Once[Section] = _Once()

    def at(end: Told) -> list[object]:
        renewal, other = (told(tongue, plan, end, event) for event in (RENEWAL, ""))
        top = (lines.place(Text(words)) for words in (other.headline, other.use))
        below = ([*map(sections.place, one.sections)] for one in (renewal, other))
        return [other.document, *top, *below]

    ends = [*map(at, steps.ends)]
    below = [[one.name, *map(lines.place, one.lines)] for one in sections.places]
    return {
        "say": {key: tongue.say(key) for key in AROUND},
        **_asked(tongue, plan),
        "told": ends,
        "headings": {one.name: one.heading for one in sections.places},
        "sections": below,
        "lines": [*map(_text, lines.places)],
        "otherwise": {
            one: otherwise_to(tongue, one) for one in Document if one is not Document.REVIEW
        },
    }


def _asked(tongue: Tongue, plan: Plan) -> dict[str, Any]:
    """Questions with their help, and answers by question and keys."""
    questions: dict[str, Any] = {}
    answers: dict[str, dict[str, Any]] = {}
    for step in plan.steps.values():
        if isinstance(step, Ask):
            name = step.question.name
            helping = help_with(tongue, step.question)
            said = _text(question(tongue, plan.law, step.question))
            questions[name] = [said, helping] if helping else [said]
            answers.setdefault(name, {}).update(
                (keys_of(one), _text(way(tongue, one))) for one in step.ways
            )
    return {"questions": questions, "answers": answers}


def _text(one: Text) -> object:
    return [one.words, one.tag] if one.tag else one.words
