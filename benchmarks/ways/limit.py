"""Read every fact that the rules read, decide nothing, write the contract's columns: the limit."""

from __future__ import annotations

from pathlib import Path

from benchmarks.joined import copy_to
from benchmarks.question import WORDS, Work, opened, the_law
from kofu.decide.engine import connect
from kofu.decide.sql import needed_facts


def decide(people: Path, out: Path) -> Work:
    """All columns constant but `person_id` and `class_key`, which counts the unknown facts."""
    _, given = opened(people)
    unknown = " + ".join(
        f"cast({name} is null as integer)" for name in needed_facts(the_law(), given)
    )
    constants = {name: f"'{name}'::word" for name in (*WORDS, "receipt")}
    constants |= {"valid_from": "date '2026-08-01'", "valid_until": "date '2027-07-31'"}
    constants |= {"provisional": "false", "reasons": "['cap'::word]"}
    listed = ", ".join(f"{value} as {name}" for name, value in constants.items())
    words = ", ".join(f"'{name}'" for name in (*WORDS, "receipt"))
    with connect() as db:
        db.execute(f"create type word as enum ({words})")
        query = (
            f"select person_id, {listed}, cast({unknown} as bigint) as class_key "
            f"from read_parquet('{people}')"
        )
        copy_to(db, query, out, ordered=True)
        row = db.execute(f"select count(*) from read_parquet('{people}')").fetchone()
    return Work(row[0] if row else 0)
