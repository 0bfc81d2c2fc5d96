"""A cell that could not be read, and how much of it a message may show."""

from __future__ import annotations

import re
import unicodedata

_DATE_LIKE = re.compile(r"[0-9./\-:+,% 年月日元MTSHRmtshr明治大正昭和平成令]*")
_CODE_LIKE = re.compile(r"[a-z_]{1,24}")
_LONGEST_NUMBER = 11


class UnreadableError(Exception):
    """The text of one cell has no meaning in its column. `code` says in which way."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def shown(text: str) -> str:
    """`text` where it can be neither a name nor a 個人番号, otherwise asterisks of its length.

    Rows that slipped by a column bring names into date columns, so only what is made of the
    signs of dates and numbers, a code in small letters, or one single character is shown.
    """
    plain = unicodedata.normalize("NFKC", text)
    digits = sum(character.isdigit() for character in plain)
    if digits and digits <= _LONGEST_NUMBER and _DATE_LIKE.fullmatch(plain):
        return text
    if len(text) == 1 or _CODE_LIKE.fullmatch(text):
        return text
    return "*" * min(len(text), 12)
