"""The small language in which a pack says when a fact falls into a band.

`registered == yes and certificate_expires_on >= on` - names of facts on the left of a comparison,
on its right what is the same for everyone: `on`, parameters, dates, codes, and functions of days.
A comparison with an unknown fact is not true; `is unknown` and `is known` ask for that itself.
There is no `not`: so SQL's NULL, which is not true either, gives the same answer.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from kofu.policy import days
from kofu.policy.facts import FACTS, Facts, FactValue


class Op(StrEnum):
    EQ = "=="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


@dataclass(frozen=True, slots=True)
class Always:
    """A condition that is the same for everyone on this day."""

    value: bool


@dataclass(frozen=True, slots=True)
class Compare:
    fact: str
    op: Op
    value: str | date | bool | int


@dataclass(frozen=True, slots=True)
class OneOf:
    fact: str
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class IsKnown:
    fact: str
    known: bool


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]


Condition = Always | Compare | OneOf | IsKnown | AllOf | AnyOf
Constant = str | date | bool | int | tuple[str | int, ...] | None

TRUE, FALSE = Always(True), Always(False)
_OPERATORS: Mapping[Op, Callable[[Any, Any], bool]] = {
    Op.EQ: operator.eq,
    Op.NE: operator.ne,
    Op.LT: operator.lt,
    Op.LE: operator.le,
    Op.GT: operator.gt,
    Op.GE: operator.ge,
}
_AST_OPERATORS = {
    ast.Eq: Op.EQ,
    ast.NotEq: Op.NE,
    ast.Lt: Op.LT,
    ast.LtE: Op.LE,
    ast.Gt: Op.GT,
    ast.GtE: Op.GE,
}
_DAY_FUNCTIONS: Mapping[str, Callable[..., date]] = {
    "years_before": days.years_before,
    "months_before": days.months_before,
    "days_before": days.days_before,
    "month_start": days.month_start,
    "april_of_age": days.april_of_age,
}


class ConditionError(ValueError):
    """The text is not in the language; the message says what was not understood."""


def bind(text: str, constants: Mapping[str, Constant]) -> Condition:
    """Read `text` for one day: `constants` holds `on` and the parameters in force.

    Raises ConditionError.
    """
    return _Binder(constants).condition(_tree(text))


@cache
def _tree(text: str) -> ast.expr:
    """Read once: packs have few texts, and the counter binds them for many days."""
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError as error:
        raise ConditionError(text) from error


@dataclass(frozen=True)
class _Binder:
    constants: Mapping[str, Constant]

    def condition(self, node: ast.expr) -> Condition:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return all_of(self.condition(value) for value in values)
            case ast.BoolOp(op=ast.Or(), values=values):
                return any_of(self.condition(value) for value in values)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self.comparison(left, op, right)
        raise ConditionError(ast.unparse(node))

    def comparison(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Condition:
        if not (isinstance(left, ast.Name) and left.id in FACTS):
            return self.for_everyone(left, op, right)
        fact = left.id
        if isinstance(op, ast.Is) and isinstance(right, ast.Name):
            if right.id in ("known", "unknown"):
                return IsKnown(fact, right.id == "known")
            raise ConditionError(right.id)
        value = self.constant(right)
        if isinstance(op, ast.In):
            if not isinstance(value, tuple):
                raise ConditionError(ast.unparse(right))
            return OneOf(fact, value) if value else FALSE
        if value is None:
            return FALSE
        if isinstance(value, tuple) or type(op) not in _AST_OPERATORS:
            raise ConditionError(ast.unparse(right))
        return Compare(fact, _AST_OPERATORS[type(op)], value)

    def for_everyone(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Condition:
        if type(op) not in _AST_OPERATORS:
            raise ConditionError(ast.unparse(left))
        one, other = self.constant(left), self.constant(right)
        if one is None or other is None:
            return FALSE
        return Always(_OPERATORS[_AST_OPERATORS[type(op)]](one, other))

    def constant(self, node: ast.expr) -> Constant:
        match node:
            case ast.Name(id="yes"):
                return True
            case ast.Name(id="no"):
                return False
            case ast.Name(id=name) if name in self.constants:
                return self.constants[name]
            case ast.Constant(value=str(text)):
                return _date_or_text(text)
            case ast.Constant(value=int(number)):
                return number
            case ast.Tuple(elts=items) | ast.List(elts=items):
                return tuple(self.member(item) for item in items)
            case ast.Call(func=ast.Name(id=name), args=arguments) if name in _DAY_FUNCTIONS:
                values = [self.constant(argument) for argument in arguments]
                return None if None in values else _DAY_FUNCTIONS[name](*values)
        raise ConditionError(ast.unparse(node))

    def member(self, node: ast.expr) -> str | int:
        value = self.constant(node)
        if isinstance(value, str | int):
            return value
        raise ConditionError(ast.unparse(node))


def _date_or_text(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def all_of(parts: Iterator[Condition]) -> Condition:
    """Every part holds; parts that are the same for everyone are folded away."""
    kept = tuple(part for part in parts if part != TRUE)
    if FALSE in kept:
        return FALSE
    return kept[0] if len(kept) == 1 else AllOf(kept) if kept else TRUE


def any_of(parts: Iterator[Condition]) -> Condition:
    """At least one part holds."""
    kept = tuple(part for part in parts if part != FALSE)
    if TRUE in kept:
        return TRUE
    return kept[0] if len(kept) == 1 else AnyOf(kept) if kept else FALSE


def predicate(condition: Condition) -> Callable[[Facts], bool]:
    """The condition as a function of one person's facts; total: unknown is never an error."""
    match condition:
        case Always(same_for_all):
            return lambda _: same_for_all
        case IsKnown(fact, known):
            return lambda facts: (facts.get(fact) is not None) == known
        case OneOf(fact, values):
            return lambda facts: facts.get(fact) in values
        case Compare(fact, op, value):
            return _comparison(fact, _OPERATORS[op], value)
        case AllOf(parts):
            tests = tuple(predicate(part) for part in parts)
            return lambda facts: all(test(facts) for test in tests)
        case AnyOf(parts):
            tests = tuple(predicate(part) for part in parts)
            return lambda facts: any(test(facts) for test in tests)


def _comparison(
    fact: str, compare: Callable[[Any, Any], bool], value: FactValue
) -> Callable[[Facts], bool]:
    def test(facts: Facts) -> bool:
        own = facts.get(fact)
        return own is not None and bool(compare(own, value))

    return test


def holds_so_far(condition: Condition, facts: Facts) -> bool | None:
    """Whether the condition holds when only the facts named are settled; None: not yet clear.

    A fact named with None is settled as unknown; a fact that is not named is open.
    """
    if isinstance(condition, AllOf | AnyOf):
        decisive = isinstance(condition, AnyOf)
        clear = True
        for part in condition.parts:
            answer = holds_so_far(part, facts)
            if answer is decisive:
                return decisive
            clear = clear and answer is not None
        return not decisive if clear else None
    if isinstance(condition, Always):
        return condition.value
    if condition.fact not in facts:
        return None
    own = facts[condition.fact]
    if isinstance(condition, IsKnown):
        return (own is not None) == condition.known
    if isinstance(condition, OneOf):
        return own in condition.values
    return own is not None and bool(_OPERATORS[condition.op](own, condition.value))


def atoms(condition: Condition) -> Iterator[Compare | OneOf | IsKnown]:
    """The comparisons with facts inside, left to right."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms(part)
        case Compare() | OneOf() | IsKnown():
            yield condition
