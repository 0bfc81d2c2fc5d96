"""What a worker does with an uploaded file: check and compare it, and take it in."""

from __future__ import annotations

from collections.abc import Callable

from kofu.base.errors import KofuError
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.write import note
from kofu.registry.people.foresee import foresee
from kofu.registry.people.incoming import taken
from kofu.registry.people.load import Loaded, load_roster
from kofu.registry.runs.fingerprint import loaded_since
from kofu.registry.uploads.checked import keep
from kofu.registry.uploads.head import pointed
from kofu.registry.uploads.store import find_upload, remove
from kofu.roster.check import check
from kofu.roster.opening import open_with

Progress = Callable[[str, float], None]
_MY_NUMBER = "my-number-found"


def check_upload(token: str, by: str, progress: Progress) -> str:
    """Check a file; if nothing is wrong, compare it with the register. The code of what is told.

    Raises KofuError as reading a roster does, and `my-number-found`: then the file is removed.
    """
    upload = find_upload(token)
    progress("checking-file", 0.0)
    source = open_with(upload.file, pointed(upload))
    if not taken(source, upload.kind):
        raise KofuError("status-list-without-card")
    report = check(source)
    detail = {"kind": upload.kind.value, "rows": report.rows, "found": dict(report.counts)}
    outcome = Outcome.DONE if report.acceptable else Outcome.REFUSED
    note(Event.FILE_CHECKED, by=by, outcome=outcome, object=f"upload:{token}", detail=detail)
    if report.counts.get(_MY_NUMBER):
        remove(upload)
        first = next(one for one in report.findings if one.code == _MY_NUMBER)
        raise KofuError(_MY_NUMBER, first.place)
    foreseen = None
    if report.acceptable:
        progress("comparing-file", 0.0)
        foreseen = foresee(source, upload.told_mapping, upload.as_of, by, upload.kind)
    keep(upload, report, foreseen)
    return "job-checked" if report.acceptable else "job-checked-wrong"


def load_upload(token: str, loads: int, by: str, progress: Progress) -> Loaded:
    """Take a checked file in, and remove it. Raises KofuError `load-foreseen-changed` where
    another file came in since it was compared, and as `load_roster`.
    """
    upload = find_upload(token)
    if loaded_since(loads) != loads:
        raise KofuError("load-foreseen-changed")
    progress("loading", 0.0)
    done = load_roster(upload.file, upload.told_mapping, upload.as_of, by, upload.kind)
    remove(upload)
    return done
