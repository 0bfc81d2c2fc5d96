"""The table `numbered`: each numbered envelope's tracking number, in the order of posting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from kofu.mail.tracking.ledger import NUMBERED
from kofu.mail.tracking.ranges import Use

_PIECES = """select delivery, count(distinct envelope) from doc
    where delivery in (select unnest(?)) group by delivery order by delivery"""
_NUMBERED = """create table numbered as
    with ordered as (
        select envelope, delivery, row_number() over (partition by delivery order by envelope) as n
        from piece where delivery in (select unnest(?))),
    bodies as (
        select envelope, first + n - begins as body
        from ordered asof join used on ordered.delivery = used.product and n >= begins)
    select envelope, format('{}-{}-{}-{}', text[1:3], text[4:5], text[6:10], body % 7) as tracking
    from (select *, lpad(body::varchar, 10, '0') as text from bodies)"""
"""The last digit is the remainder by 7, as `tracking.numbers.check_digit` has it."""


def pieces_by_product(db: duckdb.DuckDBPyConnection) -> Mapping[str, int]:
    """How many envelopes of each product with numbers the run has, pulled ones included."""
    return dict(db.execute(_PIECES, [list(NUMBERED)]).fetchall())


_PRINTED = """create table numbered as
    select envelope, format('{}-{}-{}-{}', t[1:3], t[4:5], t[6:10], t[11:]) as tracking
    from (select distinct envelope, tracking as t from doc where tracking <> '')"""


def printed_numbers(db: duckdb.DuckDBPyConnection) -> None:
    """Make `numbered` from what stands on the pages."""
    db.execute(_PRINTED)


def number_pieces(db: duckdb.DuckDBPyConnection, uses: Mapping[str, Sequence[Use]]) -> None:
    """Make `numbered` from `piece`; products without numbers are not in it."""
    product: list[str] = []
    first: list[int] = []
    begins: list[int] = []
    for name, own in uses.items():
        done = 1
        for use in own:
            product.append(name)
            first.append(use.first)
            begins.append(done)
            done += use.last - use.first + 1
    used = pa.table(
        {
            "product": pa.array(product, pa.string()),
            "first": pa.array(first, pa.int64()),
            "begins": pa.array(begins, pa.int64()),
        }
    )
    db.register("used", used)
    db.execute(_NUMBERED, [sorted(uses)])
    db.unregister("used")
