"""A worker: takes jobs from the queue until it is stopped, or with `--once` until there are none.

python -m kofu.registry.worker [--once]
"""

from __future__ import annotations

import asyncio
import sys

from kofu.base.workers import collect_seldom
from kofu.registry.log.station import machine, working_at
from kofu.registry.start import ready

HEARTBEAT = 2.0
"""Seconds between two signs of life."""

DEAD_AFTER = 10.0
"""Seconds without one after which a worker's jobs are given to others."""


def main(once: bool) -> None:
    """Work. Raises KofuError where the database cannot be reached."""
    ready()
    collect_seldom()
    # Django has to be set up before the queue finds its tasks.
    from procrastinate.contrib.django import app

    from kofu.registry.tasks import QUEUE

    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]

    async def run() -> None:
        async with worker_app.open_async():
            for job in await worker_app.job_manager.get_stalled_jobs(
                seconds_since_heartbeat=DEAD_AFTER
            ):
                await worker_app.job_manager.retry_job(job)
            await worker_app.run_worker_async(
                queues=[QUEUE],
                wait=not once,
                concurrency=1,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=DEAD_AFTER,
            )

    with working_at(machine()):
        asyncio.run(run())


if __name__ == "__main__":
    main("--once" in sys.argv[1:])
