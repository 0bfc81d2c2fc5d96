"""What an act says for its decision, and which facts it changes once it is accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from kofu.base.errors import KofuError
from kofu.policy.facts import FactValue
from kofu.registry.counter.kinds import REASONS, STANDING, Kind
from kofu.registry.counter.typed import (
    Act,
    Certificate,
    Deregistration,
    HandOver,
    Hold,
    LetterReading,
    LimitPrinting,
    MailingAddress,
    MailingAddressEnd,
    Notice,
    ReasonLetter,
    RegisteredMail,
    Reissue,
    Release,
)

Values = Mapping[str, FactValue]
"""Columns of the roster."""

_ON_APPLICATION, _AT_RENEWAL, _AS_REISSUE = "application", "renewal", "reissue"


@dataclass(frozen=True, slots=True)
class Asked:
    """An act in the roster's words.

    `said` and `event` go into the decision; `changes` are the facts to be recorded, of whichever
    strand; `reason` is the code that stands in the application.
    """

    kind: Kind
    event: str = ""
    said: Values = field(default_factory=dict)
    changes: Values = field(default_factory=dict)
    reason: str = ""


def asked(act: Act) -> Asked:
    """Raises KofuError `counter-reason-unfit`, `counter-return-unfit`, `counter-effect-early`,
    `counter-address-empty`.
    """
    on = act.received.on
    match act:
        case Certificate(reason=reason, card_returned_on=returned):
            return _application(reason, on, returned)
        case Reissue(reason=why):
            said = _applied(Kind.REISSUE, on)
            # Applied for once, it says nothing about the next renewal: no fact of the register.
            return Asked(Kind.REISSUE, _ON_APPLICATION, said, reason=why.value)
        case Deregistration(effective_on=given):
            days = {"deregistration_applied_on": on, "deregistered_on": _effective(on, given)}
            said = {**_applied(Kind.DEREGISTRATION, on), **days}
            return Asked(Kind.DEREGISTRATION, _ON_APPLICATION, said, days)
        case Notice():
            return Asked(Kind.NOTICE, _AS_REISSUE)
        case ReasonLetter():
            return Asked(Kind.EXPLANATION, _AT_RENEWAL)
        case RegisteredMail(wanted=wanted):
            kind = Kind.REGISTERED_MAIL if wanted else Kind.REGISTERED_MAIL_END
            return Asked(kind, changes={"wants_registered_mail": wanted})
        case MailingAddress():
            if not act.address.strip():
                raise KofuError("counter-address-empty")
            return _mailing(Kind.MAILING_ADDRESS, act.name, act.postal_code, act.address)
        case MailingAddressEnd():
            return _mailing(Kind.MAILING_ADDRESS_END, "", "", "")
        case Hold(reason=held, info_restricted=restricted):
            also = {"info_restricted": True} if restricted else {}
            changes = {"delivery_hold": True, **also}
            return Asked(Kind.DELIVERY_HOLD, changes=changes, reason=held.value)
        case Release(info_released=released):
            also = {"info_restricted": False} if released else {}
            return Asked(Kind.DELIVERY_RELEASE, changes={"delivery_hold": False, **also})
        case LimitPrinting(wanted=wanted):
            kind = Kind.LIMIT_PRINTING if wanted else Kind.LIMIT_PRINTING_END
            return Asked(kind, changes={"limit_requested": wanted})
        case LetterReading():
            return _reading(act)
        case HandOver():
            return Asked(Kind.HAND_OVER)


def end_of_next_month(day: date) -> date:
    """When a deregistration takes effect (facts 6: 翌月末)."""
    first = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _application(reason: Kind, on: date, returned: date | None) -> Asked:
    if reason not in REASONS:
        raise KofuError("counter-reason-unfit", reason=reason.value)
    if returned and (reason is not Kind.RETURNING_CARD or returned > on):
        raise KofuError("counter-return-unfit")
    card: Values = {"card_returned_on": returned} if returned else {}
    said = {**_applied(reason, on), **card}
    standing: Values = {"support_needed": True} if reason in STANDING else {}
    return Asked(reason, _ON_APPLICATION, said, {**said, **standing})


def _applied(kind: Kind, on: date) -> dict[str, FactValue]:
    return {"application": kind.value, "applied_on": on}


def _effective(on: date, given: date | None) -> date:
    if given and given < on:
        raise KofuError("counter-effect-early", day=given)
    return given or end_of_next_month(on)


def _reading(act: LetterReading) -> Asked:
    one = "large_print" if act.large_print else "voice" if act.voice else None
    aid = "both" if act.large_print and act.voice else one
    language = act.language.value if act.language else None
    kind = Kind.LETTER_READING if language or aid else Kind.LETTER_READING_END
    return Asked(kind, changes={"letter_language": language, "reading_aid": aid})


def _mailing(kind: Kind, name: str, postal_code: str, address: str) -> Asked:
    columns = {"mailing_name": name, "mailing_postal_code": postal_code, "mailing_address": address}
    return Asked(kind, changes={column: text or None for column, text in columns.items()})
