"""Facts as whole numbers: every column of a slice is one int32 array while it is made.

Days count from 1970-01-01, no and yes are 0 and 1, words are places in the column's vocabulary,
and UNKNOWN stands for an empty cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import numpy.typing as npt

from kofu.policy.facts import FACTS, FactType
from kofu.roster.synthesize.columns import TYPES
from kofu.roster.synthesize.schema import Marginals
from kofu.roster.synthesize.values import Scalar, Value, in_words

Codes = npt.NDArray[np.int32]
Vocabulary = Mapping[str, Mapping[str, int]]

UNKNOWN = int(np.iinfo(np.int32).min)
SEXES = ("male", "female", "unstated")

_EPOCH = date(1970, 1, 1).toordinal()


def days(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def vocabulary_of(marginals: Marginals) -> Vocabulary:
    """The words of every text and code column, each with its place."""
    words: dict[str, dict[str, int]] = {
        name: {code: at for at, code in enumerate(fact.codes)} for name, fact in FACTS.items()
    }
    words["sex"] = {sex: at for at, sex in enumerate(SEXES)}
    words["municipality_code"] = {a.code: at for at, a in enumerate(marginals.areas.places)}
    settings: list[Mapping[str, Value]] = [
        part.set for partition in marginals.partitions for part in partition.parts
    ]
    for setting in (dict[str, Value](marginals.defaults), *settings):
        for column, value in setting.items():
            known = words.setdefault(column, {})
            for word in in_words(value):
                known.setdefault(word, len(known))
    return words


def encoded(column: str, value: Scalar, vocabulary: Vocabulary) -> int:
    """One value of one column as a whole number."""
    if value is None:
        return UNKNOWN
    if isinstance(value, date):
        return days(value)
    if isinstance(value, str):
        return vocabulary[column][value]
    return int(value)


def is_word(column: str) -> bool:
    """Whether the column's numbers are places in a vocabulary."""
    return TYPES[column] in (FactType.TEXT, FactType.CODE)
