"""A pack on one day, as it was known on another: the rules in force, strongest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kofu.base.errors import NOWHERE, KofuError
from kofu.policy.classes import BoundBand, Box, Class, Space, bind_band
from kofu.policy.conditions import ConditionError, Constant
from kofu.policy.facts import Facts
from kofu.policy.load import Book
from kofu.policy.model import AnyRule, Aspect, Cap, Norm, Parameter, ParameterValue, Period
from kofu.policy.model import Box as WrittenBox


@dataclass(frozen=True)
class ActiveRule:
    """A rule in force, its norm, and its condition as boxes.

    `asks` is the same condition as only the bands that each box narrows, with what it allows.
    """

    rule: AnyRule
    norm: Norm
    boxes: tuple[Box, ...]
    asks: tuple[tuple[tuple[int, int], ...], ...]

    def fires(self, cls: Class) -> bool:
        """Does the condition hold for the class (with the answers so far)?"""
        for narrowed in self.asks:
            for place, mask in narrowed:
                if not mask >> cls[place] & 1:
                    break
            else:
                return True
        return False


@dataclass(frozen=True)
class Tier:
    """The rules of one rank. At most one of them may fire."""

    rank: str
    rules: tuple[ActiveRule, ...]


@dataclass(frozen=True)
class Law:
    """What holds on the day `on`, by what had been published on the day `known`."""

    book: Book
    on: date
    known: date
    space: Space
    bands: tuple[BoundBand, ...]
    parameters: Mapping[str, ParameterValue]
    tiers: Mapping[Aspect, tuple[Tier, ...]]
    caps: Mapping[str, tuple[Cap, Box]]

    def classify(self, facts: Facts) -> Class:
        """The class of a person with these facts."""
        return tuple(band.of(facts) for band in self.bands)

    @cached_property
    def without_provisional(self) -> Law:
        """The same law as if the provisional norms had not been published."""
        tiers = {
            aspect: tuple(
                Tier(tier.rank, kept)
                for tier in tiers
                if (kept := tuple(one for one in tier.rules if not one.norm.provisional))
            )
            for aspect, tiers in self.tiers.items()
        }
        return Law(**{**self.__dict__, "tiers": tiers})


def value_on(parameter: Parameter, on: date, known: date) -> ParameterValue | None:
    """The value in force: the latest start on or before `on` among those known."""
    candidates = [
        value
        for value in parameter.values
        if value.first <= on and (value.published is None or value.published <= known)
    ]
    return max(candidates, key=lambda value: value.first, default=None)


def law_on(book: Book, on: date, known: date) -> Law:
    """The law of a day. Raises KofuError `day-not-covered` outside the pack's days."""
    covers = refuse_abstract(book)
    if not covers.covers(on):
        raise KofuError(
            "day-not-covered",
            name=book.pack.title,
            on=on,
            first=covers.first,
            last=covers.last or "",
            because=book.pack.covers_because,
        )
    if known < book.known_from:
        raise KofuError(
            "nothing-published",
            name=book.pack.title,
            on=on,
            known=known,
            first=book.known_from,
        )
    return resolve(book, on, known)


def refuse_abstract(book: Book) -> Period:
    """The days that the pack covers. Raises KofuError `pack-abstract` for a part of others."""
    covers = book.pack.covers
    if covers is None or book.pack.abstract:
        raise KofuError("pack-abstract", name=book.pack.pack)
    return covers


def resolve(book: Book, on: date, known: date) -> Law:
    """The law of any day, even one that the pack does not cover. Raises KofuError."""
    pack = book.pack
    space = book.space
    chosen = {one.id: value_on(one, on, known) for one in pack.parameters}
    constants = _constants(chosen, on)
    return Law(
        book=book,
        on=on,
        known=known,
        space=space,
        bands=_bound(book, space, constants),
        parameters={name: value for name, value in chosen.items() if value},
        tiers={aspect: _tiers(book, space, aspect, on, known, constants) for aspect in Aspect},
        caps={cap.id: (cap, _box(book, space, cap.id, cap.applies)) for cap in pack.caps},
    )


def bands_on(book: Book, space: Space, on: date, known: date) -> tuple[BoundBand, ...]:
    """The bands of a space on a day, without the rules that read them. Raises KofuError."""
    chosen = {one.id: value_on(one, on, known) for one in book.pack.parameters}
    return _bound(book, space, _constants(chosen, on))


def _constants(chosen: Mapping[str, ParameterValue | None], on: date) -> dict[str, Constant]:
    named: dict[str, Constant] = {
        name: value.value if value else None for name, value in chosen.items()
    }
    return {**named, "on": on}


def _bound(book: Book, space: Space, constants: Mapping[str, Constant]) -> tuple[BoundBand, ...]:
    bands = []
    for band in space.bands:
        try:
            bands.append(bind_band(band, constants))
        except (ConditionError, TypeError) as error:
            place = book.places.get(band.name, NOWHERE)
            raise KofuError("band-not-understood", place, band=band.name, text=error) from error
    return tuple(bands)


def _tiers(
    book: Book,
    space: Space,
    aspect: Aspect,
    on: date,
    known: date,
    constants: Mapping[str, Constant],
) -> tuple[Tier, ...]:
    ranks = book.pack.ranks.get(aspect, ())
    by_rank: dict[str, list[ActiveRule]] = {rank: [] for rank in ranks}
    for norm in book.pack.norms:
        if norm.published > known:
            continue
        for rule in norm.rules(aspect):
            if rule.rank not in by_rank:
                raise KofuError(
                    "rank-unknown", book.places.get(rule.id, NOWHERE), rule=rule.id, rank=rule.rank
                )
            if rule.in_force.covers(on) and _switched_on(rule, constants):
                boxes = tuple(_box(book, space, rule.id, box) for box in rule.when)
                asks = tuple(_narrowed(box, space.everything) for box in boxes)
                by_rank[rule.rank].append(ActiveRule(rule, norm, boxes, asks))
    strongest_first = reversed(ranks)
    return tuple(Tier(rank, tuple(by_rank[rank])) for rank in strongest_first if by_rank[rank])


def _narrowed(box: Box, everything: Box) -> tuple[tuple[int, int], ...]:
    pairs = zip(box, everything, strict=True)
    return tuple((place, mask) for place, (mask, full) in enumerate(pairs) if mask != full)


def _switched_on(rule: AnyRule, constants: Mapping[str, Constant]) -> bool:
    return all(constants.get(name) == value for name, value in rule.only_if.items())


def _box(book: Book, space: Space, owner: str, written: WrittenBox) -> Box:
    try:
        return space.box(written)
    except (KeyError, ValueError) as error:
        raise KofuError(
            "band-unknown", book.places.get(owner, NOWHERE), rule=owner, band=error.args[0]
        ) from error
