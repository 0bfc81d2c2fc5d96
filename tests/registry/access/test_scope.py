"""A clerk of one municipality sees nobody of another."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.registry import a_register
from tests.registry.access.conftest import Add
from tests.registry.conftest import Register

from kofu.base.errors import KofuError

# 川崎市 141305 and its wards 141313, 141321; 札幌市 011002; 新宿区 131041: official codes.
LIVES = {
    "kawasaki": "141305",
    "kawasaki-short": "14130",
    "ward": "141313",
    "ward-short": "14131",
    "other-ward": "141321",
    "sapporo": "011002",
    "shinjuku": "131041",
    "wrong-digit": "141304",
    "unknown": None,
    "empty": "",
}
OFFICIAL = {
    "14130": "141305",
    "14131": "141313",
    "14132": "141321",
    "01100": "011002",
    "13104": "131041",
    "47201": "472018",
}


@dataclass(frozen=True)
class Clerk:
    municipalities: tuple[str, ...]


@pytest.fixture
def people(register: Register) -> Register:
    with psycopg.connect(register.app) as app:
        load = a_register.load(app)
        for who, code in LIVES.items():
            number = a_register.person(app, who, None, load)
            app.execute(
                "UPDATE person_now SET municipality_code = %s WHERE person_id = %s", [code, number]
            )
    return register


def may_see(clerk: Clerk) -> set[str]:
    """The sentence: whoever has no municipality of their own sees everybody. Whoever has some sees
    those who live there, by the official code or its first five digits, and nobody else.
    """
    if len(clerk.municipalities) == 0:
        return set(LIVES)
    own = [code for short in clerk.municipalities for code in (short, OFFICIAL[short])]
    return {who for who, code in LIVES.items() for mine in own if code == mine}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(sorted(OFFICIAL)), unique=True, max_size=4))
def test_the_condition_and_the_search_say_what_the_sentence_says(
    people: Register, places: list[str]
) -> None:
    from kofu.registry.access.scope import codes_seen, seen_by
    from kofu.registry.people.tables import PersonNow

    clerk = Clerk(tuple(places))
    expected = may_see(clerk)
    found = PersonNow.objects.filter(seen_by(clerk)).values_list("person__person_id", flat=True)
    assert set(found) == expected
    codes = codes_seen(clerk)
    assert {who for who, code in LIVES.items() if codes is None or code in codes} == expected


def test_somebody_elsewhere_and_nobody_are_refused_alike(people: Register, add: Add) -> None:
    """Else the refusal would tell who lives elsewhere."""
    from kofu.registry.access.require import require_sees

    clerk = add("sato", municipalities=("141313",))
    require_sees(clerk, "ward")
    for person in ("shinjuku", "unknown", "no-such-person"):
        with pytest.raises(KofuError, match="person-not-registered"):
            require_sees(clerk, person)
    require_sees(add("ito"), "shinjuku")
    with psycopg.connect(people.app) as app:
        found = app.execute(
            "SELECT by, outcome, person_id, detail FROM log_entry JOIN log_subject ON entry_id = id "
            "WHERE event = 'rights-refused' ORDER BY id"
        ).fetchall()
    told = ("sato", "refused")
    assert [one[:3] for one in found] == [
        (*told, "shinjuku"),
        (*told, "unknown"),
        (*told, "no-such-person"),
    ]
