"""Ranges of tracking numbers that the post office lent, and how many of each may still be given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from kofu.mail.tracking.numbers import complete, display


@dataclass(frozen=True, slots=True)
class Standing:
    """A range, first and last number as the post office writes them.

    `left`: how many may be given for the day that was asked; `runs`: which have numbers of it.
    """

    product: str
    first: str
    last: str
    size: int
    left: int
    runs: tuple[int, ...]


_STANDING = """
SELECT lent.product, lower(lent.numbers), upper(lent.numbers) - 1,
       coalesce((SELECT sum(upper(part) - lower(part)) FROM unnest(resting.numbers) part), 0),
       (SELECT coalesce(array_agg(DISTINCT run.id ORDER BY run.id), '{}')
          FROM tracking_taken taken JOIN run ON run.identity = taken.run_identity
         WHERE taken.numbers && lent.numbers)
  FROM tracking_lent lent
  CROSS JOIN LATERAL (
       SELECT range_agg(taken.numbers * lent.numbers) AS numbers FROM tracking_taken taken
        WHERE taken.numbers && lent.numbers
          AND taken.during && daterange(
              %s::date, %s::date + (upper(taken.during) - lower(taken.during)))) resting
 ORDER BY lent.product, lower(lent.numbers), lent.id
"""


def lent_ranges(day: date) -> Sequence[Standing]:
    """All of them. A number rests for as many days as when it was last taken, before and after."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [day, day])
        found = cursor.fetchall()
    return [
        Standing(
            product,
            display(complete(first)),
            display(complete(last)),
            last - first + 1,
            last - first + 1 - int(resting),
            tuple(runs),
        )
        for product, first, last, resting, runs in found
    ]
