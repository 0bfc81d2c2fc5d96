"""Questions, answers and days in one language. What only the pack says stays Japanese."""

from __future__ import annotations

from dataclasses import dataclass

from kofu.asking.questions import Label, Question
from kofu.asking.steps import Way
from kofu.faces.selfcheck.languages import Tongue, words
from kofu.policy.law import Law

_JAPANESE = "ja"
_COUNTS = {"year": "use_12m_least", "quarter": "use_3m_least"}


@dataclass(frozen=True, slots=True)
class Text:
    """Words; `tag` is their language where it is not the page's."""

    words: str
    tag: str = ""


def japanese(tongue: Tongue, text: str) -> Text:
    """Words of a pack, which are Japanese whatever the page is."""
    return Text(text, "" if tongue.tag == _JAPANESE else _JAPANESE)


def question(tongue: Tongue, law: Law, one: Question) -> Text:
    """A question as it is asked."""
    if one.words:
        return japanese(tongue, one.words)
    counts = {
        name: law.parameters[parameter].value
        for name, parameter in _COUNTS.items()
        if parameter in law.parameters
    }
    return Text(tongue.say(one.name, **counts) if one.name == "uses" else tongue.say(one.name))


def help_with(tongue: Tongue, one: Question) -> str:
    """How to find the answer out, where there is something to say."""
    key = f"{one.name}.help"
    return tongue.say(key) if key in words() else ""


def way(tongue: Tongue, one: Way) -> Text:
    """An answer; those that are the same here, side by side."""
    said = [_label(tongue, label) for label in one.labels]
    return Text(" / ".join(dict.fromkeys(text.words for text in said)), said[0].tag)


def _label(tongue: Tongue, label: Label) -> Text:
    if label.words:
        return japanese(tongue, label.words)
    first = tongue.of_day(label.first) if label.first else ""
    last = tongue.of_day(label.last) if label.last else ""
    if first and last:
        return Text(tongue.say("between", first=first, last=last))
    if first:
        return Text(tongue.say("from-on", first=first))
    if last:
        return Text(tongue.say("up-to", last=last))
    name = label.name if label.name in words() else label.name.rpartition(".")[2]
    return Text(tongue.say(name))
