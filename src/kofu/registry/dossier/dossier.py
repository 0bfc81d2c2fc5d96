"""One person's page as data, on a day, as known at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kofu.base.errors import Finding, KofuError
from kofu.decide.explanation import Explanation
from kofu.policy.facts import FactValue
from kofu.registry.dossier.applications import Request, requests_of
from kofu.registry.dossier.desk import Desk
from kofu.registry.dossier.history import Change, History, rows_of
from kofu.registry.dossier.marks import Mark, marks
from kofu.registry.dossier.memberships import Membership, memberships_of
from kofu.registry.dossier.papers import Paper, issued_until, notice_sent_on, papers_of
from kofu.registry.dossier.proof import Picture, picture
from kofu.registry.dossier.whom import Whom
from kofu.registry.few import by_keys
from kofu.registry.people.strands import STRANDS, Strand


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact, and since when it has been so."""

    column: str
    value: FactValue
    since: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a strand. `since`: the day from which its last word holds."""

    strand: Strand
    since: date | None
    stated: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything one page shows of a person. `refused`: why there is no decision."""

    who: Whom
    on: date
    now: Mapping[str, FactValue]
    facts: tuple[Facts, ...]
    to_come: tuple[Change, ...]
    changes: tuple[Change, ...]
    proof: Picture
    marks: tuple[Mark, ...]
    papers: tuple[Paper, ...]
    runs: tuple[Membership, ...]
    requests: tuple[Request, ...]
    decision: Explanation | None
    refused: Finding | None


def dossier(who: Whom, at: Desk, known: datetime | None = None) -> Dossier:
    """As of the day of the desk's law, as known at a moment (None: now); in a transaction.

    Raises KofuError `person-not-registered`, `database-refused`.
    """
    by_keys()
    on = at.law.on
    history = History(rows_of(who.number), known)
    papers = papers_of(who.number, known)
    now = _now(who.person_id, history, papers, on)
    seen = picture(history, papers, at.evidence, on)
    decision, refused = _decided(at, who.person_id, now)
    changes = history.changes()
    return Dossier(
        who=who,
        on=on,
        now=now,
        facts=tuple(_facts(history, strand, on) for strand in STRANDS),
        to_come=tuple(one for one in changes if one.row.valid_from > on),
        changes=tuple(one for one in changes if one.row.valid_from <= on),
        proof=seen,
        marks=marks(at.law, now, papers, seen),
        papers=papers,
        runs=memberships_of(who.number),
        requests=requests_of(who.number),
        decision=decision,
        refused=refused,
    )


def _now(
    person_id: str, history: History, papers: tuple[Paper, ...], on: date
) -> dict[str, FactValue]:
    """What `people.as_of` says of one person, from what was read already; a test compares them.

    Raises KofuError `person-not-registered` before the first enrolment that is known.
    """
    facts = history.on(on)
    if facts is None:
        raise KofuError("person-not-registered")
    until, sent = facts["certificate_until"], facts["notice_sent_on"]
    assert until is None or isinstance(until, date)
    assert sent is None or isinstance(sent, date)
    return {
        "person_id": person_id,
        **facts,
        "certificate_until": issued_until(papers, on, until),
        "notice_sent_on": notice_sent_on(papers, on, sent),
    }


def _decided(
    at: Desk, person_id: str, facts: Mapping[str, FactValue]
) -> tuple[Explanation | None, Finding | None]:
    if at.counter is None:
        return None, at.closed
    try:
        return at.counter.explain(person_id, facts), None
    except KofuError as error:
        return None, error.finding


def _facts(history: History, strand: Strand, on: date) -> Facts:
    row = history.row_on(strand, on)
    values = row.values if row else {}
    stated = (
        Stated(name, value, history.since(strand, name, on))
        for name, value in values.items()
        if value is not None
    )
    return Facts(strand, row.valid_from if row else None, tuple(stated))
