"""A step of the questions: it asks, or it answers."""

from __future__ import annotations

from dataclasses import dataclass

from kofu.asking.decided import Rules
from kofu.asking.questions import Label, Question


@dataclass(frozen=True, slots=True)
class Way:
    """An answer of a step: its key, what it says, the number of the next step.

    `others` are keys of answers that are the same here.
    """

    key: str
    labels: tuple[Label, ...]
    to: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """A step that asks."""

    question: Question
    ways: tuple[Way, ...]

    def way(self, key: str) -> Way | None:
        """The answer of that key."""
        return next((one for one in self.ways if key in (one.key, *one.others)), None)


@dataclass(frozen=True, slots=True)
class Told:
    """A step that answers: the rules, by id, in the order of the questions of a decision."""

    rules: Rules


Step = Ask | Told
