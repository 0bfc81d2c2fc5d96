"""Check digits; no number here belongs to a person."""

from __future__ import annotations

import pytest

from kofu.base.checkdigits import (
    insurer_number_is_valid,
    municipality_code_is_valid,
    my_number_is_valid,
)
from kofu.roster.my_number import name_says_my_number, too_many_to_be_chance


@pytest.mark.parametrize("number", ["33120015", "01130012", "39131016", "138198", "138016"])
def test_an_insurer_number(number: str) -> None:
    assert insurer_number_is_valid(number)


@pytest.mark.parametrize("number", ["33120016", "138199", "3312001", "", "1381９8", "ABCDEF"])
def test_not_an_insurer_number(number: str) -> None:
    assert not insurer_number_is_valid(number)


@pytest.mark.parametrize("code", ["141305", "131016", "131130", "131199", "011002", "112208"])
def test_a_municipality_code(code: str) -> None:
    # 川崎市, 千代田区, 渋谷区, 板橋区, 札幌市, and 11220 made up: 6+5+8+6+0=25, 25 mod 11 = 3, 8.
    assert municipality_code_is_valid(code)


@pytest.mark.parametrize("code", ["141306", "14130", "1413055", "14130a", "１４１３０５", ""])
def test_not_a_municipality_code(code: str) -> None:
    assert not municipality_code_is_valid(code)


@pytest.mark.parametrize("number", ["123456789018", "983205673214"])
def test_a_my_number(number: str) -> None:
    assert my_number_is_valid(number)


@pytest.mark.parametrize("number", ["123456789012", "12345678901", "1234567890188", "", "a" * 12])
def test_not_a_my_number(number: str) -> None:
    assert not my_number_is_valid(number)


@pytest.mark.parametrize(
    ("twelve_digits", "valid", "refused"),
    [
        (1, 1, False),
        (2, 2, False),
        (3, 3, True),
        (5, 3, False),
        (10, 9, True),
        (100, 10, False),
        (100, 20, False),
        (100, 60, True),
        (10_000, 1_000, False),
        (10_000, 2_000, False),
        (10_000, 3_500, True),
    ],
)
def test_what_chance_explains_is_not_refused(twelve_digits: int, valid: int, refused: bool) -> None:
    assert too_many_to_be_chance(twelve_digits, valid) is refused


@pytest.mark.parametrize("column", ["マイナンバー", "個人番号", "My Number", "ﾏｲﾅﾝﾊﾞｰ", "my_number"])
def test_a_column_called_my_number(column: str) -> None:
    assert name_says_my_number(column)


@pytest.mark.parametrize("column", ["my_number_known", "宛名番号", "number", "法人番号"])
def test_a_column_called_otherwise(column: str) -> None:
    assert not name_says_my_number(column)
