"""The wave of applications: who loses a certificate that came by itself may ask for one.

A model, not a count: a share of these people applies, spread over the weeks by a curve. Share and
curve are assumptions of `costs.yaml`, to be replaced by what an office has seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kofu.policy.model import Basis, Document
from kofu.reports.whatif.bill import Range
from kofu.reports.whatif.changes import Move
from kofu.reports.whatif.unit_costs import Applications, Costs, Method, Per, Unit


@dataclass(frozen=True, slots=True)
class Week:
    """The week that begins on `first`: applications that come, and staff they need."""

    first: date
    applications: Range
    staff: Range


@dataclass(frozen=True, slots=True)
class Wave:
    """`losing`: people who got a certificate ex officio and would get none."""

    losing: int
    total: Range
    weeks: tuple[Week, ...]

    @property
    def peak(self) -> Week | None:
        return max(self.weeks, key=lambda one: one.applications.high, default=None)


def wave(moves: Iterable[Move], first_day: date, costs: Costs) -> Wave:
    """The weeks of applications when a law that these moves lead to begins on `first_day`."""
    losing = sum(one.people for one in moves if _loses(one))
    model = costs.applications
    total = Range.exactly(losing).times(model.share)
    if not losing:
        return Wave(0, total, ())
    return Wave(losing, total, tuple(_weeks(total, first_day, model, costs)))


def _loses(move: Move) -> bool:
    had = move.before.document is Document.CERTIFICATE and move.before.basis is Basis.EX_OFFICIO
    return had and move.after.document in (Document.NOTICE, Document.NOTHING)


def _weeks(total: Range, first_day: date, model: Applications, costs: Costs) -> Iterable[Week]:
    for number, share in enumerate(model.curve):
        came = Range(total.low * share, total.middle * share, total.high * share)
        minutes = [
            came.times(one)
            for one in costs.costs
            if one.per is Per.APPLICATION and one.unit is Unit.MINUTES and one.method is Method.KOFU
        ]
        spent = sum(minutes, Range(0, 0, 0))
        hours = model.hours_a_week
        staff = Range(
            spent.low / 60 / hours.low,
            spent.middle / 60 / hours.middle,
            spent.high / 60 / hours.high,
        )
        yield Week(first_day + timedelta(weeks=model.first_week + number), came, staff)
