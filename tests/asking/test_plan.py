"""The questions end where `decide` ends: for every class of every pack, whatever was merged."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.asking.reading import Reading
from tests.conftest import book

from kofu.asking.answer import answered
from kofu.asking.catalogue import catalogue
from kofu.asking.data import as_data
from kofu.asking.diagram import NOWHERE, Diagrams
from kofu.asking.plan import Plan, plan_of
from kofu.asking.questions import Answer, Question, first_that_applies, questions_of
from kofu.asking.steps import Ask, Told
from kofu.asking.walk import otherwise, walk
from kofu.policy.classes import Box, Class, contains, meet
from kofu.policy.interpret import PAPERS, decide
from kofu.policy.law import law_on
from kofu.policy.load import Book, shipped
from kofu.policy.model import Aspect
from kofu.policy.partition import by_document, by_question, papers
from kofu.policy.worlds import World, world_of

PACKS = shipped()
TODAY = date(2026, 11, 21)
DAYS = (date(2024, 12, 2), date(2025, 8, 1), date(2026, 8, 1), TODAY)
LATER = (Aspect.VARIANT, Aspect.TERM, Aspect.FORM, Aspect.DELIVERY)
CASES = [
    *((name, on) for name in PACKS for on in DAYS[:-1]),
    # Only there a rule begins after the renewal.
    *((name, TODAY) for name in ("kouki", "tokyo-kouki")),
]


@cache
def plan(name: str, on: date) -> Plan:
    return plan_of(law_on(book(name), on, TODAY))


@cache
def world(name: str, on: date) -> World:
    return world_of(plan(name, on).law)


@cache
def _written(name: str, on: date) -> Reading:
    return Reading(json.loads(json.dumps(as_data(plan(name, on)))))


def data_of(one: Plan) -> Reading:
    """What an export of the plan holds, read back."""
    return _written(one.law.book.pack.pack, one.law.on)


def shown_answers(question: Question, keys: set[str]) -> dict[str, Answer]:
    """The answers of those keys; of circumstances each excludes those before it."""
    shown = [answer for answer in question.answers if answer.key in keys]
    said = first_that_applies(shown) if question.together else shown
    return {answer.key: answer for answer in said}


def a_class(box: Box) -> Class:
    """One class of the box."""
    return tuple((mask & -mask).bit_length() - 1 for mask in box)


def fitting(step: Ask, cls: Class) -> Iterator[int]:
    """Every next step by an answer that is true of the class; there is at least one."""
    keys = {key for way in step.ways for key in (way.key, *way.others)}
    answers = shown_answers(step.question, keys)
    found = [
        way.to
        for way in step.ways
        for key in (way.key, *way.others)
        if all(mask >> cls[place] & 1 for place, mask in answers[key].leaves)
    ]
    assert found, f"no answer to {step.question.name} fits"
    yield from found


def ends(one: Plan, cls: Class) -> set[tuple[str, ...]]:
    """All ends that somebody of the class can come to, answering truly."""
    waiting, seen, found = [0], {0}, set()
    while waiting:
        step = one.steps[waiting.pop()]
        if isinstance(step, Told):
            found.add(step.rules)
            continue
        for number in fitting(step, cls):
            if number not in seen:
                seen.add(number)
                waiting.append(number)
    return found


def shown(one: Plan, cls: Class) -> None:
    """The page for the class shows what `decide` decides, field by field."""
    (rules,) = ends(one, cls)
    page = answered(one, Told(rules))
    decided = decide(one.law, cls)
    outcome = decided.outcome
    assert (page.document, page.basis) == (outcome.document, outcome.basis)
    assert (page.variant, page.form, page.delivery) == (
        outcome.variant,
        outcome.form,
        outcome.delivery,
    )
    assert [rule.rule.id for rule in page.rules] == [step.fired.rule.id for step in decided.steps]
    assert (page.validity is None) == (outcome.term is None)
    if page.validity and outcome.term:
        assert (page.validity.until, page.validity.horizon) == (
            outcome.term.until,
            outcome.term.horizon,
        )
        # A cap is told to everybody, with whom it concerns: those of the class are among them.
        own = [*cls, 0, 0]
        concerned = [
            cap.id for cap in page.validity.caps if contains(one.law.caps[cap.id][1], tuple(own))
        ]
        assert concerned == list(outcome.term.caps)


def regions(one: Plan) -> Iterator[tuple[Box, tuple[str, ...]]]:
    """The whole world in boxes, each with the rules that decide it, by the proof's way of cutting."""
    law = one.law
    documents = by_document(law)
    for leaf in documents.leaves:
        if leaf.rule.rule.then.document not in PAPERS:  # type: ignore[union-attr]
            yield leaf.box, (leaf.rule.rule.id,)
    parts = [(leaf.box, (leaf.rule.rule.id,)) for leaf in papers(law, documents)]
    for aspect in LATER:
        leaves = by_question(law, aspect).leaves
        parts = [
            (both, (*rules, leaf.rule.rule.id))
            for box, rules in parts
            for leaf in leaves
            if (both := meet(box, leaf.box))
        ]
    yield from parts


class Followed:
    """Every way through the data, first to last, with all classes that go it: always a box."""

    def __init__(self, one: Plan) -> None:
        self.one = one
        self.data = data_of(one)
        self.asked = {question.name: question for question in questions_of(one.law).asked}
        self.diagrams: Diagrams[tuple[str, ...]] = Diagrams(
            tuple(band.size for band in one.law.bands)
        )
        self.decided = NOWHERE
        for box, rules in regions(one):
            own = box[: len(one.law.bands)]
            self.decided = self.diagrams.within(own, self.diagrams.leaf(rules), self.decided)
        self.seen: set[tuple[int, int, Box]] = set()
        self.compared: set[int] = set()

    def start(self) -> None:
        box = [band.possible for band in self.one.law.bands]
        for place, mask in questions_of(self.one.law).supposed:
            box[place] &= mask
        node = self.decided
        for place, mask in enumerate(box):
            node = self.diagrams.narrowed(node, place, mask)
        self.follow(self.data.first, node, tuple(box), frozenset())
        assert self.compared == {-1 - place for place, _ in enumerate(self.data.data["outcomes"])}

    def follow(self, number: int, node: int, box: Box, before: frozenset[int]) -> None:
        assert number not in before, "a way comes back to where it was"
        if (number, node, box) in self.seen or node == NOWHERE:
            return
        self.seen.add((number, node, box))
        if number < 0:
            self.compare(number, node, box)
            return
        spoken_of: dict[int, int] = {}
        for leaves, to in self.ways(number):
            there, narrowed = [*box], node
            for place, mask in leaves:
                spoken_of[place] = spoken_of.get(place, 0) | mask
                there[place] &= mask
                narrowed = self.diagrams.narrowed(narrowed, place, there[place])
            if all(there):
                self.follow(to, narrowed, tuple(there), before | {number})
        assert all(not box[place] & ~mask for place, mask in spoken_of.items()), (
            "somebody finds no answer"
        )

    def compare(self, number: int, node: int, box: Box) -> None:
        """All classes here have the rules that are told; one of them shows what these decide."""
        told = self.data.outcome(number)
        assert self.diagrams.node(node) is None
        assert self.diagrams.value(node) == tuple(told["rules"])
        if number not in self.compared:
            self.compared.add(number)
            outcome = decide(self.one.law, a_class(box)).outcome
            assert (told["document"], told["basis"]) == (outcome.document, outcome.basis)
            for name in ("variant", "form", "delivery"):
                assert told.get(name) == getattr(outcome, name)
            until = outcome.term.until if outcome.term else None
            assert told.get("valid_until") == (until.isoformat() if until else None)

    def ways(self, number: int) -> Iterator[tuple[tuple[tuple[int, int], ...], int]]:
        """The classes of each answer; answers that are the same speak of one band together."""
        question = self.asked[self.data.question(number)]
        ways = [*self.data.ways(number)]
        answers = shown_answers(question, {key for keys, _ in ways for key in keys})
        for keys, to in ways:
            if question.together:
                (key,) = keys
                yield answers[key].leaves, to
                continue
            leaves = [answers[key].leaves for key in keys]
            ((place, mask),) = leaves[0]
            for ((_, also),) in leaves[1:]:
                mask |= also
            yield ((place, mask),), to


@pytest.mark.parametrize(("name", "on"), CASES)
def test_each_class_of_each_pack_is_told_what_its_rules_decide(name: str, on: date) -> None:
    """No class is sampled: all of them are followed through the data to the ends, box by box."""
    Followed(plan(name, on)).start()


@pytest.mark.parametrize(("name", "on"), CASES)
def test_the_page_of_the_server_walks_the_same_steps(name: str, on: date) -> None:
    one = plan(name, on)
    data = data_of(one)
    waiting = [(0, data.first)]
    seen = {*waiting}
    for number, there in waiting:
        step = one.steps[number]
        if isinstance(step, Told):
            assert data.outcome(there)["rules"] == [*step.rules]
            continue
        assert data.question(there) == step.question.name
        for way, (keys, to) in zip(step.ways, data.ways(there), strict=True):
            assert (way.key, *way.others) == keys
            if (way.to, to) not in seen:
                seen.add((way.to, to))
                waiting.append((way.to, to))
    assert {number for number, _ in seen} == {*one.steps}


def test_no_two_steps_ask_the_same_and_lead_to_the_same() -> None:
    data = data_of(plan("kawasaki-kokuho", date(2026, 8, 1))).data
    assert len({tuple(step) for step in data["steps"]}) == len(data["steps"])
    assert len({tuple(one["rules"]) for one in data["outcomes"]}) == len(data["outcomes"])


@pytest.mark.parametrize("name", PACKS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_page_shows_what_decide_decides_field_by_field(name: str, data: st.DataObject) -> None:
    on = data.draw(st.sampled_from(DAYS[1:3]))
    one = plan(name, on)
    supposed = dict(questions_of(one.law).supposed)
    cls = tuple(
        data.draw(
            st.sampled_from(
                [
                    number
                    for number in range(band.size)
                    if (band.possible & supposed.get(place, ~0)) >> number & 1
                ]
            )
        )
        for place, band in enumerate(one.law.bands)
    )
    box = tuple(1 << number for number in cls)
    if world(name, on).occurs((*box, ~0, ~0)):
        shown(one, cls)


def test_only_what_one_knows_of_oneself_is_supposed() -> None:
    assert catalogue().supposed == {"age": ("unknown",)}


def test_a_flow_chart_of_kawasaki_is_asked_as_it_is_printed() -> None:
    """国保だより第178号: card, registration, electronic certificate, and then the answer."""
    one = plan("kawasaki-kokuho", date(2025, 8, 1))
    base = "adult.renewal.none"
    for answers, document in (
        ("have.yes.usable.none", "notice"),
        ("none.none", "certificate"),
        ("have.no.none", "certificate"),
        ("have.yes.grace.none", "certificate"),
    ):
        done = walk(one, f"{base}.{answers}")
        assert done.understood and isinstance(done.step, Told), answers
        assert answered(one, done.step).document == document


def test_the_line_of_85_is_one_question() -> None:
    """令和8年8月1日に85歳以上: born on or before 1941-08-01; no birth date is asked."""
    one = plan("kouki", date(2026, 8, 1))
    done = walk(one, "renewal")
    assert isinstance(done.step, Ask) and done.step.question.name == "age"
    way = done.step.way("over-85")
    assert way and (way.labels[0].first, way.labels[0].last) == (None, date(1941, 8, 1))


def test_another_answer_that_would_lead_elsewhere_is_told() -> None:
    one = plan("kawasaki-kokuho", date(2025, 8, 1))
    done = walk(one, "adult.renewal.none.have.no.none")
    found = {(other.question.name, other.way.key, other.document) for other in otherwise(one, done)}
    assert ("age", "late", "nothing") in found
    done = walk(one, "adult.renewal.none.have.yes.usable.none")
    found = {(other.question.name, other.way.key, other.document) for other in otherwise(one, done)}
    assert {("card", "none", "certificate"), ("registered", "no", "certificate")} <= found
    for other in otherwise(one, done):
        there = walk(one, other.answers)
        assert there.understood and isinstance(there.step, Told)
        assert answered(one, there.step).document == other.document


def test_answers_that_fit_nothing_are_told() -> None:
    one = plan("kawasaki-kokuho", date(2025, 8, 1))
    done = walk(one, "adult.renewal.nonsense.have")
    assert not done.understood and done.answers == "adult.renewal"


@pytest.mark.parametrize("name", PACKS)
def test_the_data_are_a_few_kilobytes(name: str) -> None:
    text = json.dumps(as_data(plan(name, DAYS[2])), separators=(",", ":")).encode()
    assert len(text) < 40_000 and len(zlib.compress(text, 9)) < 6_000


def test_a_band_of_a_packs_own_is_asked_in_its_words(pack: Callable[[str], Book]) -> None:
    law = law_on(pack("tokyo-kouki"), TODAY, TODAY)
    own = {one.name: one for one in questions_of(law).asked if one.words}
    assert own["municipality_mail"].words == "市区町村の選んだ郵便"
    assert [answer.label.words for answer in own["municipality_mail"].answers] == [
        "簡易書留",
        "特定記録",
    ]
