"""`kofu ahead` as a whole: months with documents, stock, postage and hours of staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kofu.base.errors import KofuError
from kofu.decide.engine import Progress
from kofu.policy.law import Law
from kofu.policy.load import Book
from kofu.policy.model import Document
from kofu.reports.whatif.ahead.needs import Need, needs
from kofu.reports.whatif.ahead.stops import stops
from kofu.reports.whatif.bill import Bill, Kind, bill, kind_of
from kofu.reports.whatif.unit_costs import Costs
from kofu.roster.source import RosterSource

MOST_MONTHS = 60


@dataclass(frozen=True)
class Month:
    """`causes`: people by cause and document; `leaving`: people who leave, by reason."""

    first: date
    causes: Mapping[tuple[str, Document], int]
    leaving: Mapping[str, int]
    bill: Bill

    @property
    def people(self) -> int:
        """Documents and reviews of the month; somebody may need two in one month."""
        return sum(self.causes.values())


@dataclass(frozen=True)
class Plan:
    """The months in order. `law`: of the first stop."""

    book: Book
    on: date
    law: Law
    costs: Costs
    months: tuple[Month, ...]


def plan(
    source: RosterSource,
    book: Book,
    on: date,
    known: date,
    months: int,
    costs: Costs,
    progress: Progress = lambda stage, done: None,
) -> Plan:
    """Decide everybody through `months` months from the day `on`.

    Raises KofuError `ahead-months-wrong`, `day-not-covered`, and as `decide` does.
    """
    if not 1 <= months <= MOST_MONTHS:
        raise KofuError("ahead-months-wrong", months=months)
    days = list(stops(book, on, known, months))
    by_month: dict[date, list[Need]] = {stop.month: [] for stop in days}
    for need in needs(source, days, on, progress):
        by_month[need.stop.month].append(need)
    laws = {stop.month: stop.law for stop in days}
    told = tuple(_month(first, laws[first], found, costs) for first, found in by_month.items())
    return Plan(book, on, days[0].law, costs, told)


def _month(first: date, law: Law, found: list[Need], costs: Costs) -> Month:
    causes: dict[tuple[str, Document], int] = {}
    leaving: dict[str, int] = {}
    kinds: dict[Kind, int] = {}
    for need in found:
        if need.leaves:
            leaving[need.cause] = leaving.get(need.cause, 0) + need.people
            continue
        key = (need.cause, need.outcome.document)
        causes[key] = causes.get(key, 0) + need.people
        kind = kind_of(need.outcome)
        kinds[kind] = kinds.get(kind, 0) + need.people
    return Month(first, causes, leaving, bill(law, kinds.items(), law.on, costs))
