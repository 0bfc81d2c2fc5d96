"""Grams of a piece from what goes into it; the table is assumed until somebody weighs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import cache

from kofu.base.errors import KofuError
from kofu.mail.postage.rates import read_table
from kofu.policy.model import Record, Sure


class Weight(Record):
    """What one envelope, sheet or enclosure weighs, in grams."""

    id: str
    label: str
    grams: Decimal
    sure: Sure
    source: str


class Weights(Record):
    weights: tuple[Weight, ...]

    def of(self, id_: str) -> Weight:
        """Raises KofuError (`weight-unknown`)."""
        for weight in self.weights:
            if weight.id == id_:
                return weight
        raise KofuError("weight-unknown", name=id_, known=", ".join(w.id for w in self.weights))


@dataclass(frozen=True, slots=True)
class Weighed:
    """The weight of one piece; `grams` is rounded up, as a scale at the counter would have it."""

    exact: Decimal
    assumed: tuple[str, ...]

    @property
    def grams(self) -> int:
        return int(self.exact.to_integral_value(rounding=ROUND_CEILING))


@cache
def shipped_weights() -> Weights:
    """The table of `weights.yaml`."""
    return Weights.model_validate(read_table("weights.yaml"))


def weigh(
    envelope: str | None,
    sheets: Sequence[tuple[str, int]],
    enclosures: Sequence[str] = (),
) -> Weighed:
    """A piece of one envelope (None: a postcard), sheets by id and count, and enclosures by id.

    `assumed` names what nobody has weighed yet. Raises KofuError (`weight-unknown`,
    `weight-count-wrong`).
    """
    table = shipped_weights()
    counted = [(envelope, 1)] if envelope else []
    counted += [*sheets, *((one, 1) for one in enclosures)]
    total, assumed = Decimal(0), []
    for id_, count in counted:
        if count < 0:
            raise KofuError("weight-count-wrong", name=id_, count=count)
        weight = table.of(id_)
        total += weight.grams * count
        if count and weight.sure is Sure.ASSUMED:
            assumed.append(id_)
    return Weighed(total, tuple(dict.fromkeys(assumed)))
