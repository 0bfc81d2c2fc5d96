"""Whose column is whose, guessed as a clerk would point."""

from __future__ import annotations

import pytest

from kofu.roster.guess import guess

CASES = {
    "the contract's own names": (
        ["person_id", "name"],
        {},
        {"person_id": "person_id", "name": "name"},
    ),
    "labels": (
        ["宛名番号", "生年月日"],
        {"生年月日": ["S12.3.4"]},
        {"person_id": "宛名番号", "birth_date": "生年月日"},
    ),
    "a part of a label": (["被保険者番号"], {}, {"number": "被保険者番号"}),
    "other words of offices": (
        ["カナ氏名", "世帯主"],
        {},
        {"name_kana": "カナ氏名", "household_head": "世帯主"},
    ),
    "full width and spaces": (["氏　名", "枝　番"], {}, {"name": "氏　名", "branch": "枝　番"}),
    "a name that its cells belie": (["生年月日"], {"生年月日": ["川崎市", "東京都", "横浜市"]}, {}),
    "compact era dates": (
        ["生年月日"],
        {"生年月日": ["3120304", "3210101"]},
        {"birth_date": "生年月日"},
    ),
    "a postal code by looks": (
        ["列7"],
        {"列7": ["210-0001", "2100002", "210-0003"]},
        {"postal_code": "列7"},
    ),
    "kana by looks": (
        ["F2"],
        {"F2": ["コウフ タロウ", "ｺｳﾌ ﾊﾅｺ", "ヤマダ ジロウ"]},
        {"name_kana": "F2"},
    ),
    "two cells prove nothing": (["列7"], {"列7": ["210-0001", "2100002"]}, {}),
    "a column of 個人番号 is nobody's": (["個人番号"], {"個人番号": ["123456789018"] * 3}, {}),
    "a column is given once": (["氏名", "漢字氏名"], {}, {"name": "氏名"}),
}


@pytest.mark.parametrize("case", CASES)
def test_columns_are_guessed(case: str) -> None:
    header, cells, expected = CASES[case]
    assert guess(header, cells) == expected
