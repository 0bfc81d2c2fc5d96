"""The language of a page, for words that come from the catalogue of messages."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import get_language

from kofu.base.eras import in_era
from kofu.base.errors import Finding
from kofu.base.messages import Language, say

_DAY = re.compile(r"(?:(?<=[ぁ-ん]) )?(?<![\d「-])(\d{4}-\d\d-\d\d)(?![\d-])(?: (?=[ぁ-ん]))?")
"""A day as it stands in a sentence, with the spaces that set figures off from kana; what is quoted
from a file stays as it is."""


def language() -> Language:
    """Japanese unless the reader chose English."""
    return Language.EN if (get_language() or "").startswith("en") else Language.JA


def words(code: str, /, **params: object) -> str:
    """A message of the catalogue in the language of the page."""
    return say(code, language(), **params)


def finding_words(finding: Finding) -> str:
    """A finding in the language of the page, its days as the pages show them."""
    return with_days(finding.words(language()))


def with_days(text: str) -> str:
    """`2026-08-01` becomes `令和8年8月1日` on a Japanese page."""
    return _DAY.sub(_in_era, text) if language() is Language.JA else text


def _in_era(found: re.Match[str]) -> str:
    try:
        return in_era(date.fromisoformat(found[1]))
    except ValueError:
        return found[0]
