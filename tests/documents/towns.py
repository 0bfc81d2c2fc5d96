"""Small invented towns: a roster as CSV, its decisions under Kawasaki's rules, its pages."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pypdfium2

from kofu.decide.engine import decide_file
from kofu.documents.run.render import Asked, Rendered, render
from kofu.policy.law import law_on
from kofu.policy.load import load
from kofu.roster.source import open_source

SHEET_MARK = re.compile(r"(?<!\d)\d{7}-\d+/\d+")
ON, KNOWN = date(2025, 8, 1), date(2025, 6, 13)
Person = Mapping[str, str]

_DIGITS = "一二三四五六七八九"


def person(number: int, **changed: str) -> dict[str, str]:
    """Somebody of 45 without a My Number card: a certificate by recorded post."""
    family = "架空見本山田鈴木佐藤高橋田中"[number % 14]
    return {
        "person_id": f"P{number:04d}",
        "symbol": "架空",
        "number": f"{31400000 + number * 7:08d}",
        "branch": "01",
        "name": f"{family}山　{_DIGITS[number % 9]}子",
        "name_kana": "カクウヤマ　ハナコ",
        "household_head": f"{family}山　太郎",
        "birth_date": f"19{60 + number % 40}-05-{1 + number % 28:02d}",
        "sex": "female",
        "postal_code": f"999-{number:04d}",
        "address": f"架空県架空市中央{number}丁目2番3号",
        "acquired_on": "2010-04-01",
        "membership": "insured",
        "copay_percent": "20",
        "copay_from": "2025-08-01",
        "has_card": "0",
        "registered": "0",
        "certificate_expires_on": "",
        "event": "renewal",
        "application": "",
        "applied_on": "",
        "delivery_hold": "0",
        "wants_registered_mail": "0",
        "mailing_name": "",
        "uses_12m": "",
        **changed,
    }


LINKED = {"has_card": "1", "registered": "1", "certificate_expires_on": "2028-05-05"}
REFUSED = {**LINKED, "event": "application", "application": "just_in_case", "applied_on": "2025-07-07"}  # fmt: skip


def town() -> list[dict[str, str]]:
    """Twelve people in every way of going through a run; nobody is stopped."""
    return [
        person(1),
        person(2, birth_date="1953-05-05"),
        person(3, **LINKED),
        person(4, **LINKED, birth_date="1954-05-05"),
        person(5, **REFUSED),
        person(6, **{**LINKED, "application": "prefers_paper", "applied_on": "2025-07-07"}),
        person(7, delivery_hold="1"),
        person(8, wants_registered_mail="1", name="渡邉\U000e0101　\ufa19子"),
        person(9, **{**LINKED, "registered": ""}),
        person(10, address="架空県架空市南架空区北東中央本町西二丁目1234番地の56　グランドヒルズ架空1203号室"),
        person(11),
        person(12, **LINKED),
    ]  # fmt: skip


def write_roster(path: Path, people: Sequence[Person]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(people[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(people)
    return path


def decide(roster: Path, out: Path, insurer: str | Path = "kawasaki-kokuho") -> Path:
    decide_file(open_source(roster), law_on(load(insurer), ON, KNOWN), out)
    return out


@dataclass(frozen=True)
class Printed:
    """A run's folder with what it was made of."""

    roster: Path
    decisions: Path
    folder: Path
    done: Rendered

    @property
    def record(self) -> dict[str, object]:
        return json.loads((self.folder / "record.json").read_text(encoding="utf-8"))

    @property
    def index(self) -> list[dict[str, object]]:
        return pq.read_table(self.folder / "pages.parquet").to_pylist()

    @property
    def stopped(self) -> list[dict[str, str]]:
        with (self.folder / "stopped.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def texts(self) -> dict[tuple[str, str], list[str]]:
        """What pdfium reads on the pages of each document, by person and form.

        Without the mark of its place in the post, which tells of the envelope and not the person.
        """
        found = {}
        opened: dict[str, pypdfium2.PdfDocument] = {}
        for row in self.index:
            file = str(row["file"])
            pdf = opened.setdefault(file, pypdfium2.PdfDocument(self.folder / file))
            first, count = int(str(row["first_page"])), int(str(row["pages"]))
            found[str(row["person_id"]), str(row["form"])] = [
                SHEET_MARK.sub("", pdf[page - 1].get_textpage().get_text_bounded())
                for page in range(first, first + count)
            ]
        return found


def print_town(
    work: Path,
    people: Sequence[Person],
    *,
    folder: str = "out",
    suffix: str = ".parquet",
    per_file: int = 1000,
    workers: int = 1,
    insurer: str | None = "kawasaki-kokuho",
) -> Printed:
    """Roster, decisions and pages, all under `work`."""
    roster = write_roster(work / "roster.csv", people)
    decisions = decide(roster, work / f"decisions{suffix}", insurer or "kawasaki-kokuho")
    asked = Asked(decisions, roster, work / folder, None, insurer, None, per_file, workers)
    return Printed(roster, decisions, work / folder, render(asked))


def contents(folder: Path, but: Iterable[str] = (".lock",)) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in but
    }
