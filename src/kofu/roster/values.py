"""From the text of one cell to a typed value. Empty is unknown (None), which is not "no"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import jaconv

from kofu.policy.facts import FactType, FactValue
from kofu.roster.columns import Column, Spelling, spelling
from kofu.roster.dates import DateForm, read_date
from kofu.roster.unreadable import UnreadableError

YES = frozenset(
    {"true", "1", "yes", "y", "有", "有り", "あり", "はい", "○", "〇", "◯", "ある", "済", "済み"}
)
NO = frozenset({"false", "0", "no", "n", "無", "無し", "なし", "いいえ", "×", "✕", "ない", "未"})

_INT = re.compile(r"\d{1,9}(?:\.0+)?", re.ASCII)
_HYPHENS = str.maketrans("‐‑‒–—―−ー－", "-" * 9)


def read_bool(text: str) -> bool:
    """Yes or no, in the spellings of YES and NO. Raises UnreadableError `unreadable-bool`."""
    word = unicodedata.normalize("NFKC", text).strip().lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise UnreadableError("unreadable-bool")


def read_int(text: str) -> int:
    """A count of at most nine digits, never negative. Raises UnreadableError `unreadable-int`."""
    digits = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    if not _INT.fullmatch(digits):
        raise UnreadableError("unreadable-int")
    return int(digits.partition(".")[0])


def read_code(text: str, codes: tuple[str, ...]) -> str:
    """One of `codes`. Raises UnreadableError `unreadable-code`."""
    code = unicodedata.normalize("NFKC", text).strip().lower()
    if code not in codes:
        raise UnreadableError("unreadable-code")
    return code


def read_text(text: str, kept: Spelling) -> str:
    """The text as its column keeps it."""
    if kept is Spelling.EXACT:
        return text
    narrow: str = jaconv.z2h(text.strip(), kana=False, ascii=True, digit=True)
    if kept is Spelling.WORD:
        wide: str = jaconv.h2z(narrow, kana=True, ascii=False, digit=False)
        return wide
    # A long-vowel mark between digits is a mistyped hyphen; beside a letter it is kana.
    return narrow.translate(_HYPHENS) if _numeric(narrow) else narrow


def _numeric(text: str) -> bool:
    return not any(character.isalpha() for character in text.replace("ー", ""))


def cell_reader(column: Column, form: DateForm = DateForm.AUTO) -> Callable[[str], FactValue]:
    """The reader of `column`: text -> value, None for an empty cell; raises UnreadableError."""
    kept = spelling(column.name)

    def read(text: str) -> FactValue:
        if not text or text.isspace():
            return None
        match column.type:
            case FactType.DATE:
                return read_date(text, form)
            case FactType.BOOL:
                return read_bool(text)
            case FactType.INT:
                return read_int(text)
            case FactType.CODE:
                return read_code(text, column.codes)
            case FactType.TEXT:
                return read_text(text, kept)

    return read
