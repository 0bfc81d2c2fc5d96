"""The answer as a folder: summary.md in Japanese, tables as CSV, the counts, and a record."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from kofu.base.whole_folders import whole_folder
from kofu.reports.whatif.answer import Answer, Result
from kofu.reports.whatif.bill import Bill, Range
from kofu.reports.whatif.changes import Hand
from kofu.reports.whatif.counts import save
from kofu.reports.whatif.record import record
from kofu.reports.whatif.section import in_markdown
from kofu.reports.whatif.words import report

RECORD = "record.json"
COUNTS = "counts.parquet"
Cells = Iterable[object]


def write(answer: Answer, folder: Path) -> None:
    """Write the folder, whole or not at all. Raises KofuError as `whole_folder` does."""
    with whole_folder(folder, RECORD) as draft:
        (draft / "summary.md").write_text(in_markdown(report(answer)), "utf-8")
        write_table(draft / "moves.csv", _MOVES, _moves(answer))
        write_table(draft / "costs.csv", _COSTS, _costs(answer))
        write_table(draft / "applications.csv", _WEEKS, _weeks(answer))
        write_table(draft / "norms.csv", _NORMS, _norms(answer))
        save(answer.counts, draft / COUNTS)
        told = json.dumps(record(answer), ensure_ascii=False, indent=1, default=str)
        (draft / RECORD).write_text(told + "\n", "utf-8")


def write_table(path: Path, head: tuple[str, ...], rows: Iterable[Cells]) -> None:
    # With a byte order mark, for these tables are opened in Excel.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


_HAND = ("document", "basis", "rule", "reasons")
_MOVES = (
    "scenario",
    *(f"{when}_{name}" for when in ("before", "after") for name in _HAND),
    *("age", "municipality_code", "people"),
)


def _moves(answer: Answer) -> Iterable[Cells]:
    for one in answer.results:
        for row in one.changes.rows:
            hands = (row.before, row.after)
            yield (
                one.scenario.name,
                *(cell for hand in hands for cell in _hand(hand)),
                row.age,
                row.area,
                row.people,
            )


def _hand(hand: Hand) -> Cells:
    return hand.document, hand.basis, hand.rule, ";".join(hand.reasons)


_COSTS = ("scenario", "law", "item", "label", "unit", "low", "middle", "high")


def _costs(answer: Answer) -> Iterable[Cells]:
    for one in answer.results:
        for name, own in (("baseline", one.before), ("scenario", one.after)):
            yield from _bill(one, name, own)


def _bill(one: Result, name: str, own: Bill) -> Iterable[Cells]:
    for line in own.lines:
        yield (one.scenario.name, name, line.id, line.label, "yen", *_ends(line.yen))
    yield (one.scenario.name, name, "ministry", "国の2023年の単価", "yen", *_ends(own.ministry))
    yield (one.scenario.name, name, "minutes", "職員の時間", "minutes", *_ends(own.minutes))
    for per, spread in own.quantities.items():
        yield (one.scenario.name, name, per.value, per.value, "pieces", *_ends(spread))


def _ends(spread: Range) -> tuple[float, float, float]:
    return round(spread.low, 2), round(spread.middle, 2), round(spread.high, 2)


_WEEKS = (
    *("scenario", "week", "applications_low", "applications_middle", "applications_high"),
    *("staff_low", "staff_middle", "staff_high"),
)


def _weeks(answer: Answer) -> Iterable[Cells]:
    for one in answer.results:
        for week in one.wave.weeks:
            ends = (*_ends(week.applications), *_ends(week.staff))
            yield (one.scenario.name, week.first, *ends)


_NORMS = ("scenario", "kind", "people", "rule", "norm", "words", "example")


def _norms(answer: Answer) -> Iterable[Cells]:
    for one in answer.results:
        for each in one.broken:
            cells = (each.kind, each.people, each.rule, each.norm, each.words, each.who)
            yield (one.scenario.name, *cells)
