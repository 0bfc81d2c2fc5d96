"""The strands as the loads see them: table, columns, types, and which dates a strand carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kofu.policy.facts import FactType
from kofu.roster.columns import COLUMNS

SQL_TYPES: Mapping[FactType, str] = {
    FactType.TEXT: "text",
    FactType.CODE: "text",
    FactType.DATE: "date",
    FactType.BOOL: "boolean",
    FactType.INT: "integer",
}


@dataclass(frozen=True, slots=True)
class Strand:
    """One strand. `dated`: its columns that say since when it is so.

    `ahead`: such a date may lie after the day of the file, and the strand waits for it (a copayment
    from next month); other strands hold from the day of the file at the latest, for a day of
    losing or applying speaks for itself. `idle`: a column that alone is no difference.
    """

    name: str
    columns: tuple[str, ...]
    dated: tuple[str, ...] = ()
    ahead: bool = False
    idle: str | None = None

    @property
    def table(self) -> str:
        return f"{self.name}_fact"


ENROLMENT = Strand(
    "enrolment",
    (
        *("household_id", "symbol", "number", "branch", "name", "name_kana", "alias"),
        *("household_head", "birth_date", "sex", "acquired_on", "lost_on", "membership"),
        *("voluntary_continuation", "employer_id", "residence_until", "disability_until"),
        "student",
    ),
    dated=("acquired_on", "lost_on"),
)
RESIDENCE = Strand(
    "residence",
    (
        *("postal_code", "address", "municipality_code", "residence_exception"),
        *("mailing_name", "mailing_postal_code", "mailing_address"),
    ),
)
BURDEN = Strand(
    "burden",
    (
        *("copay_percent", "copay_from", "limit_class", "limit_from", "limit_requested"),
        *("long_stay_on", "specified_disease", "specified_disease_from", "special_care_from"),
    ),
    dated=(
        *("copay_from", "limit_from", "long_stay_on", "specified_disease_from"),
        "special_care_from",
    ),
    ahead=True,
)
CARD = Strand(
    "card",
    (
        *("status_on", "has_card", "registered", "certificate_expires_on", "card_returned_on"),
        *("card_lost_on", "deregistration_applied_on", "deregistered_on", "info_restricted"),
        *("my_number_known", "uses_12m", "uses_3m"),
    ),
    dated=("status_on",),
    idle="status_on",
)
REQUEST = Strand(
    "request",
    (
        *("application", "applied_on", "requested_at_enrolment", "support_needed"),
        *("wants_registered_mail", "delivery_hold", "letter_language", "reading_aid"),
    ),
    dated=("applied_on",),
)
HOLDING = Strand("holding", ("old_card_until", "certificate_until", "notice_sent_on"))

STRANDS = (ENROLMENT, RESIDENCE, BURDEN, CARD, REQUEST, HOLDING)
BY_NAME: Mapping[str, Strand] = {strand.name: strand for strand in STRANDS}
STRAND_OF: Mapping[str, Strand] = {
    column: strand for strand in STRANDS for column in strand.columns
}
KEPT: tuple[str, ...] = tuple(name for name in COLUMNS if name in STRAND_OF)
"""What is kept of a person, in the order of the contract: all but `person_id` and `event`."""


def sql_type(column: str) -> str:
    return SQL_TYPES[COLUMNS[column].type]
