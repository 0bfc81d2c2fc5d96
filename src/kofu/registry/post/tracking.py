"""The register remembers which tracking numbers were given: none twice, whoever plans beside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connection

from kofu.base.errors import KofuError
from kofu.mail.tracking.ledger import Ranges, read_ledger
from kofu.mail.tracking.numbering import Given, Ledger
from kofu.mail.tracking.ranges import Lent, Use
from kofu.registry.post.tables import TrackingLent, TrackingTaken
from kofu.registry.runs.states import RunStep
from kofu.registry.runs.tables import Run, RunAction

_GIVING = 0x6B74
"""Advisory lock of whoever gives numbers."""


@dataclass(frozen=True, slots=True)
class TableKeeper:
    """For one run, by its identity; to be used in the transaction that makes or releases it.

    `beside`: a ledger file of the same ranges, of pages made without the register: what it gave
    is not given again.
    """

    run: str
    by: str
    beside: Path

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Others wait until the transaction ends, and then see what was given in it."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_GIVING])
        yield

    def read(self) -> Ledger:
        """Raises KofuError `tracking-state-unreadable`."""
        given: list[Given] = []
        following: dict[tuple[int, int], int] = {}
        for taken in TrackingTaken.objects.select_related("lent").order_by("id"):
            first, last = _ends(taken.numbers)
            product = taken.lent.product
            given.append(Given(taken.run_id, product, (Use(taken.day, first, last),)))
            begin, end = _ends(taken.lent.numbers)
            following[begin, end] = last + 1 if last < end else begin
        return Ledger((*given, *read_ledger(self.beside).given), following)

    def write(self, before: Ledger, after: Ledger, ranges: Ranges) -> None:
        """Raises KofuError `tracking-still-resting`: the database has the last word."""
        for one in after.given[len(before.given) :]:
            for use in one.uses:
                self._take(_lent_of(use, ranges), use, timedelta(days=ranges.rest_days))

    def _take(self, lent: Lent, use: Use, rest: timedelta) -> None:
        known, _ = TrackingLent.objects.get_or_create(
            product=lent.product, numbers=_range(lent.first, lent.last), defaults={"by": self.by}
        )
        try:
            TrackingTaken.objects.create(
                lent=known,
                run_id=self.run,
                day=use.day,
                numbers=_range(use.first, use.last),
                during=(use.day, use.day + rest),
            )
        except IntegrityError as error:
            raise KofuError("tracking-still-resting", day=use.day) from error


def give_back(run: Run) -> None:
    """Of a run that is over: what no page bears, as it was never started, may be given again."""
    if not RunAction.objects.filter(run=run, step=RunStep.START.value).exists():
        TrackingTaken.objects.filter(run=run).delete()


def _lent_of(use: Use, ranges: Ranges) -> Lent:
    return next(one for one in ranges.lent if one.first <= use.first <= one.last)


def _range(first: int, last: int) -> tuple[int, int]:
    return first, last + 1


def _ends(numbers: Any) -> tuple[int, int]:
    """First and last: the database keeps the one after the last."""
    return int(numbers.lower), int(numbers.upper) - 1
