"""The packs' words about proof as SQL: who is entitled, what is usable, what is unknown.

Boxes of the pack, bands of the day: nothing of the law is written here a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from sqlglot import exp

from kofu.decide.sql import Columns, band_sql, branches
from kofu.policy.classes import Box
from kofu.policy.law import Law, resolve
from kofu.policy.load import load
from kofu.policy.model import Box as WrittenBox
from kofu.policy.model import Proof
from kofu.registry.people.strands import CARD, KEPT

SHARED = "kouki"
"""Any shipped pack: all of them mean the same by a usable card (a test holds them to it)."""

GIVEN = Columns(frozenset(KEPT), {"event": "renewal"})
"""Columns of a person in the register. Who holds something is asked as at a renewal, where what
one holds counts; at an enrolment or a change it would not.
"""


def proof_of(law: Law) -> Proof | None:
    return law.book.pack.proof


def any_box(law: Law, boxes: Iterable[WrittenBox]) -> exp.Expr:
    """Whether a person is in one of the boxes; never null."""
    return exp.or_(exp.false(), *(_inside(law, law.space.box(box)) for box in boxes))


def usable_card(law: Law) -> exp.Expr:
    """Whether the card alone is usable proof: the pack's boxes that ask for nothing else."""
    proof = proof_of(law)
    boxes = proof.usable if proof else ()
    return any_box(law, (box for box in boxes if _of_card(law, box)))


@cache
def shared_law(on: date) -> Law:
    """The shared bands on any day, also one that no pack covers."""
    return resolve(load(SHARED), on, on)


def over(condition: exp.Expr, table_of: Callable[[str], str]) -> str:
    """The condition for PostgreSQL, each column in the table that `table_of` names."""

    def placed(node: exp.Expr) -> exp.Expr:
        return exp.column(node.name, table=table_of(node.name)) if _is_column(node) else node

    return condition.transform(placed).sql(dialect="postgres")


def columns_of(*conditions: exp.Expr) -> frozenset[str]:
    """The columns that the conditions read."""
    return frozenset(node.name for one in conditions for node in one.find_all(exp.Column))


def _is_column(node: exp.Expr) -> bool:
    return isinstance(node, exp.Column)


def _of_card(law: Law, written: WrittenBox) -> bool:
    """Whether a box reads facts of the card, and no others."""
    facts = {
        fact
        for place, _ in _narrowed(law, law.space.box(written))
        for fact in law.bands[place].facts
    }
    return bool(facts) and facts <= set(CARD.columns)


def _narrowed(law: Law, box: Box) -> list[tuple[int, int]]:
    pairs = enumerate(zip(box, law.space.everything, strict=True))
    return [(place, mask) for place, (mask, full) in pairs if mask != full]


def _inside(law: Law, box: Box) -> exp.Expr:
    parts = []
    for place, mask in _narrowed(law, box):
        number = band_sql(branches(law.bands[place], GIVEN), 1) or exp.Literal.number(0)
        allowed = [exp.Literal.number(n) for n in range(law.bands[place].size) if mask >> n & 1]
        parts.append(exp.paren(number).isin(*allowed))
    return exp.and_(exp.true(), *parts)
