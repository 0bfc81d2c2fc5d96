"""The counts asked for and the counts made, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kofu.roster.synthesize.plan import Plan
from kofu.roster.synthesize.schema import HOUSEHOLDS, Claim
from kofu.roster.synthesize.shuffle import Ints


@dataclass(frozen=True, slots=True)
class Count:
    """One part: how many were asked for, how many were made, in people or households.

    `basis` is `published` (`source` cites it), `scaled` (in proportion to a published count, at
    another size), `assumed`, or `rest` (what the others left over).
    """

    part: str
    unit: str
    asked: int
    made: int
    basis: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything that was counted while the roster was made."""

    name: str
    people: int
    households: int
    seed: int
    scaled: bool
    rows: tuple[Count, ...]

    @property
    def exact(self) -> bool:
        """Whether every part has as many as were asked for."""
        return all(row.asked == row.made for row in self.rows)


def counts_of(plan: Plan, made: Mapping[str, Ints]) -> Counts:
    """The counts of a finished roster; `made` holds what the slices counted, by split."""
    asked: dict[str, int] = {"people": plan.people}
    found: dict[str, int] = {"people": int(made["people"][0])}
    about = {"people": ("people", *_basis(plan, plan.marginals.people, False))}
    for split in plan.splits:
        numbers = made[f"{split.piece.key}/{split.partition.name}"]
        unit = "households" if split.piece.root == HOUSEHOLDS else "people"
        parts = zip(split.partition.parts, split.children, numbers, strict=True)
        for part, child, number in parts:
            name = f"{split.partition.name}.{part.name}"
            asked[name] = asked.get(name, 0) + child.size
            found[name] = found.get(name, 0) + int(number)
            claim: Claim = part if part.grounded else split.partition
            about[name] = (unit, *_basis(plan, claim, part.rest))
    for area, size, number in zip(plan.areas, plan.area_sizes, made["areas"], strict=True):
        name = f"areas.{area.name}"
        asked[name], found[name] = size, int(number)
        about[name] = ("households", *_basis(plan, plan.marginals.areas, False))
    return Counts(
        plan.marginals.name,
        plan.people,
        plan.households,
        plan.seed,
        _scaled(plan),
        tuple(
            Count(name, unit, asked[name], found[name], basis, source)
            for name, (unit, basis, source) in about.items()
        ),
    )


def _scaled(plan: Plan) -> bool:
    return plan.people != plan.marginals.people.count


def _basis(plan: Plan, claim: Claim, rest: bool) -> tuple[str, str]:
    if claim.source:
        source = plan.marginals.sources[claim.source]
        return "scaled" if _scaled(plan) else "published", " ".join(
            word for word in (source.title, source.date.isoformat(), source.section) if word
        )
    return ("rest" if rest and not claim.assumed else "assumed"), ""
