"""Days that matter to a person: ages, ends of terms, the card's certificate, renewals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kofu.policy.facts import FactValue
from kofu.policy.law import Law
from kofu.policy.term import cap_day
from kofu.registry.dossier.papers import Paper
from kofu.registry.dossier.proof import Kind, Lane, Picture
from kofu.registry.issued.states import ENDED


class MarkKind(StrEnum):
    """What happens on the day; `CAP` is told in the pack's words."""

    JOINED = "joined"
    LEFT = "left"
    CAP = "cap"
    OLD_CARD_ENDS = "old-card-ends"
    CARD_EXPIRES = "card-expires"
    CARD_LAPSES = "card-lapses"
    CERTIFICATE_BEGINS = "certificate-begins"
    CERTIFICATE_ENDS = "certificate-ends"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Mark:
    """`on` is the last day of what ends (75: the eve of the birthday), the first of what begins."""

    on: date
    kind: MarkKind
    words: str = ""
    document: int | None = None


def marks(
    law: Law, facts: Mapping[str, FactValue], papers: Iterable[Paper], seen: Picture
) -> tuple[Mark, ...]:
    """Past and coming, within the picture, in the order of days."""
    held = tuple(papers)
    found = {*_of_facts(facts), *_of_caps(law, facts), *_of_papers(held), *_of_lanes(seen)}
    inside = (one for one in found if seen.first <= one.on <= seen.last)
    return tuple(sorted(inside, key=lambda one: (one.on, one.kind)))


_NAMED = (
    ("acquired_on", MarkKind.JOINED),
    ("lost_on", MarkKind.LEFT),
    ("certificate_expires_on", MarkKind.CARD_EXPIRES),
    ("notice_sent_on", MarkKind.NOTICE),
)


def _of_facts(facts: Mapping[str, FactValue]) -> Iterator[Mark]:
    for name, kind in _NAMED:
        day = facts.get(name)
        if isinstance(day, date):
            yield Mark(day, kind)


def _of_caps(law: Law, facts: Mapping[str, FactValue]) -> Iterator[Mark]:
    """Whatever limits a certificate by a fact of the person: 70, 75, 在留期間, 障害認定."""
    for cap, _ in law.caps.values():
        fact = facts.get(cap.fact)
        if isinstance(fact, date):
            yield Mark(cap_day(cap, fact), MarkKind.CAP, cap.label)


def _of_papers(papers: Iterable[Paper]) -> Iterator[Mark]:
    for one in papers:
        if not one.is_certificate or one.valid_from is None:
            continue
        if one.last_day is None or one.valid_from <= one.last_day:
            yield Mark(one.valid_from, MarkKind.CERTIFICATE_BEGINS, document=one.number)
        if one.last_day and one.state not in ENDED:
            yield Mark(one.last_day, MarkKind.CERTIFICATE_ENDS, document=one.number)


def _of_lanes(seen: Picture) -> Iterator[Mark]:
    """What the packs tell of each day: when old card and linked card stop being of use."""
    for span in seen.of(Lane.OLD_CARD):
        yield Mark(span.last, MarkKind.OLD_CARD_ENDS)
    for span in seen.of(Lane.CARD):
        following = seen.on(Lane.CARD, span.last + timedelta(1))
        if span.kind is Kind.GRACE and following and following.kind is Kind.UNUSABLE:
            yield Mark(span.last, MarkKind.CARD_LAPSES)
