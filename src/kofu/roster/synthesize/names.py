"""Invented names: who is called what follows from seed, household and person number alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import yaml

from kofu.roster.synthesize.shuffle import Ints, draw

RARE_PER_THOUSAND = 20
"""Households whose surname holds a rare character: assumed, many enough to meet all of them."""

_SPACE = pa.scalar("　")


@dataclass(frozen=True, slots=True)
class Words:
    """Written forms and their readings, of one length."""

    written: pa.Array
    read: pa.Array

    def __len__(self) -> int:
        return len(self.written)

    def __add__(self, other: Words) -> Words:
        return Words(
            pa.concat_arrays([self.written, other.written]),
            pa.concat_arrays([self.read, other.read]),
        )


@cache
def words(name: str) -> Words:
    """One list of `names.yaml`; a word without a reading reads as it is written."""
    text = yaml.safe_load(files(__package__).joinpath("names.yaml").read_text(encoding="utf-8"))
    pairs = [word.partition("/") for word in text[name].split(" ")]
    return Words(
        pa.array([written for written, _, _ in pairs]),
        pa.array([read or written for written, _, read in pairs]),
    )


@dataclass(frozen=True, slots=True)
class Called:
    """Names of some people: as written and in kana."""

    name: pa.Array
    kana: pa.Array


def called(seed: int, household: Ints, person: Ints, woman: Ints, elder: Ints) -> Called:
    """Japanese names: the household's surname, a given name by sex and generation.

    `woman` and `elder` are 0 or 1; all arrays have one shape.
    """
    common, rare = words("surnames"), words("rare_surnames")
    is_rare = draw(household, 1000, seed, "rare surname") < RARE_PER_THOUSAND
    surname = np.where(
        is_rare,
        len(common) + draw(household, len(rare), seed, "which rare surname"),
        draw(household, len(common), seed, "surname"),
    )
    lists = [words(f"{age}_{sex}") for age in ("younger", "elder") for sex in ("men", "women")]
    first_of = np.cumsum([0, *(len(some) for some in lists)])
    which = 2 * elder + woman
    lengths = np.array([len(some) for some in lists])[which]
    given = first_of[which] + draw(person, 1 << 31, seed, "given name") % lengths
    surnames, givens = common + rare, lists[0] + lists[1] + lists[2] + lists[3]
    return Called(
        _full(surnames.written, surname, givens.written, given),
        _full(surnames.read, surname, givens.read, given),
    )


def called_abroad(seed: int, person: Ints) -> Called:
    """Names of foreign nationals, some longer than a card's line."""
    some = words("foreign")
    at = pa.array(draw(person, len(some), seed, "foreign name"))
    return Called(some.written.take(at), some.read.take(at))


def _full(surnames: pa.Array, surname: Ints, givens: pa.Array, given: Ints) -> pa.Array:
    return pc.binary_join_element_wise(
        surnames.take(pa.array(surname)), givens.take(pa.array(given)), _SPACE
    )
