"""`kofu mail returned`: results of a run's pieces put together, and what to do next with each.

Lines are taken in the order of their days. A piece whose events contradict each other is told and
keeps the state before the event that cannot be.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kofu.base.errors import Finding, KofuError, Place
from kofu.base.whole_files import whole_file
from kofu.mail.after.results import Result, read_results
from kofu.mail.after.states import Action, Event, Life, Step, after, what_next
from kofu.mail.manifest.lists import PIECES
from kofu.mail.manifest.sheets import read_columns
from kofu.mail.manifest.totals import TOTALS
from kofu.policy.model import Delivery

COLUMNS = (
    *("envelope", "tracking", "delivery", "state", "since", "reason", "returns", "action"),
    *("file", "first_page"),
)
_PIECE = ("envelope", "tracking", "delivery", "file", "first_page")


@dataclass(frozen=True, slots=True)
class Piece:
    """One envelope of the manifest, its life so far, and what to do; None for nothing."""

    told: Mapping[str, str]
    life: Life
    action: Action | None


@dataclass(frozen=True, slots=True)
class Followed:
    """`pieces` of which something is known, in the order of posting; all others were `posted`."""

    posted: date
    total: int
    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...]

    @property
    def states(self) -> Mapping[str, int]:
        found = Counter(one.life.state.value for one in self.pieces)
        found["posted"] += self.total - len(self.pieces)
        return dict(sorted(found.items()))

    @property
    def actions(self) -> Mapping[str, int]:
        return dict(sorted(Counter(one.action.value for one in self.pieces if one.action).items()))


def follow(lists: Path, files: Sequence[Path]) -> Followed:
    """`lists` is a folder of `kofu mail manifest`. Raises KofuError `manifest-missing` and those of
    reading."""
    try:
        posted = date.fromisoformat(json.loads((lists / TOTALS).read_text("utf-8"))["posted"])
    except (OSError, ValueError, KeyError) as error:
        raise KofuError("manifest-missing", Place(str(lists))) from error
    read = [one for path in files for one in read_results(path)]
    findings = [one for one in read if isinstance(one, Finding)]
    results = sorted((one for one in read if isinstance(one, Result)), key=lambda one: one.step.day)
    known, total = _known(lists / PIECES, results)
    lives: dict[str, Life] = {}
    for one in results:
        piece = known.get(one.tracking) if one.tracking else known.get(f"#{one.envelope}")
        if piece is None or (one.envelope and piece["envelope"] != one.envelope):
            findings.append(Finding("result-of-no-piece", one.place))
            continue
        before = lives.get(piece["envelope"]) or after(Life(), Step(posted, Event.POSTED))
        try:
            lives[piece["envelope"]] = after(before, one.step)
        except KofuError as error:
            lives[piece["envelope"]] = before
            findings.append(Finding(error.finding.code, one.place, error.finding.params))
    by_number = {one["envelope"]: one for one in known.values()}
    pieces = []
    for envelope, life in sorted(lives.items(), key=lambda entry: int(entry[0])):
        told, action = by_number[envelope], None
        try:
            action = what_next(life, Delivery(told["delivery"]))
        except KofuError as error:
            findings.append(Finding(error.finding.code, Place(envelope), error.finding.params))
        pieces.append(Piece(told, life, action))
    return Followed(posted, total, tuple(pieces), tuple(findings))


def _known(path: Path, results: Sequence[Result]) -> tuple[Mapping[str, Mapping[str, str]], int]:
    """The pieces that are spoken of, by `#envelope` and by number; and how many there are."""
    wanted = {one.tracking for one in results} | {f"#{one.envelope}" for one in results}
    found: dict[str, Mapping[str, str]] = {}
    total = 0
    for batch in read_columns(path, *_PIECE):
        total += batch.num_rows
        for row in batch.to_pylist():
            for key in (f"#{row['envelope']}", row["tracking"]):
                if key in wanted and key:
                    found[key] = row
    return found, total


def write_followed(out: Path, followed: Followed) -> None:
    """One line a piece, `COLUMNS`; no names."""
    with whole_file(out) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_lines(followed))


def _lines(followed: Followed) -> Iterator[Mapping[str, object]]:
    for one in followed.pieces:
        life = one.life
        yield {
            **one.told,
            "state": life.state.value,
            "since": life.since,
            "reason": life.reason.value if life.reason else "",
            "returns": life.returns,
            "action": one.action.value if one.action else "",
        }
