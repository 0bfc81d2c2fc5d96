"""The proof finds each kind of fault in a pack small enough to see it, and nothing in a sound one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mutants import mutants
from small import small

from kofu.policy.cases import run_case
from kofu.policy.load import Book, load, shipped
from kofu.policy.model import Case
from kofu.policy.prove import prove

RULE_CERTIFICATE = 'when: {card: ["no", unknown]}'
RULE_NOTICE = 'when: {card: "yes"}\n        then: {document: notice'
RESIDENCE_RULE = "when: {residence: ended}"


def codes(path: Path) -> set[str]:
    return {finding.code for finding in prove(load(path)).findings}


def test_a_sound_pack_is_proven(tmp_path: Path) -> None:
    proof = prove(load(small(tmp_path)))
    assert proof.findings == []
    assert proof.classes == 6
    assert proof.cases == 3


@pytest.mark.parametrize(
    ("fault", "old", "new", "code"),
    [
        ("nobody decides who is unknown", RULE_CERTIFICATE, 'when: {card: "no"}', "proof-gap"),
        ("two rules for those with a card", RULE_CERTIFICATE, "when: {}", "proof-overlap"),
        ("a rule under a stronger one", RESIDENCE_RULE, "when: {}", "proof-unreachable"),
        (
            "a notice for those without a card",
            "then: {document: certificate, basis: ex_officio}",
            "then: {document: notice, basis: ex_officio}",
            "proof-none-held",
        ),
        ("a cap before the first day", RESIDENCE_RULE, 'when: {residence: ended, card: "no"}', "proof-ends-early"),
        ("a fixed end in the past", "{cycle: {one_end: 2025-12-31}, caps: [residence]}", "{fixed: 2025-06-30}", "proof-ends-early"),
        ("a case that its rule does not meet", "facts: {has_card: false}", "facts: {has_card: true}", "case-fails"),
        ("a rule that no case names", "expect: {document: certificate, rule: certificate,", "expect: {document: certificate,", "proof-rule-without-case"),
        ("a case for a rule that is gone", "rule: residence-ended}", "rule: gone}", "proof-case-without-rule"),
        ("a day without rules", "in_force: {from: 2025-01-01}\n        when: {card: \"yes\"}", "in_force: {from: 2025-03-01}\n        when: {card: \"yes\"}", "proof-gap"),
    ],
)  # fmt: skip
def test_a_fault_is_found(tmp_path: Path, fault: str, old: str, new: str, code: str) -> None:
    assert code in codes(small(tmp_path, (old, new))), fault


def test_a_gap_is_told_in_words(tmp_path: Path) -> None:
    proof = prove(load(small(tmp_path, (RULE_CERTIFICATE, 'when: {card: "no"}'))))
    told = next(finding for finding in proof.findings if finding.code == "proof-gap").line()
    assert "カード=不明" in told
    assert "2025-01-01" in told


def test_an_overlap_shows_both_rules_with_their_sources(tmp_path: Path) -> None:
    proof = prove(load(small(tmp_path, (RULE_CERTIFICATE, "when: {}"))))
    told = next(finding for finding in proof.findings if finding.code == "proof-overlap").line()
    assert "certificate" in told
    assert "notice" in told
    assert told.count("見本市の定め") == 2


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_pack_is_proven(pack: Callable[[str], Book], name: str) -> None:
    assert [finding.line() for finding in prove(pack(name)).findings] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", shipped())
def test_every_mutant_of_a_pack_is_found(pack: Callable[[str], Book], name: str) -> None:
    """Each rule removed, written twice, and widened by each of its conditions."""
    found_last: list[str] = []
    unfound = [
        what
        for what, mutant in mutants(pack(name))
        if not found_by_case(what, mutant, found_last) and prove(mutant).holds
    ]
    assert unfound == []


def found_by_case(what: str, mutant: Book, found_last: list[str]) -> bool:
    """Does any case fail? Those of the rule first, then those that found a mutant lately."""
    said = what.replace(":", "").split()

    def late(case: Case) -> tuple[bool, int]:
        lately = found_last.index(case.name) if case.name in found_last else len(found_last)
        return case.expect.rule not in said, lately

    for case in sorted(mutant.pack.cases, key=late):
        if not run_case(mutant, case).passed:
            found_last[:] = [case.name, *(name for name in found_last if name != case.name)]
            return True
    return False


def test_the_duty_of_proof_begins_on_its_day_even_if_the_rules_stay(tmp_path: Path) -> None:
    """The same rules before and after: nothing is owed before, and found from that day on."""
    wrong = (
        "then: {document: certificate, basis: ex_officio}",
        "then: {document: notice, basis: ex_officio}",
    )
    later = ("proof:\n  from: 2025-01-01", "proof:\n  from: 2025-12-31")
    found = [
        one
        for one in prove(load(small(tmp_path, wrong, later))).findings
        if one.code == "proof-none-held"
    ]
    assert [str(one.params["on"]) for one in found] == ["2025-12-31"]
