"""`kofu export fhir`: everybody of a file of decisions as NDJSON, one Coverage a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from kofu.base.whole_files import whole_file
from kofu.documents.run.sources import read_sources, rows_of
from kofu.documents.values.office import office_on
from kofu.exchange.coverage import Resource, coverage
from kofu.exchange.systems import MemberIdSystem
from kofu.policy.law import refuse_abstract
from kofu.policy.load import load

_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What to write where. `on`: the day on which it is so."""

    decisions: Path
    roster: Path
    insurer: str
    output: Path
    on: date
    mapping: Path | None = None
    ids: MemberIdSystem = MemberIdSystem.MEMBER


@dataclass(frozen=True, slots=True)
class Written:
    """People written; of them without an identifier, and without a share of cost.

    `sample`: the insurer's number is a sample, and every line is marked as test data.
    """

    people: int
    without_identifier: int
    without_copay: int
    sample: bool


def write_coverages(asked: Asked) -> Written:
    """Everybody decided, in the order of the decisions. Raises KofuError as `read_sources`, `load`
    and `office_on`, and for a file that cannot be written.
    """
    book = load(asked.insurer)
    refuse_abstract(book)
    office = office_on(book, asked.on)
    sources = read_sources(asked.decisions, asked.roster, asked.mapping)
    people = sources.decided.num_rows
    without_identifier = without_copay = 0
    with whole_file(asked.output) as draft, draft.open("w", encoding="utf-8", newline="\n") as out:
        for first in range(0, people, _AT_ONCE):
            numbers = np.arange(first, min(first + _AT_ONCE, people))
            for row in rows_of(sources.rows(numbers)):
                told = coverage(row, office, asked.on, asked.ids)
                without_identifier += "identifier" not in told
                without_copay += "costToBeneficiary" not in told
                out.write(as_line(told))
    return Written(people, without_identifier, without_copay, office.sample)


def as_line(told: Resource) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"
