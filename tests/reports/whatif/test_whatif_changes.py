"""Counting and then deciding is the same as deciding everybody again, person by person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kofu.decide.sql import Columns
from kofu.policy.compare import differs
from kofu.policy.facts import FACTS
from kofu.policy.interpret import Outcome, decide
from kofu.policy.law import Law
from kofu.policy.load import load
from kofu.policy.model import DocumentOutcome
from kofu.reports.whatif.axes import axes_of, packs_of
from kofu.reports.whatif.changes import Hand, changes
from kofu.reports.whatif.counts import Counts
from kofu.reports.whatif.scenario import Moment, varied
from kofu.reports.whatif.shares import split
from kofu.reports.whatif.verdicts import verdicts

DAY = date(2026, 8, 1)
KNOWN = date(2026, 11, 21)
PAIRS = [
    (("kouki", DAY), ("saitama-kouki", DAY)),
    (("kouki", date(2026, 7, 31)), ("kouki", DAY)),
    (("tokyo-kouki", date(2025, 8, 1)), ("kouki", DAY)),
    (("kawasaki-kokuho", date(2025, 8, 1)), ("shibuya-kokuho", date(2025, 8, 1))),
    (("kenpo", date(2025, 12, 2)), ("kawasaki-kokuho", date(2026, 8, 1))),
]


def outcome(law: Law, person: dict[str, object]) -> Outcome:
    return decide(law, law.classify(person)).outcome


def hand(one: Outcome) -> Hand:
    return Hand(one.document, one.basis, one.rule, one.reasons)


def group(birth: date | None, on: date) -> str:
    """The age group as a person would say it, by birthdays."""
    if birth is None:
        return "不明"
    age = on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
    names = {85: "85歳以上", 80: "80～84歳", 75: "75～79歳", 70: "70～74歳", 65: "65～69歳"}
    names |= {40: "40～64歳", 18: "18～39歳", -999: "17歳以下"}
    return next(name for least, name in names.items() if age >= least)


def one_by_one(everybody: list[dict[str, object]], first: Law, second: Law) -> Counter[object]:
    found: Counter[object] = Counter()
    for person in everybody:
        one, two = outcome(first, person), outcome(second, person)
        if differs(
            DocumentOutcome(document=one.document, basis=one.basis),
            DocumentOutcome(document=two.document, basis=two.basis),
        ):
            age = group(person["birth_date"], first.on)
            found[hand(one), hand(two), age, person["municipality_code"] or ""] += 1
    return found


def counted_moves(counts: Counts, first: Law, second: Law) -> Counter[object]:
    made = changes(counts, verdicts(counts, first), verdicts(counts, second))
    assert made.moved + made.same == counts.total
    assert made.moved == sum(move.people for move in made.moves)
    for move in made.moves:
        assert move.people == sum(move.by_age.values()) == sum(move.by_area.values())
    return Counter({(r.before, r.after, r.age, r.area): r.people for r in made.rows})


@pytest.mark.parametrize(("one", "two"), PAIRS)
@pytest.mark.parametrize("event", [None, "renewal"])
def test_moves_are_those_of_everybody_decided_again(
    one: tuple[str, date],
    two: tuple[str, date],
    event: str | None,
    of_pack: Callable[..., Law],
    counted: Callable[..., tuple[list[dict[str, object]], Counts]],
) -> None:
    first, second = of_pack(*one), of_pack(*two)
    everybody, counts = counted((first, second), 600, 7, event)
    wanted = one_by_one(everybody, first, second)
    assert wanted
    assert counted_moves(counts, first, second) == wanted


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10_000), least=st.integers(0, 9), months=st.integers(1, 6))
def test_many_scenarios_share_one_count(
    seed: int,
    least: int,
    months: int,
    counted: Callable[..., tuple[list[dict[str, object]], Counts]],
) -> None:
    book = load("kouki")
    moment = Moment(DAY, KNOWN)
    changed = [
        *varied(book, moment, f"use_12m_least={least}..{least + 3}"),
        *varied(book, moment, f"grace_months={months}..{months + 2}"),
    ]
    law = moment.law(book)
    everybody, counts = counted((law, *(one.law for one in changed)), 100, seed)
    assert counts.total == len(everybody)
    for one in changed:
        wanted = one_by_one(everybody, law, one.law)
        assert counted_moves(counts, law, one.law) == wanted


def test_bands_of_many_laws_are_packed_into_several_numbers(
    counted: Callable[..., tuple[list[dict[str, object]], Counts]],
) -> None:
    """A dozen other bands of the card make more classes than one number can hold."""
    book, moment = load("kouki"), Moment(DAY, KNOWN)
    law = moment.law(book)
    changed = [one.law for one in varied(book, moment, "grace_months=4..18")]
    everybody, counts = counted((law, *changed), 200)
    assert len(packs_of(axes_of([law, *changed], counts.given))) > 1
    for other in (changed[0], changed[-1]):
        assert counted_moves(counts, law, other) == one_by_one(everybody, law, other)


def test_a_band_that_means_the_same_is_counted_once() -> None:
    book, moment = load("kouki"), Moment(DAY, KNOWN)
    law = moment.law(book)
    (other,) = (one.law for one in varied(book, moment, "use_12m_least=3..3"))
    given = Columns(frozenset(FACTS), {"event": "renewal"})
    names = [axis.band.band.name for axis in axes_of([law, law, other], given)]
    assert names.count("uses") == 2
    assert names.count("age") == names.count("card") == 1
    assert "event" not in names, "the same for everybody"


@pytest.mark.parametrize(("share", "uses"), [(0.0, 0), (1.0, 6)])
def test_a_share_of_all_or_none_is_as_if_the_roster_said_so(
    share: float,
    uses: int,
    of_pack: Callable[..., Law],
    counted: Callable[..., tuple[list[dict[str, object]], Counts]],
) -> None:
    first, second = of_pack("kouki", date(2026, 7, 31)), of_pack("kouki", DAY)
    everybody, counts = counted((first, second), 500, 3, "renewal", ("uses_12m", "uses_3m"))
    for person in everybody:
        person["uses_12m"] = person["uses_3m"] = uses
    made = split(counts, (first, second), share)
    assert made.total == 500
    assert counted_moves(made, first, second) == one_by_one(everybody, first, second)


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5, 0.9])
def test_a_share_keeps_everybody_and_takes_its_part_of_the_unknown(
    share: float,
    of_pack: Callable[..., Law],
    counted: Callable[..., tuple[list[dict[str, object]], Counts]],
) -> None:
    law = of_pack("kouki", DAY)
    _, counts = counted((law,), 500, 3, "renewal")
    made = split(counts, (law,), share)
    place = law.space.index["uses"]
    found = verdicts(made, law)
    before = verdicts(counts, law)
    many = [0, 0, 0]
    for cls, people in zip(found.classes, found.people(made), strict=True):
        many[cls[place]] += int(people)
    known = [0, 0, 0]
    for cls, people in zip(before.classes, before.people(counts), strict=True):
        known[cls[place]] += int(people)
    assert made.total == counts.total == 500
    assert many[2] == 0 and known[2] > 50
    assert abs(many[0] - known[0] - known[2] * share) <= 0.5
