"""Does the index hold together, with itself, with the record, and with who was decided?

Every finding here means that something was mixed up: then no list is written at all.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

import duckdb

from kofu.base.errors import Finding, KofuError, Place
from kofu.documents.run.record import PAGES, PULLED, RECORD, STOPPED, Record, file_digest
from kofu.documents.run.work import PrintedFile
from kofu.mail.manifest.index import ask
from kofu.policy.model import Delivery

WAYS = tuple(one.value for one in Delivery if one is not Delivery.HOLD)

_NO_GAP = "select greatest(max(envelope) - count(distinct envelope) - ?, 0) from doc"
"""An envelope whose people were all stopped leaves its number out; there are no more gaps."""
_TWO_WAYS = (
    "select count(*) from (select 1 from doc group by envelope having count(distinct delivery) > 1)"
)
_PLACES = """select count(*) from (
    select envelope from (select envelope, person_id, min(place) as first, max(place) as last,
            min(people) as least, max(people) as most from doc group by all)
    group by envelope
    having max(most) <> count(*) or min(least) <> count(*) or min(first) <> 1
        or max(last) <> count(*) or count(distinct first) <> count(*) or bool_or(first <> last))"""
_NUMBERS = """select count(*) from (select distinct envelope, tracking from doc
        where delivery in (select unnest(?::varchar[])) or tracking <> '')
    where tracking = '' or not regexp_full_match(tracking, '[0-9]{11}')
        or tracking[:10]::bigint % 7 <> tracking[11:]::bigint"""
"""Numbered ways of posting with a number on each envelope whose check digit holds; no others."""
_NUMBERS_TWICE = """select count(*) - count(distinct tracking) + count(*)
        - count(distinct envelope) from (
    select distinct envelope, tracking from doc where tracking <> '')"""
_UNNUMBERED_WITH = """select count(*) from doc
    where tracking <> '' and delivery not in (select unnest(?::varchar[]))"""
_UNKNOWN_WAY = "select count(*) from doc where delivery not in (select unnest(?::varchar[]))"
_HELD = """select count(distinct person_id) from doc
    left join decided using (person_id) where doc.delivery = 'hold' or decided.delivery = 'hold'"""
_NOT_DUE = """select count(distinct person_id) from doc left join decided using (person_id)
    where not coalesce(decided.document in ('certificate', 'notice') or basis = 'refused', false)"""
_STOPPED = (
    "select count(distinct person_id) from doc where person_id in (select unnest(?::varchar[]))"
)
_FILES = """select file, count(distinct first_page), max(first_page + pages - 1)
    from doc group by file"""


def unsound(db: duckdb.DuckDBPyConnection, folder: Path, record: Record) -> Iterator[Finding]:
    """Everything wrong with the index, as counts; nothing about anybody."""
    index, held = Place(PAGES), list(_left_out(folder, STOPPED))
    if record.people.get("pulled"):
        held += _left_out(folder, PULLED)
    numbered = cast("list[str]", record.tracking.get("products", []))
    asked: tuple[tuple[str, str, list[object] | None], ...] = (
        ("envelopes-not-in-row", _NO_GAP, [len(held)]),
        ("envelope-two-products", _TWO_WAYS, None),
        ("envelope-places-differ", _PLACES, None),
        ("tracking-wrong-on-pages", _NUMBERS, [numbered]),
        ("tracking-twice", _NUMBERS_TWICE, None),
        ("tracking-not-as-recorded", _UNNUMBERED_WITH, [numbered]),
        ("envelope-delivery-unknown", _UNKNOWN_WAY, [[*WAYS, Delivery.HOLD.value]]),
        ("held-yet-printed", _HELD, None),
        ("printed-not-due", _NOT_DUE, None),
        ("stopped-in-index", _STOPPED, [held]),
    )
    for code, question, values in asked:
        count = ask(db, question, values)
        if count:
            yield Finding(code, index, {"count": count})
    yield from _forms(db, record.documents)
    yield from _files(db, record.files)


def files_wrong(folder: Path, files: Iterable[PrintedFile]) -> Iterator[Finding]:
    """The printed files themselves: there, and with the hash of the record."""
    for one in files:
        path = folder / one.name
        place = Place(one.name)
        if not path.is_file():
            yield Finding("printed-file-missing", place)
        elif path.stat().st_size != one.bytes or file_digest(path) != one.sha256:
            yield Finding("printed-file-changed", place)


def _forms(db: duckdb.DuckDBPyConnection, documents: Mapping[str, int]) -> Iterator[Finding]:
    found = dict(db.execute("select form, count(*) from doc group by form").fetchall())
    for form in sorted({*found, *documents}):
        told, there = documents.get(form, 0), found.get(form, 0)
        if told != there:
            params = {"form": form, "told": told, "found": there}
            yield Finding("index-form-differs", Place(PAGES), params)


def _files(db: duckdb.DuckDBPyConnection, files: Iterable[PrintedFile]) -> Iterator[Finding]:
    """Each file of the record with all its documents and pages in the index, and no other."""
    found = {name: (documents, pages) for name, documents, pages in db.execute(_FILES).fetchall()}
    for one in files:
        if found.pop(one.name, None) != (one.documents, one.pages):
            yield Finding("index-file-differs", Place(one.name))
    for name in sorted(found):
        yield Finding("index-file-differs", Place(name))


def _left_out(folder: Path, name: str) -> Iterator[str]:
    """Whom a list of the run says not to be printed. Raises KofuError `index-unreadable`."""
    try:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield row["person_id"]
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise KofuError("index-unreadable", Place(str(folder / name))) from error


POPULATION = ("printed", "stopped", "pulled", "withheld", "nothing", "review")
"""What becomes of everybody; `record.json` counts each."""


def population_wrong(db: duckdb.DuckDBPyConnection, record: Record) -> Iterator[Finding]:
    """The record against itself, the index and the decisions. Source: design 7, invariant 6."""
    people = record.people
    whole = sum(people.get(name, 0) for name in POPULATION)
    decided = ask(db, "select count(*) from decided")
    due = "coalesce(document in ('certificate', 'notice') or basis = 'refused', false)"
    held = "coalesce(delivery = 'hold', false)"
    to_print = ask(db, f"select count(*) from decided where {due} and not {held}")
    withheld = ask(db, f"select count(*) from decided where {due} and {held}")
    printed = ask(db, "select count(distinct person_id) from doc")
    out = people.get("stopped", 0) + people.get("pulled", 0)
    for what, told, found in (
        ("people", people.get("people", 0), whole),
        ("people", people.get("people", 0), decided),
        ("printed", people.get("printed", 0), printed),
        ("printed + stopped + pulled", people.get("printed", 0) + out, to_print),
        ("withheld", people.get("withheld", 0), withheld),
    ):
        if told != found:
            params = {"what": what, "told": told, "found": found}
            yield Finding("population-differs", Place(RECORD), params)
