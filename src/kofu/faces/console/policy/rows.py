"""What stands in the tables of a pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kofu.decide.rule_words import ASPECTS, conditions, outcome
from kofu.decide.wording import SURE
from kofu.policy.law import value_on
from kofu.policy.load import Book
from kofu.policy.model import AnyRule, Aspect, Norm, Parameter, ParameterValue, Sure
from kofu.policy.turns import Span, spans
from kofu.registry.packs.at_hand import title_of


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule with its source; `now`: known and in force today."""

    rule: AnyRule
    norm: Norm
    whom: tuple[str, ...]
    gives: str
    sure: str
    now: bool


@dataclass(frozen=True, slots=True)
class Question:
    """The rules that answer one question, rank by rank, the strongest first."""

    name: str
    words: str
    ranks: tuple[tuple[str, tuple[RuleRow, ...]], ...]


def rule_row(book: Book, rule: AnyRule, today: date) -> RuleRow:
    norm = book.norm_of(rule)
    return RuleRow(
        rule=rule,
        norm=norm,
        whom=conditions(book, rule),
        gives=outcome(rule),
        sure=SURE[norm.sure],
        now=norm.published <= today and rule.in_force.covers(today),
    )


def questions(book: Book, today: date, only_now: bool) -> tuple[Question, ...]:
    """All rules of a pack, or those of today."""
    return tuple(
        Question(aspect.value, ASPECTS[aspect], tuple(_ranks(book, aspect, today, only_now)))
        for aspect in Aspect
    )


def _ranks(
    book: Book, aspect: Aspect, today: date, only_now: bool
) -> Iterator[tuple[str, tuple[RuleRow, ...]]]:
    rows = [rule_row(book, rule, today) for question, rule in book.rules() if question is aspect]
    for rank in reversed(book.pack.ranks.get(aspect, ())):
        here = tuple(one for one in rows if one.rule.rank == rank and (one.now or not only_now))
        if here:
            yield rank, here


@dataclass(frozen=True, slots=True)
class NormRow:
    """A source. `number` is that of its lane; `taken_from`: the pack it was inherited from."""

    number: int
    norm: Norm
    spans: tuple[Span, ...]
    rules: int
    sure: str
    now: bool
    taken_from: str


def norm_rows(book: Book, today: date) -> tuple[NormRow, ...]:
    """The sources in the order in which they became known."""
    norms = sorted(book.pack.norms, key=lambda one: (one.published, one.id))
    return tuple(_norm_row(book, norm, n, today) for n, norm in enumerate(norms, start=1))


def _norm_row(book: Book, norm: Norm, number: int, today: date) -> NormRow:
    days = spans(norm)
    place = book.places.get(norm.id)
    file = place.file if place and place.file else ""
    return NormRow(
        number=number,
        norm=norm,
        spans=days,
        rules=sum(len(norm.rules(aspect)) for aspect in Aspect),
        sure=SURE[norm.sure],
        now=norm.published <= today and any(one.covers(today) for one in days),
        taken_from=title_of(file) if file and file != f"{book.pack.pack}.yaml" else "",
    )


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A parameter or a setting of the office: each value with its days, the one of today marked."""

    setting: Parameter
    values: tuple[tuple[ParameterValue, str, bool, bool], ...]
    """The value, how sure it is, whether it holds today, whether it is assumed."""


def setting_rows(settings: tuple[Parameter, ...], today: date) -> tuple[SettingRow, ...]:
    """Every value with its days."""
    rows = []
    for one in settings:
        holds = value_on(one, today, today)
        values = tuple(
            (value, SURE[value.sure], value is holds, value.sure is Sure.ASSUMED)
            for value in one.values
        )
        rows.append(SettingRow(one, values))
    return tuple(rows)
