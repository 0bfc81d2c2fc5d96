"""The identifier of an insured person, by the rules and examples of JP Core (JP_Coverage)."""

from __future__ import annotations

import pytest

from kofu.exchange.member_id import member_id

WRITTEN = [
    ("vector of JP Core", "00012345", "あいう", "１８７", "05", "00012345:あいう:１８７:05"),
    ("vector without 記号 and 枝番", "00012345", "", "１８７", "", "00012345::１８７:"),
    ("a number of half width beside kanji", "00012345", "あいう", "187", "05", "00012345:あいう:１８７:05"),
    ("all of half width stays so", "06139999", "12-34", "5678", "01", "06139999:12-34:5678:01"),
    ("half-width kana are made wide", "06139999", "ｱｲ1", "2", "", "06139999:アイ１:２:"),
    ("国保: six digits", "138016", "板橋", "1", "1", "00138016:板橋:１:01"),
    ("nineteen characters", "138016", "板橋一二三四五六七", "1234567890", "", "00138016:板橋一二三四五六七:１２３４５６７８９０:"),
]  # fmt: skip


@pytest.mark.parametrize("case", WRITTEN, ids=[one[0] for one in WRITTEN])
def test_written_by_the_rules(case: tuple[str, ...]) -> None:
    _, insurer, symbol, number, branch, expected = case
    assert member_id(insurer, symbol, number, branch) == expected


LEFT_OUT = [
    ("no number", "138016", "板橋", "", "01"),
    ("no insurer's number", "", "板橋", "1", "01"),
    ("an insurer's number with a letter", "13801A", "板橋", "1", "01"),
    ("an insurer's number of nine digits", "138016138", "板橋", "1", "01"),
    ("a 枝番 of three digits", "138016", "板橋", "1", "001"),
    ("a full-width space in 記号", "138016", "板　橋", "1", "01"),
    ("a colon in 記号", "06139999", "A:1", "1", "01"),
    ("twenty characters", "138016", "板橋一二三四五六七八", "1234567890", ""),
]


@pytest.mark.parametrize("case", LEFT_OUT, ids=[one[0] for one in LEFT_OUT])
def test_left_out_where_the_rules_leave_no_way_to_write_it(case: tuple[str, ...]) -> None:
    assert member_id(*case[1:]) is None
