"""What is refused before anyone is decided, by questions an engine answers where the rows are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import sqlglot

from kofu.base.errors import KofuError, Place
from kofu.decide.engine import COUNTED_EXACTLY
from kofu.decide.joined import Question
from kofu.policy.facts import FACTS
from kofu.roster.my_number import name_says_my_number, too_many_to_be_chance

if TYPE_CHECKING:
    from kofu.nation.engine import Engine

_TEXTS = ("text", "character varying", "string", "varchar", "bigint", "numeric", "character")
_LOOKED_AT = 65_536
"""So many rows are looked at for 個人番号, as in a file that is not read in."""
_WRITTEN = "０１２３４５６７８９-－‐ 　"
_PLAIN = "0123456789"
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def refuse_unsound(engine: Engine, asked: Question) -> int:
    """The number of people. Refused: nobody, no number, a person twice, undeclared codes."""
    coded = [name for name in asked.needed if name in FACTS and FACTS[name].codes]
    wrong = [f"{name} not in ({_listed(FACTS[name].codes)})" for name in coded]
    counted = ", ".join(["count(*)", "count(person_id)", *map(_people, wrong)])
    ((rows, named, *strange),) = engine.ask(f"select {counted} from roster")
    if not rows:
        raise KofuError("roster-without-people", Place(engine.place))
    if named < rows:
        raise KofuError("person-nameless", Place(engine.place), people=rows - named)
    for name, count in zip(coded, strange, strict=True):
        if count:
            raise KofuError("codes-strange", Place(engine.place, column=name), people=count)
    if engine.spills or rows <= COUNTED_EXACTLY:
        ((people,),) = engine.ask("select count(distinct person_id) from roster")
        if people < rows:
            raise KofuError("people-twice", Place(engine.place), people=rows - people)
    return int(rows)


def _listed(codes: tuple[str, ...]) -> str:
    return ", ".join(f"'{code}'" for code in codes)


def _people(condition: str) -> str:
    return f"count(case when {condition} then 1 end)"


def refuse_my_numbers(engine: Engine, types: Mapping[str, str]) -> None:
    """Raises KofuError `my-number-found` where any column of the first rows holds 個人番号."""
    columns = [name for name, kind in types.items() if kind in _TEXTS]
    if not columns:
        return
    engine.look_at(columns)
    statement = sqlglot.transpile(_tally(columns), read="duckdb", write=engine.dialect)[0]
    for place, twelve, valid in engine.ask(statement):
        name = columns[place]
        if (valid and name_says_my_number(name)) or too_many_to_be_chance(twelve, valid):
            raise KofuError("my-number-found", Place(engine.place, column=name))


def _tally(columns: list[str]) -> str:
    """By column: how many distinct values have twelve digits; of how many the last one is right."""
    cells = " union all ".join(
        f"select {place} as place, {_digits(name)} as digits from first_rows"
        for place, name in enumerate(columns)
    )
    total = " + ".join(
        f"{weight} * cast(substring(digits, {place}, 1) as integer)"
        for place, weight in enumerate(_WEIGHTS, start=1)
    )
    check = "case when rest <= 1 then 0 else 11 - rest end"
    valid = f"case when cast(substring(digits, 12, 1) as integer) = {check} then 1 end"
    return f"""
        with first_rows as (select * from roster limit {_LOOKED_AT}), cells as ({cells}),
        numbers as (select distinct place, digits from cells where digits ~ '^[0-9]{{12}}$'),
        summed as (select place, digits, ({total}) % 11 as rest from numbers)
        select place, count(*), count({valid}) from summed group by place"""


def _digits(column: str) -> str:
    quoted = '"' + column.replace('"', '""') + '"'
    return f"translate(cast({quoted} as varchar), '{_WRITTEN}', '{_PLAIN}')"
