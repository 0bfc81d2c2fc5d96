"""OpenFisca-Core: the document rule's number only, by vectorised formulas in memory.

One variable for each fact, one formula for each band, one for the rule. It has no unknown: the
facts are integers here, -1 unknown, dates as days since 1970. Expressed: which rule decides.
Not expressed: an error where two rules fire, citations, reasons, the last day.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.question import Work, opened, the_law
from kofu.decide.sql import fold, needed_facts
from kofu.policy.classes import Box
from kofu.policy.conditions import AllOf, Always, AnyOf, Compare, Condition, IsKnown, OneOf
from kofu.policy.facts import FACTS
from kofu.policy.law import Law
from kofu.policy.model import Aspect

_PERIOD = "2026-08"
_ROWS = 500_000
_UNKNOWN = -(2**31)
_SCHEMA = pa.schema([("person_id", pa.string()), ("rule", pa.string())])


def decide(people: Path, out: Path) -> Work:
    """Half a million people at a time."""
    _, given = opened(people)
    law = the_law()
    facts = needed_facts(law, given)
    rules = [rule for tier in law.tiers[Aspect.DOCUMENT] for rule in tier.rules]
    words = np.array([rule.rule.id for rule in rules])
    system, total = _system(law, given, facts), 0
    with pq.ParquetWriter(out, _SCHEMA) as writer:
        for batch in pq.ParquetFile(people).iter_batches(_ROWS, columns=["person_id", *facts]):
            simulation = SimulationBuilder().build_default_simulation(system, len(batch))
            for name in facts:
                simulation.set_input(name, _PERIOD, _integers(name, batch.column(name)))
            numbers = simulation.calculate("rule", _PERIOD)
            columns = [batch.column("person_id"), pa.array(words[numbers])]
            writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=_SCHEMA))
            total += len(batch)
    return Work(total)


def _integers(name: str, column: pa.Array) -> Any:
    if pa.types.is_string(column.type):
        column = pc.index_in(column, pa.array(FACTS[name].codes))
    return column.cast(pa.int32()).fill_null(_UNKNOWN).to_numpy(zero_copy_only=False)


def _system(law: Law, given: Any, facts: tuple[str, ...]) -> TaxBenefitSystem:
    person = Entity("person", "people", "", "")
    system = TaxBenefitSystem([person])
    for name in facts:
        system.add_variable(_variable(name, person, None))
    for band in law.bands:
        conditions = [fold(one, given) for one in band.conditions]
        system.add_variable(_variable("band_" + band.band.name, person, _band_formula(conditions)))
    system.add_variable(_variable("rule", person, _rule_formula(law)))
    return system


def _variable(name: str, entity: Entity, formula: Callable[..., Any] | None) -> type[Variable]:
    described = {
        "value_type": int,
        "entity": entity,
        "definition_period": DateUnit.MONTH,
        "label": name,
    }
    return type(name, (Variable,), {**described, **({"formula": formula} if formula else {})})


def _band_formula(conditions: list[Condition]) -> Callable[..., Any]:
    def formula(person: Any, period: Any, parameters: Any) -> Any:
        held = [_holds(one, person, period) for one in conditions]
        return np.select(held, list(range(len(held))), len(held))

    return formula


def _rule_formula(law: Law) -> Callable[..., Any]:
    boxes = [list(rule.boxes) for tier in law.tiers[Aspect.DOCUMENT] for rule in tier.rules]

    def formula(person: Any, period: Any, parameters: Any) -> Any:
        bands = [person("band_" + band.band.name, period) for band in law.bands]
        fires = [np.any([_inside(law, box, bands) for box in each], axis=0) for each in boxes]
        return np.select(fires, list(range(len(fires))), -1)

    return formula


def _inside(law: Law, box: Box, bands: list[Any]) -> Any:
    tests = [
        np.right_shift(mask, band) & 1 == 1
        for mask, band, full in zip(box, bands, law.space.everything, strict=False)
        if mask != full
    ]
    return np.all(tests, axis=0) if tests else np.ones(len(bands[0]), dtype=bool)


def _holds(condition: Condition, person: Any, period: Any) -> Any:
    match condition:
        case Always(value):
            return np.full(person.count, value)
        case AllOf(parts):
            return np.all([_holds(part, person, period) for part in parts], axis=0)
        case AnyOf(parts):
            return np.any([_holds(part, person, period) for part in parts], axis=0)
        case IsKnown(fact, known):
            return (person(fact, period) != _UNKNOWN) == known
        case OneOf(fact, values):
            return np.isin(person(fact, period), [_number(fact, value) for value in values])
        case Compare(fact, op, value):
            own = person(fact, period)
            return (own != _UNKNOWN) & _OPERATORS[op.value](own, _number(fact, value))


def _number(fact: str, value: Any) -> int:
    if isinstance(value, date):
        return value.toordinal() - date(1970, 1, 1).toordinal()
    return FACTS[fact].codes.index(value) if isinstance(value, str) else int(value)


_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
