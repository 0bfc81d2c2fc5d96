"""The reference page and the catalogue of messages keep up with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kofu.roster
from kofu.base.messages import catalogue
from kofu.roster.characters import Defect
from kofu.roster.columns import COLUMNS
from kofu.roster.rules import RULES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "roster.md"
SOURCES = Path(kofu.roster.__file__).parent


def _raised_codes() -> set[str]:
    calls = re.compile(
        r'(?:KofuError|Finding|UnreadableError|_report_pairs)\(\s*(?:source, )?"([a-z-]+)"'
    )
    found = {
        code for path in SOURCES.glob("*.py") for code in calls.findall(path.read_text("utf-8"))
    }
    return found | {rule.code for rule in RULES} | {defect.value for defect in Defect}


def test_every_column_has_its_line() -> None:
    page = PAGE.read_text("utf-8")
    for column in COLUMNS.values():
        assert f"| `{column.name}` | {column.label} |" in page


@pytest.mark.parametrize("code", sorted(_raised_codes()))
def test_every_code_has_words_in_both_languages(code: str) -> None:
    assert set(catalogue()[code]) == {"ja", "en"}
