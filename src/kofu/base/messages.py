"""The catalogue of what kofu says: one `messages.yaml` beside each part, code -> {ja, en}.

A code is kebab-case and stable; the words may change. `say` fills the words with parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml


class Language(StrEnum):
    JA = "ja"
    EN = "en"


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Every message of every part, by code. Raises ValueError if two parts use one code."""
    merged: dict[str, Mapping[str, str]] = {}
    for part in sorted(files("kofu").iterdir(), key=lambda entry: entry.name):
        source = part / "messages.yaml"
        if not source.is_file():
            continue
        told = yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for code, words in (told or {}).items():
            if code in merged:
                raise ValueError(f"message code used twice: {code} ({part.name})")
            merged[code] = words
    return merged


def say(code: str, language: Language = Language.JA, /, **params: object) -> str:
    """The words of `code` in `language`. Raises KeyError for a code that no part declares."""
    return catalogue()[code][language.value].format(**params)
