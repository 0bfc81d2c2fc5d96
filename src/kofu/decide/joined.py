"""Deciding where the roster lies: two statements in the dialect of an engine.

The first counts people by class number; the interpreter decides the classes that occur; the second
joins their outcomes to the people and takes the earliest of dates. No rule is in the SQL, and no
row leaves the engine. The tables `roster`, `insurers` and `outcomes` are the engine's to provide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyarrow as pa
from sqlglot import exp

from kofu.decide.answers import DecidedClass
from kofu.decide.decision import SCHEMA, receipt
from kofu.decide.families import Keys, keys_of
from kofu.decide.laws import Deciding, Laws
from kofu.decide.sql import (
    Columns,
    cap_day_sql,
    condition_sql,
    last_fact_that_matters,
    literal,
    needed_facts,
)
from kofu.policy.boundaries import last_day_of
from kofu.policy.conditions import Compare, Op

INSURER = "insurer_number"
"""The column of the roster that says whose law a person is under, where there are many."""
_SAME = ("document", "variant", "basis", "rule", "form", "delivery", "class_key", "receipt")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a roster with these columns."""

    laws: Laws
    keys: Keys
    needed: tuple[str, ...]
    """The columns of the roster that are read."""
    caps: tuple[int, ...]
    """Which caps of the laws have their fact in the roster."""


def question(laws: Laws, columns: Columns) -> Question:
    """What the laws ask of a roster with these columns."""
    facts = {fact for law in laws.laws for fact in needed_facts(law, columns)}
    insurer = (INSURER,) if laws.insurers else ()
    caps = tuple(n for n, cap in enumerate(laws.caps) if cap.fact in facts)
    needed = ("person_id", *insurer, *sorted(facts))
    return Question(laws, keys_of(laws, columns), needed, caps)


def counts_sql(asked: Question, dialect: str) -> str:
    """People by class number: `decided_key`, `people`."""
    key = asked.keys.sql.sql(dialect=dialect)
    keyed = f"select {key} as decided_key from {_from(asked)}"
    return f"select decided_key, count(*) as people from ({keyed}) as keyed group by decided_key"


def decisions_sql(asked: Question, dialect: str) -> str:
    """The contract's columns for everyone, in no order."""
    key = asked.keys.sql.sql(dialect=dialect)
    days = "".join(
        f", {_cap_day(asked, n).sql(dialect=dialect)} as cap_day_{n}" for n in asked.caps
    )
    keyed = f"select person_id, {key} as keyed_as{days} from {_from(asked)}"
    own = [f"case when applies_{n} then cap_day_{n} end" for n in asked.caps]
    ending = f"least(limit_day, {', '.join(own)})" if own else "limit_day"
    ended = (
        f"select *, {ending} as ending from ({keyed}) as keyed "
        "join outcomes on keyed.keyed_as = outcomes.decided_key"
    )
    named = [
        f"when applies_{n} and cap_day_{n} = ending "
        f"then {literal(asked.laws.caps[n].id).sql(dialect=dialect)}"
        for n in asked.caps
    ]
    cap = f"case when last_day = ending then class_cap {' '.join(named)} end"
    on = literal(asked.laws.laws[0].on).sql(dialect=dialect)
    written = {
        "valid_from": f"case when issued then {on} end as valid_from",
        "valid_until": "case when cap is not null then ending end as valid_until",
    }
    return (
        f"select {', '.join(written.get(name, name) for name in SCHEMA.names)} "
        f"from (select *, {cap} as cap from ({ended}) as ended) as capped"
    )


def _from(asked: Question) -> str:
    if asked.keys.insurers is None:
        return "roster"
    return f"roster join insurers on roster.{INSURER} = insurers.insurer"


def _cap_day(asked: Question, place: int) -> exp.Expr:
    """The day of a cap, for those whose cap does not lie beyond every end."""
    cap = asked.laws.caps[place]
    furthest = max(last_day_of(law) for law in asked.laws.laws)
    within = Compare(cap.fact, Op.LE, last_fact_that_matters(cap, furthest))
    return exp.Case().when(condition_sql(within), cap_day_sql(cap))


@dataclass(frozen=True, slots=True)
class Decided:
    """The classes that occur with their outcomes, as a table to join and as records."""

    outcomes: pa.Table
    classes: tuple[DecidedClass, ...]


def decide_classes(laws: Laws, counted: Iterable[tuple[int, int]]) -> Decided:
    """Decide every class that occurs. Raises KofuError where the rules are not sound."""
    deciding = Deciding(laws)
    places = [dict(laws.places_of_caps(law)) for law in laws.laws]
    classes: list[DecidedClass] = []
    columns: dict[str, list[object]] = {field.name: [] for field in _schema(laws)}
    for number, people in sorted(counted):
        place, key = laws.at(number)
        one = DecidedClass(key, people, deciding.outcome(place, key))
        classes.append(one)
        for name, value in _row(laws, place, number, one, places[place]):
            columns[name].append(value)
    return Decided(pa.table(columns, schema=_schema(laws)), tuple(classes))


def _schema(laws: Laws) -> pa.Schema:
    return pa.schema(
        [
            pa.field("decided_key", pa.int64()),
            *(SCHEMA.field(name) for name in (*_SAME, "provisional", "reasons")),
            pa.field("issued", pa.bool_()),
            pa.field("last_day", pa.date32()),
            pa.field("limit_day", pa.date32()),
            pa.field("class_cap", pa.string()),
            *(pa.field(f"applies_{n}", pa.bool_()) for n in range(len(laws.caps))),
        ]
    )


def _row(
    laws: Laws, place: int, number: int, one: DecidedClass, places: dict[str, int]
) -> Iterator[tuple[str, object]]:
    outcome, term = one.outcome, one.outcome.term
    yield "decided_key", number
    yield "class_key", one.key
    yield "rule", outcome.rule
    yield "receipt", receipt(laws.laws[place], one.key, outcome)
    for name in ("document", "variant", "basis", "form", "delivery"):
        value = getattr(outcome, name)
        yield name, value and value.value
    yield "provisional", outcome.provisional
    yield "reasons", list(outcome.reasons)
    yield "issued", term is not None
    yield "last_day", term and term.until
    yield "limit_day", term and (term.until or term.horizon)
    yield "class_cap", (term and term.cap) or None
    own = {places[name] for name in term.caps} if term else set()
    for cap in range(len(laws.caps)):
        yield f"applies_{cap}", cap in own
