"""Every code has words in both languages, with the same things filled in."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from kofu.base.errors import Finding, Place
from kofu.base.messages import Language, catalogue

SOURCE = Path(__file__).parents[2] / "src" / "kofu"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_a_message_is_there_in_both_languages(code: str) -> None:
    words = catalogue()[code]
    assert set(words) == {"ja", "en"}
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_english_says_nothing_that_japanese_does_not_know(code: str) -> None:
    words = catalogue()[code]
    assert fields(words["en"]) <= fields(words["ja"])


def codes_in_source() -> set[str]:
    """The first argument of each KofuError, RefusedError and Finding that is a plain string."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("KofuError", "RefusedError", "Finding")
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(str(node.args[0].value))
    return found


def test_every_code_that_is_raised_has_words() -> None:
    assert codes_in_source() - set(catalogue()) == set()


@pytest.mark.parametrize(
    ("place", "japanese", "english"),
    [
        (
            Place("a.csv", 12, "birth_date"),
            "a.csv 12行目 birth_date列",
            "a.csv, row 12, column birth_date",
        ),
        (Place("a.csv"), "a.csv", "a.csv"),
        (Place(row=3), "3行目", "row 3"),
        (Place(), "", ""),
    ],
)
def test_a_place_is_named_as_far_as_it_is_known(place: Place, japanese: str, english: str) -> None:
    assert place.words() == japanese
    assert place.words(Language.EN) == english


def test_an_error_line_is_code_place_message() -> None:
    finding = Finding("file-missing", Place("a.csv"))
    assert finding.line() == "file-missing: a.csv: ファイルが見つかりません。"
    assert finding.line(Language.EN) == "file-missing: a.csv: the file does not exist."
