"""One hash over all that a person's pages and decision are made of."""

from __future__ import annotations

import pyarrow as pa

from kofu.decide.engine import connect
from kofu.documents.run.sources import READ

_LENGTH = 32
"""Hexadecimal digits kept: 128 bits."""


def facts_hashes(roster: pa.Table) -> pa.Array:
    """Per row of a roster (the contract's columns, typed) a hash of the person's facts.

    Unknown and empty differ; the order of columns is the contract's, so that a hash of years ago
    can be made again.
    """
    names = ("person_id", *sorted(READ))
    cells = ", ".join(
        f"""coalesce('=' || replace("{name}"::varchar, chr(31), chr(30)), '?')""" for name in names
    )
    with connect() as db:
        db.register("roster", roster.select(list(names)))
        made = db.sql(
            f"SELECT left(sha256(concat_ws(chr(31), {cells})), {_LENGTH}) AS hash FROM roster"
        ).to_arrow_table()
    return made.column("hash").combine_chunks()
