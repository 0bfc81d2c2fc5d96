"""Invented people for the benchmarks: every band of the kouki pack, unknown facts included.

Deterministic: each value is a hash of the person's number. The shares are plausible, not measured.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from kofu.policy.facts import APPLICATIONS, EVENTS, FACTS, FactType

_TYPES = {
    FactType.TEXT: "varchar",
    FactType.CODE: "varchar",
    FactType.DATE: "date",
    FactType.BOOL: "boolean",
    FactType.INT: "integer",
}
_PARTS = 10_000


@dataclass(frozen=True, slots=True)
class Some:
    """A fact that `parts` in 10,000 people have, and the SQL of its value, where it is known."""

    parts: int
    value: str


def _between(first: date, last: date) -> str:
    return f"date '{first}' + cast((h >> 20) % {(last - first).days + 1} as integer)"


def _one_of(words: Collection[str]) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"[{listed}][1 + (h >> 20) % {len(words)}]"


def _yes(parts: int) -> str:
    return f"(h >> 20) % {_PARTS} < {parts}"


_BIRTH = (
    "date '1951-07-31' - cast(case when (h >> 40) % 1000 < 15 then -((h >> 20) % 3653) "
    "when (h >> 40) % 1000 < 16 then -3653 - ((h >> 20) % 9000) "
    "when (h >> 40) % 1000 < 20 then 3652 + (h >> 20) % 3 "
    "else (((h >> 20) % 9500) * ((h >> 30) % 9500) // 9500) end as integer)"
)
_THIS_YEAR = _between(date(2026, 1, 1), date(2026, 9, 30))

SHARES: Mapping[str, Some] = {
    "municipality_code": Some(9_990, "lpad(cast((h >> 20) % 1741 as varchar), 6, '1')"),
    "employer_id": Some(50, "cast((h >> 20) % 5000 as varchar)"),
    "birth_date": Some(9_990, _BIRTH),
    "acquired_on": Some(9_950, _between(date(2008, 4, 1), date(2026, 8, 20))),
    "lost_on": Some(120, _THIS_YEAR),
    "membership": Some(9_900, _one_of(("insured", "dependant"))),
    "voluntary_continuation": Some(1_000, _yes(500)),
    "residence_exception": Some(3_000, _yes(200)),
    "special_care_from": Some(20, _between(date(2025, 1, 1), date(2026, 12, 31))),
    "residence_until": Some(60, _between(date(2026, 5, 1), date(2029, 12, 31))),
    "disability_until": Some(150, _between(date(2026, 5, 1), date(2029, 12, 31))),
    "student": Some(1_000, _yes(10)),
    "has_card": Some(9_800, _yes(7_900)),
    "registered": Some(9_750, _yes(8_200)),
    "certificate_expires_on": Some(7_600, _between(date(2026, 1, 1), date(2031, 7, 31))),
    "card_returned_on": Some(25, _THIS_YEAR),
    "card_lost_on": Some(40, _THIS_YEAR),
    "deregistration_applied_on": Some(30, _THIS_YEAR),
    "deregistered_on": Some(25, _THIS_YEAR),
    "info_restricted": Some(9_900, _yes(10)),
    "my_number_known": Some(9_900, _yes(9_990)),
    "uses_12m": Some(8_000, "cast((h >> 20) % 5 * ((h >> 30) % 7) as integer)"),
    "uses_3m": Some(8_000, "cast((h >> 20) % 3 * ((h >> 30) % 4) as integer)"),
    "support_needed": Some(9_500, _yes(60)),
    "application": Some(150, _one_of(APPLICATIONS)),
    "applied_on": Some(160, _THIS_YEAR),
    "requested_at_enrolment": Some(500, _yes(1_000)),
    "event": Some(9_000, _one_of(EVENTS)),
    "old_card_until": Some(300, _between(date(2024, 12, 2), date(2025, 12, 1))),
    "certificate_until": Some(9_000, _one_of(("2026-07-31",)) + "::date"),
    "notice_sent_on": Some(3_000, _between(date(2024, 12, 2), date(2026, 9, 30))),
    "wants_registered_mail": Some(5_000, _yes(300)),
    "delivery_hold": Some(9_000, _yes(20)),
}


def people_sql(people: int, facts: Collection[str] = tuple(FACTS)) -> str:
    """The statement that makes `people` rows with these facts, in the contract's types."""
    wanted = [(place, name) for place, name in enumerate(FACTS) if name in facts]
    hashes = [f"cast(hash(i * 64 + {place}) >> 1 as bigint) as h{place}" for place, _ in wanted]
    columns = [_column(name, f"h{place}") for place, name in wanted]
    person = "lpad(cast(i as varchar), 10, '0') as person_id"
    hashed = f"select {', '.join(('i', *hashes))} from range({people}) as numbered(i)"
    return f"select {', '.join((person, *columns))} from ({hashed})"


def _column(name: str, hashed: str) -> str:
    some, kind = SHARES[name], _TYPES[FACTS[name].type]
    value = some.value.replace("(h >>", f"({hashed} >>")
    known = f"{hashed} % {_PARTS} < {some.parts}"
    return f"case when {known} then cast({value} as {kind}) end as {name}"


def write_people(people: int, file: Path, facts: Collection[str] = tuple(FACTS)) -> None:
    """Write the rows to a Parquet file, whole or not at all."""
    draft = file.with_suffix(".part")
    with duckdb.connect() as db:
        db.execute(f"copy ({people_sql(people, facts)}) to '{draft}' (format parquet)").fetchall()
    draft.replace(file)


def main() -> None:
    """Write a file of people."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("people", type=int)
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    write_people(given.people, given.file)


if __name__ == "__main__":
    main()
