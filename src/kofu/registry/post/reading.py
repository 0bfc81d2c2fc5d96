"""A file of results of the post, read whole: rows that name a piece, or what is wrong with them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kofu.base.errors import Finding, KofuError, Place, RefusedError
from kofu.mail.after.results import Result, read_results
from kofu.mail.after.states import Event, Reason
from kofu.mail.tracking.numbers import LETTER_DIGITS, parse

_SHOWN = 1000
"""Findings that are kept of a file that is refused."""

_LARGEST = 2**31


@dataclass(frozen=True, slots=True)
class Row:
    """What happened to one piece; `row` counts as a spreadsheet does, 0 for a number scanned.

    The piece by its tracking number, by its envelope in a run, or by a document in it.
    """

    row: int
    event: Event
    day: date
    reason: Reason | None
    tracking: int | None = None
    document: int | None = None
    run: int | None = None
    envelope: int | None = None


def mark_of(path: Path, run: int | None) -> str:
    """SHA-256 of the file and of the run whose envelopes it names. Raises KofuError."""
    if not path.is_file():
        raise KofuError("file-missing", Place(str(path)))
    whole = hashlib.sha256(path.read_bytes())
    if run is not None:
        whole.update(f"\0{run}".encode())
    return whole.hexdigest()


def read_rows(path: Path, run: int | None) -> list[Row]:
    """Every row. `run`: whose envelopes are meant where the file does not say it.

    Raises KofuError as `read_results` does, RefusedError `results-refused`.
    """
    rows: list[Row] = []
    findings: list[Finding] = []
    for one in read_results(path):
        told = one if isinstance(one, Finding) else _row(one, run)
        if isinstance(told, Finding):
            findings.append(told)
        else:
            rows.append(told)
    refuse(path, findings)
    return rows


def refuse(path: Path, findings: list[Finding]) -> None:
    """Raises RefusedError `results-refused` if there are any."""
    if findings:
        place = Place(str(path))
        raise RefusedError("results-refused", place, findings[:_SHOWN], len(findings))


def number_of(tracking: str) -> int | None:
    """A tracking number of mail as the register keeps it; None for a parcel's.

    Raises KofuError `tracking-not-digits`, `tracking-length`, `tracking-check-digit`.
    """
    digits = parse(tracking)
    return int(digits) if len(digits) == LETTER_DIGITS else None


def reason_missing(event: Event, reason: Reason | None) -> bool:
    """A return without a reason, or a reason without a return."""
    return (reason is not None) != (event is Event.RETURNED)


def _row(one: Result, run: int | None) -> Row | Finding:
    place = one.place
    assert place.row is not None
    if reason_missing(one.step.event, one.step.reason):
        return Finding("reason-missing", Place(place.file, place.row, "reason"))
    numbers: dict[str, int | None] = {"run": run}
    for name in ("document", "run", "envelope"):
        text: str = getattr(one, name)
        if text:
            if not (text.isascii() and text.isdigit() and int(text) < _LARGEST):
                return Finding("result-number-wrong", Place(place.file, place.row, name))
            numbers[name] = int(text)
    tracking = number_of(one.tracking) if one.tracking else None
    if one.tracking and tracking is None:
        return Finding("result-of-no-piece", Place(place.file, place.row, "tracking"))
    if not one.tracking and not one.document and numbers["run"] is None:
        return Finding("result-run-missing", Place(place.file, place.row, "run"))
    step = one.step
    return Row(place.row, step.event, step.day, step.reason, tracking=tracking, **numbers)
