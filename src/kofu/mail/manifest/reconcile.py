"""printed = enclosed = listed: three counts of the same, each from a source of its own.

Printed: `record.json`. Enclosed: the index. Listed: the lists, read back after they were written.
A *place* is one person in one envelope; who has two envelopes has two.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from kofu.base.errors import Finding, Place
from kofu.mail.manifest import lists
from kofu.mail.manifest.index import ask
from kofu.mail.manifest.sheets import read_columns, read_list


@dataclass(frozen=True, slots=True)
class Counted:
    """Envelopes, places in them, documents, and sheets of paper."""

    envelopes: int = 0
    places: int = 0
    documents: int = 0
    sheets: int = 0

    def __add__(self, other: Counted) -> Counted:
        return Counted(*(a + b for a, b in zip(_values(self), _values(other), strict=True)))


def _values(counted: Counted) -> Sequence[int]:
    return tuple(asdict(counted).values())


@dataclass(frozen=True, slots=True)
class Listed:
    """What the lists say: all envelopes, by way of delivery, and in yen."""

    counted: Counted
    by_way: Mapping[str, int]
    yen: int
    postcodes: Mapping[str, int]
    """Envelopes by what became of comparing postcode and address; not for those handed over."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What the pull list says: people named, and others who shared an envelope with them."""

    counted: Counted
    people: int
    beside: int


def enclosed(db: duckdb.DuckDBPyConnection) -> Counted:
    """By the index."""
    pairs = "select count(*) from (select distinct envelope, person_id from doc)"
    return Counted(
        ask(db, "select count(distinct envelope) from doc"),
        ask(db, pairs),
        ask(db, "select count(*) from doc"),
        ask(db, "select sum(sheets) from doc"),
    )


def listed(out: Path) -> Listed:
    """By `pieces.csv`, read back."""
    counted, yen = Counted(), 0
    ways: Counter[str] = Counter()
    postcodes: Counter[str] = Counter()
    numbers = ("people", "documents", "sheets", "yen")
    for batch in read_columns(out / lists.PIECES, *numbers, "delivery", "postcode"):
        people, documents, sheets, paid = (_sum(batch.column(name)) for name in numbers)
        counted += Counted(batch.num_rows, people, documents, sheets)
        yen += paid
        _tally(ways, batch.column("delivery"))
        _tally(postcodes, batch.column("postcode"))
    return Listed(counted, dict(sorted(ways.items())), yen, dict(sorted(postcodes.items())))


def _sum(texts: pa.Array) -> int:
    given = pc.replace_substring_regex(texts, "^$", "0").cast(pa.int64())
    return int(pc.sum(given).as_py() or 0)


def _tally(found: Counter[str], texts: pa.Array) -> None:
    for one in pc.value_counts(texts).to_pylist():
        if one["values"]:
            found[one["values"]] += one["counts"]


def pulled(db: duckdb.DuckDBPyConnection, out: Path) -> Pulled:
    """By `pull-list.csv`, read back; its sheets by the index, for a list has no column of them."""
    people: dict[str, str] = {}
    places: set[tuple[str, str]] = set()
    documents = 0
    for row in read_list(out / lists.PULLS):
        people[row["person_id"]] = row["why"]
        places.add((row["envelope"], row["person_id"]))
        documents += 1
    sheets = ask(db, "select sum(sheets) from doc join away using (envelope)")
    envelopes = len({envelope for envelope, _ in places})
    why = Counter(people.values())
    counted = Counted(envelopes, len(places), documents, sheets)
    return Pulled(counted, why["pulled"], why["beside"])


def differences(inside: Counted, told: Listed, out_: Pulled) -> Iterator[Finding]:
    """Enclosed = listed + pulled, in every unit."""
    both = told.counted + out_.counted
    for name, number in asdict(inside).items():
        yield from _same(lists.PIECES, name, number, getattr(both, name))


def other_lists(out: Path, told: Listed, mailed: Sequence[str]) -> Iterator[Finding]:
    """The other lists against `pieces.csv`, each read back: the same envelopes in each."""
    products = list(read_list(out / lists.PRODUCTS))
    pieces = sum(int(row["pieces"]) for row in products)
    yield from _same(lists.PRODUCTS, "envelopes", told.counted.envelopes, pieces)
    yen = sum(int(row["yen"] or 0) for row in products)
    yield from _same(lists.PRODUCTS, "yen", told.yen, yen)
    for way, number in told.by_way.items():
        path = out / lists.posting_list(way)
        if path.is_file():
            yield from _same(path.name, "envelopes", number, _rows(path))
    if (out / lists.MUNICIPALITIES).is_file():
        by_post = sum(told.by_way.get(way, 0) for way in mailed)
        rows = read_list(out / lists.MUNICIPALITIES)
        overview = sum(int(row["pieces"]) for row in rows)
        yield from _same(lists.MUNICIPALITIES, "envelopes", by_post, overview)
        bundled = sum(_rows(path) for path in (out / lists.BUNDLES).glob("*.csv"))
        yield from _same(lists.BUNDLES, "envelopes", by_post, bundled)
    if (out / lists.EMPLOYERS_LIST).is_file():
        parcels = sum(int(row["封筒数"]) for row in read_list(out / lists.EMPLOYERS_LIST))
        handed = told.by_way.get("employer", 0)
        yield from _same(lists.EMPLOYERS_LIST, "envelopes", handed, parcels)
        seen = {
            row["封筒番号"]
            for path in (out / lists.EMPLOYERS).glob("*.csv")
            for row in read_list(path)
        }
        yield from _same(lists.EMPLOYERS, "envelopes", handed, len(seen))


def _same(file: str, unit: str, expected: int, found: int) -> Iterator[Finding]:
    if expected != found:
        params = {"unit": unit, "expected": expected, "found": found}
        yield Finding("lists-do-not-reconcile", Place(file), params)


def _rows(path: Path) -> int:
    """Rows, by a column that every list of envelopes has first."""
    with path.open(encoding="utf-8", newline="") as file:
        first = next(csv.reader(file))[0]
    return sum(batch.num_rows for batch in read_columns(path, first))
