"""Jobs given to the queue, and workers to do them."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

from procrastinate.exceptions import AlreadyEnqueued

from kofu.registry.runs.acting import stand
from kofu.registry.runs.states import RunState
from kofu.registry.runs.tables import ChunkDone, Run
from kofu.registry.tasks import print_run

_POLL = 0.5


def enqueue(run: Run, workers: int, by: str) -> int:
    """One job a worker; how many were new. A job that waits already is not given twice."""
    given = 0
    for number in range(workers):
        try:
            lock = f"run-{run.pk}-{number}"
            print_run.configure(queueing_lock=lock).defer(run_id=run.pk, by=by)
            given += 1
        except AlreadyEnqueued:
            continue
    return given


def work(run: Run, workers: int, told: Callable[[str, float], None]) -> RunState:
    """Work in processes of our own until the run is read back, or they end; where it stands."""
    call = [sys.executable, "-m", "kofu.registry.worker", "--once"]
    processes = [subprocess.Popen(call) for _ in range(workers)]
    try:
        while any(one.poll() is None for one in processes):
            done = ChunkDone.objects.filter(run=run).count()
            told("printing", done / max(run.chunks, 1))
            time.sleep(_POLL)
    finally:
        for one in processes:
            if one.poll() is None:
                one.terminate()
    return stand(run).state
