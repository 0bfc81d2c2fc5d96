"""What a law costs: documents, envelopes, postage of the tariff, staff; ranges, not one number.

Everybody is taken to have an envelope of their own. What each part costs is `costs.yaml` or the
office's file; postage is the post's, on the day of posting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kofu.documents.values.office import Office, office_on
from kofu.mail.estimate.estimate import WAYS
from kofu.mail.estimate.kinds import mail_of
from kofu.mail.manifest.paper import around, bought
from kofu.policy.interpret import Outcome
from kofu.policy.law import Law
from kofu.policy.model import Delivery, Document, Form
from kofu.reports.whatif.unit_costs import Costs, Method, Per, Spread, Unit

POSTAGE, STAFF = "postage", "staff"
_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Range:
    """Low, middle, high."""

    low: float
    middle: float
    high: float

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.middle + other.middle, self.high + other.high)

    def times(self, spread: Spread) -> Range:
        """So many of what costs so much."""
        return Range(self.low * spread.low, self.middle * spread.middle, self.high * spread.high)

    @classmethod
    def exactly(cls, number: float) -> Range:
        return cls(number, number, number)


NOTHING = Range(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Kind:
    """What goes out to a person, as paper and post."""

    document: Document
    basis: str | None
    form: Form | None
    delivery: Delivery | None


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the bill, in yen."""

    id: str
    label: str
    yen: Range


@dataclass(frozen=True)
class Bill:
    """`quantities` by what is counted; `lines` in yen; `minutes` of staff. `ministry`: the sum by
    the ministry's flat rate, which stands beside and is not added. `letters`: by way of posting."""

    quantities: Mapping[Per, Range]
    lines: tuple[Line, ...]
    minutes: Range
    ministry: Range
    letters: Mapping[Delivery, int]
    stock: Mapping[Form, int]

    @property
    def yen(self) -> Range:
        return sum((line.yen for line in self.lines), NOTHING)


def kind_of(outcome: Outcome) -> Kind:
    basis = outcome.basis.value if outcome.basis else None
    return Kind(outcome.document, basis, outcome.form, outcome.delivery)


def bill(
    law: Law,
    people: Iterable[tuple[Kind, int]],
    posted: date,
    costs: Costs,
    applications: Range = NOTHING,
) -> Bill:
    """The bill of so many people of each kind, posted on a day.

    Raises KofuError `postage-day-not-covered`, `postage-too-heavy`.
    """
    office = office_on(law.book, law.on)
    counted: dict[Per, int] = dict.fromkeys(Per, 0)
    letters: dict[Delivery, int] = {}
    stock: dict[Form, int] = {}
    postage = 0
    for kind, many in people:
        if kind.document is Document.CERTIFICATE:
            counted[Per.CERTIFICATE] += many
        elif kind.document is Document.NOTICE:
            counted[Per.NOTICE] += many
        elif kind.document is Document.REVIEW:
            counted[Per.REVIEW] += many
        if kind.form is not None:
            stock[kind.form] = stock.get(kind.form, 0) + many
        way, yen = _posted(kind, office, posted)
        if way is not None:
            counted[Per.LETTER] += many
            letters[way] = letters.get(way, 0) + many
            postage += many * yen
    quantities = {per: Range.exactly(many) for per, many in counted.items()}
    quantities[Per.APPLICATION] = applications
    minutes = _sum(quantities, costs, Unit.MINUTES)
    own = [one for one in costs.costs if one.method is Method.KOFU and one.unit is Unit.YEN]
    hours = Range(minutes.low / _MINUTES, minutes.middle / _MINUTES, minutes.high / _MINUTES)
    lines = (
        Line(POSTAGE, "郵便料金", Range.exactly(postage)),
        *(Line(one.id, one.label, quantities[one.per].times(one)) for one in own),
        Line(STAFF, "職員の時間（時給換算）", hours.times(costs.wage)),
    )
    flat = [one for one in costs.costs if one.method is Method.MINISTRY]
    ministry = sum((quantities[one.per].times(one) for one in flat), NOTHING)
    return Bill(quantities, lines, minutes, ministry, letters, stock)


def _posted(kind: Kind, office: Office, posted: date) -> tuple[Delivery | None, int]:
    """How the person's letter is posted and its postage in yen; None where it is not."""
    mailed = mail_of(kind.document, kind.basis, kind.form, kind.delivery)
    if mailed is None:
        return None, 0
    way = WAYS[mailed.rank]
    grams = mailed.thousandths if mailed.postcard else mailed.thousandths + around(office)
    return way, bought(way.value, mailed.postcard, grams, posted).yen or 0


def _sum(quantities: Mapping[Per, Range], costs: Costs, unit: Unit) -> Range:
    wanted = (one for one in costs.costs if one.method is Method.KOFU and one.unit is unit)
    return sum((quantities[one.per].times(one) for one in wanted), NOTHING)
