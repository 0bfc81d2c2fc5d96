"""A decision on one person: the contract's columns, as a record and as Arrow."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from kofu.policy.interpret import Outcome
from kofu.policy.law import Law

SCHEMA = pa.schema(
    [
        ("person_id", pa.string()),
        ("document", pa.string()),
        ("variant", pa.string()),
        ("basis", pa.string()),
        ("rule", pa.string()),
        ("valid_from", pa.date32()),
        ("valid_until", pa.date32()),
        ("provisional", pa.bool_()),
        ("cap", pa.string()),
        ("form", pa.string()),
        ("delivery", pa.string()),
        ("reasons", pa.list_(pa.field("element", pa.string()))),
        ("class_key", pa.int64()),
        ("receipt", pa.string()),
    ]
)
"""The columns of a decision, in the contract's order."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of the contract; None where the document is nothing or is to be reviewed."""

    person_id: str
    document: str
    variant: str | None
    basis: str | None
    rule: str
    valid_from: date | None
    valid_until: date | None
    provisional: bool
    cap: str | None
    form: str | None
    delivery: str | None
    reasons: tuple[str, ...]
    class_key: int
    receipt: str


def receipt(law: Law, key: int, outcome: Outcome) -> str:
    """The hash of pack, day, knowledge, class and outcome, to derive the decision again."""
    end = outcome.term.until.isoformat() if outcome.term and outcome.term.until else ""
    parts = (
        law.book.hash,
        law.on.isoformat(),
        law.book.knowledge(law.known).isoformat(),
        str(key),
        outcome.rule,
        outcome.document.value,
        outcome.basis.value if outcome.basis else "",
        outcome.variant.value if outcome.variant else "",
        outcome.form.value if outcome.form else "",
        outcome.delivery.value if outcome.delivery else "",
        end,
        ",".join(outcome.reasons),
        str(outcome.provisional),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
