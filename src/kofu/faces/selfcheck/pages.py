"""The pages as data: a question with its answers, or the answer. The templates only set them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kofu.asking.answer import answered
from kofu.asking.plan import Plan
from kofu.asking.steps import Ask, Told
from kofu.asking.walk import PARTED, Walk, otherwise
from kofu.faces.selfcheck.languages import TONGUES, Tongue
from kofu.faces.selfcheck.saying import Text, help_with, question, way
from kofu.faces.selfcheck.telling import Telling, telling
from kofu.policy.law import Law
from kofu.policy.model import Document

EVENT = "event"


@dataclass(frozen=True, slots=True)
class Link:
    text: Text
    address: str


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, given or possible, and the page that it belongs to."""

    question: Text
    answer: Text
    address: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Another document, and the answers each of which alone would lead to it."""

    heading: str
    answers: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question on a page."""

    title: Text
    help: str
    choices: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page of one law."""

    insurer: Text
    as_of: str
    start: str
    languages: tuple[tuple[Tongue, str], ...] = ()
    given: tuple[Given, ...] = ()
    back: str = ""
    understood: bool = True


Address = Callable[[Tongue, str], str]
"""Where the page with these answers stands in a language."""


def asking(tongue: Tongue, plan: Plan, step: Ask, to: Callable[[str], str]) -> Asking:
    """A step that asks; `to` gives the address of an answer by its key."""
    links = (Link(way(tongue, one), to(one.key)) for one in step.ways)
    return Asking(
        title=question(tongue, plan.law, step.question),
        help=help_with(tongue, step.question),
        choices=tuple(links),
    )


def walked(tongue: Tongue, plan: Plan, done: Walk, address: Address) -> Asking | Telling:
    """The page that the answers lead to."""
    if isinstance(done.step, Ask):
        return asking(
            tongue,
            plan,
            done.step,
            lambda key: address(tongue, _after(done.answers, key)),
        )
    return told(tongue, plan, done.step, event_of(done))


def told(tongue: Tongue, plan: Plan, step: Told, event: str) -> Telling:
    """A step that answers."""
    return telling(tongue, plan.law, answered(plan, step), event)


def event_of(done: Walk) -> str:
    """The occasion that was answered."""
    return next((one.way.key for one in done.taken if one.question.name == EVENT), "")


def frame(tongue: Tongue, plan: Plan, done: Walk, address: Address, start: str) -> Frame:
    """The surroundings of a page, with the answers given and the other languages."""
    law = plan.law
    given = tuple(
        Given(
            question(tongue, law, one.question),
            way(tongue, one.way),
            address(tongue, one.before),
        )
        for one in done.taken
    )
    return Frame(
        insurer=Text(law.book.pack.title, "" if tongue.tag == "ja" else "ja"),
        as_of=as_of(tongue, law),
        start=start,
        languages=tuple((one, address(one, done.answers)) for one in TONGUES),
        given=given,
        back=given[-1].address if given else start,
        understood=done.understood,
    )


def as_of(tongue: Tongue, law: Law) -> str:
    """The day of which the page speaks, and what was known."""
    return tongue.say("as-of", on=tongue.of_day(law.on), known=tongue.of_day(law.known))


def changes(tongue: Tongue, plan: Plan, done: Walk, address: Address) -> tuple[Changed, ...]:
    """Single answers that would lead to another document, by that document.

    What is unusual is left out: nobody is told to wish for it.
    """
    found: dict[Document, list[Given]] = {}
    for one in otherwise(plan, done):
        if not one.question.together:
            other = Given(
                question(tongue, plan.law, one.question),
                way(tongue, one.way),
                address(tongue, one.answers),
            )
            found.setdefault(one.document, []).append(other)
    return tuple(
        Changed(otherwise_to(tongue, document), tuple(answers))
        for document, answers in found.items()
    )


def otherwise_to(tongue: Tongue, document: Document) -> str:
    """The line above answers that would lead to another document."""
    return tongue.say("otherwise-to", document=tongue.say(f"document-{document.value}"))


def _after(answers: str, key: str) -> str:
    return PARTED.join(one for one in (answers, key) if one)
