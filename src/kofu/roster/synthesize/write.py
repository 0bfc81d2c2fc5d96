"""Writing a roster slice by slice: flat memory, a whole file or none, and the counts made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from kofu.base.errors import KofuError, Place
from kofu.base.whole_files import whole_file
from kofu.roster.synthesize.counts import Counts, counts_of
from kofu.roster.synthesize.encoding import Vocabulary, vocabulary_of
from kofu.roster.synthesize.plan import Plan, plan_for
from kofu.roster.synthesize.schema import Columns, Marginals
from kofu.roster.synthesize.shuffle import Ints
from kofu.roster.synthesize.slices import make_slice
from kofu.roster.synthesize.table import plain, schema_of, table_of

ROWS_PER_SLICE = {Columns.FULL: 200_000, Columns.FACTS: 500_000}
"""Large enough for row groups that read well, small enough for some 400 MiB in all."""

Progress = Callable[[int, int], None]
Sink = Callable[[pa.Table], None]


def write(
    marginals: Marginals,
    output: Path,
    people: int | None = None,
    seed: int | None = None,
    *,
    rows_per_slice: int | None = None,
    progress: Progress | None = None,
) -> Counts:
    """Write the roster to `output` (.csv in UTF-8, or .parquet) and count what was made.

    `people` scales every count and share; `seed` replaces the file's own. `progress` is told the
    people written and their total. Raises KofuError (`synthesize-format`, `synthesize-no-people`,
    `marginals-*`, `output-*`).
    """
    open_sink = _SINKS.get(output.suffix.lower())
    if open_sink is None:
        raise KofuError("synthesize-format", Place(file=str(output)))
    plan = plan_for(marginals, people, seed)
    rows = rows_per_slice or ROWS_PER_SLICE[marginals.columns]
    made: dict[str, Ints] = {}
    with whole_file(output) as draft, open_sink(draft, schema_of(marginals)) as sink:
        for stop, table, counted in _tables(plan, vocabulary_of(marginals), rows):
            sink(table)
            for name, numbers in counted.items():
                made[name] = made[name] + numbers if name in made else numbers
            if progress:
                progress(stop, plan.people)
    return counts_of(plan, made)


def _tables(
    plan: Plan, vocabulary: Vocabulary, rows: int
) -> Iterator[tuple[int, pa.Table, dict[str, Ints]]]:
    """Slices in order; the next one is made while the last one is being written."""

    def one(start: int) -> tuple[int, pa.Table, dict[str, Ints]]:
        stop = min(start + rows, plan.people)
        made = make_slice(plan, vocabulary, start, stop)
        return stop, table_of(made, vocabulary), made.made

    with ThreadPoolExecutor(max_workers=1) as worker:
        starts = iter(range(0, plan.people, rows))
        ahead = worker.submit(one, next(starts))
        for start in starts:
            ready = ahead.result()
            ahead = worker.submit(one, start)
            yield ready
            del ready
        yield ahead.result()


@contextmanager
def _parquet(draft: Path, schema: pa.Schema) -> Iterator[Sink]:
    # The Arrow schema is left out so that words are plain strings to every reader.
    with pyarrow.parquet.ParquetWriter(
        draft, schema, compression="zstd", compression_level=1, store_schema=False
    ) as writer:
        yield writer.write_table


@contextmanager
def _csv(draft: Path, schema: pa.Schema) -> Iterator[Sink]:
    schema = plain(schema)
    with pyarrow.csv.CSVWriter(draft, schema, write_options=_CSV_OPTIONS) as writer:
        yield lambda table: writer.write_table(table.cast(schema))


_CSV_OPTIONS = pyarrow.csv.WriteOptions(quoting_style="needed")
_SINKS = {".csv": _csv, ".parquet": _parquet}
