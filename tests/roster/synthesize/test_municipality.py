from __future__ import annotations

import pytest

from kofu.roster.synthesize import load_marginals, shipped_names
from kofu.roster.synthesize.municipality import check_digit, is_code


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("131016", "千代田区"),
        ("131130", "渋谷区"),
        ("131199", "板橋区"),
        ("141313", "川崎区"),
        ("141321", "幸区"),
        ("141330", "中原区"),
        ("141348", "高津区"),
        ("141356", "多摩区"),
        ("141364", "宮前区"),
        ("141372", "麻生区"),
        ("011002", "札幌市"),
        ("134210", "小笠原村"),
    ],
)
def test_the_check_digit_of_a_known_code(code: str, name: str) -> None:
    assert check_digit(code[:5]) == code[5], name
    assert is_code(code)


@pytest.mark.parametrize("code", ["141314", "14131", "1413130", "14131a", "１４１３１３", ""])
def test_what_is_not_a_code(code: str) -> None:
    assert not is_code(code)


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_code_is_right_and_named_once(name: str) -> None:
    codes = [area.code for area in load_marginals(name).areas.places]
    assert all(is_code(code) for code in codes)
    assert len(codes) == len(set(codes)) == {"kawasaki": 7, "tokyo": 62, "japan": 47}[name]
