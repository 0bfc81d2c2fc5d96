"""A run cut into chunks that are printed apart, by whoever, and put together in the end."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from kofu.documents.run.arrangement import Arrangement, Numbers, chunks
from kofu.documents.run.sources import Sources
from kofu.documents.run.work import ARRANGED


def chunk_tables(
    sources: Sources, arrangement: Arrangement, size: int
) -> Iterator[tuple[str, pa.Table, Numbers]]:
    """Each chunk: its name (`certificate-recorded-0001`), its rows with what the arrangement says
    of them, and which decisions they are.
    """
    seen: dict[str, int] = {}
    for batch, places in chunks(arrangement, size):
        seen[batch] = seen.get(batch, 0) + 1
        numbers = arrangement.rows[places]
        rows = sources.rows(numbers)
        for name in ("envelope", "place", "of", "delivery"):
            rows = rows.append_column(ARRANGED + name, pa.array(getattr(arrangement, name)[places]))
        yield f"{batch}-{seen[batch]:04d}", rows, numbers
