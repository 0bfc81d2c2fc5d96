"""The language of a page, for words that come from the catalogue of messages."""

from __future__ import annotations

from django.utils.translation import get_language

from kofu.base.messages import Language, say


def language() -> Language:
    """Japanese unless the reader chose English."""
    return Language.EN if (get_language() or "").startswith("en") else Language.JA


def words(code: str, /, **params: object) -> str:
    """A message of the catalogue in the language of the page."""
    return say(code, language(), **params)
