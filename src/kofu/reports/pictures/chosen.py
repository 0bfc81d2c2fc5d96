"""Which pictures a report has: a trend and a map of each rate, the pyramid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kofu.reports.counted import Counted
from kofu.reports.people_tables import PYRAMID, REGISTERED
from kofu.reports.pictures.drawing import Picture
from kofu.reports.pictures.pyramid import pyramid
from kofu.reports.pictures.tiles import tile_map
from kofu.reports.pictures.trend import trend
from kofu.reports.rates import RegisteredOfInsured, Style
from kofu.reports.usage_tables import BY_MONTH

_MAPPED = ("-by-prefecture", "-by-ward", "-by-municipality", "-by-institution")


def chosen(tables: Sequence[Counted], style: Style) -> Iterator[Picture]:
    """Of a table with several rates the map shows 登録率 by the insured."""
    names = {one.spec.id for one in tables}
    for table in tables:
        name = table.spec.id
        if name == PYRAMID:
            drawn = pyramid(table)
        elif name.endswith(BY_MONTH) and table.spec.shares:
            drawn = trend(table, table.spec.shares[0], style)
        elif name.endswith(_MAPPED) and table.spec.shares:
            # Municipalities are seen in their wards where the table has those, too.
            if name == f"{REGISTERED}municipality" and f"{REGISTERED}ward" in names:
                continue
            shares = {one.rate: one for one in table.spec.shares}
            share = shares.get(RegisteredOfInsured, table.spec.shares[0])
            drawn = tile_map(table, share, style)
        else:
            continue
        if drawn:
            yield drawn
