"""Delivery results and returned mail as CSV: one line an event, in our words or Japanese ones."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kofu.base.errors import Finding, KofuError, Place
from kofu.mail.after.states import Event, Reason, Step
from kofu.mail.tracking.numbers import display, examine
from kofu.roster.dates import read_date
from kofu.roster.encodings import detect_encoding
from kofu.roster.unreadable import UnreadableError

HEADS: Mapping[str, str] = {
    "document": "document",
    "書類番号": "document",
    "run": "run",
    "一括交付番号": "run",
    "envelope": "envelope",
    "封筒番号": "envelope",
    "tracking": "tracking",
    "お問い合わせ番号": "tracking",
    "引受番号": "tracking",
    "date": "date",
    "日付": "date",
    "event": "event",
    "結果": "event",
    "reason": "reason",
    "理由": "reason",
}
EVENTS: Mapping[str, Event] = {
    **{one.value: one for one in Event},
    "差出": Event.POSTED,
    "お届け済み": Event.DELIVERED,
    "配達完了": Event.DELIVERED,
    "返送": Event.RETURNED,
    "返戻": Event.RETURNED,
    "再送": Event.RESENT,
    "窓口交付": Event.HANDED_OVER,
    "取消": Event.CANCELLED,
}
REASONS: Mapping[str, Reason | None] = {
    **{one.value: one for one in Reason},
    "保管期間経過": Reason.STORAGE_EXPIRED,
    "あて所尋ねあたらず": Reason.ADDRESS_UNKNOWN,
    "あて所に尋ねあたりません": Reason.ADDRESS_UNKNOWN,
    "転居先不明": Reason.MOVED,
    "受取拒絶": Reason.REFUSED,
    "": None,
}

_PIECE = frozenset({"envelope", "tracking", "document"})
"""A column of which there has to be one."""


@dataclass(frozen=True, slots=True)
class Result:
    """One line: where it stands, which piece, and what happened.

    The piece by the number of its envelope (of `run`, a number in the register), by its tracking
    number, or by the number that the register gave a document in it; as text, empty where not told.
    """

    place: Place
    envelope: str
    tracking: str
    step: Step
    document: str = ""
    run: str = ""


def read_results(path: Path) -> Iterator[Result | Finding]:
    """Every line as a result, or as what is wrong with it.

    UTF-8 or CP932. Raises KofuError: `file-missing`, `encoding-unreadable`,
    `result-column-missing`.
    """
    encoding = detect_encoding(path)
    with path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as file:
        rows = csv.reader(file)
        names = [HEADS.get(head.strip(), "") for head in next(rows, [])]
        for needed in ("date", "event"):
            if needed not in names:
                raise KofuError("result-column-missing", Place(str(path), column=needed))
        if not _PIECE & set(names):
            raise KofuError("result-column-missing", Place(str(path), column="tracking"))
        for number, cells in enumerate(rows, start=2):
            if any(cells):
                told = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
                yield _result(Place(str(path), number), told)


def _result(place: Place, told: Mapping[str, str]) -> Result | Finding:
    tracking = told.get("tracking", "")
    if tracking:
        examined = examine(tracking)
        wrong = examined.finding()
        if wrong:
            return Finding(wrong.code, replace(place, column="tracking"), wrong.params)
        tracking = display(examined.digits)
    event, reason = told.get("event", ""), told.get("reason", "")
    if event not in EVENTS:
        return Finding("result-event-unknown", replace(place, column="event"))
    if reason not in REASONS:
        return Finding("result-reason-unknown", replace(place, column="reason"))
    try:
        day = read_date(told.get("date", ""))
    except UnreadableError:
        return Finding("result-date-unreadable", replace(place, column="date"))
    piece = {name: told.get(name, "") for name in ("envelope", "document", "run")}
    if day is None or not (tracking or piece["envelope"] or piece["document"]):
        return Finding("result-cell-empty", place)
    step = Step(day, EVENTS[event], REASONS[reason])
    return Result(place=place, tracking=tracking, step=step, **piece)
