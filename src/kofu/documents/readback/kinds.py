"""Kinds of damage that a clerk answers differently; each has a sentence of its own.

A code in none of them is told in the words of `damaged`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kofu.documents.readback.damage import Code
from kofu.documents.readback.sound import Flaw

_FILE = (
    *(Code.FILE_UNREADABLE, Code.LAYOUT_UNEXPECTED, Code.TRAILER_UNEXPECTED, Code.OBJECT_MISSING),
    *(Code.STREAM_UNREADABLE, Flaw.UNREADABLE, Flaw.FRAME, Flaw.SYNTAX, Flaw.ENCRYPTED),
    *(Flaw.ID_MISSING, Flaw.ID_DIFFERENT, Flaw.LANGUAGE, Flaw.METADATA, Flaw.INTENT, Flaw.PROFILE),
)
_FONT = (
    *(Code.FONT_UNEXPECTED, Code.FONT_UNKNOWN, Code.FONT_UNREADABLE, Code.MEANING_UNREADABLE),
    *(Code.CODE_WITHOUT_MEANING, Code.CODE_DIFFERENT, Code.WIDTH_DIFFERENT),
    *(Code.OUTLINE_DIFFERENT, Flaw.FONT),
)
_ADDED = (
    *(Code.PAGE_EXTRA_OPERATOR, Code.OBJECT_UNEXPECTED, Code.CATALOGUE_UNEXPECTED),
    *(Code.PAGE_UNEXPECTED, Code.PAGE_TWICE, Code.RESOURCES_UNEXPECTED, Code.BLANK_UNEXPECTED),
    *(Code.BLANK_UNUSED, Code.TEXT_OFF_PAGE, Flaw.ACTIVE, Flaw.EXTERNAL),
)
KINDS: Mapping[str, str] = MappingProxyType(
    {code.value: "damaged-file" for code in _FILE}
    | {code.value: "damaged-font" for code in _FONT}
    | {code.value: "damaged-added" for code in _ADDED}
)
"""Code of the damage -> code of the sentence."""
