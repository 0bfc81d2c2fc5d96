"""Rosters and decisions counted once, in DuckDB, into cells; no table looks at people again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from kofu.base.errors import KofuError, Place
from kofu.decide.engine import connect, load_columns
from kofu.mail.addresses.postcodes import city_of
from kofu.mail.manifest.inputs import load_decided
from kofu.reports.asked import Asked
from kofu.reports.counted import Cells
from kofu.reports.insurers import prefecture_of
from kofu.reports.places import parted
from kofu.roster.source import columns, open_source

_DECIDED = (
    *("person_id", "document", "basis", "rule", "valid_from", "provisional", "form", "delivery"),
)
_ROSTER: Mapping[str, str] = {
    "municipality_code": "varchar",
    "birth_date": "date",
    "sex": "varchar",
    "has_card": "boolean",
    "registered": "boolean",
    "status_on": "date",
}
OLDEST = 100

_STATUS = """case when has_card is null then null when not has_card then 'none'
    when registered is null then null when registered then 'registered' else 'holder' end"""
_AGE = f"""case when birth_date <= $on::date
    then least(date_sub('year', birth_date, $on::date) // 5 * 5, {OLDEST}) end"""
_CELLS = f"""
select left(municipality_code, 5) as place, ({_AGE})::varchar as age, nullif(sex, '') as sex,
    {_STATUS} as status, insurer, p.person_id is not null as enrolled,
    document, basis, rule, form, delivery, strftime(valid_from, '%Y-%m') as month,
    coalesce(provisional, false) as provisional, d.person_id is not null as decided, count(*)
from people p full join decisions d using (person_id) group by all order by all"""


@dataclass(frozen=True, slots=True)
class People:
    """The cells of everybody; `rosters`, `decisions`: the files of each kind; `on`: the day."""

    cells: Cells
    rosters: tuple[Path, ...]
    decisions: tuple[Path, ...]
    on: date


def people(asked: Asked) -> People:
    """Count the files. Raises KofuError as reading them does, `people-twice`,
    `report-insurers-wrong`, `insurer-number-wrong`."""
    decisions = tuple(path for path in asked.files if is_decisions(path))
    rosters = tuple(path for path in asked.files if path not in decisions)
    numbers = _numbers(asked, len(rosters))
    with connect() as db:
        _load_rosters(db, asked, rosters, numbers)
        _load_decisions(db, decisions)
        _refuse_twice(db, asked.files)
        on = asked.on or _status_day(db) or date.today()
        rows = db.execute(_CELLS, {"on": on}).fetchall()
    return People(_cells(rows), rosters, decisions, on)


def is_decisions(path: Path) -> bool:
    """Whether a file holds decisions, by its columns. Raises KofuError `file-missing`."""
    if not path.is_file():
        raise KofuError("file-missing", Place(str(path)))
    if path.suffix == ".parquet":
        try:
            names = set(pq.read_schema(path).names)
        except (OSError, ValueError):
            return False
    else:
        with path.open("rb") as file:
            words = file.readline(1 << 16).strip().removeprefix(b"\xef\xbb\xbf").split(b",")
        names = {word.strip(b' "').decode("ascii", "replace") for word in words}
    return {"person_id", "document", "rule"} <= names


def _numbers(asked: Asked, rosters: int) -> Sequence[str | None]:
    for number in asked.insurers:
        prefecture_of(number)
    if len(asked.insurers) not in (0, 1, rosters):
        raise KofuError("report-insurers-wrong", rosters=rosters, numbers=len(asked.insurers))
    if len(asked.insurers) == rosters:
        return asked.insurers
    return [asked.insurers[0] if asked.insurers else None] * rosters


def _load_rosters(
    db: duckdb.DuckDBPyConnection,
    asked: Asked,
    rosters: Iterable[Path],
    numbers: Iterable[str | None],
) -> None:
    kinds = ", ".join(f"{name} {kind}" for name, kind in _ROSTER.items())
    db.execute(f"create table people (person_id varchar, {kinds}, insurer varchar)")
    for path, number in zip(rosters, numbers, strict=True):
        source = open_source(path, asked.mapping)
        there = set(columns(source))
        load_columns(db, source, ["person_id", *(name for name in _ROSTER if name in there)])
        chosen = ", ".join(name if name in there else "null" for name in _ROSTER)
        db.execute(f"insert into people select person_id, {chosen}, ? from roster", [number])
        read_in = db.execute("select 1 from duckdb_tables() where table_name = 'roster'").fetchone()
        db.execute(f"drop {'table' if read_in else 'view'} roster")


def _load_decisions(db: duckdb.DuckDBPyConnection, decisions: Iterable[Path]) -> None:
    words = "document, basis, rule, form, delivery"
    kinds = ", ".join(f"{name} varchar" for name in words.split(", "))
    db.execute(
        f"create table decisions (person_id varchar, {kinds}, valid_from date, provisional boolean)"
    )
    chosen = ", ".join(f"nullif({name}, '')" for name in words.split(", "))
    for path in decisions:
        load_decided(db, path, _DECIDED)
        db.execute(
            f"insert into decisions select person_id, {chosen}, "
            "try_cast(valid_from as date), try_cast(provisional as boolean) from decided"
        )
        db.execute("drop table decided")


def _refuse_twice(db: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    for table in ("people", "decisions"):
        found = db.execute(f"select count(*) - count(distinct person_id) from {table}").fetchone()
        if found and found[0]:
            names = "、".join(path.name for path in files)
            raise KofuError("people-twice", Place(names), people=found[0])


def _status_day(db: duckdb.DuckDBPyConnection) -> date | None:
    found = db.execute("select max(status_on) from people").fetchone()
    return found[0] if found else None


def _cells(rows: Sequence[tuple[object, ...]]) -> Cells:
    names = (
        *("place", "age", "sex", "status", "insurer", "enrolled", "document", "basis", "rule"),
        *("form", "delivery", "month", "provisional", "decided"),
    )
    columns_ = list(zip(*rows, strict=True)) if rows else [()] * (len(names) + 1)
    raw = dict(zip(names, columns_, strict=False))
    place = [_text(one) for one in raw["place"]]
    cities = [parted(code, city_of(code)) if code else None for code in place]
    insurer = [_text(one) for one in raw["insurer"]]
    values: dict[str, Sequence[str | None]] = {
        name: [_text(one) for one in raw[name]]
        for name in ("age", "sex", "status", "document", "rule")
    }
    # Nothing or a review has no first day: that is not an unknown one.
    values["month"] = [
        _text(month) or ("" if document in ("nothing", "review") else None)
        for month, document in zip(raw["month"], raw["document"], strict=True)
    ]
    values["municipality"] = [city.whole if city else None for city in cities]
    values["ward"] = [city.own if city else None for city in cities]
    values["insurer"] = insurer
    values["prefecture"] = [prefecture_of(one) if one else None for one in insurer]
    values["basis"] = [
        _text(one) or ("" if document else None)
        for one, document in zip(raw["basis"], raw["document"], strict=True)
    ]
    values["product"] = [
        f"{form or ''}|{way or ''}" if document else None
        for form, way, document in zip(raw["form"], raw["delivery"], raw["document"], strict=True)
    ]
    values["age_sex"] = [
        f"{age}|{sex}" if age and sex else None
        for age, sex in zip(values["age"], values["sex"], strict=True)
    ]
    for flag in ("enrolled", "decided", "provisional"):
        values[flag] = ["yes" if one else None for one in raw[flag]]
    return Cells(values, [int(str(one)) for one in columns_[-1]])


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)
