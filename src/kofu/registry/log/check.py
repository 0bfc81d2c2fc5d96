"""The log against the database itself: what somebody changed behind the triggers' back.

The same verifier reads the same lines as in an export; beside it stands what a file cannot show:
names that do not belong to their entries, and guards that were taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from kofu.base.errors import Finding
from kofu.registry.log.events import Event
from kofu.registry.log.lines import log_lines, snapshot
from kofu.registry.log.verifier import Log, examine
from kofu.registry.log.write import note
from kofu.registry.rights import HISTORY

_EVERYTHING = "SELECT count(*) FROM log_entry"
_STRAY = """
SELECT count(*) FROM log_entry JOIN log_subject ON entry_id = id
 WHERE subject <> encode(sha256(convert_to(salt || person_id, 'UTF8')), 'hex')"""
_GUARDED = """
SELECT count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
 WHERE relname = ANY(%s) AND tgenabled IN ('O', 'A')
   AND tgname IN ('history_stays', 'history_is_not_emptied')"""
_NAMELESS = """
SELECT count(*) FROM log_entry LEFT JOIN log_subject ON entry_id = id
 WHERE subject <> '' AND entry_id IS NULL"""


_KEPT = 50
_SELDOM = 1000

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `nameless`: entries whose person was deleted when the time had come."""

    log: Log
    findings: tuple[Finding, ...]
    nameless: int

    @property
    def total(self) -> int:
        return len(self.log.findings) + len(self.findings)


def checked(
    heads: Sequence[str] = (),
    *,
    by: str,
    terminal: str = "",
    progress: Progress = lambda stage, done: None,
) -> Checked:
    """`check` on somebody's behalf: what came of it is an entry, to be read by `last_check`."""
    done = check(heads, progress)
    detail = {
        "findings": done.total,
        "entries": done.log.entries,
        "batches": done.log.batches,
        "nameless": done.nameless,
        "found": [
            *({"code": one.code, **one.params} for one in done.findings),
            *(
                {"code": one.code, "line": one.line, "batch": one.batch}
                for one in done.log.findings[:_KEPT]
            ),
        ],
    }
    note(Event.LOG_CHECKED, by=by, terminal=terminal, detail=detail)
    return done


def check(heads: Sequence[str] = (), progress: Progress = lambda stage, done: None) -> Checked:
    """Verify the log where it lies. `heads`: values written down before."""
    with snapshot():
        log = examine(_told(log_lines(), progress), heads)
        stray, nameless = _count(_STRAY), _count(_NAMELESS)
        missing = 2 * len(HISTORY) - _count(_GUARDED, list(HISTORY))
    findings = []
    if stray:
        findings.append(Finding("log-names-stray", params={"count": stray}))
    if missing:
        findings.append(Finding("log-guards-missing", params={"count": missing}))
    return Checked(log, tuple(findings), nameless)


def _told(lines: Iterator[bytes], progress: Progress) -> Iterator[bytes]:
    """The lines as they are, and how many of them went by."""
    everything = max(_count(_EVERYTHING), 1)
    for number, one in enumerate(lines):
        if number % _SELDOM == 0:
            progress("checking-log", number / everything)
        yield one


def _count(question: str, *parameters: list[str]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question, parameters)
        return int(cursor.fetchone()[0])
