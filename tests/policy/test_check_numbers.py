"""`kofu policy check` looks at the check digit of the office's 保険者番号."""

from __future__ import annotations

from pathlib import Path

import pytest

from kofu.policy.check import Level, doubts, level_of
from kofu.policy.load import load, shipped

PACK = """
pack: sunahama-kokuho
title: 砂浜市国民健康保険（架空）
insurer: 砂浜市
kind: kokuho
extends: kawasaki-kokuho
office:
  - id: insurer_number
    label: 保険者番号
    values:
      - {{from: 2024-10-01, value: "138016", sure: confirmed, source: 通知}}
      - {{from: 2026-04-01, value: "{number}", sure: confirmed, source: 通知}}
"""


@pytest.mark.parametrize(
    ("number", "doubted"),
    [("138198", False), ("33120015", False), ("138199", True), ("1381980", True), ("未定", True)],
)
def test_a_number_whose_check_digit_is_wrong_is_doubted(
    tmp_path: Path, number: str, doubted: bool
) -> None:
    pack = tmp_path / "sunahama.yaml"
    pack.write_text(PACK.format(number=number), "utf-8")
    found = [one for one in doubts(load(str(pack))) if one.code == "check-insurer-number"]
    assert [one.params["number"] for one in found] == ([number] if doubted else [])
    assert all(level_of(one) is Level.DOUBT and one.place.row == 8 for one in found)


@pytest.mark.parametrize("name", shipped())
def test_the_samples_of_shipped_packs_are_well_formed(name: str) -> None:
    assert "check-insurer-number" not in {one.code for one in doubts(load(name))}
