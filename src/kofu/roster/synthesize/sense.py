"""Whether a marginals file makes sense as a whole: names that exist, types that fit, one claim
for every number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kofu.policy.facts import FACTS, FactType
from kofu.roster.synthesize.columns import PRINTED, TYPES
from kofu.roster.synthesize.municipality import is_code
from kofu.roster.synthesize.schema import (
    EVERYONE,
    HOUSEHOLDS,
    Claim,
    Marginals,
    Part,
    Partition,
)
from kofu.roster.synthesize.values import (
    Birthday,
    DaySpan,
    IntSpan,
    NextBirthday,
    Numbered,
    SameAs,
    Value,
)

ADULT = 18


def wrong_with(marginals: Marginals) -> list[str]:
    """Everything that is wrong, in words for the author of the file; empty if nothing is."""
    return [
        *_claims(marginals),
        *_people(marginals),
        *(f"areas: {a.code} is not a code" for a in marginals.areas.places if not is_code(a.code)),
        *(f"defaults: {c}: {why}" for c, v in marginals.defaults.items() if (why := _misfit(c, v))),
        *_partitions(marginals),
        *_proof(marginals),
    ]


def _claims(marginals: Marginals) -> Iterator[str]:
    claims: list[tuple[str, Claim | None]] = [
        ("people", marginals.people),
        ("households", marginals.households),
        ("areas", marginals.areas),
    ]
    for name, claim in claims:
        if claim and not claim.grounded:
            yield f"{name}: neither `source` nor `assumed: true`"
    parts = [(f"{n.name}.{p.name}", p) for n in marginals.partitions for p in n.parts]
    for name, claim in (*claims, *((n.name, n) for n in marginals.partitions), *parts):
        if claim and claim.source and claim.source not in marginals.sources:
            yield f"{name}: the source {claim.source} is not among `sources`"


def _people(marginals: Marginals) -> Iterator[str]:
    groups = {group.name: group for group in marginals.groups}
    for group in marginals.groups:
        if not group.born_from <= group.born_to <= marginals.status_on:
            yield f"groups: {group.name}: born_from <= born_to <= status_on does not hold"
    for kind in marginals.households.kinds if marginals.households else ():
        missing = [member for member in kind.members if member not in groups]
        yield from (f"households: {kind.name}: no group {member}" for member in missing)
        if missing or kind.head_outside:
            continue
        youngest = groups[kind.members[0]].born_to
        if years_before(marginals.status_on, ADULT) < youngest:
            yield f"households: {kind.name}: its head may be under {ADULT}"


def _proof(marginals: Marginals) -> Iterator[str]:
    settings = {column for n in marginals.partitions for part in n.parts for column in part.set}
    for column in ("acquired_on", "registered") if marginals.proof else ():
        if column not in settings:
            yield f"proof: it follows from {column}, which no part sets"


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; at most the 28th, so that it exists in every year."""
    return day.replace(year=day.year - years, day=min(day.day, 28))


def _partitions(marginals: Marginals) -> Iterator[str]:
    groups = {group.name for group in marginals.groups}
    known = {EVERYONE, HOUSEHOLDS, *groups}
    for partition in marginals.partitions:
        yield from (f"{partition.name}: no {of}" for of in partition.of if of not in known)
        yield from (f"{partition.name}: no group {g}" for g in partition.only if g not in groups)
        yield from _sizes(partition)
        for part in partition.parts:
            name = f"{partition.name}.{part.name}"
            if name in known:
                yield f"{name}: used twice"
            known.add(name)
            for column, value in part.set.items():
                if why := _misfit(column, value):
                    yield f"{name}: {column}: {why}"


def _sizes(partition: Partition) -> Iterator[str]:
    rest = sum(part.rest for part in partition.parts)
    if rest > 1:
        yield f"{partition.name}: more than one part is the rest"
    for part in partition.parts:
        if not _sized(partition, part):
            wanted = "`source`" if part.count is not None else "`assumed: true` and `reason`"
            yield f"{partition.name}.{part.name}: add {wanted}"
    shares = sum(part.share or 0 for part in partition.parts)
    if not rest and all(part.count is None for part in partition.parts) and abs(shares - 1) > 1e-9:
        yield f"{partition.name}: the shares add up to {shares:g}, and no part is the rest"


def _sized(partition: Partition, part: Part) -> bool:
    return part.rest or part.grounded or (partition.grounded and part.count is None)


_SPREADS: dict[type, tuple[FactType, ...]] = {
    IntSpan: (FactType.INT,),
    DaySpan: (FactType.DATE,),
    Birthday: (FactType.DATE,),
    NextBirthday: (FactType.DATE,),
    Numbered: (FactType.TEXT,),
    bool: (FactType.BOOL,),
    int: (FactType.INT,),
    date: (FactType.DATE,),
    str: (FactType.TEXT, FactType.CODE),
}


def _misfit(column: str, value: Value) -> str | None:
    """Why this value cannot stand in this column; None if it can."""
    if column not in TYPES:
        return "no such column"
    if column in PRINTED:
        return "kofu invents this column itself"
    if value is None:
        return None
    if isinstance(value, SameAs):
        same = value.same_as in TYPES and TYPES[value.same_as] is TYPES[column]
        return None if same else f"{value.same_as} is not a column of the same type"
    if TYPES[column] not in _SPREADS[type(value)]:
        return f"{value!r} does not fit a column of type {TYPES[column].value}"
    fact = FACTS.get(column)
    if fact and fact.codes and value not in fact.codes:
        return f"{value!r} is not one of {', '.join(fact.codes)}"
    return None
