"""Proof over time: from which day to which day what proves somebody's insurance, and the gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from kofu.policy.days import clamped
from kofu.policy.facts import FactValue
from kofu.registry.dossier.evidence import Evidence, Told
from kofu.registry.dossier.history import History
from kofu.registry.dossier.papers import Paper, certificate_until, notice_sent_on
from kofu.registry.people.held import WITH_PERSON
from kofu.registry.people.strands import CARD

ONE_DAY = timedelta(1)


class Lane(StrEnum):
    """What may prove insurance; `PROOF` is all of it together."""

    PROOF = "proof"
    OLD_CARD = "old-card"
    CARD = "card"
    CERTIFICATE = "certificate"
    NOTICE = "notice"


class Kind(StrEnum):
    """What is so in a lane during a span."""

    COVERED = "covered"
    """Something usable is in hand or on the way."""
    GAP = "gap"
    """Entitled, and nothing usable."""
    IN_DOUBT = "in-doubt"
    """As `gap`, but the state of the card is unknown."""
    OUTSIDE = "outside"
    """Not enrolled here, or too young or too old for it."""
    BEFORE = "before"
    """Nothing usable is known, and no file had told us of the person yet."""
    UNASKED = "unasked"
    """Before the first day of which the pack speaks: everybody had an insurance card."""

    USABLE = "usable"
    GRACE = "grace"
    UNUSABLE = "unusable"
    UNKNOWN = "unknown"
    WAITING = "waiting"
    """A certificate that has not left the house."""
    SENT = "sent"


_GRACE = frozenset({"grace", "grace-due"})
"""Values of the packs' band `card`; only how the picture is shaded depends on it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Both days included; cut at the edges of the picture."""

    lane: Lane
    kind: Kind
    first: date
    last: date
    words: str = ""
    """Of a card that cannot be used: why, as the pack says it."""
    document: int | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    kind: Kind
    words: str = ""
    document: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """What proves insurance from `first` to `last`, lane by lane, in the order of days."""

    first: date
    last: date
    today: date
    spans: tuple[Span, ...]

    def of(self, lane: Lane) -> tuple[Span, ...]:
        return tuple(span for span in self.spans if span.lane is lane)

    def on(self, lane: Lane, day: date) -> Span | None:
        """What holds in a lane on a day."""
        return next((one for one in self.of(lane) if one.first <= day <= one.last), None)

    @property
    def gaps(self) -> tuple[Span, ...]:
        return tuple(span for span in self.spans if span.kind in (Kind.GAP, Kind.IN_DOUBT))


def picture(
    history: History, papers: Iterable[Paper], evidence: Evidence, today: date, years: int = 2
) -> Picture:
    """`years` back and ahead of today, by the facts as `history` knows them."""
    first, last = _reach(today, years)
    held = tuple(papers)
    days = _turns(history, held, evidence, first, last)
    said = [(day, _on(day, history, held, evidence)) for day in days]
    spans = [span for lane in Lane for span in _spans(lane, said, last)]
    return Picture(first, last, today, tuple(spans))


def warm(evidence: Evidence, today: date, years: int = 2) -> None:
    """What the evidence says on the days that all pictures have, kept for the first of them."""
    for day in sorted(_days_of_all(evidence, *_reach(today, years))):
        evidence.on(day, {})


def _reach(today: date, years: int) -> tuple[date, date]:
    return (
        clamped(today.year - years, today.month, today.day),
        clamped(today.year + years, today.month, today.day),
    )


def _days_of_all(evidence: Evidence, first: date, last: date) -> set[date]:
    turns = evidence.turns()
    return {first, *_months(first, last), *turns, *(day + ONE_DAY for day in turns)}


def _turns(
    history: History, papers: Iterable[Paper], evidence: Evidence, first: date, last: date
) -> list[date]:
    """The first day, and every day on which anything may be other than on the day before.

    Bands turn on the day that a fact names or the day after, with the month, with the calendar
    year's 1 April, or on a birthday; a test looks at every day between.
    """
    days: set[date] = set()
    if history.first_told:
        days.add(history.first_told)
    for row in history.standing:
        dates = [value for value in row.values.values() if isinstance(value, date)]
        days.update((row.valid_from, *dates))
        if isinstance(birth := row.values.get("birth_date"), date):
            days.update(_anniversaries(birth, first, last))
    for paper in papers:
        named = (paper.valid_from, paper.valid_until, *(done.on for done in paper.done))
        days.update(day for day in named if day)
    after = {day + ONE_DAY for day in days if day < last}
    every = days | after | _days_of_all(evidence, first, last)
    return sorted(day for day in every if first <= day <= last)


def _months(first: date, last: date) -> Iterator[date]:
    for index in range(first.year * 12 + first.month, last.year * 12 + last.month):
        yield date(index // 12, index % 12 + 1, 1)


def _anniversaries(day: date, first: date, last: date) -> Iterator[date]:
    for year in range(first.year, last.year + 1):
        yield clamped(year, day.month, day.day)


def _on(
    day: date, history: History, papers: tuple[Paper, ...], evidence: Evidence
) -> Mapping[Lane, _Said]:
    """What is so on one day, in every lane that has anything."""
    facts = history.on(day)
    if facts is None:
        return {Lane.PROOF: _Said(Kind.OUTSIDE)}
    until = certificate_until(papers, day, _day(facts, "certificate_until"))
    told = evidence.on(day, {**facts, "certificate_until": until})
    found = {Lane.PROOF: _Said(_proof(told, history, day))}
    if "old_card" in told.by:
        found[Lane.OLD_CARD] = _Said(Kind.USABLE)
    if history.row_on(CARD, day) or _known(history, day):
        found[Lane.CARD] = _card(told)
    if certificate := _certificate(told, papers, day):
        found[Lane.CERTIFICATE] = certificate
    sent = notice_sent_on(papers, day, _day(facts, "notice_sent_on"))
    if sent and sent <= day:
        found[Lane.NOTICE] = _Said(Kind.SENT)
    return found


def _known(history: History, day: date) -> bool:
    first = history.first_told
    return first is not None and first <= day


def _proof(told: Told, history: History, day: date) -> Kind:
    if not told.entitled:
        return Kind.OUTSIDE
    if told.by:
        return Kind.COVERED
    if not told.asks:
        return Kind.UNASKED
    if not _known(history, day):
        return Kind.BEFORE
    return Kind.IN_DOUBT if told.unknown else Kind.GAP


def _card(told: Told) -> _Said:
    if "card" in told.by:
        return _Said(Kind.GRACE if told.card in _GRACE else Kind.USABLE)
    return _Said(Kind.UNKNOWN) if told.unknown else _Said(Kind.UNUSABLE, told.card_label)


def _certificate(told: Told, papers: Iterable[Paper], day: date) -> _Said | None:
    live = [one for one in papers if one.is_certificate and one.is_live(day)]
    out = [one for one in live if one.state_on(day) in WITH_PERSON]
    if "certificate" in told.by:
        return _Said(Kind.USABLE, document=out[0].number if out else None)
    waiting = [one for one in live if one.state_on(day)]
    return _Said(Kind.WAITING, document=waiting[0].number) if waiting else None


def _day(facts: Mapping[str, FactValue], name: str) -> date | None:
    value = facts.get(name)
    return value if isinstance(value, date) else None


def _spans(lane: Lane, said: list[tuple[date, Mapping[Lane, _Said]]], last: date) -> Iterator[Span]:
    """Neighbouring days of which the same is said become one."""
    turns = [(day, found.get(lane)) for day, found in said]
    starts = [
        (day, now)
        for number, (day, now) in enumerate(turns)
        if number == 0 or turns[number - 1][1] != now
    ]
    for (first, now), (following, _) in pairwise([*starts, (last + ONE_DAY, None)]):
        if now is not None:
            yield Span(lane, now.kind, first, following - ONE_DAY, now.words, now.document)
