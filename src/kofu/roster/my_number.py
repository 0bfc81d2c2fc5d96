"""Does a column hold 個人番号? kofu never takes them in, so such a column is refused.

An arbitrary 12-digit number passes the check digit one time in ten (two in ten when it always
ends in 0), so 12-digit 宛名番号 must not be refused by chance. A column is refused when, of its
distinct 12-digit values, at least three pass, and nearly all do, or clearly more than a quarter do
(Hoeffding's bound: by chance less than once in 10^9). One that passes is enough where the name
of the column says 個人番号.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from kofu.base.checkdigits import my_number_is_valid
from kofu.roster.columns import COLUMNS

_NAMES = re.compile(r"マイナンバー|個人番号|my_?number|個人no")
_SPELLED = r"^\s*[0-9０-９]{4}[-\s‐－　]?[0-9０-９]{4}[-\s‐－　]?[0-9０-９]{4}(?:\.0)?\s*$"
# 12 digits, bare or parted in threes, with ".0", or full-width: 36 bytes and more.
_SHORTEST, _LONGEST = 12, 64
_FEWEST = 3
_NEARLY_ALL = 0.9
_BY_CHANCE = 0.25
_CERTAINTY = math.log(1e9)
_KEPT = 100_000


def name_says_my_number(column: str) -> bool:
    """True for マイナンバー, 個人番号, my_number and the like; never for a contract column."""
    plain = unicodedata.normalize("NFKC", column).lower().replace(" ", "")
    return column not in COLUMNS and bool(_NAMES.search(plain))


def too_many_to_be_chance(twelve_digits: int, valid: int) -> bool:
    """Whether `valid` of `twelve_digits` distinct numbers passing cannot be chance."""
    if valid < _FEWEST:
        return False
    excess = valid / twelve_digits - _BY_CHANCE
    return valid >= _NEARLY_ALL * twelve_digits or (
        excess > 0 and 2 * twelve_digits * excess**2 >= _CERTAINTY
    )


@dataclass(slots=True)
class Tally:
    """The 12-digit values met in one column so far; at most `_KEPT` distinct ones are judged."""

    column: str
    judged: dict[str, bool] = field(default_factory=dict)

    def add(self, texts: pa.Array) -> None:
        """Count the values of a string or dictionary array."""
        if pa.types.is_dictionary(texts.type):
            texts = texts.dictionary
        lengths = pc.binary_length(texts)
        texts = texts.filter(
            pc.and_(pc.greater_equal(lengths, _SHORTEST), pc.less_equal(lengths, _LONGEST))
        )
        if len(texts) == 0 or len(self.judged) >= _KEPT:
            return
        for text in texts.filter(pc.match_substring_regex(texts, _SPELLED)).to_pylist():
            digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text).replace(".0", ""))
            if digits not in self.judged and len(self.judged) < _KEPT:
                self.judged[digits] = my_number_is_valid(digits)

    @property
    def refused(self) -> bool:
        """Whether the column holds 個人番号."""
        valid = sum(self.judged.values())
        if name_says_my_number(self.column):
            return valid > 0
        return too_many_to_be_chance(len(self.judged), valid)
