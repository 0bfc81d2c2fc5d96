"""A flow chart says what the rules decide: for every pack, event and class."""

from __future__ import annotations

import random
from datetime import date
from itertools import product
from typing import Any

import pytest

from kofu.base.errors import KofuError
from kofu.decide import charting
from kofu.decide.chart_words import told
from kofu.decide.charting import chart_of
from kofu.policy.facts import EVENTS
from kofu.policy.interpret import decide
from kofu.policy.law import Law, law_on
from kofu.policy.load import load, shipped
from kofu.policy.model import Document
from kofu.policy.worlds import world_of

DAYS = (date(2024, 12, 2), date(2025, 8, 1), date(2026, 8, 1))
KNOWN = date(2026, 7, 1)
PEOPLE = 50


def laws() -> list[Law]:
    books = [load(name) for name in shipped()]
    return [
        law_on(book, day, KNOWN)
        for book in books
        for day in DAYS
        if book.pack.covers and book.pack.covers.covers(day) and book.known_from <= KNOWN
    ]


def some_classes(law: Law, event: str) -> list[tuple[int, ...]]:
    """Classes that can occur: one combination of each group of bands, the others as they fall."""
    chance = random.Random(f"{law.book.pack.pack} {law.on} {event}")
    world = world_of(law)
    asked = law.space.index["event"]
    number = [value.name for value in law.space.bands[asked].values].index(event)
    found = []
    for _ in range(PEOPLE):
        cls = [
            chance.choice([n for n in range(band.size) if band.possible >> n & 1])
            for band in law.bands
        ]
        cls[asked] = number
        for group in world.groups:
            there = [
                one
                for one in group.combinations
                if asked not in group.places or one[group.places.index(asked)] == number
            ]
            for place, value in zip(group.places, chance.choice(there), strict=True):
                cls[place] = value
        found.append(tuple(cls))
    return found


@pytest.mark.parametrize("event", EVENTS)
def test_whoever_follows_the_chart_gets_what_the_interpreter_decides(event: str) -> None:
    for law in laws():
        chart = chart_of(law, event)
        words = told(chart)
        for cls in some_classes(law, event):
            wanted = decide(law, cls).outcome.document
            assert chart.walk(cls) is wanted
            rows = (row.document for row in words.rows if row.exit.holds(cls))
            assert next(rows, words.rest) is wanted


@pytest.mark.parametrize("pack", ["shibuya-kokuho", "kouki"])
def test_every_single_class_of_a_small_chart_is_decided_as_it_says(pack: str) -> None:
    """Where everybody gets a certificate few bands matter, and all their classes are decided."""
    law = law_on(load(pack), date(2025, 8, 1), KNOWN)
    chart = chart_of(law, "renewal")
    world = world_of(law)
    asked = law.space.index["event"]
    start = list(some_classes(law, "renewal")[0])
    places = [place for place, _ in chart.left]
    walked = 0
    for numbers in product(*(range(law.bands[place].size) for place in places)):
        for place, number in zip(places, numbers, strict=True):
            start[place] = number
        cls = tuple(start)
        box = [1 << number for number in cls]
        for place in range(len(cls)):
            if place not in places and place != asked:
                box[place] = law.space.everything[place]
        if world.occurs((*box, *law.space.everything[len(cls) :])):
            walked += 1
            assert chart.walk(cls) is decide(law, cls).outcome.document
    assert walked == chart.classes


@pytest.mark.parametrize("left_out", range(10))
def test_a_chart_that_leaves_an_answer_out_is_not_drawn(
    monkeypatch: pytest.MonkeyPatch, left_out: int
) -> None:
    law = law_on(load("kawasaki-kokuho"), date(2025, 8, 1), KNOWN)
    whole = charting._taken_apart

    def without_one(*given: Any) -> Any:
        listed = whole(*given)
        assert listed
        return (*listed[:left_out], *listed[left_out + 1 :])

    monkeypatch.setattr(charting, "_taken_apart", without_one)
    with pytest.raises(KofuError) as refused:
        chart_of(law, "renewal")
    assert refused.value.finding.code == "chart-tangled"


def test_kawasaki_asks_card_registration_and_certificate_as_its_own_flow_chart_does() -> None:
    """国保だより第178号: カードの有無、利用登録、電子証明書の期限の順に。"""
    words = told(chart_of(law_on(load("kawasaki-kokuho"), date(2025, 8, 1), KNOWN), "renewal"))
    asked = [step.question for step in words.steps][:3]
    assert asked == [
        "マイナンバーカードを持っていますか",
        "健康保険証の利用登録をしていますか",
        "電子証明書の有効期限は切れていませんか",
    ]
    assert {step.rows[0].document for step in words.steps[:3]} == {Document.CERTIFICATE}
    assert words.rest is Document.NOTICE


def test_where_everybody_gets_a_certificate_the_card_is_not_asked_for() -> None:
    words = told(chart_of(law_on(load("shibuya-kokuho"), date(2025, 8, 1), KNOWN), "renewal"))
    assert not words.steps
    assert words.rest is Document.CERTIFICATE
