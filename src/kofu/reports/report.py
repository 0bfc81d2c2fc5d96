"""`kofu report`: files in, a folder of tables, pictures and one PDF out; whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kofu.base.eras import in_era
from kofu.base.errors import Finding, KofuError
from kofu.base.whole_folders import whole_folder
from kofu.documents.run.record import file_digest
from kofu.reports.asked import Asked, Source
from kofu.reports.claim import claim_of, claim_table, read_costs
from kofu.reports.out.comma import write_csv
from kofu.reports.out.excel import write_excel
from kofu.reports.out.pdf import Booklet, as_pdf
from kofu.reports.people import People, people
from kofu.reports.people_tables import people_tables
from kofu.reports.pictures.chosen import chosen
from kofu.reports.pictures.drawing import Picture, as_png, as_svg
from kofu.reports.points import points
from kofu.reports.tables import Table, as_table
from kofu.reports.usage import Row, read_usage
from kofu.reports.usage_tables import checked, contradictions, usage_tables

SIGN = "report.json"
BOOK, BOOKLET = "tables.xlsx", "report.pdf"
TITLE = "マイナ保険証と資格確認書の状況"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is told. `below`: what stands below every table: day, sources."""

    title: str
    day: date
    points: tuple[str, ...]
    tables: tuple[Table, ...]
    pictures: tuple[Picture, ...]
    below: tuple[str, ...]
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...] = ()


def report(asked: Asked) -> Report:
    """Count and set out. Raises KofuError, among others `report-nothing`."""
    found = people(asked) if asked.files else None
    rows = read_usage(asked.usage) if asked.usage else ()
    counted = (*(people_tables(found, asked) if found else ()), *usage_tables(rows, asked))
    tables = (*(as_table(one, asked.style) for one in counted), *_others(found, rows, asked))
    if not tables:
        raise KofuError("report-nothing")
    day = found.on if found else asked.on or date.today()
    given = (*asked.files, *(path for path in (asked.mapping, asked.usage, asked.costs) if path))
    sources = tuple(Source(path.name, file_digest(path)) for path in given)
    return Report(
        *(asked.title or TITLE, day, points(counted, tables, asked.style), tables),
        *(tuple(chosen(counted, asked.style)), below(day, sources), sources),
        contradictions(rows, str(asked.usage)),
    )


def _others(found: People | None, rows: Sequence[Row], asked: Asked) -> Iterator[Table]:
    claim = claim_of(found, asked.mapping) if found else None
    if claim:
        yield claim_table(claim, read_costs(asked.costs))
    verdicts = checked(rows)
    if verdicts:
        yield verdicts


def below(day: date, sources: Sequence[Source]) -> tuple[str, ...]:
    """What stands below every table."""
    return (
        f"基準日: {in_era(day)}（{day.isoformat()}）。年齢は、この日の満年齢。",
        *(f"出典: {one.name}（SHA-256 {one.sha256}）" for one in sources),
    )


def write(made: Report, folder: Path, bom: bool = False) -> None:
    """The files. Raises KofuError as `whole_folder` does."""
    with whole_folder(folder, SIGN) as draft:
        for name in ("tables", "pictures"):
            (draft / name).mkdir()
        for table in made.tables:
            write_csv(table, draft / "tables", made.below, bom)
        for one in made.pictures:
            (draft / "pictures" / f"{one.id}.svg").write_bytes(as_svg(one))
            (draft / "pictures" / f"{one.id}.png").write_bytes(as_png(one))
        write_excel(made.tables, draft / BOOK, made.title, made.below)
        (draft / BOOKLET).write_bytes(as_pdf(booklet(made)))
        (draft / SIGN).write_text(
            json.dumps(record(made), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )


def booklet(made: Report) -> Booklet:
    """What the PDF is made of."""
    return Booklet(
        made.title, f"{in_era(made.day)}現在", made.points, made.pictures, made.tables, made.below
    )


def record(made: Report) -> dict[str, object]:
    """What was made of what."""
    return {
        "title": made.title,
        "day": made.day.isoformat(),
        "sources": [{"name": one.name, "sha256": one.sha256} for one in made.sources],
        "points": list(made.points),
        "tables": [
            {"id": one.id, "title": one.title, "rows": len(one.rows)} for one in made.tables
        ],
        "pictures": [{"id": one.id, "title": one.title, "alt": one.alt} for one in made.pictures],
        "findings": [one.code for one in made.findings],
    }
