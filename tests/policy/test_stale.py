"""What grows old in a pack: sources, and rules that end, with what follows them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from small import small

from kofu.policy.load import load
from kofu.policy.model import Aspect
from kofu.policy.stale import Ending, endings, unchecked

TODAY = date(2025, 3, 1)
NOTICE = (
    'in_force: {from: 2025-01-01}\n        when: {card: "yes"}',
    'in_force: {from: 2025-01-01, until: 2025-06-30}\n        when: {card: "yes"}',
)
SUCCESSOR = (
    "    variant:\n",
    """      - id: certificate-for-all
        rank: usual
        in_force: {from: 2025-07-01}
        when: {card: "yes"}
        then: {document: certificate, basis: ex_officio}
        says: 資格確認書を交付します。
        cite: {words: 7月からは全員。}
    variant:
""",
)


def ends(folder: Path, *changes: tuple[str, str], within: int = 200) -> list[Ending]:
    return list(endings(load(small(folder, *changes)), TODAY, TODAY, within))


def test_the_rule_that_comes_after_is_told_with_its_people(tmp_path: Path) -> None:
    [ending] = ends(tmp_path, NOTICE, SUCCESSOR)
    assert (ending.last, ending.gap) == (date(2025, 6, 30), False)
    [ended] = ending.rules
    assert (ended.aspect, ended.rule.rule.id) == (Aspect.DOCUMENT, "notice")
    after = {each.second.rule.id: each.people for each in ended.after if each.second}
    assert set(after) == {"certificate-for-all", "residence-ended"}
    assert after["certificate-for-all"] == (
        "カード=あり、在留期間=満了していない、在留期間（2025-07-01）=満了していない",
    )


def test_a_rule_without_a_successor_leaves_a_gap(tmp_path: Path) -> None:
    [ending] = ends(tmp_path, NOTICE)
    assert ending.gap
    [ended] = ending.rules
    [gap] = [each for each in ended.after if each.second is None]
    assert any("カード=あり" in who for who in gap.people)


def test_a_rule_of_a_later_question_ends_too(tmp_path: Path) -> None:
    spoiled = ("id: post\n        rank: usual\n        in_force: {from: 2025-01-01}",) * 2
    spoiled = (spoiled[0], spoiled[1].replace("01-01}", "01-01, until: 2025-05-31}"))
    [ending] = ends(tmp_path, spoiled)
    assert (ending.last, ending.gap) == (date(2025, 5, 31), True)
    assert [one.aspect for one in ending.rules] == [Aspect.DELIVERY]


def test_after_the_last_day_of_the_pack_there_is_no_law(tmp_path: Path) -> None:
    [ending] = ends(tmp_path, within=400)
    assert (ending.last, ending.after, ending.gap) == (date(2025, 12, 31), None, True)


@pytest.mark.parametrize(("within", "days"), [(120, 0), (121, 1)])
def test_what_ends_later_is_not_told(tmp_path: Path, within: int, days: int) -> None:
    # From 1 March to 30 June there are 121 days.
    assert len(ends(tmp_path, NOTICE, within=within)) == days


def test_a_source_is_old_after_the_days_given(tmp_path: Path) -> None:
    book = load(small(tmp_path))  # checked on 1 January 2025, 59 days before
    assert unchecked(book, TODAY, 59) == ()
    assert [one.id for one in unchecked(book, TODAY, 58)] == ["town"]
