"""`kofu mail cost`: postage of a file of decisions, by product, municipality and cause.

Counts, never people: 1.7 million decisions are a few hundred groups. Without a roster everybody is
taken to have an envelope of their own, and there is no table of municipalities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from kofu.base.errors import Finding
from kofu.decide.engine import connect
from kofu.documents.run.derived import law_of
from kofu.documents.values.office import office_on
from kofu.mail.envelopes.plan import RANKS
from kofu.mail.envelopes.rule import EnvelopeRule, Together, envelope_rule
from kofu.mail.estimate.kinds import COLUMNS, Decided, decided, kinds
from kofu.mail.manifest.inputs import load_decided, load_roster
from kofu.mail.manifest.paper import around, bought
from kofu.mail.postage.cost import Cost, Group, Instead, cost
from kofu.mail.postage.discounts import Batch, Estimate, Sorting, estimates
from kofu.mail.postage.price import Line, Product, price
from kofu.policy.model import Delivery

WAYS = {
    RANKS[way]: way
    for way in (Delivery.ORDINARY, Delivery.RECORDED, Delivery.SIMPLIFIED_REGISTERED)
}


@dataclass(frozen=True, slots=True)
class Asked:
    """`posted`: the day of acceptance; unless given, the day the law was applied."""

    decisions: Path
    roster: Path | None = None
    mapping: Path | None = None
    insurer: str | None = None
    posted: date | None = None


@dataclass(frozen=True, slots=True)
class Discount:
    """A scheme for all pieces of one product and weight.

    `best`: what it would save if barcodes and numbers were printed and the pieces sorted by the
    addressee's district, and what then still excludes it. `needs`: which of these it asks for.
    """

    product: Product
    grams: int
    count: int
    best: Estimate
    needs: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Estimated:
    """The answer. `rates` are those that were used, with source and how sure they are.

    `shared`: whether people of a household were put into one envelope. `municipalities`: whether
    the table by municipality means anything.
    """

    insurer: str
    posted: date
    cost: Cost
    rates: tuple[Line, ...]
    discounts: tuple[Discount, ...]
    shared: bool
    municipalities: bool
    not_mailed: Mapping[str, int]


def estimate(asked: Asked) -> Estimated:
    """Raises KofuError, among others `decisions-of-no-pack`, `postage-day-not-covered`."""
    with connect() as db:
        load_decided(db, asked.decisions, COLUMNS)
        found = kinds(db)
        law, name = law_of(asked.decisions, found, asked.insurer)
        posted = asked.posted or law.on
        office = office_on(law.book, law.on)
        rule = envelope_rule(office)
        if asked.roster is None:
            rule = replace(rule, together=Together.PERSON)
        else:
            wanted = ("person_id", "household_id", "municipality_code")
            load_roster(db, asked.roster, asked.mapping, wanted)
        _keep_kinds(db, decided(law, found))
        groups = list(_groups(db, rule, asked.roster is not None, around(office), posted))
    handed: dict[str, int] = defaultdict(int)
    for kind in found:
        if kind["delivery"] not in (None, *WAYS.values()):
            handed[str(kind["delivery"])] += int(str(kind["rows"]))
    return Estimated(
        name,
        posted,
        cost(groups, posted),
        _rates(groups, posted),
        tuple(_discounts(groups, posted)),
        rule.together is Together.HOUSEHOLD,
        asked.roster is not None,
        dict(sorted(handed.items())),
    )


def _keep_kinds(db: duckdb.DuckDBPyConnection, made: list[Decided]) -> None:
    mailed = [one for one in made if one.mailed]
    own = [one.mailed for one in mailed if one.mailed]
    other = [one.otherwise for one in mailed]
    columns = {
        "receipt": pa.array([one.receipt for one in mailed], pa.string()),
        "document": pa.array([one.document for one in mailed], pa.string()),
        "provisional": pa.array([one.provisional for one in mailed], pa.bool_()),
        "rank": pa.array([one.rank for one in own], pa.int64()),
        "thousandths": pa.array([one.thousandths for one in own], pa.int64()),
        "postcard": pa.array([one.postcard for one in own], pa.bool_()),
        "other_rank": pa.array([one.rank if one else None for one in other], pa.int64()),
        "other_thousandths": pa.array([o.thousandths if o else None for o in other], pa.int64()),
        "other_postcard": pa.array([one.postcard if one else None for one in other], pa.bool_()),
    }
    db.register("incoming", pa.table(columns))
    db.execute("create table kind as from incoming")
    db.unregister("incoming")


_VALUES = """provisional, rank, thousandths, postcard, other_rank, other_thousandths,
    other_postcard, municipality"""
_TOGETHER = """select bool_or(provisional) as provisional, max(rank) as rank,
        sum(thousandths)::bigint as thousandths, bool_and(postcard) as postcard,
        max(other_rank) as other_rank, sum(other_thousandths)::bigint as other_thousandths,
        bool_and(other_postcard) as other_postcard, min(municipality) as municipality
    from piece group by {key}"""


def _groups(
    db: duckdb.DuckDBPyConnection, rule: EnvelopeRule, roster: bool, envelope: int, posted: date
) -> Iterator[Group]:
    """Pieces alike, counted by the database. Limits of sheets in an envelope are left aside."""
    joined = "join enrolled r using (person_id)" if roster else ""
    columns = "coalesce(r.municipality_code, '')" if roster else "''"
    household = "coalesce(nullif(r.household_id, ''), 'p:' || d.person_id)" if roster else "''"
    pieces = f"""select k.*, {columns} as municipality, {household} as household
        from decided d join kind k using (receipt) {joined}"""
    if rule.together is Together.HOUSEHOLD:
        key = "household, document" if rule.kinds_apart else "household"
        pieces = f"with piece as ({pieces}) {_TOGETHER.format(key=key)}"
    asked = f"select {_VALUES}, count(*) from ({pieces}) group by all order by all"
    for row in db.execute(asked).fetchall():
        provisional, rank, weight, postcard, other_rank, other_weight, other_postcard = row[:7]
        municipality, count = row[7:]
        made, grams = _bought(rank, weight, postcard, envelope, posted)
        instead = None
        if provisional and other_rank is not None:
            instead = Instead(*_bought(other_rank, other_weight, other_postcard, envelope, posted))
        yield Group(made, grams, municipality, count, provisional, instead)


def _bought(
    rank: int, thousandths: int, postcard: bool, envelope: int, posted: date
) -> tuple[Product, int]:
    whole = thousandths if postcard else thousandths + envelope
    made = bought(WAYS[rank].value, postcard, whole, posted)
    assert made.product is not None
    return made.product, made.grams


def _rates(groups: list[Group], posted: date) -> tuple[Line, ...]:
    """Every rate that the answer stands on, once."""
    seen: dict[Line, None] = {}
    pairs = [(one.product, one.grams) for one in groups]
    pairs += [(one.instead.product, one.instead.grams) for one in groups if one.instead]
    for made, grams in dict.fromkeys(pairs):
        told = price(made, grams, posted)
        seen.update(dict.fromkeys((told.base, *told.options)))
    return tuple(seen)


def _discounts(groups: list[Group], posted: date) -> Iterator[Discount]:
    counts: dict[tuple[Product, int], int] = defaultdict(int)
    for one in groups:
        counts[one.product, one.grams] += one.count
    for (made, grams), count in sorted(counts.items()):
        batch = Batch(made, price(made, grams, posted).base.yen, count)
        best = replace(batch, barcoded=True, numbers_printed=True, sorting=Sorting.ADDRESSEE)
        for now, then in zip(estimates(batch), estimates(best), strict=True):
            needs = tuple(one for one in now.why_not if one not in then.why_not)
            yield Discount(made, grams, count, then, needs)
