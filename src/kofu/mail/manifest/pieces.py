"""The table `piece`: one row per envelope, with whose address it shows and what it costs.

Everything that repeats (weight, price) is worked out once per way. The rest is done for so many
envelopes at a time, in their order: memory then does not grow with the run.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import duckdb
import pyarrow as pa

from kofu.documents.values.office import Office
from kofu.mail.addresses.agree import Agreement, check
from kofu.mail.manifest.index import ask
from kofu.mail.manifest.inputs import pack
from kofu.mail.manifest.paper import around, bought, paper_of
from kofu.policy.model import Delivery

MAILED = (Delivery.RECORDED, Delivery.SIMPLIFIED_REGISTERED, Delivery.ORDINARY)
"""Ways by post; the others are handed to somebody."""

_AT_ONCE = 200_000
_BATCH = 1 << 16
_GROUPED = """create table grouped as
    select envelope, any_value(delivery) as delivery, max(people) as people,
        count(*) as documents, sum(sheets)::bigint as sheets, bool_and(postcard) as postcard,
        sum(once + sheet * sheets)::bigint
            + case when bool_and(postcard) then 0 else {around} end as thousandths,
        min({{'place': place, 'light': once + sheet = 0, 'file': file, 'page': first_page,
            'slot': slot, 'person_id': person_id}}) as lead
    from doc join paper using (form) where envelope between {first} and {last} group by envelope"""
"""`lead`: the document on top, whose address the envelope shows; never a card alone."""

_PIECE = """
    select g.envelope, g.delivery, g.people, g.documents, g.sheets, w.product, w.grams, w.yen,
        g.lead.file as file, g.lead.page as first_page, p.municipality, p.employer, p.to_name,
        p.to_postal_code, a.agreement, g.envelope in (select envelope from away) as away
    from grouped g join person p on p.person_id = g.lead.person_id
    join way w using (delivery, postcard, thousandths) left join agreed a using (envelope)"""


def make_pieces(
    db: duckdb.DuckDBPyConnection,
    office: Office,
    posted: date,
    progress: Callable[[float], None] = lambda done: None,
) -> None:
    """Fill `piece` from `doc`, `person` and `away`. Raises KofuError."""
    forms = [form for (form,) in db.execute("select distinct form from doc").fetchall()]
    papers = [paper_of(form) for form in forms]
    paper = {
        "form": forms,
        "once": [one.once for one in papers],
        "sheet": [one.sheet for one in papers],
        "postcard": [one.postcard for one in papers],
    }
    _table(db, "paper", pa.table(paper))
    last = ask(db, "select max(envelope) from doc")
    for first in range(1, max(last, 1) + 1, _AT_ONCE):
        to = first + _AT_ONCE - 1
        db.execute(_GROUPED.format(around=around(office), first=first, last=to))
        _ways(db, posted)
        _agreed(db)
        db.execute(f"{'create table piece as' if first == 1 else 'insert into piece'} {_PIECE}")
        for name in ("grouped", "way", "agreed"):
            db.execute(f"drop table {name}")
        pack(db)
        progress(min(1.0, to / max(last, 1)))


def _ways(db: duckdb.DuckDBPyConnection, posted: date) -> None:
    ways = db.execute("select distinct delivery, postcard, thousandths from grouped").fetchall()
    made = [bought(delivery, postcard, weight, posted) for delivery, postcard, weight in ways]
    columns = {
        "delivery": pa.array([way[0] for way in ways], pa.string()),
        "postcard": pa.array([way[1] for way in ways], pa.bool_()),
        "thousandths": pa.array([way[2] for way in ways], pa.int64()),
        "product": pa.array([one.name for one in made], pa.string()),
        "grams": pa.array([one.grams for one in made], pa.int64()),
        "yen": pa.array([one.yen for one in made], pa.int64()),
    }
    _table(db, "way", pa.table(columns))


_AGREED = pa.schema([("envelope", pa.int64()), ("agreement", pa.string())])


def _agreed(db: duckdb.DuckDBPyConnection) -> None:
    """Does the postcode agree with the address of each mailed envelope? By postcode, for speed."""
    mailed = ", ".join(f"'{one.value}'" for one in MAILED)
    asked = f"""select envelope, to_postal_code, to_address
        from grouped join person on person.person_id = grouped.lead.person_id
        where delivery in ({mailed}) order by to_postal_code"""
    batches = []
    for batch in db.sql(asked).to_arrow_reader(_BATCH):
        envelopes, *addresses = batch.columns
        pairs = zip(*(one.to_pylist() for one in addresses), strict=True)
        answers = pa.array([agreement(*both).value for both in pairs], pa.string())
        batches.append(pa.RecordBatch.from_arrays([envelopes, answers], schema=_AGREED))
    _table(db, "agreed", pa.Table.from_batches(batches, _AGREED))


def agreement(postal_code: str, address: str) -> Agreement:
    """Whether postcode and address agree. Raises KofuError `postcode-data-missing`."""
    return check(postal_code, address).agreement


def _table(db: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    db.register("incoming", rows)
    db.execute(f"create table {name} as from incoming")
    db.unregister("incoming")
