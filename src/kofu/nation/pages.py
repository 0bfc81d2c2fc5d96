"""Printing on a cluster: the same chunks, the same files, by the processes of Spark's workers.

Which people make a chunk is decided here, once; a worker prints whole chunks with the code of one
machine into a folder that all see. Workers need kofu, its fonts and the pack, in one version.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from kofu.base.errors import Finding
from kofu.documents.run.render import (
    Asked,
    Chunks,
    Elsewhere,
    Job,
    Progress,
    Rendered,
    print_chunk,
    render,
)
from kofu.documents.run.work import ChunkDone
from kofu.nation.spark import session, told_by_kind

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_PER_CORE = 4
"""So many chunks a core are under way: this process holds no more of the pages' rows at a time."""


def render_on_cluster(asked: Asked, progress: Progress = lambda stage, done: None) -> Rendered:
    """`render` with its chunks printed by Spark. Raises KofuError, also `cluster-not-installed`."""
    with session() as spark, told_by_kind():
        folder = asked.folder.absolute()
        return render(replace(asked, folder=folder, elsewhere=on_workers(spark)), progress)


def on_workers(spark: SparkSession) -> Elsewhere:
    """The workers of a session, as a place that prints chunks."""

    def printed(job: Job, chunks: Chunks) -> Iterator[ChunkDone | Finding]:
        context = spark.sparkContext
        while wave := list(islice(chunks, _PER_CORE * context.defaultParallelism)):
            yield from context.parallelize(wave, len(wave)).map(partial(_print, job)).collect()

    return printed


def _print(job: Job, chunk: tuple[str, bytes]) -> ChunkDone | Finding:
    try:
        return print_chunk(job, *chunk)
    except Exception as error:
        # Only the kind is told: Spark would write the words, with a person's data, into its logs.
        return Finding("broken", params={"kind": type(error).__name__})
