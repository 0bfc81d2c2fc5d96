"""Jobs of the queue: what a worker does with a run. Found by name where Django looks for tasks."""

from __future__ import annotations

from procrastinate.contrib.django import app

from kofu.registry.log.chain import seal
from kofu.registry.runs.chunks import work_on
from kofu.registry.runs.finish import finish
from kofu.registry.runs.tables import Run
from kofu.registry.runs.verifying import read_back

QUEUE = "runs"


@app.task(name="kofu.print", queue=QUEUE)
def print_run(run_id: int, by: str) -> None:
    """Print chunks of a run as long as there are any; who comes last puts it together and reads
    it back.
    """
    run = Run.objects.get(pk=run_id)
    work_on(run, by)
    if finish(run, by):
        read_back(run, by)
        seal()
