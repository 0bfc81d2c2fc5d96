"""Every word of the console is there in English too, and what is compiled is what was written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

CONSOLE = Path(__file__).parents[3] / "src" / "kofu" / "faces" / "console"
AREAS = sorted(path.parent.name for path in CONSOLE.glob("*/locale"))
_TAG = re.compile(r"""\{%\s*(?:translate|trans)\s+(["'])(.+?)\1""")
_FILTER = re.compile(r"""_\((["'])(.+?)\1\)""")
_BLOCK = re.compile(r"\{%\s*blocktranslate[^%]*%\}(.+?)\{%\s*endblocktranslate\s*%\}", re.S)
_VALUE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_CALLS = {"_", "gettext", "gettext_lazy", "pgettext"}


def _in_templates(area: str) -> Iterator[str]:
    for path in sorted((CONSOLE / "templates" / "console" / area).rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        yield from (found[2] for found in _TAG.finditer(text))
        yield from (found[2] for found in _FILTER.finditer(text))
        yield from (_VALUE.sub(r"%(\1)s", found[1]) for found in _BLOCK.finditer(text))


def _in_code(area: str) -> Iterator[str]:
    for path in sorted((CONSOLE / area).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in _CALLS and node.args and isinstance(node.args[-1], ast.Constant):
                yield str(node.args[-1].value)


def _english(area: str) -> dict[str, str]:
    with (CONSOLE / area / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id}


def test_every_area_with_words_has_them_in_english() -> None:
    said = {path.name for path in (CONSOLE / "templates" / "console").iterdir()}
    assert said <= set(AREAS)


@pytest.mark.parametrize("area", AREAS)
def test_no_word_is_missing_and_none_is_left_over(area: str) -> None:
    used = {*_in_templates(area), *_in_code(area)}
    english = _english(area)
    assert sorted(used - set(english)) == []
    assert sorted(set(english) - used) == []
    assert [word for word, told in english.items() if not told] == []


@pytest.mark.parametrize("area", AREAS)
def test_values_in_a_sentence_stay_in_it(area: str) -> None:
    for word, told in _english(area).items():
        for pattern in (r"%\((\w+)\)", r"\{(\w+)\}"):
            assert set(re.findall(pattern, word)) == set(re.findall(pattern, told)), word


@pytest.mark.parametrize("area", AREAS)
def test_what_is_compiled_is_what_was_written(area: str) -> None:
    with (CONSOLE / area / "locale/en/LC_MESSAGES/django.mo").open("rb") as file:
        compiled = {str(one.id): str(one.string) for one in read_mo(file) if one.id}
    assert compiled == _english(area)
