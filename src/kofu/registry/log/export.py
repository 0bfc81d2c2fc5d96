"""Giving the log out: sealed first, then written whole; that it was given out is in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
    head = sealed_for_export(by=by, terminal=terminal, people=people)
    with (
        _told_if_it_fails(by, terminal),
        whole_file(file) as draft,
        draft.open("wb") as out,
        snapshot(),
    ):
        out.writelines(log_lines(people))
    return head


def sealed_for_export(*, by: str, terminal: str, people: bool, reason: str = "") -> Head:
    """Note that the log is given out, and seal. Raises KofuError `log-reason-unfit`."""
    # The entry comes first: no log leaves without it.
    note(Event.LOG_EXPORTED, by=by, terminal=terminal, reason=reason, detail={"people": people})
    return seal()


def exported(*, by: str, terminal: str, people: bool) -> Iterator[bytes]:
    """The lines of what is sealed, for whoever takes them one by one."""
    with _told_if_it_fails(by, terminal), snapshot():
        yield from log_lines(people)


@contextmanager
def _told_if_it_fails(by: str, terminal: str) -> Iterator[None]:
    try:
        yield
    except BaseException:
        note(Event.LOG_EXPORTED, by=by, terminal=terminal, outcome=Outcome.FAILED)
        raise
