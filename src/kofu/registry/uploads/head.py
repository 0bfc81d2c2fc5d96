"""The first rows of an uploaded file, cut once: a page that shows them reads no gigabyte.

They are read by the code that reads any roster; cells stay as the file has them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from kofu.base.errors import KofuError, Place
from kofu.base.whole_files import whole_file
from kofu.registry.uploads.store import Upload, remove
from kofu.roster.guess import guess
from kofu.roster.mapping import AS_IT_IS, RosterMapping, load_mapping, save_mapping
from kofu.roster.my_number import Tally
from kofu.roster.opening import open_file
from kofu.roster.reading import countable

ROWS = 1000


def cut(upload: Upload, told: RosterMapping = AS_IT_IS) -> None:
    """Keep the first rows. Raises KofuError as reading a roster does, and `my-number-found`: then
    the file is removed at once.
    """
    file = open_file(upload.file, told)
    first = next(file.batches(file.header, (), lambda _: None), None)
    cells = {name: pa.array([], pa.string()) for name in file.header}
    if first is not None:
        cells = {name: column.slice(0, ROWS) for name, column in first.cells.items()}
        for name, column in first.cells.items():
            tally = Tally(name)
            tally.add(countable(column))
            if tally.refused:
                remove(upload)
                raise KofuError("my-number-found", Place(column=name))
    with whole_file(upload.head) as draft:
        pq.write_table(pa.table(cells), draft)


def header(upload: Upload) -> tuple[str, ...]:
    """Their columns, in the file's order."""
    return tuple(pq.read_schema(upload.head).names)


def first_cells(upload: Upload) -> Mapping[str, pa.Array]:
    """What each of their columns holds in the first rows."""
    table = pq.read_table(upload.head)
    return {name: table.column(name).combine_chunks() for name in table.column_names}


def point(upload: Upload, told: RosterMapping) -> None:
    """Keep what was pointed out. A file as the contract wants it needs no mapping."""
    upload.checked.unlink(missing_ok=True)
    if told == AS_IT_IS:
        upload.mapping.unlink(missing_ok=True)
        return
    save_mapping(upload.mapping, told)


def pointed(upload: Upload) -> RosterMapping:
    """The mapping as it was pointed out last."""
    return load_mapping(upload.mapping) if upload.mapping.exists() else AS_IT_IS


def guessed(upload: Upload) -> RosterMapping:
    """What the columns seem to be."""
    cells = {name: _texts(column) for name, column in first_cells(upload).items()}
    found = guess(tuple(cells), cells)
    taken = set(found.values())
    return RosterMapping(
        columns={theirs: ours for ours, theirs in found.items() if theirs != ours},
        ignore=tuple(name for name in cells if name not in taken),
    )


def _texts(column: pa.Array) -> Sequence[str]:
    texts = countable(column)
    return [str(cell) for cell in (texts if len(texts) else column).to_pylist()]
