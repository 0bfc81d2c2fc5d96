"""A marginals file: how many people there are of what kind, which counts are published and which
are assumed.

A published count names its source; an assumed share says why. Nothing may be both, or neither.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, model_validator

from kofu.roster.synthesize.values import Value

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Share = Annotated[float, Field(ge=0, le=1)]

EVERYONE = "everyone"
HOUSEHOLDS = "households"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Insurer(StrEnum):
    """Whose roster it is: decides how people are numbered and who may be enrolled together."""

    KOKUHO = "kokuho"
    KOUKI = "kouki"
    MIXED = "mixed"


class Columns(StrEnum):
    """Every column of the roster contract, or only what rules read."""

    FULL = "full"
    FACTS = "facts"


class Mark(StrEnum):
    """What a part asks of the invented names and addresses."""

    FOREIGN = "foreign"
    MAILING = "mailing"
    ALIAS = "alias"


class Source(_Strict):
    """Where a published count stands."""

    title: str
    date: date
    section: str = ""
    url: str = ""


class Claim(_Strict):
    """A number or a set of shares: published (with its source) or assumed (with the reason)."""

    source: str | None = None
    assumed: bool = False
    reason: str = ""

    @model_validator(mode="after")
    def _one_or_the_other(self) -> Self:
        if self.assumed and self.source:
            raise ValueError("published and assumed at once: keep `source` or `assumed`")
        if self.assumed and not self.reason:
            raise ValueError("an assumption says why: add `reason`")
        return self

    @property
    def grounded(self) -> bool:
        """Whether it says where it comes from."""
        return self.assumed or self.source is not None


class People(Claim):
    """How many people there are."""

    count: Annotated[int, Field(ge=1)]


class Group(_Strict):
    """People born in one span, both days included; members of households are of one group."""

    name: Name
    born_from: date
    born_to: date


class Kind(_Strict):
    """A kind of household: its members' groups, the first is the head unless the head is outside
    the insurance (擬制世帯主)."""

    name: Name
    weight: Annotated[float, Field(gt=0)]
    members: Annotated[tuple[str, ...], Field(min_length=1, max_length=7)]
    head_outside: bool = False


class Households(Claim):
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]


class Area(_Strict):
    """A municipality or ward: its code with check digit, its towns and their postcodes."""

    code: str
    name: str
    weight: Annotated[float, Field(gt=0)]
    towns: Annotated[
        dict[str, Annotated[str, Field(pattern=r"^\d{3}-\d{4}$")]], Field(min_length=1)
    ]


class Areas(Claim):
    places: Annotated[tuple[Area, ...], Field(min_length=1)]


class Part(Claim):
    """One part of a partition: how big it is, and the facts its people have."""

    name: Name
    count: Annotated[int, Field(ge=0)] | None = None
    share: Share | None = None
    rest: bool = False
    set: dict[str, Value] = {}
    mark: Mark | None = None

    @model_validator(mode="after")
    def _one_size(self) -> Self:
        if (self.count is not None) + (self.share is not None) + self.rest != 1:
            raise ValueError("a part has exactly one of `count`, `share` and `rest: true`")
        return self


class Partition(Claim):
    """A division of some people (or households) into parts, every one of them in exactly one.

    `of` names whom: everyone, households, a group, or a part of an earlier partition as
    `partition.part`; several names are divided each on its own. `only` keeps what a division of
    households sets to the members of some groups.
    """

    name: Name
    of: tuple[str, ...] = (EVERYONE,)
    only: tuple[str, ...] = ()
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]


class OldCards(_Strict):
    """被保険者証: who was enrolled when cards were last issued holds one until a day."""

    issued_until: date
    until: date


class Proof(_Strict):
    """What people hold, which follows from when they were enrolled and whether they registered.

    Those enrolled after the last cards hold a certificate until a day (the unregistered) or were
    sent a notice some days after they joined (the registered). `certificate_for_all` is the
    practice where everyone got a certificate.
    """

    old_card: OldCards | None = None
    certificate_until: date
    certificate_for_all: bool = False
    notice_after_days: Annotated[int, Field(ge=0)] = 14


class Numbering(_Strict):
    """記号 and the digits of 番号; 枝番 only where `branches`."""

    symbol: str = ""
    digits: Annotated[int, Field(ge=1, le=10)] = 8
    branches: bool = True


class Marginals(_Strict):
    """One marginals file."""

    name: Name
    title: str
    insurer: Insurer
    columns: Columns
    seed: int
    status_on: date
    sources: dict[str, Source]
    people: People
    numbering: Numbering = Numbering()
    defaults: dict[str, StrictBool | StrictInt | StrictStr] = {}
    groups: tuple[Group, ...] = ()
    households: Households | None = None
    areas: Areas
    proof: Proof | None = None
    partitions: tuple[Partition, ...]
