"""What a scenario breaks is said with its source, and of nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kofu.policy.law import Law
from kofu.policy.load import load
from kofu.policy.model import Document
from kofu.reports.whatif.broken import Broken, Kind, broken
from kofu.reports.whatif.counts import Counts
from kofu.reports.whatif.scenario import Moment
from kofu.reports.whatif.verdicts import verdicts

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
CITY = Moment(date(2025, 8, 1), date(2025, 7, 1))
NORM = """
pack: city
title: 試算
insurer: 市
kind: kokuho
extends: kawasaki-kokuho
covers: {from: 2024-12-02, until: 2027-07-31}
covers_because: 試算
{dropped}
norms:
  - id: city-norm
    title: 試算の定め
    issuer: 市
    dated: 令和7年
    published: 2025-01-01
    checked_on: 2026-11-21
    sure: assumed
    document:
"""
RULE = """      - id: {id}
        rank: {rank}
        in_force: {{from: 2025-08-01}}
        when: {when}
        then: {then}
        says: 試算です。
        cite: {{words: 試算。}}
"""


def pack_of(folder: Path, *rules: str, dropped: str = "") -> Law:
    path = folder / "city.yaml"
    path.write_text(NORM.replace("{dropped}", dropped) + "".join(rules), "utf-8")
    return CITY.law(load(path))


def rule(id_: str, when: str, then: str, rank: str = "insurer") -> str:
    return RULE.format(id=id_, rank=rank, when=when, then=then)


def found(
    first: Law, second: Law, counted: Callable[..., tuple[list[object], Counts]]
) -> list[Broken]:
    _, counts = counted((first, second), 500, 5, "renewal")
    return list(broken(counts, verdicts(counts, first), verdicts(counts, second)))


def test_a_certificate_for_everybody_is_against_the_notice_of_2025_05_30(
    counted: Callable[..., tuple[list[object], Counts]],
) -> None:
    law = CITY.law(load("kawasaki-kokuho"))
    other = CITY.law(load(EXAMPLES / "kawasaki-zenin.yaml"))
    _, counts = counted((law, other), 500, 5, "renewal")
    (one,) = broken(counts, verdicts(counts, law), verdicts(counts, other))
    assert one.kind is Kind.AGAINST_NORM and one.rule == "zenin-certificate"
    assert "国民健康保険における資格確認書の取扱いについて" in one.norm
    assert "令和7年5月30日" in one.norm and "全員一律" in one.words
    assert 0 < one.people < counts.total


def test_before_the_notice_nothing_stood_against_it(
    counted: Callable[..., tuple[list[object], Counts]],
) -> None:
    early = Moment(date(2025, 8, 1), date(2025, 5, 29))
    law = early.law(load("kawasaki-kokuho"))
    other = early.law(load("shibuya-kokuho"))
    assert not [one for one in found(law, other, counted) if one.kind is Kind.AGAINST_NORM]


def test_without_the_provisional_notice_its_right_is_taken_away(
    of_pack: Callable[..., Law], counted: Callable[..., tuple[list[object], Counts]]
) -> None:
    first = of_pack("tokyo-kouki", date(2025, 8, 1), date(2025, 4, 3))
    second = of_pack("tokyo-kouki", date(2025, 8, 1), date(2025, 4, 2))
    told = found(first, second, counted)
    assert {one.kind for one in told} == {Kind.TAKES_AWAY}
    assert all("暫定運用の継続について" in one.norm for one in told)


def test_a_rule_that_ended_is_no_right_any_more(
    of_pack: Callable[..., Law], counted: Callable[..., tuple[list[object], Counts]]
) -> None:
    first = of_pack("kouki", date(2026, 7, 31))
    second = of_pack("kouki", date(2026, 8, 1))
    assert found(first, second, counted) == []


def test_who_cannot_use_a_card_and_gets_no_certificate_is_without_proof(
    tmp_path: Path, counted: Callable[..., tuple[list[object], Counts]]
) -> None:
    first = CITY.law(load("kawasaki-kokuho"))
    second = pack_of(
        tmp_path, rule("city-none", "{card: unregistered, event: renewal}", "{document: nothing}")
    )
    _, counts = counted((first, second), 500, 5, "renewal")
    made = verdicts(counts, second)
    told = {one.kind: one for one in broken(counts, verdicts(counts, first), made)}
    people = sum(
        int(many)
        for outcome, many in zip(made.outcomes, made.people(counts), strict=True)
        if outcome.rule == "city-none"
    )
    assert {Kind.TAKES_AWAY, Kind.WITHOUT_PROOF} == set(told)
    assert told[Kind.TAKES_AWAY].norm.startswith("番号法等改正法（令和5年法律第48号）附則第15条")
    assert 0 < told[Kind.TAKES_AWAY].people <= people
    assert 0 < told[Kind.WITHOUT_PROOF].people <= people
    assert all(
        outcome.document is Document.NOTHING
        for outcome in made.outcomes
        if outcome.rule == "city-none"
    )


@pytest.mark.parametrize(
    ("rules", "dropped", "kind"),
    [
        ((rule("city-a", "{card: restricted, hold: 'yes', age: child, special_care: active}", "{document: certificate, basis: ex_officio}"),
          rule("city-b", "{card: restricted, hold: 'yes', age: child, residence: current, application: reissue}", "{document: notice, basis: ex_officio}")),
         "", Kind.TWO_RULES),
        ((rule("city-c", "{card: restricted}", "{document: certificate, basis: ex_officio}"),),
         "dropped: {law-card-unknown: 試算}", Kind.NO_RULE),
    ],
)  # fmt: skip
def test_rules_that_are_not_sound_are_told_even_if_they_concern_nobody(
    rules: tuple[str, ...],
    dropped: str,
    kind: Kind,
    tmp_path: Path,
    counted: Callable[..., tuple[list[object], Counts]],
) -> None:
    first = CITY.law(load("kawasaki-kokuho"))
    second = pack_of(tmp_path, *rules, dropped=dropped)
    _, counts = counted((first, second), 1, 5, "renewal")
    told = broken(counts, verdicts(counts, first), verdicts(counts, second))
    (one,) = (each for each in told if each.kind is kind)
    assert one.people == 0 and one.who
