"""Invented names: who is called what follows from seed, household and person number alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import gcd
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import yaml

from kofu.roster.synthesize.shuffle import Ints, draw

RARE_PER_THOUSAND = 20
"""Households whose surname holds a rare character: assumed, many enough to meet all of them."""

OUTSIDE_HEAD = 7
"""The number of a head who is not enrolled; the members of a household are numbered below it."""

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
def _text() -> dict[str, Any]:
    text: dict[str, Any] = yaml.safe_load(
        files(__package__).joinpath("names.yaml").read_text(encoding="utf-8")
    )
    return text


@cache
def words(name: str) -> Words:
    """One list of `names.yaml`; a word without a reading reads as it is written."""
    pairs = [word.partition("/") for word in _text()[name].split(" ")]
    return Words(
        pa.array([written for written, _, _ in pairs]),
        pa.array([read or written for written, _, read in pairs]),
    )


@dataclass(frozen=True, slots=True)
class Called:
    """Names of some people: as written and in kana."""

    name: pa.Array
    kana: pa.Array


def called(seed: int, household: Ints, member: Ints, woman: Ints, elder: Ints) -> Called:
    """Japanese names: the household's surname, a given name by sex and generation.

    `woman` and `elder` are 0 or 1; all arrays have one shape. No two members of a household
    (numbered below OUTSIDE_HEAD, which stands for a head who is not enrolled) share a name.
    """
    common, rare = words("surnames"), words("rare_surnames")
    is_rare = draw(household, 1000, seed, "rare surname") < RARE_PER_THOUSAND
    surname = np.where(
        is_rare,
        len(common) + draw(household, len(rare), seed, "which rare surname"),
        draw(household, len(common), seed, "surname"),
    )
    men, women = (words(f"younger_{sex}") + words(f"elder_{sex}") for sex in ("men", "women"))
    generation = len(men) // 2
    # Steps that share no factor with the length of a list reach a new name for every member.
    steps = np.array([step for step in range(1, generation) if gcd(step, generation) == 1])
    step = steps[draw(household, steps.size, seed, "step")]
    first = draw(household, generation, seed, "given name")
    given = (first + member * step) % generation + elder * generation + woman * len(men)
    surnames, givens = common + rare, men + women
    return Called(
        _full(surnames.written, surname, givens.written, given),
        _full(surnames.read, surname, givens.read, given),
    )


def called_abroad(seed: int, household: Ints, member: Ints) -> Called:
    """Names of foreign nationals, some longer than a card's line; no two members share one."""
    families = _families()
    family = draw(household, len(families), seed, "family")
    at = pa.array(family * (OUTSIDE_HEAD + 1) + given_abroad(seed, household, member))
    return Called(
        pa.concat_arrays([each.written for each in families]).take(at),
        pa.concat_arrays([each.read for each in families]).take(at),
    )


def given_abroad(seed: int, household: Ints, member: Ints) -> Ints:
    """Which given name of its family a foreign national has: even a man's, odd a woman's."""
    first = draw(household, OUTSIDE_HEAD + 1, seed, "given name abroad")
    return (first + member) % (OUTSIDE_HEAD + 1)


def _full(surnames: pa.Array, surname: Ints, givens: pa.Array, given: Ints) -> pa.Array:
    return pc.binary_join_element_wise(
        surnames.take(pa.array(surname)), givens.take(pa.array(given)), _SPACE
    )


@cache
def _families() -> list[Words]:
    """Full names by family: its surname with each of its given names."""
    return [_family(text.split(" ")) for text in _text()["foreign"]]


def _family(pairs: list[str]) -> Words:
    surname, *givens = [pair.partition("/") for pair in pairs]
    return Words(
        pa.array([f"{surname[0]}　{written}" for written, _, _ in givens]),
        pa.array([f"{surname[2]}　{read}" for _, _, read in givens]),
    )
