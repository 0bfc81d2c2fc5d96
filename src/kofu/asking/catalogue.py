"""The questions that can be asked of a citizen, as `questions.yaml` names them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml
from pydantic import Field

from kofu.policy.facts import FactValue
from kofu.policy.model import Record


class Asked(Record):
    """One question about one band: answers that name its values, or days of one fact.

    `always` are values that no answer speaks about, and that every answer leaves open; `given` are
    the facts under which the days are asked; `unknown` is the answer of who does not know the day.
    """

    id: str
    band: str
    answers: dict[str, tuple[str, ...]] = {}
    fact: str = ""
    given: dict[str, FactValue] = {}
    unknown: str = ""
    always: tuple[str, ...] = ()


class Circumstance(Record):
    """Something unusual, of which all are asked together."""

    id: str
    band: str
    values: tuple[str, ...]


class Catalogue(Record):
    supposed: dict[str, tuple[str, ...]] = {}
    questions: tuple[Asked, ...]
    circumstances: tuple[Circumstance, ...] = Field(default=())


@cache
def catalogue() -> Catalogue:
    """The questions that come with kofu."""
    text = (files("kofu.asking") / "questions.yaml").read_text(encoding="utf-8")
    return Catalogue.model_validate(yaml.safe_load(text))
