"""Where a roster is decided: what every engine can be asked, and the deciding itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import pyarrow as pa

from kofu.base.errors import KofuError, Place
from kofu.decide.engine import Progress, Summary, refuse_unknown_event
from kofu.decide.joined import INSURER, counts_sql, decide_classes, decisions_sql, question
from kofu.decide.laws import Laws
from kofu.decide.sql import Columns
from kofu.nation.sound import refuse_my_numbers, refuse_unsound
from kofu.policy.facts import FACTS
from kofu.roster.columns import COLUMNS


class Engine(Protocol):
    """A roster in a place that answers SQL, and where the decisions are to be."""

    dialect: str
    place: str
    """What errors name: the table or folder of the roster."""

    spills: bool
    """Whether it may put rows aside on a disk, and so can count any number of people exactly."""

    def columns(self) -> Mapping[str, str]:
        """The roster's columns and their types, in the engine's words."""

    def look_at(self, names: Sequence[str]) -> None:
        """Make these columns of the roster the table `roster`."""

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """The few rows of an answer."""

    def put(self, name: str, table: pa.Table) -> None:
        """A small table for the statements to join."""

    def keep(self, statement: str) -> None:
        """Write the rows of a statement to where the decisions are to be."""


_TYPES = {
    "text": ("text", "character varying", "string", "varchar"),
    "code": ("text", "character varying", "string", "varchar"),
    "date": ("date",),
    "bool": ("boolean",),
    "int": ("integer", "smallint", "int", "tinyint", "bigint"),
}


def decide_in(
    engine: Engine,
    laws: Laws,
    event: str | None = None,
    progress: Progress = lambda stage, done: None,
) -> Summary:
    """Decide everyone in the engine's roster; rows come in no order.

    Raises KofuError: `event-unknown`, `column-missing`, `column-type-strange`, `my-number-found`,
    `roster-without-people`, `person-nameless`, `people-twice`, `codes-strange`,
    `insurer-not-in-table`, `rules-overlap`, `rules-gap`, and what the engine says.
    """
    if event is not None:
        refuse_unknown_event(event)
    progress("reading", 0.0)
    types = engine.columns()
    given = Columns(frozenset(types) & frozenset(FACTS), {"event": event} if event else {})
    asked = question(laws, given)
    _refuse_types(engine.place, types, asked.needed)
    refuse_my_numbers(engine, types)
    engine.look_at(asked.needed)
    if asked.keys.insurers is not None:
        engine.put("insurers", asked.keys.insurers)
    rows = refuse_unsound(engine, asked)
    progress("deciding", 0.2)
    counted = engine.ask(counts_sql(asked, engine.dialect))
    if strangers := rows - sum(people for _, people in counted):
        raise KofuError(
            "insurer-not-in-table", Place(engine.place, column=INSURER), people=strangers
        )
    decided = decide_classes(laws, counted)
    engine.put("outcomes", decided.outcomes)
    progress("deciding", 0.5)
    engine.keep(decisions_sql(asked, engine.dialect))
    progress("deciding", 1.0)
    return Summary(rows, decided.classes)


def _refuse_types(place: str, types: Mapping[str, str], needed: Sequence[str]) -> None:
    for name in needed:
        if name not in types:
            raise KofuError("column-missing", Place(place, column=name))
        wanted = _TYPES["text" if name == INSURER else COLUMNS[name].type.value]
        if types[name] not in wanted:
            raise KofuError(
                "column-type-strange", Place(place, column=name), type=types[name], wanted=wanted[0]
            )
