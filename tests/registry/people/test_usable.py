"""A usable card: the same in every pack, and in SQL what the interpreter's bands say."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import psycopg
import pytest
from tests.registry.conftest import Register

from kofu.policy.classes import Box, contains
from kofu.policy.facts import FACTS, Facts, FactType, FactValue
from kofu.policy.law import Law, resolve
from kofu.policy.load import load, shipped
from kofu.registry.people.strands import CARD, sql_type
from kofu.registry.people.usable import over, shared_law, usable_card

INSURERS = [name for name in shipped() if not load(name).pack.abstract]
DAYS = [date(2025, 8, 1), date(2026, 7, 31), date(2027, 4, 1)]
READ = [name for name in CARD.columns if name in FACTS]


def people(day: date) -> Iterator[dict[str, FactValue]]:
    """Cards in every state, with days around the one that counts."""
    chance = random.Random(day.toordinal())
    around = [day + timedelta(days) for days in (-200, -120, -92, -62, -31, -1, 0, 1, 400)]
    for _ in range(600):
        person: dict[str, FactValue] = {}
        for name in READ:
            dates = FACTS[name].type is FactType.DATE
            value = chance.choice(around) if dates else chance.random() < 0.8
            # Most cards have nothing against them; else hardly one would be usable.
            rare = name not in ("registered", "has_card", "certificate_expires_on")
            person[name] = None if chance.random() < (0.85 if rare else 0.15) else value
        person["info_restricted"] = chance.choice([None, None, None, False, True])
        yield person


@cache
def words(name: str, day: date) -> tuple[Law, tuple[Box, ...]]:
    """The law of the day, and what the pack says of usable cards."""
    law = resolve(load(name), day, day)
    proof = law.book.pack.proof
    assert proof
    return law, tuple(law.space.box(box) for box in proof.usable if set(box) == {"card"})


def usable(name: str, day: date, facts: Facts) -> bool:
    """By the pack's own words, without SQL."""
    law, boxes = words(name, day)
    cls = law.classify({"event": "renewal", **facts})
    return any(contains(box, cls) for box in boxes)


@pytest.mark.parametrize("day", DAYS)
def test_every_pack_means_the_same(day: date) -> None:
    for facts in people(day):
        assert len({usable(name, day, facts) for name in INSURERS}) == 1


@pytest.mark.parametrize("day", DAYS)
def test_the_sql_says_what_the_pack_says(register: Register, day: date) -> None:
    told = list(people(day))
    condition = over(usable_card(shared_law(day)), lambda _: "card")
    columns = ", ".join(f"%({name})s::{sql_type(name)} AS {name}" for name in READ)
    question = f"SELECT {condition} FROM (SELECT {columns}) card".encode()
    with psycopg.connect(register.app) as connection:
        answers = [connection.execute(question, facts).fetchone() for facts in told]
    expected = [usable("kouki", day, facts) for facts in told]
    assert [answer == (True,) for answer in answers] == expected
    assert 50 < sum(expected) < 550
