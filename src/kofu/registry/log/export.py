"""Giving the log out: sealed first, then written whole; that it was given out is in it."""

from __future__ import annotations

from pathlib import Path

from kofu.base.whole_files import whole_file
from kofu.registry.log.chain import Head, seal
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.lines import log_lines, snapshot
from kofu.registry.log.write import note


def export(file: Path, *, by: str, terminal: str = "", people: bool = False) -> Head:
    """Write all that is sealed to `file`; the head it ends with. Raises KofuError.

    `people` adds whom each entry concerns (宛名番号); without it the file names nobody but staff.
    """
    # The entry comes first: no log leaves without it.
    note(Event.LOG_EXPORTED, by=by, terminal=terminal, detail={"people": people})
    head = seal()
    try:
        with whole_file(file) as draft, draft.open("wb") as out, snapshot():
            out.writelines(log_lines(people))
    except BaseException:
        note(Event.LOG_EXPORTED, by=by, terminal=terminal, outcome=Outcome.FAILED)
        raise
    return head
