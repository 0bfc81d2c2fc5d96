"""Names and times that the queues' two sides share: those who ask, and the workers."""

from __future__ import annotations

RUNS, JOBS = "runs", "jobs"
"""Printing has a queue of its own: a load does not wait for a run of hours."""

HEARTBEAT = 2.0
"""Seconds between two signs of life."""

DEAD_AFTER = 10.0
"""Seconds without one after which a worker's jobs are given to others."""

ALIVE_WITHIN = DEAD_AFTER
