"""The answers to one question that are possible in a state, alike ones put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kofu.asking.questions import Answer, Label, Question, first_that_applies
from kofu.asking.states import State, States


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be given: its key, what it says, where it leads.

    `alike` is one number for all answers after which the same follows; `own` are the numbers that
    it speaks of, one for all that are alike; `others` are the keys of answers that are the same.
    """

    key: str
    labels: tuple[Label, ...]
    to: State
    alike: int
    own: int
    others: tuple[str, ...] = ()


def choices(states: States, state: State, question: Question) -> tuple[Choice, ...]:
    """The answers that are possible in the state; those that lead to the same state are one.

    None where the question does not fit: somebody there would find no answer of theirs.
    """
    if question.together:
        return tuple(_circumstances(states, state, question))
    if not _fits(state, question):
        return ()
    merged: list[Choice] = []
    for answer in question.answers:
        to = states.narrowed(state, answer.leaves)
        place, mask = answer.leaves[-1]
        if to is None or not state.box[place] & answer.speaks:
            continue
        alike = states.diagrams.narrowed(
            state.node, place, states.representatives(state, place, mask)
        )
        own = states.representatives(state, place, answer.speaks)
        same = _same(merged, own, question, answer)
        if same is None:
            merged.append(Choice(answer.key, (answer.label,), to, alike, own))
        else:
            merged[same] = _joined(merged[same], answer, question)
    return tuple(merged)


def differ(found: tuple[Choice, ...]) -> bool:
    """Does it make a difference which answer is given?"""
    return len({one.alike for one in found}) > 1


def _fits(state: State, question: Question) -> bool:
    place = question.answers[0].leaves[-1][0]
    spoken_of = 0
    for answer in question.answers:
        spoken_of |= answer.leaves[-1][1]
    return not state.box[place] & ~spoken_of


def _circumstances(states: States, state: State, question: Question) -> Iterator[Choice]:
    for answer in first_that_applies(_that_matter(states, state, question)):
        to = states.narrowed(state, answer.leaves)
        if to is not None:
            yield Choice(answer.key, (answer.label,), to, to.node, 0)


def _that_matter(states: States, state: State, question: Question) -> Iterator[Answer]:
    """Circumstances that change something here if none before them applies; and none of them."""
    *circumstances, nothing = question.answers
    here: State | None = state
    for one in circumstances:
        ((place, mask),) = one.leaves
        if here is None:
            return
        applies = states.narrowed(here, one.leaves)
        rest = states.narrowed(here, ((place, ~mask),))
        if applies and (rest is None or applies.node != rest.node):
            yield one
            here = rest
    if here is not None:
        yield nothing


def _same(merged: list[Choice], own: int, question: Question, answer: Answer) -> int | None:
    """The place of the answer that this one joins: of days, only the one just before.

    What speaks of several kinds is parted by a further question, and stays on its own.
    """
    if own & (own - 1) or (question.dated and not answer.label.dated):
        return None
    places = [place for place, one in enumerate(merged) if one.own == own]
    if question.dated:
        places = [place for place in places if place == len(merged) - 1]
    return places[0] if places else None


def _joined(choice: Choice, answer: Answer, question: Question) -> Choice:
    labels = (*choice.labels, answer.label)
    if question.dated:
        (later,) = choice.labels
        labels = (Label(later.name, answer.label.first, later.last),)
    return replace(choice, labels=labels, others=(*choice.others, answer.key))
