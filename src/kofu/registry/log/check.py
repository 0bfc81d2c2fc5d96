"""The log against the database itself: what somebody changed behind the triggers' back.

The same verifier reads the same lines as in an export; beside it stands what a file cannot show:
names that do not belong to their entries, and guards that were taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from kofu.base.errors import Finding
from kofu.registry.log.events import Event
from kofu.registry.log.lines import log_lines, snapshot
from kofu.registry.log.verifier import Log, examine
from kofu.registry.log.write import note
from kofu.registry.rights import HISTORY

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


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `nameless`: entries whose person was deleted when the time had come."""

    log: Log
    findings: tuple[Finding, ...]
    nameless: int

    @property
    def total(self) -> int:
        return len(self.log.findings) + len(self.findings)


def checked(heads: Sequence[str] = (), *, by: str, terminal: str = "") -> Checked:
    """`check` on somebody's behalf: what came of it is an entry."""
    done = check(heads)
    detail = {"findings": done.total, "entries": done.log.entries}
    note(Event.LOG_CHECKED, by=by, terminal=terminal, detail=detail)
    return done


def check(heads: Sequence[str] = ()) -> Checked:
    """Verify the log where it lies. `heads`: values written down before."""
    with snapshot():
        log = examine(log_lines(), heads)
        stray, nameless = _count(_STRAY), _count(_NAMELESS)
        missing = 2 * len(HISTORY) - _count(_GUARDED, list(HISTORY))
    findings = []
    if stray:
        findings.append(Finding("log-names-stray", params={"count": stray}))
    if missing:
        findings.append(Finding("log-guards-missing", params={"count": missing}))
    return Checked(log, tuple(findings), nameless)


def _count(question: str, *parameters: list[str]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question, parameters)
        return int(cursor.fetchone()[0])
