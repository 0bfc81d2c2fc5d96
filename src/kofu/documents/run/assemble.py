"""A run whose chunks were printed apart, by whoever, put together as `render` makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kofu.base.whole_files import whole_file
from kofu.documents.run import record as records
from kofu.documents.run.derived import law_of
from kofu.documents.run.render import Asked, Gathered, Piece, ours, record_of, remove_others
from kofu.documents.run.sources import read_sources
from kofu.documents.values.office import office_on


def assemble(
    asked: Asked,
    pieces: Iterable[Piece],
    pulled: Mapping[str, str],
    tracking: Mapping[str, object],
) -> records.Record:
    """Index, lists and record of a run whose chunks were printed apart, as `render` makes them.

    `asked.folder` holds the files; `pulled`: 宛名番号 -> why they were left out; `tracking`: how
    the numbers on the pages came about. Raises KofuError.
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
                    gathered.add_piece(piece)
            finally:
                writer.close()
        counts = sources.counts()
        if gathered.people + len(pulled) != counts.printed:
            raise AssertionError("people were lost between decisions and pages")
        records.write_stopped(asked.folder, gathered.stopped)
        records.write_pulled(asked.folder, pulled)
        remove_others(asked.folder, gathered.files)
        record = record_of(
            asked, law, name, office, issued, counts, gathered, tracking, len(pulled)
        )
        records.write_record(asked.folder, record)
    return record
