"""One class key for the laws of many insurers: where they differ in values, values are columns.

Laws whose bands ask the same questions with other values (another last day, another number of
uses) are a family. A family is one expression; the values stand in the joined table of insurers.
So the statement grows with the kinds of questions, not with the number of insurers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
from sqlglot import exp

from kofu.decide.laws import Laws
from kofu.decide.sql import Branches, Columns, Value, key_sql, law_branches, literal
from kofu.policy.conditions import AllOf, AnyOf, Compare, Condition, OneOf, Op, atoms

_TYPES = {"str": pa.string(), "date": pa.date32(), "int": pa.int64(), "bool": pa.bool_()}


@dataclass(frozen=True, slots=True)
class Keys:
    """The class number among all laws as an expression.

    `insurers` is the table it reads beside the roster, one row for each insurer: `insurer`,
    `first_class`, `family` and the values; None where all follow one law.
    """

    sql: exp.Expr
    insurers: pa.Table | None


def keys_of(laws: Laws, columns: Columns) -> Keys:
    """The expression, and the table of insurers where there are any."""
    found = [law_branches(law, columns) for law in laws.laws]
    weights = [law.space.weights for law in laws.laws]
    if not laws.insurers:
        return Keys(key_sql(found[0], weights[0]), None)
    families: dict[object, list[int]] = {}
    for place, one in enumerate(found):
        families.setdefault((weights[place], tuple(map(_shape, one))), []).append(place)
    table: dict[str, list[Value | None]] = {}
    family_of = [0] * len(found)
    case = exp.Case()
    for number, places in enumerate(families.values()):
        for place in places:
            family_of[place] = number
        written = _written(places, found, table)
        key = _key(found[places[0]], weights[places[0]], written)
        case = case.when(exp.column("family").eq(number), key)
    key = exp.Add(this=exp.column("first_class"), expression=exp.Paren(this=case))
    return Keys(key, _insurers(laws, family_of, table))


def _key(
    found: tuple[Branches, ...], weights: tuple[int, ...], written: Iterator[exp.Expr]
) -> exp.Expr:
    return key_sql(found, weights, lambda _: next(written))


def _shape(found: Branches) -> object:
    """What a band asks, without the values."""
    asked = tuple((number, _blank(condition)) for number, condition in found.asked)
    return asked, found.rest


def _blank(condition: Condition) -> Condition:
    match condition:
        case AllOf(parts):
            return AllOf(tuple(map(_blank, parts)))
        case AnyOf(parts):
            return AnyOf(tuple(map(_blank, parts)))
        case Compare(fact, op, value) if not _is_yes_or_no(condition):
            return Compare(fact, op, type(value).__name__)
        case OneOf(fact, values):
            return OneOf(fact, tuple(type(value).__name__ for value in values))
    return condition


def _is_yes_or_no(one: Compare) -> bool:
    """Written as the column itself, without a value."""
    return isinstance(one.value, bool) and one.op is Op.EQ


def _values(found: tuple[Branches, ...]) -> Iterator[Value]:
    """The values that a law's conditions name, in the order in which they are written."""
    for branch in found:
        for _, condition in branch.asked:
            for atom in atoms(condition):
                if isinstance(atom, OneOf):
                    yield from atom.values
                elif isinstance(atom, Compare) and not _is_yes_or_no(atom):
                    yield atom.value


def _written(
    places: list[int], found: list[tuple[Branches, ...]], table: dict[str, list[Value | None]]
) -> Iterator[exp.Expr]:
    """Each value of a family: a constant where its laws agree, else a column of the table."""
    named: dict[tuple[Value, ...], str] = {}
    used: dict[str, int] = {}
    for values in zip(*(_values(found[place]) for place in places), strict=True):
        if len(set(values)) == 1:
            yield literal(values[0])
            continue
        kind = type(values[0]).__name__
        if values not in named:
            used[kind] = used.get(kind, 0) + 1
            named[values] = f"{kind}_{used[kind]}"
            column = table.setdefault(named[values], [None] * len(found))
            for place, value in zip(places, values, strict=True):
                column[place] = value
        yield exp.column(named[values])


def _insurers(laws: Laws, family_of: list[int], table: dict[str, list[Value | None]]) -> pa.Table:
    places = list(laws.insurers.values())
    columns = {
        "insurer": pa.array(laws.insurers, pa.string()),
        "first_class": pa.array([laws.first[place] for place in places], pa.int64()),
        "family": pa.array([family_of[place] for place in places], pa.int32()),
    }
    for name, values in table.items():
        kind = _TYPES[name.partition("_")[0]]
        columns[name] = pa.array([values[place] for place in places], kind)
    return pa.table(columns)
