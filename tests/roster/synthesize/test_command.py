from __future__ import annotations

import json
from pathlib import Path

import pytest

from kofu.faces.cli.synthesize import synthesize


def test_the_table_shows_what_was_asked_and_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert synthesize("kawasaki", output=tmp_path / "roster.parquet") == 0
    shown = capsys.readouterr()
    for words in ("225,159", "161,385", "133,238", "公表値", "仮定", "2025-06-13"):
        assert words in shown.out
    assert shown.err == ""


def test_json_holds_every_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "roster.csv"
    assert synthesize("kawasaki", output=output, people=1000, seed=5, json=True) == 0
    counts = json.loads(capsys.readouterr().out)
    assert (counts["people"], counts["seed"], counts["exact"]) == (1000, 5, True)
    assert counts["scaled"]
    assert {row["basis"] for row in counts["rows"]} == {"scaled", "assumed", "rest"}
    assert len(output.read_text(encoding="utf-8").splitlines()) == 1001
