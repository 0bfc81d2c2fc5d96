"""What the clerk types for each act, and at which window it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kofu.documents.letters.language import Tongue
from kofu.registry.counter.kinds import (
    Applicant,
    Channel,
    Evidence,
    HoldReason,
    Kind,
    ReissueReason,
)
from kofu.registry.issued.states import Step


@dataclass(frozen=True, slots=True)
class Window:
    """Who works where, on which day, by which rules: `known` is what was published by then."""

    pack: str
    on: date
    known: date
    by: str
    terminal: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """What a program sent: its own key for this one application, and the hash of all it said."""

    key: UUID
    digest: str


@dataclass(frozen=True, slots=True)
class Received:
    """How an application came in. `note` goes into the log: one line, nobody's data.

    `call`: where a program sent it.
    """

    on: date
    channel: Channel = Channel.COUNTER
    applicant: Applicant = Applicant.SELF
    evidence: frozenset[Evidence] = frozenset()
    note: str = ""
    call: Call | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """資格確認書の交付の申請. `reason`: one of `kinds.REASONS`.

    `card_returned_on`: the day on which the card was given back, if it was. A loss is not written
    down as a fact of the card: the reason is a temporary one, and the list of the next month tells.
    """

    person_id: str
    received: Received
    reason: Kind
    card_returned_on: date | None = None
    by_post: bool = False


@dataclass(frozen=True, slots=True)
class Reissue:
    """再交付. `old_returned`: the damaged or changed certificate was handed in."""

    person_id: str
    received: Received
    reason: ReissueReason
    old_returned: bool = False
    by_post: bool = False


@dataclass(frozen=True, slots=True)
class Deregistration:
    """利用登録の解除. `effective_on`: when it takes effect, if not 翌月末."""

    person_id: str
    received: Received
    effective_on: date | None = None
    by_post: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """お知らせの再交付."""

    person_id: str
    received: Received
    by_post: bool = False


@dataclass(frozen=True, slots=True)
class ReasonLetter:
    """判定のご案内: a letter that explains how a renewal would be decided today."""

    person_id: str
    received: Received
    by_post: bool = False


Decided = Certificate | Reissue | Deregistration | Notice | ReasonLetter
"""Acts that the pack answers."""


@dataclass(frozen=True, slots=True)
class RegisteredMail:
    """簡易書留の希望, or its end."""

    person_id: str
    received: Received
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class MailingAddress:
    """送付先: where mail goes instead. A name alone is c/o at the own address."""

    person_id: str
    received: Received
    address: str
    postal_code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class MailingAddressEnd:
    """Mail goes to the registered address again."""

    person_id: str
    received: Received


@dataclass(frozen=True, slots=True)
class Hold:
    """送付の保留. `info_restricted`: the card cannot be used either (自己情報の提供の制限)."""

    person_id: str
    received: Received
    reason: HoldReason
    info_restricted: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """The end of a hold; `info_released`: the card may be used again."""

    person_id: str
    received: Received
    info_released: bool = False


@dataclass(frozen=True, slots=True)
class LimitPrinting:
    """限度額適用区分などの任意記載事項 on the next document, or ＊ instead."""

    person_id: str
    received: Received
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class LetterReading:
    """お手紙の言語と読み方: the whole wish as it is from now on; nothing of it is its end."""

    person_id: str
    received: Received
    language: Tongue | None = None
    large_print: bool = False
    voice: bool = False


Arranged = (
    RegisteredMail
    | MailingAddress
    | MailingAddressEnd
    | Hold
    | Release
    | LimitPrinting
    | LetterReading
)
"""Acts that are simply recorded: they concern how things are sent and what is printed."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """窓口での交付: who took which document; `received` says when and who."""

    person_id: str
    received: Received
    document: int


Act = Decided | Arranged | HandOver


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """取下げ of what was accepted. `reason` goes into the log: one line, nobody's data."""

    person_id: str
    application: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DocumentStep:
    """What became of a document. `seq`: its last action that was seen when this was typed;
    `reason`: why it came back, a code of the post's.
    """

    person_id: str
    document: int
    seq: int
    step: Step
    day: date
    reason: str = ""


Matter = Act | Withdrawal | DocumentStep
"""Whatever is dealt with at the counter."""
