"""Everybody decided at each stop with what they hold by then: who needs a document, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from kofu.decide.answers import NO_DAY, Answers, Numbers
from kofu.decide.assemble import KEY, assemble
from kofu.decide.bulk import people_batches
from kofu.decide.engine import Progress, connect, load_columns, refuse_unsound
from kofu.decide.sql import Columns, needed_facts
from kofu.policy.interpret import Outcome
from kofu.policy.law import Law
from kofu.policy.model import Aspect, Document
from kofu.reports.whatif.ahead.holdings import HELD, NO_CAP, Flags, Holdings, number_of
from kofu.reports.whatif.ahead.stops import RENEWAL, STATUS, Stop
from kofu.roster.source import RosterSource, columns

LEAVING = frozenset({"enrolment", "over-age"})
"""The ranks of rules by which somebody is no longer insured here (policy/packs/common.yaml)."""


@dataclass(frozen=True, slots=True)
class Need:
    """So many people need the outcome at a stop. `cause`: a cap, a reason code, or `renewal`."""

    stop: Stop
    cause: str
    outcome: Outcome
    people: int

    @property
    def leaves(self) -> bool:
        return self.outcome.document is Document.NOTHING


@dataclass(frozen=True, slots=True)
class _Decided:
    """Everybody at one stop: class by row, last day, which cap set it; and the classes."""

    answers: Answers
    classes: Numbers
    until: Numbers
    cap: Numbers


def needs(
    source: RosterSource, stops: Sequence[Stop], on: date, progress: Progress
) -> Iterator[Need]:
    """Who needs what at each stop; what is issued at one is held at the next.

    Raises KofuError as `decide` does where the roster is not sound.
    """
    own = frozenset(columns(source))
    progress("reading", 0.0)
    people = _loaded(source, stops, own)
    held = Holdings.of(people)
    caps = list(dict.fromkeys(name for stop in stops for name in (*stop.law.caps, *_ENDS)))
    begin = Stop(on, stops[0].law, STATUS)
    held.gone = _class_flags(_decided(people, held, begin, own, caps), _leaves(begin.law))
    since = number_of(on)
    for number, stop in enumerate(stops):
        progress("deciding", number / len(stops))
        day = number_of(stop.law.on)
        held.drop_ended_notices(day)
        found = _decided(people, held, stop, own, caps)
        yield from _told(found, held, stop, since, caps)
        _issue(found, held, day)
        since = day


_ENDS = ("cycle", "fixed")
"""What ends a document besides its caps (policy/interpret.py)."""


def _loaded(source: RosterSource, stops: Sequence[Stop], own: frozenset[str]) -> pa.Table:
    given = Columns(own, {})
    wanted = {fact for stop in stops for fact in needed_facts(stop.law, given)}
    with connect() as db:
        load_columns(db, source, ("person_id", *sorted(wanted | (set(HELD) & own))))
        refuse_unsound(db, source, stops[0].law, Columns(own, {"event": STATUS}))
        return db.sql("select * from roster").to_arrow_table()


def _decided(
    people: pa.Table, held: Holdings, stop: Stop, own: frozenset[str], caps: list[str]
) -> _Decided:
    given = Columns(own | set(HELD), {"event": stop.event})
    answers = Answers(stop.law)
    classes, until, cap = [], [], []
    with connect() as db:
        db.register("roster", held.put_into(people))
        for batch in people_batches(db, stop.law, given):
            made = assemble(answers, batch)
            classes.append(answers.numbers(made.column(KEY)))
            days = made.column("valid_until").cast(pa.int32())
            until.append(days.fill_null(int(NO_DAY)).to_numpy())
            codes = made.column("cap")
            words = np.array([*(caps.index(name) for name in codes.dictionary.to_pylist()), NO_CAP])
            cap.append(words[codes.indices.fill_null(len(words) - 1).to_numpy()])
    return _Decided(answers, *(np.concatenate(one) for one in (classes, until, cap)))


def _leaves(law: Law) -> frozenset[str]:
    """The rules by which somebody has left."""
    tiers = law.tiers[Aspect.DOCUMENT]
    return frozenset(one.rule.id for tier in tiers if tier.rank in LEAVING for one in tier.rules)


def _class_flags(found: _Decided, rules: frozenset[str]) -> Flags:
    by_class = np.array(
        [one.document is Document.NOTHING and one.rule in rules for one in found.answers.outcomes],
        np.bool_,
    )
    flags: Flags = by_class[found.classes]
    return flags


def _told(
    found: _Decided, held: Holdings, stop: Stop, since: int, caps: list[str]
) -> Iterator[Need]:
    outcomes = found.answers.outcomes
    documents = np.array([list(Document).index(one.document) for one in outcomes], np.int32)
    document = documents[found.classes]
    gone = _class_flags(found, _leaves(stop.law))
    review = document == list(Document).index(Document.REVIEW)
    paper = np.isin(
        document, [list(Document).index(one) for one in (Document.CERTIFICATE, Document.NOTICE)]
    )
    telling = paper | (review & ~held.asked) | (gone & ~held.gone)
    ended = held.ended(since, number_of(stop.law.on))
    cause = np.where(ended, held.cap, NO_CAP)[telling].astype(np.int64)
    cell = found.classes[telling].astype(np.int64) * (len(caps) + 1) + cause + 1
    cells, many = np.unique(cell, return_counts=True)
    for number, people in zip(cells.tolist(), many.tolist(), strict=True):
        class_, place = divmod(number, len(caps) + 1)
        outcome = outcomes[class_]
        yield Need(stop, _cause(stop, outcome, caps, place - 1), outcome, people)
    held.asked, held.gone = review, gone


def _cause(stop: Stop, outcome: Outcome, caps: list[str], place: int) -> str:
    if outcome.document is Document.NOTHING:
        return outcome.reasons[0] if outcome.reasons else outcome.rule
    if stop.event == RENEWAL:
        return RENEWAL
    if place != NO_CAP:
        return caps[place]
    return outcome.reasons[0] if outcome.reasons else outcome.rule


def _issue(found: _Decided, held: Holdings, day: int) -> None:
    """Who is given something holds it from now on."""
    kinds = [one.document for one in found.answers.outcomes]
    given = np.array([one is Document.CERTIFICATE for one in kinds], np.bool_)[found.classes]
    sent = np.array([one is Document.NOTICE for one in kinds], np.bool_)[found.classes]
    held.certificate_until[given] = found.until[given]
    held.notice_on[sent], held.notice_until[sent] = day, found.until[sent]
    held.cap[given | sent] = found.cap[given | sent]
