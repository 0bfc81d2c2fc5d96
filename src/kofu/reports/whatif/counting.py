"""One pass over a roster: everybody counted by what all the laws together read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from kofu.base.errors import KofuError
from kofu.decide.engine import connect, load_columns, refuse_unknown_event, refuse_unsound
from kofu.decide.sql import Columns, needed_facts
from kofu.policy.facts import FACTS
from kofu.policy.law import Law
from kofu.reports.whatif.ages import AGES, age_sql
from kofu.reports.whatif.axes import Axis, axes_of, pack_sql, packs_of
from kofu.reports.whatif.counts import Counts, Numbers, Small
from kofu.roster.source import RosterSource, columns


def columns_given(
    source: RosterSource, event: str | None = None, forget: Sequence[str] = ()
) -> Columns:
    """What the rows tell; columns to `forget` are taken as unknown for everybody.

    Raises KofuError `event-unknown`, `fact-unknown`.
    """
    if event is not None:
        refuse_unknown_event(event)
    for name in forget:
        if name not in FACTS:
            raise KofuError("fact-unknown", name=name)
    present = frozenset(columns(source)) - set(forget)
    return Columns(present, {"event": event} if event else {})


def count(source: RosterSource, laws: Sequence[Law], given: Columns, aged_on: date) -> Counts:
    """Count everybody once, finely enough for all the laws; ages are those of `aged_on`.

    Raises KofuError as `decide` does where the roster is not sound.
    """
    packs = packs_of(axes_of(laws, given))
    dimensions = {"birth_date", "municipality_code"} & given.present
    needed = {fact for law in laws for fact in needed_facts(law, given)} | dimensions
    age = age_sql(aged_on) if "birth_date" in dimensions else str(len(AGES))
    area = "coalesce(municipality_code, '')" if "municipality_code" in dimensions else "''"
    keys = [f"{pack_sql(pack, given)} as k{number}" for number, pack in enumerate(packs)]
    asked = ", ".join([*keys, f"{age} as age", f"{area} as area", "count(*) as people"])
    with connect() as db:
        load_columns(db, source, ("person_id", *sorted(needed)))
        refuse_unsound(db, source, laws[0], given)
        found = db.sql(f"select {asked} from roster group by all order by all").to_arrow_table()
    axes: dict[str, Small] = {}
    for number, pack in enumerate(packs):
        axes.update(_unpacked(found.column(f"k{number}").to_numpy(), pack))
    areas = found.column("area").combine_chunks().dictionary_encode()
    return Counts(
        given,
        aged_on,
        axes,
        found.column("age").to_numpy().astype(np.uint8),
        areas.indices.to_numpy().astype(np.int64),
        tuple(areas.dictionary.to_pylist()),
        found.column("people").to_numpy().astype(np.int64),
    )


def _unpacked(keys: Numbers, pack: tuple[Axis, ...]) -> dict[str, Small]:
    found = {}
    rest = keys
    for axis in pack:
        rest, number = np.divmod(rest, axis.size)
        found[axis.name] = number.astype(np.uint8)
    return found
