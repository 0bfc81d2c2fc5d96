"""A run cut into chunks that are printed apart, by whoever, and put together in the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from kofu.base.whole_files import whole_file
from kofu.documents.run import record as records
from kofu.documents.run.arrangement import Arrangement, Numbers, chunks
from kofu.documents.run.derived import law_of
from kofu.documents.run.render import Asked, Gathered, ours, record_of, remove_others
from kofu.documents.run.sources import Sources, read_sources
from kofu.documents.run.work import ARRANGED, PrintedFile, Stopped
from kofu.documents.values.office import office_on


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


@dataclass(frozen=True, slots=True)
class Piece:
    """What one chunk came to: its files, its part of the index, who was stopped."""

    files: tuple[PrintedFile, ...]
    index: pa.Table
    stopped: tuple[Stopped, ...]


def assemble(asked: Asked, pieces: Iterable[Piece], pulled: Mapping[str, str]) -> records.Record:
    """Index, lists and record of a run whose chunks were printed apart, as `render` makes them.

    `asked.folder` holds the files; `pulled`: 宛名番号 -> why they were left out. Raises KofuError.
    """
    sources = read_sources(asked.decisions, asked.roster, asked.mapping)
    law, name = law_of(asked.decisions, sources.kinds(), asked.insurer)
    issued = asked.issued or law.on
    office = office_on(law.book, issued)
    gathered = Gathered()
    with ours(asked.folder):
        with whole_file(asked.folder / records.PAGES) as draft:
            writer = records.PagesWriter(draft)
            try:
                for piece in pieces:
                    writer.add_table(piece.index)
                    gathered.add_piece(piece.files, piece.index, piece.stopped)
            finally:
                writer.close()
        counts = sources.counts()
        if gathered.people + len(pulled) != counts.printed:
            raise AssertionError("people were lost between decisions and pages")
        records.write_stopped(asked.folder, gathered.stopped)
        records.write_pulled(asked.folder, pulled)
        remove_others(asked.folder, gathered.files)
        record = record_of(asked, law, name, office, issued, counts, gathered, len(pulled))
        records.write_record(asked.folder, record)
    return record
