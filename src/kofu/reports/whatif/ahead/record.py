"""The plan as plain data and as a folder: plan.csv, summary.md, record.json."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from kofu.base.whole_folders import whole_folder
from kofu.reports.whatif.ahead.plan import Month, Plan
from kofu.reports.whatif.ahead.words import report
from kofu.reports.whatif.files import RECORD, write_table
from kofu.reports.whatif.record import bill_record
from kofu.reports.whatif.section import in_markdown

_HEAD = ("month", "cause", "document", "people")


def record(plan: Plan) -> dict[str, object]:
    """The months, each with causes, those who leave, documents, stock and minutes."""
    return {
        "pack": plan.book.pack.pack,
        "pack_hash": plan.book.hash,
        "on": plan.on,
        "known": plan.law.known,
        "months": [_month(one) for one in plan.months],
    }


def _month(one: Month) -> dict[str, object]:
    causes = [
        {"cause": cause, "document": document, "people": many}
        for (cause, document), many in one.causes.items()
    ]
    bill = bill_record(one.bill)
    return {"month": one.first, "causes": causes, "leaving": dict(one.leaving), **bill}


def write(plan: Plan, folder: Path) -> None:
    """Write the folder, whole or not at all. Raises KofuError as `whole_folder` does."""
    with whole_folder(folder, RECORD) as draft:
        (draft / "summary.md").write_text(in_markdown(report(plan)), "utf-8")
        write_table(draft / "plan.csv", _HEAD, _rows(plan))
        told = json.dumps(record(plan), ensure_ascii=False, indent=1, default=str)
        (draft / RECORD).write_text(told + "\n", "utf-8")


def _rows(plan: Plan) -> Iterable[Iterable[object]]:
    for month in plan.months:
        for (cause, document), many in month.causes.items():
            yield month.first, cause, document, many
        for reason, many in month.leaving.items():
            yield month.first, reason, "leaving", many
