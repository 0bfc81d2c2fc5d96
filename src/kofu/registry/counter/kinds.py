"""The words of the counter: what is asked for, how, by whom, on which evidence, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kofu.base.errors import Word


class Kind(StrEnum):
    """What was asked for. The first ten are the reasons that the roster's `application` knows."""

    LOST_CARD = "lost_card"
    RENEWING_CARD = "renewing_card"
    RETURNING_CARD = "returning_card"
    ASSISTANCE = "assistance"
    FACILITY = "facility"
    OTHER_DIFFICULTY = "other_difficulty"
    JUST_IN_CASE = "just_in_case"
    PREFERS_PAPER = "prefers_paper"
    REISSUE = "reissue"
    DEREGISTRATION = "deregistration"
    NOTICE = "notice"
    EXPLANATION = "explanation"
    REGISTERED_MAIL = "registered-mail"
    REGISTERED_MAIL_END = "registered-mail-end"
    MAILING_ADDRESS = "mailing-address"
    MAILING_ADDRESS_END = "mailing-address-end"
    DELIVERY_HOLD = "delivery-hold"
    DELIVERY_RELEASE = "delivery-release"
    LIMIT_PRINTING = "limit-printing"
    LIMIT_PRINTING_END = "limit-printing-end"
    LETTER_READING = "letter-reading"
    LETTER_READING_END = "letter-reading-end"
    HAND_OVER = "hand-over"


STANDING = frozenset({Kind.ASSISTANCE, Kind.FACILITY, Kind.OTHER_DIFFICULTY})
"""Granted once, they hold at the next renewal without an application (要配慮者)."""

REASONS = frozenset(
    {
        *(Kind.LOST_CARD, Kind.RENEWING_CARD, Kind.RETURNING_CARD),
        *STANDING,
        *(Kind.JUST_IN_CASE, Kind.PREFERS_PAPER),
    }
)
"""Reasons for which a certificate may be applied for."""


class Channel(StrEnum):
    """How it came in."""

    COUNTER = "counter"
    POST = "post"
    ONLINE = "online"


class Applicant(StrEnum):
    """Who asked, seen from the person concerned."""

    SELF = "self"
    HOUSEHOLD_HEAD = "household-head"
    HOUSEHOLD_MEMBER = "household-member"
    GUARDIAN = "guardian"
    PROXY = "proxy"
    INSTITUTION = "institution"
    EMPLOYER = "employer"


class Evidence(StrEnum):
    """What was seen; of 本人確認書類 one with a photo or two without."""

    PHOTO_ID = "photo-id"
    OTHER_ID = "other-id"
    SECOND_OTHER_ID = "second-other-id"
    LETTER_OF_PROXY = "letter-of-proxy"
    GUARDIANSHIP = "guardianship"
    CARE_CERTIFICATE = "care-certificate"
    DISABILITY_HANDBOOK = "disability-handbook"
    ADMISSION = "admission"
    OLD_CERTIFICATE = "old-certificate"
    SUPPORT_DECISION = "support-decision"


class Result(StrEnum):
    """What became of it; `review`: a fact is missing, and nothing can be done yet."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_NEEDED = "not-needed"
    WITHDRAWN = "withdrawn"
    REVIEW = "review"


class ReissueReason(StrEnum):
    """Why another certificate is asked for."""

    LOST = "lost"
    STOLEN = "stolen"
    DAMAGED = "damaged"
    CHANGED = "changed"


GONE = frozenset({ReissueReason.LOST, ReissueReason.STOLEN})
"""The old certificate cannot be brought back."""


class HoldReason(StrEnum):
    """Why nothing is posted to a person."""

    SUPPORT_MEASURES = "support-measures"
    ELSEWHERE = "elsewhere"
    WISH = "wish"
    OTHER = "other"


_OF_PROXIES: Mapping[Applicant, Evidence] = {
    Applicant.PROXY: Evidence.LETTER_OF_PROXY,
    Applicant.GUARDIAN: Evidence.GUARDIANSHIP,
}


def enough(applicant: Applicant, evidence: frozenset[Evidence]) -> bool:
    """Whether what was seen shows who asks and, for others, that they may.

    One document with a photo or two without; 委任状 from another household, 登記事項証明書 or the
    like from a guardian (facts: 広島市, 日高市).
    """
    two = {Evidence.OTHER_ID, Evidence.SECOND_OTHER_ID} <= evidence
    known = Evidence.PHOTO_ID in evidence or two
    needed = _OF_PROXIES.get(applicant)
    return known and (needed is None or needed in evidence)


def kind_word(kind: Kind) -> Word:
    """What was asked for, as it is said to people."""
    return Word(f"counter-kind-{kind.value.replace('_', '-')}")
