"""What a pack says, as frozen records: bands, parameters, norms, rules, caps, cases.

The YAML of a pack is checked against these; `load` adds file and line to what does not fit.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kofu.policy.facts import FactValue


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_as_list)]


class Record(BaseModel):
    """A frozen part of a pack; an unknown key is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Kind(StrEnum):
    KOUKI = "kouki"
    KOKUHO = "kokuho"
    KENPO = "kenpo"
    SHARED = "shared"


class Sure(StrEnum):
    """How sure a statement is: read in the source, reported by others, or assumed by us."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    ASSUMED = "assumed"


class Document(StrEnum):
    CERTIFICATE = "certificate"
    NOTICE = "notice"
    NOTHING = "nothing"
    REVIEW = "review"


class Basis(StrEnum):
    EX_OFFICIO = "ex_officio"
    APPLICATION = "application"
    REFUSED = "refused"


class Variant(StrEnum):
    ORDINARY = "ordinary"
    SPECIAL_CARE = "special_care"
    NUMBER_TAIL = "number-tail"


class Form(StrEnum):
    CARD_PAPER = "card-paper"
    CARD_PLASTIC = "card-plastic"
    POSTCARD = "postcard"
    A4 = "a4"


class Delivery(StrEnum):
    SIMPLIFIED_REGISTERED = "simplified-registered"
    RECORDED = "recorded"
    ORDINARY = "ordinary"
    EMPLOYER = "employer"
    COUNTER = "counter"
    HOLD = "hold"


class Aspect(StrEnum):
    """The questions a decision answers, in this order; the later ones know the document."""

    DOCUMENT = "document"
    VARIANT = "variant"
    TERM = "term"
    FORM = "form"
    DELIVERY = "delivery"


class Period(Record):
    """From the first day to the last, both included; an absent `until` is open."""

    first: date = Field(alias="from")
    last: date | None = Field(default=None, alias="until")

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


class Cite(Record):
    """Where a statement stands: section of its norm, and what it says in our own short words."""

    section: str = ""
    words: str


class BandValue(Record):
    """One band: its name, its words, when a person is in it (the first that holds), its reason."""

    name: str
    label: str
    when: str | None = None
    reason: str | None = None


class Band(Record):
    """What a fact or a group of facts comes down to; the last value is for all who remain."""

    name: str
    label: str
    values: tuple[BandValue, ...]
    groups: dict[str, Names] = {}
    group_labels: dict[str, str] = {}
    changeable: bool = True
    cite: Cite | None = None

    def words(self, name: str) -> str:
        """What a value or a group is called; a group without a label, by its values."""
        if name in self.groups:
            values = "・".join(self.words(member) for member in self.groups[name])
            return self.group_labels.get(name, values)
        return next((value.label for value in self.values if value.name == name), name)

    @model_validator(mode="after")
    def _last_is_for_the_rest(self) -> Band:
        *others, rest = self.values
        if rest.when is not None or any(value.when is None for value in others):
            raise ValueError(f"band {self.name}: exactly the last value has no `when`")
        names = {value.name for value in self.values}
        if set(self.group_labels) - set(self.groups):
            raise ValueError(f"band {self.name}: group_labels")
        for group, members in self.groups.items():
            if group in names or not set(members) <= names:
                raise ValueError(f"band {self.name}: group {group}")
        return self


Setting = str | date | int | tuple[str, ...] | None


class ParameterValue(Record):
    """The value from a day on, known from `published`; null is "none", never "forgotten"."""

    first: date = Field(alias="from")
    value: Setting
    published: date | None = None
    sure: Sure
    source: str
    words: str = ""

    @property
    def said(self) -> str:
        """The value as an office would say it."""
        match self.value:
            case None | ():
                return "なし"
            case tuple(items):
                return "・".join(str(item) for item in items)
        return str(self.value)


class Parameter(Record):
    id: str
    label: str
    values: tuple[ParameterValue, ...]
    warning: str | None = None


Box = dict[str, "str | tuple[str, ...] | Not"]


class Not(Record):
    excluded: Names = Field(alias="not")


def _as_boxes(value: object) -> object:
    return [value] if isinstance(value, dict) else value


class Rule(Record):
    """One condition, one outcome, one citation. `when` is one box of bands, or several."""

    id: str
    rank: str
    in_force: Period
    when: Annotated[tuple[Box, ...], BeforeValidator(_as_boxes)] = ({},)
    only_if: dict[str, str] = {}
    reasons: Names = ()
    says: str
    cite: Cite


class DocumentOutcome(Record):
    document: Document
    basis: Basis | None = None


class DocumentRule(Rule):
    then: DocumentOutcome


class VariantRule(Rule):
    then: Variant


class Cycle(Record):
    """The document ends with the cycle: `one_end` is one of its ends, `years` apart."""

    one_end: date
    years: int = 1


class TermOutcome(Record):
    """Until when. With `within`, no expiry unless a cap falls inside that cycle."""

    cycle: Cycle | None = None
    fixed: date | None = None
    within: Cycle | None = None
    caps: Names = ()

    @model_validator(mode="after")
    def _one_of_three(self) -> TermOutcome:
        if sum(end is not None for end in (self.cycle, self.fixed, self.within)) != 1:
            raise ValueError("a term is one of: cycle, fixed, within")
        return self


class TermRule(Rule):
    then: TermOutcome


class FormRule(Rule):
    then: Form


class DeliveryRule(Rule):
    then: Delivery


AnyRule = DocumentRule | VariantRule | TermRule | FormRule | DeliveryRule


class Expectation(Record):
    """What a norm asks of others' rules: among these people, this outcome does not occur."""

    id: str
    in_force: Period
    when: Box
    never: DocumentOutcome
    cite: Cite


class Norm(Record):
    """One source: law, ministry notice or insurer's decision, with its rules by aspect."""

    id: str
    title: str
    issuer: str
    dated: str
    published: date
    checked_on: date
    sure: Sure
    provisional: bool = False
    note: str = ""
    contradiction: str = ""
    document: tuple[DocumentRule, ...] = ()
    variant: tuple[VariantRule, ...] = ()
    term: tuple[TermRule, ...] = ()
    form: tuple[FormRule, ...] = ()
    delivery: tuple[DeliveryRule, ...] = ()
    expectations: tuple[Expectation, ...] = ()

    def rules(self, aspect: Aspect) -> tuple[AnyRule, ...]:
        """The rules that answer one question; the field bears the aspect's name."""
        return getattr(self, aspect.value)  # type: ignore[no-any-return]


class CapKind(StrEnum):
    """How a person's fact becomes the last day a document may have."""

    DAY_ITSELF = "day-itself"
    DAY_AFTER = "day-after"
    EVE_OF_ANNIVERSARY = "eve-of-anniversary"
    MONTH_OF_AGE = "month-of-age"


class Cap(Record):
    id: str
    label: str
    kind: CapKind
    fact: str
    years: int = 0
    applies: Box = {}
    cite: Cite


class Proof(Record):
    """Who must hold usable proof on every day from the first, and what counts as it."""

    first: date = Field(alias="from")
    entitled: Box
    usable: tuple[Box, ...]
    unknown: tuple[Box, ...] = ()


class Expected(Record):
    """What a case expects; only what its sentence speaks of."""

    document: Document | None = None
    variant: Variant | None = None
    basis: Basis | Literal["none"] | None = None
    rule: str | None = None
    valid_until: date | Literal["none"] | None = None
    provisional: bool | None = None
    cap: str | None = None
    form: Form | None = None
    delivery: Delivery | None = None
    reasons: Names = ()


class Case(Record):
    """A statement of a source as an example: facts in, decision out, the sentence it comes from.

    `parameters` are set as if the insurer had chosen so, for this case alone.
    """

    name: str
    on: date
    known: date
    facts: dict[str, FactValue]
    parameters: dict[str, Setting] = {}
    expect: Expected
    source: str


class Pack(Record):
    """One insurer's law: its own norms on top of those it extends.

    `office` is what its pages show and no rule reads: number, name, address, colours, fonts.
    """

    pack: str
    title: str
    insurer: str
    kind: Kind
    extends: Names = ()
    abstract: bool = False
    covers: Period | None = None
    covers_because: str = ""
    known_from: date | None = None
    dropped: dict[str, str] = {}
    ranks: dict[Aspect, tuple[str, ...]] = {}
    bands: tuple[Band, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    office: tuple[Parameter, ...] = ()
    caps: tuple[Cap, ...] = ()
    proof: Proof | None = None
    reasons: dict[str, str] = {}
    norms: tuple[Norm, ...] = ()
    cases: tuple[Case, ...] = ()
    cases_from: Names = ()


class CaseFile(Record):
    """Cases in a file of their own, named by a pack in `cases_from`."""

    cases: tuple[Case, ...]
