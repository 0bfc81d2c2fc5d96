"""Ways in which people were decided, as paper in an envelope; and what would go out otherwise.

*Otherwise* is the law without its provisional norms: for a certificate that only a provisional
rule caused, the outcome of the same class under it. What it costs less is the claim to the state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

import duckdb

from kofu.mail.envelopes.plan import RANKS
from kofu.mail.manifest.paper import paper_of
from kofu.policy.interpret import decide
from kofu.policy.law import Law
from kofu.policy.model import Basis, Delivery, Document, Form

COLUMNS = (
    *("person_id", "document", "variant", "basis", "rule", "valid_from", "valid_until"),
    *("provisional", "form", "delivery", "class_key", "receipt"),
)
_KINDS = """select document, variant, basis, rule, valid_from::date as valid_from,
        provisional::boolean as provisional, form, delivery, class_key::bigint as class_key,
        receipt, count(*) as rows, count(valid_until) as ending, max(valid_until::date) as latest
    from decided group by all order by receipt"""


@dataclass(frozen=True, slots=True)
class Mailed:
    """One person's documents as mail: how safe the post is (`RANKS`), paper, shape."""

    rank: int
    thousandths: int
    postcard: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A way of deciding: its receipt, its mail (None: not mailed), and its mail otherwise."""

    receipt: str
    document: str
    mailed: Mailed | None
    provisional: bool
    otherwise: Mailed | None


def kinds(db: duckdb.DuckDBPyConnection) -> list[Mapping[str, object]]:
    """The ways in which the rows of `decided` were decided, with their number (`rows`)."""
    asked = db.execute(_KINDS)
    names = [column[0] for column in asked.description or ()]
    return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]


def decided(law: Law, found: Iterable[Mapping[str, object]]) -> list[Decided]:
    """Each way with its mail. Raises KofuError where the class cannot be decided otherwise."""
    made = []
    for kind in found:
        words = [
            cast("str | None", kind[name]) for name in ("document", "basis", "form", "delivery")
        ]
        own = mail_of(*words)
        provisional = bool(kind["provisional"])
        otherwise = own
        if provisional:
            cls = law.space.cls(cast(int, kind["class_key"]))
            outcome = decide(law.without_provisional, cls).outcome
            otherwise = mail_of(outcome.document, outcome.basis, outcome.form, outcome.delivery)
        document = str(kind["document"])
        made.append(Decided(str(kind["receipt"]), document, own, provisional, otherwise))
    return made


def mail_of(
    document: str | None, basis: str | None, form: str | None, delivery: str | None
) -> Mailed | None:
    """What goes out to one person; None where nothing does, or not by post.

    Without a way of its own a letter goes by ordinary mail, as it is printed.
    """
    forms = list(_forms(document, form))
    if basis == Basis.REFUSED.value:
        forms.append("refusal")
    way = Delivery(delivery) if delivery else Delivery.ORDINARY
    if not forms or way in (Delivery.EMPLOYER, Delivery.COUNTER, Delivery.HOLD):
        return None
    papers = [paper_of(one) for one in forms]
    postcard = all(one.postcard for one in papers)
    return Mailed(RANKS[way], sum(one.once + one.sheet for one in papers), postcard)


def _forms(document: str | None, form: str | None) -> tuple[str, ...]:
    if document == Document.CERTIFICATE.value:
        if form == Form.CARD_PLASTIC.value:
            return ("carrier-glued",)
        if form == Form.CARD_PAPER.value:
            return ("carrier",)
        return ("postcard-carrier",) if form == Form.POSTCARD.value else ("certificate-a4",)
    return ("notice",) if document == Document.NOTICE.value else ()
