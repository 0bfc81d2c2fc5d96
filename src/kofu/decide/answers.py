"""The classes met so far and their answers, as columns of codes: decide once, look up by number.

New classes are decided as they come. A batch of people is answered by taking, for each column,
the code of each person's class; the words behind the codes are written once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from kofu.decide.decision import receipt
from kofu.policy.interpret import Outcome, decide
from kofu.policy.law import Law

Numbers = npt.NDArray[np.int32]
NOTHING = -1
"""The code of an empty cell."""
NO_DAY = np.iinfo(np.int32).max
"""Stands for "no day" where the earliest is looked for."""
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class DecidedClass:
    """A class that occurs, how many people are in it, and what was decided."""

    key: int
    people: int
    outcome: Outcome


@dataclass
class Words:
    """One column: the words that occur, and for each class which of them, or NOTHING."""

    code_of: dict[str, int] = field(default_factory=dict)
    codes: list[int] = field(default_factory=list)

    def add(self, word: str | None) -> None:
        known = self.code_of
        self.codes.append(NOTHING if word is None else known.setdefault(word, len(known)))

    def take(self, numbers: Numbers) -> pa.DictionaryArray:
        """The words of the classes of these people."""
        return coded(np.asarray(self.codes, np.int32)[numbers], self.words)

    @property
    def words(self) -> list[str]:
        return list(self.code_of)


def coded(codes: Numbers, words: list[str]) -> pa.DictionaryArray:
    """Codes and words as Arrow; NOTHING becomes null."""
    empty = codes == NOTHING
    indices = pa.array(codes, mask=empty if empty.any() else None)
    return pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string()))


class Answers:
    """All classes that occurred, decided under one law, in the order in which they came."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.keys: list[int] = []
        self.outcomes: list[Outcome] = []
        self.people = np.zeros(0, np.int64)
        self.columns = {
            name: Words()
            for name in ("document", "variant", "basis", "rule", "form", "delivery", "receipt")
        }
        self.caps = Words({name: code for code, name in enumerate(law.caps)})
        self.provisional: list[bool] = []
        self.reasons = Words()
        self.reasons_end = [0]
        self.until: list[int] = []
        self.limit: list[int] = []
        self.issued: list[bool] = []
        self.applies: dict[str, list[bool]] = {name: [] for name in law.caps}
        self._known = pa.array([], pa.int64())

    def numbers(self, keys: pa.Array) -> Numbers:
        """The number of each person's class. Raises KofuError where the rules are not sound."""
        found = pc.index_in(keys, value_set=self._known)
        if found.null_count:
            for key in pc.unique(keys.filter(found.is_null())).to_pylist():
                self._decide(int(key))
            self._known = pa.array(self.keys, pa.int64())
            found = pc.index_in(keys, value_set=self._known)
        numbers: Numbers = found.to_numpy()
        counted = np.bincount(numbers, minlength=len(self.keys))
        self.people = counted + np.pad(self.people, (0, len(self.keys) - len(self.people)))
        return numbers

    def _decide(self, key: int) -> None:
        outcome = decide(self.law, self.law.space.cls(key)).outcome
        term = outcome.term
        self.keys.append(key)
        self.outcomes.append(outcome)
        for name in ("document", "variant", "basis", "form", "delivery"):
            value = getattr(outcome, name)
            self.columns[name].add(value and value.value)
        self.columns["rule"].add(outcome.rule)
        self.columns["receipt"].add(receipt(self.law, key, outcome))
        self.provisional.append(outcome.provisional)
        for code in outcome.reasons:
            self.reasons.add(code)
        self.reasons_end.append(len(self.reasons.codes))
        self.caps.add((term and term.cap) or None)
        self.until.append(_day(term.until if term else None))
        self.limit.append(_day((term.until or term.horizon) if term else None))
        self.issued.append(term is not None)
        for name, applies in self.applies.items():
            applies.append(term is not None and name in term.caps)

    @property
    def today(self) -> int:
        """The first day of what is issued, in days since 1970."""
        return _day(self.law.on)

    def reasons_by_class(self) -> pa.ListArray:
        """The reasons of each class, one list for each."""
        flat = coded(np.asarray(self.reasons.codes, np.int32), self.reasons.words)
        return pa.ListArray.from_arrays(pa.array(self.reasons_end, pa.int32()), flat)

    def decided(self) -> tuple[DecidedClass, ...]:
        """The classes by their keys, with the people counted in them."""
        rows = zip(self.keys, self.people.tolist(), self.outcomes, strict=True)
        return tuple(DecidedClass(*row) for row in sorted(rows, key=lambda row: row[0]))


def _day(day: date | None) -> int:
    """Days since 1970, as Arrow counts them."""
    return NO_DAY if day is None else (day - _EPOCH).days
