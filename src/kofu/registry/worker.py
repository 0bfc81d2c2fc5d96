"""A worker: takes jobs from its queues until it is stopped, or with `--once` until there are none.

python -m kofu.registry.worker [--once] [runs] [jobs]
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from kofu.base.workers import collect_seldom
from kofu.registry.giving_way import ready_for_bulk
from kofu.registry.log.station import machine, working_at
from kofu.registry.queues import DEAD_AFTER, HEARTBEAT, RUNS

if TYPE_CHECKING:
    from procrastinate import App


def main(queues: Sequence[str], once: bool) -> None:
    """Work. Raises KofuError where the database cannot be reached."""
    ready_for_bulk()
    collect_seldom()
    # Django has to be set up before the queue finds its tasks.
    from procrastinate.contrib.django import app

    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]

    async def run() -> None:
        async with worker_app.open_async():
            await _take_over(worker_app)
            others = None if once else asyncio.create_task(_look_after(worker_app))
            await worker_app.run_worker_async(
                queues=list(queues),
                wait=not once,
                concurrency=1,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=DEAD_AFTER,
            )
            if others is not None:
                others.cancel()

    with working_at(machine()):
        asyncio.run(run())


async def _look_after(app: App) -> None:
    """As long as we work: what others left when they died is worked on, by us or by others."""
    while True:
        await asyncio.sleep(DEAD_AFTER)
        await _take_over(app)


async def _take_over(app: App) -> None:
    from procrastinate.exceptions import ConnectorException

    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER):
        # Another job for the same is waiting already, or another worker took it over.
        with suppress(ConnectorException):
            await app.job_manager.retry_job(job)


if __name__ == "__main__":
    words = sys.argv[1:]
    main([word for word in words if word != "--once"] or [RUNS], "--once" in words)
