"""What must hold within one row of a roster: each rule names what is wrong and where to look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from kofu.base.checkdigits import municipality_code_is_valid

Cells = Mapping[str, pa.Array]
"""Typed columns of some rows, by contract name."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over `columns`; it is asked only when all are there. The first one is shown.

    `wrong` gives true for the rows that break the rule; null (something is unknown) is not
    wrong.
    """

    code: str
    columns: tuple[str, ...]
    wrong: Callable[[Cells], pa.Array]


def _earlier(first: str, second: str) -> Callable[[Cells], pa.Array]:
    return lambda cells: pc.less(cells[first], cells[second])


def _each_text(column: str, wrong: Callable[[str], bool]) -> Callable[[Cells], pa.Array]:
    """Ask once for every distinct text."""

    def ask(cells: Cells) -> pa.Array:
        encoded = cells[column].dictionary_encode()
        answers = pa.array([wrong(text) for text in encoded.dictionary.to_pylist()], pa.bool_())
        return answers.take(encoded.indices)

    return ask


def _postal_code_is_wrong(column: str) -> Callable[[Cells], pa.Array]:
    return lambda cells: pc.invert(pc.match_substring_regex(cells[column], r"^[0-9]{3}-?[0-9]{4}$"))


def _is_short(code: str) -> bool:
    return len(code) == 5 and code.isascii() and code.isdigit()


def _municipality_is_wrong(code: str) -> bool:
    return not _is_short(code) and not municipality_code_is_valid(code)


def _registered_after_deregistration(cells: Cells) -> pa.Array:
    # A warning only: one can register again after it.
    return pc.and_(cells["registered"], pc.less_equal(cells["deregistered_on"], cells["status_on"]))


RULES: tuple[Rule, ...] = (
    Rule("person-id-missing", ("person_id",), lambda cells: pc.is_null(cells["person_id"])),
    Rule(
        "born-after-acquired", ("birth_date", "acquired_on"), _earlier("acquired_on", "birth_date")
    ),
    Rule("born-in-future", ("birth_date", "status_on"), _earlier("status_on", "birth_date")),
    Rule("born-in-future", ("birth_date", "applied_on"), _earlier("applied_on", "birth_date")),
    Rule("lost-before-acquired", ("lost_on", "acquired_on"), _earlier("lost_on", "acquired_on")),
    Rule(
        "municipality-code-wrong",
        ("municipality_code",),
        _each_text("municipality_code", _municipality_is_wrong),
    ),
    Rule(
        "municipality-code-short",
        ("municipality_code",),
        _each_text("municipality_code", _is_short),
    ),
    Rule("postal-code-wrong", ("postal_code",), _postal_code_is_wrong("postal_code")),
    Rule(
        "postal-code-wrong", ("mailing_postal_code",), _postal_code_is_wrong("mailing_postal_code")
    ),
    Rule(
        "copay-impossible",
        ("copay_percent",),
        lambda cells: pc.invert(
            pc.is_in(cells["copay_percent"], pa.array([None, 10, 20, 30], pa.int32()))
        ),
    ),
    Rule("uses-contradiction", ("uses_3m", "uses_12m"), _earlier("uses_12m", "uses_3m")),
    Rule(
        "card-contradiction",
        ("registered", "has_card"),
        lambda cells: pc.and_not(cells["registered"], cells["has_card"]),
    ),
    Rule(
        "registration-contradiction",
        ("registered", "deregistered_on", "status_on"),
        _registered_after_deregistration,
    ),
    Rule(
        "application-without-date",
        ("applied_on", "application"),
        lambda cells: pc.and_(pc.is_valid(cells["application"]), pc.is_null(cells["applied_on"])),
    ),
)
