"""A file of counts: what a roster does not know, such as the use of cards (利用率).

CSV, a row for each count over another: `month` (2025-04), `definition` (`rates.Definition`),
`numerator`, `denominator`; and of whom: `insurer_number`, or `prefecture` with `prefecture_of`
(`insurer` or `institution`, for the two are not the same), or `group`, or nothing for everybody.
`published` is the percentage as it was printed, to be checked; `unit` what the counts were rounded
to. Counts may be missing where a percentage was printed alone.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path

from kofu.base.errors import KofuError, Place
from kofu.reports.insurers import prefecture_named, prefecture_of
from kofu.reports.rates import KINDS, Definition, Rate

COLUMNS = (
    *("month", "definition", "numerator", "denominator", "insurer_number", "prefecture"),
    *("prefecture_of", "group", "published", "unit"),
)
_NEEDED = COLUMNS[:4]
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


class Level(StrEnum):
    """Of whom a row tells. Rows of two levels are never summed."""

    WHOLE = "whole"
    INSURER = "insurer"
    PREFECTURE = "prefecture"
    INSTITUTION = "institution"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Row:
    """`key`: the number, prefecture or group; `rate`: None where no counts were printed."""

    month: str
    definition: Definition
    level: Level
    key: str
    rate: Rate | None
    published: Decimal | None
    unit: int
    line: int


def read_usage(path: Path) -> tuple[Row, ...]:
    """Raises KofuError `file-missing`, `encoding-unreadable`, `column-missing`, `usage-empty`,
    `usage-month-wrong`, `usage-definition-unknown`, `usage-number-wrong`, `usage-whom-wrong`,
    `usage-twice`, `rate-impossible`, `insurer-number-wrong`, `prefecture-unknown`, each with file,
    row and column."""
    rows = tuple(_row(path, line, cells) for line, cells in _read(path))
    if not rows:
        raise KofuError("usage-empty", Place(str(path)))
    seen: dict[tuple[object, ...], int] = {}
    for row in rows:
        key = (row.month, row.definition, row.level, row.key)
        if key in seen:
            raise KofuError("usage-twice", Place(str(path), row.line), first=seen[key])
        seen[key] = row.line
    return rows


def _read(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    if not path.is_file():
        raise KofuError("file-missing", Place(str(path)))
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = raw.decode("cp932")
        except UnicodeDecodeError:
            raise KofuError("encoding-unreadable", Place(str(path))) from None
    table = csv.reader(text.splitlines())
    names = [name.strip() for name in next(table, [])]
    for name in _NEEDED:
        if name not in names:
            raise KofuError("column-missing", Place(str(path), column=name))
    for name in names:
        if name not in COLUMNS:
            raise KofuError("usage-column-unknown", Place(str(path), column=name))
    for line, cells in enumerate(table, start=2):
        if any(cells):
            told = [unicodedata.normalize("NFKC", cell).strip() for cell in cells]
            yield line, dict(zip(names, told, strict=False))


def _row(path: Path, line: int, cells: Mapping[str, str]) -> Row:
    def at(column: str) -> Place:
        return Place(str(path), line, column)

    month = cells.get("month", "")
    if not _MONTH.fullmatch(month):
        raise KofuError("usage-month-wrong", at("month"), text=month)
    named = cells.get("definition", "")
    if named not in set(Definition):
        words = "、".join(Definition)
        raise KofuError("usage-definition-unknown", at("definition"), text=named, known=words)
    definition = Definition(named)
    level, key = _whom(cells, at("insurer_number"), at("prefecture"))
    return Row(
        *(month, definition, level, key),
        _rate(definition, cells, Place(str(path), line)),
        _percent(cells.get("published", ""), at("published")),
        _integer(cells.get("unit") or "1", at("unit")),
        line,
    )


def _whom(cells: Mapping[str, str], number_at: Place, prefecture_at: Place) -> tuple[Level, str]:
    number, prefecture = cells.get("insurer_number", ""), cells.get("prefecture", "")
    group, of = cells.get("group", ""), cells.get("prefecture_of", "")
    if sum(map(bool, (number, prefecture, group))) > 1 or bool(prefecture) != bool(of):
        raise KofuError("usage-whom-wrong", prefecture_at)
    if number:
        prefecture_of(number, number_at)
        return Level.INSURER, number
    if prefecture:
        if of not in ("insurer", "institution"):
            raise KofuError("usage-whom-wrong", prefecture_at)
        level = Level.PREFECTURE if of == "insurer" else Level.INSTITUTION
        return level, prefecture_named(prefecture, prefecture_at)
    return (Level.GROUP, group) if group else (Level.WHOLE, "")


def _rate(definition: Definition, cells: Mapping[str, str], place: Place) -> Rate | None:
    upper, lower = cells.get("numerator", ""), cells.get("denominator", "")
    if not upper and not lower and cells.get("published"):
        return None
    try:
        return KINDS[definition](_integer(upper, place), _integer(lower, place))
    except KofuError as error:
        raise KofuError(error.finding.code, place, **error.finding.params) from None


def _integer(text: str, place: Place) -> int:
    if not re.fullmatch(r"[0-9]+(,[0-9]{3})*", text):
        raise KofuError("usage-number-wrong", place, text=text)
    return int(text.replace(",", ""))


def _percent(text: str, place: Place) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(text.removesuffix("%"))
    except InvalidOperation:
        raise KofuError("usage-number-wrong", place, text=text) from None
