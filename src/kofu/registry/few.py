"""Work on few people among millions: their rows are found by keys, whatever the planner thinks."""

from __future__ import annotations

from django.db import connection

_BY_KEYS = "; ".join(
    (
        *("SET LOCAL enable_seqscan = off", "SET LOCAL enable_hashjoin = off"),
        *("SET LOCAL enable_mergejoin = off", "SET LOCAL jit = off"),
        "SET LOCAL max_parallel_workers_per_gather = 0",
    )
)


def by_keys() -> None:
    """For the rest of this transaction.

    Tables that grow by millions within a run outrun the planner's statistics: it would read all of
    them for each chunk of a thousand, or for one person. Compiling a query, or
    starting processes for it, takes longer than asking it of few.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BY_KEYS)
