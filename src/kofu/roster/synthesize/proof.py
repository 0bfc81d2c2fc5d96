"""What follows from other facts: nobody is enrolled before birth, no certificate ends before the
fifth birthday, and what a person holds depends on when they joined."""

from __future__ import annotations

import numpy as np

from kofu.roster.synthesize.birthdays import nth_birthday
from kofu.roster.synthesize.encoding import UNKNOWN, Codes, days
from kofu.roster.synthesize.schema import Insurer, Marginals


def hold_proof(marginals: Marginals, columns: dict[str, Codes]) -> None:
    """Put impossible dates right; `proof` fills the three columns of what a person holds.

    An electronic certificate is valid to the fifth birthday after its issue.
    """
    if "birth_date" in columns:
        born = columns["birth_date"]
        _not_before(columns, "acquired_on", born)
        _not_before(columns, "certificate_expires_on", nth_birthday(born, 5))
        _not_before(columns, "copay_from", columns.get("acquired_on", born))
        if marginals.insurer is Insurer.KOKUHO:
            _not_before(columns, "copay_from", _month_after_70(born))
    if not (proof := marginals.proof):
        return
    acquired, registered = columns["acquired_on"], columns["registered"] == 1
    holds_old = np.zeros(acquired.size, dtype=bool)
    if proof.old_card:
        holds_old = acquired <= days(proof.old_card.issued_until)
        columns["old_card_until"] = _where(holds_old, days(proof.old_card.until))
    certificate = ~holds_old & (~registered | proof.certificate_for_all)
    columns["certificate_until"] = _where(certificate, days(proof.certificate_until))
    told = np.minimum(acquired + proof.notice_after_days, days(marginals.status_on))
    columns["notice_sent_on"] = np.where(~holds_old & ~certificate, told, UNKNOWN).astype(np.int32)


def _month_after_70(born: Codes) -> Codes:
    """The first of the month after the day before the 70th birthday, when that age is reached."""
    reached = (nth_birthday(born, 70) - 1).astype("datetime64[D]").astype("datetime64[M]")
    return (reached + 1).astype("datetime64[D]").astype(np.int32)


def _not_before(columns: dict[str, Codes], column: str, earliest: Codes) -> None:
    if column in columns:
        day = columns[column]
        columns[column] = np.where(day == UNKNOWN, UNKNOWN, np.maximum(day, earliest))


def _where(holds: np.ndarray[tuple[int], np.dtype[np.bool_]], day: int) -> Codes:
    return np.where(holds, day, UNKNOWN).astype(np.int32)
