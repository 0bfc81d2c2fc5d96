"""Invented addresses: a real town and its postcode, an invented 番地, a building for some."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kofu.roster.synthesize.names import words
from kofu.roster.synthesize.schema import Area
from kofu.roster.synthesize.shuffle import Ints, draw

BUILDING_PERCENT = 45
_NOTHING = pa.scalar("")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Postcodes (NNN-NNNN) and addresses, one element a person."""

    postal_code: pa.Array
    address: pa.Array


def addresses(seed: int, areas: tuple[Area, ...], area: Ints, household: Ints) -> Addresses:
    """Where each household lives, in its area; the same for all its members."""
    towns = [(area_.name + town, code) for area_ in areas for town, code in area_.towns.items()]
    per_area = np.array([len(area_.towns) for area_ in areas])
    first_of = np.cumsum(per_area) - per_area
    town = first_of[area] + draw(household, 1 << 31, seed, "town") % per_area[area]
    at = pa.array(town)
    lot = draw(household, 98, seed, "lot") + 1
    house = draw(household, 29, seed, "house") + 1
    return Addresses(
        pa.array([code for _, code in towns]).take(at),
        pc.binary_join_element_wise(
            pa.array([name for name, _ in towns]).take(at),
            pa.array(lot).cast(pa.string()),
            pa.scalar("番地"),
            pa.array(house).cast(pa.string()),
            _buildings(seed, household),
            _NOTHING,
        ),
    )


def _buildings(seed: int, household: Ints) -> pa.Array:
    """`　コーポ青葉203号室` for some, nothing for others."""
    names = words("buildings").written
    room = 100 * (1 + draw(household, 9, seed, "floor")) + 1 + draw(household, 12, seed, "room")
    written = pc.binary_join_element_wise(
        pa.scalar("　"),
        names.take(pa.array(draw(household, len(names), seed, "building"))),
        pa.array(room).cast(pa.string()),
        pa.scalar("号室"),
        _NOTHING,
    )
    has = pa.array(draw(household, 100, seed, "has building") < BUILDING_PERCENT)
    return pc.if_else(has, written, _NOTHING)
