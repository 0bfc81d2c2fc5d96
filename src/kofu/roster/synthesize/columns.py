"""The columns a made roster has, in the order of the roster contract, and their types."""

from __future__ import annotations

from collections.abc import Mapping

from kofu.policy.facts import FACTS, FactType

_TEXT, _DATE, _BOOL, _INT = FactType.TEXT, FactType.DATE, FactType.BOOL, FactType.INT

_MORE: Mapping[str, FactType] = {
    "person_id": _TEXT,
    "household_id": _TEXT,
    "symbol": _TEXT,
    "number": _TEXT,
    "branch": _TEXT,
    "name": _TEXT,
    "name_kana": _TEXT,
    "alias": _TEXT,
    "household_head": _TEXT,
    "sex": FactType.CODE,
    "postal_code": _TEXT,
    "address": _TEXT,
    "copay_percent": _INT,
    "copay_from": _DATE,
    "limit_class": _TEXT,
    "limit_from": _DATE,
    "limit_requested": _BOOL,
    "long_stay_on": _DATE,
    "specified_disease": _TEXT,
    "specified_disease_from": _DATE,
    "status_on": _DATE,
    "mailing_name": _TEXT,
    "mailing_postal_code": _TEXT,
    "mailing_address": _TEXT,
}

TYPES: Mapping[str, FactType] = {**_MORE} | {name: fact.type for name, fact in FACTS.items()}
"""The type of every column a roster may have."""

FULL: tuple[str, ...] = (
    *("person_id", "household_id", "symbol", "number", "branch", "name", "name_kana", "alias"),
    *("household_head", "birth_date", "sex", "postal_code", "address", "municipality_code"),
    *("acquired_on", "lost_on", "membership", "voluntary_continuation", "employer_id"),
    *("residence_exception", "copay_percent", "copay_from", "limit_class", "limit_from"),
    *("limit_requested", "long_stay_on", "specified_disease", "specified_disease_from"),
    *("special_care_from", "residence_until", "disability_until", "student", "status_on"),
    *("has_card", "registered", "certificate_expires_on", "card_returned_on", "card_lost_on"),
    *("deregistration_applied_on", "deregistered_on", "info_restricted", "my_number_known"),
    *("uses_12m", "uses_3m", "support_needed", "application", "applied_on"),
    *("requested_at_enrolment", "event", "old_card_until", "certificate_until"),
    *("notice_sent_on", "wants_registered_mail", "delivery_hold"),
    *("mailing_name", "mailing_postal_code", "mailing_address"),
)
"""Every column of the roster contract, in its order."""

FACTS_ONLY: tuple[str, ...] = ("person_id", *FACTS)
"""What rules read, and who it is about."""

PRINTED: frozenset[str] = frozenset(
    (
        *("person_id", "household_id", "symbol", "number", "branch", "name", "name_kana"),
        *("alias", "household_head", "postal_code", "address", "municipality_code", "status_on"),
        *("mailing_name", "mailing_postal_code", "mailing_address"),
    )
)
"""Columns that kofu invents itself; a marginals file may not set them."""
