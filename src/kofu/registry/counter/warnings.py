"""Warnings that prevent accidents: what a clerk should see before an act is done.

They stop nothing. What must not happen at all the acts and the database refuse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kofu.base.errors import Word
from kofu.documents.fonts.units import code_points
from kofu.registry.counter.deciding import Answer, desk_of
from kofu.registry.counter.effects import asked
from kofu.registry.counter.facts import Facts, facts_of
from kofu.registry.counter.kinds import Applicant, Channel, enough
from kofu.registry.counter.looking import (
    approaching_runs,
    missing_glyphs,
    others_at,
    under_way,
)
from kofu.registry.counter.pages import stops
from kofu.registry.counter.typed import Act, Decided, HandOver, MailingAddress, Window
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.roster.columns import COLUMNS as CONTRACT

OLD_FACTS = 45
"""Days after which what is known of the card is old: the list comes once a month (facts 1.5)."""

_OWN = (Applicant.SELF, Applicant.GUARDIAN)


class Code(StrEnum):
    """What to beware of; the words are `counter-warning-CODE` of the catalogue."""

    NOT_ENROLLED = "not-enrolled"
    FACTS_OLD = "facts-old"
    EVIDENCE_SHORT = "evidence-short"
    SAME_DESTINATION = "same-destination"
    UNDER_WAY = "under-way"
    RUN_APPROACHES = "run-approaches"
    HELD = "held"
    HELD_HANDED_OVER = "held-handed-over"
    NOT_PRINTABLE = "not-printable"
    DOCUMENT_NOT_PRINTABLE = "document-not-printable"
    LEFT_WITHOUT_PROOF = "left-without-proof"
    PROOF_IN_DOUBT = "proof-in-doubt"


SERIOUS = frozenset(Code) - {Code.FACTS_OLD}
"""To be confirmed one by one before an act is done: each tells of an accident that may happen."""


@dataclass(frozen=True, slots=True)
class Caution:
    """One warning; `params` fill its words and name nobody."""

    code: Code
    params: Mapping[str, object] = field(default_factory=dict)


def warnings(act: Act, window: Window) -> tuple[Caution, ...]:
    """What to beware of before an act; the look is logged.

    Raises KofuError `person-not-registered`.
    """
    wish = asked(act)
    facts = facts_of(act.person_id, window.on, wish.said, wish.event)
    found = about(act, facts, window)
    note(
        Event.PERSON_READ,
        by=window.by,
        terminal=window.terminal,
        person_id=act.person_id,
        detail={"preview": wish.kind.value, "warnings": len(found)},
    )
    return found


def about(act: Act, facts: Facts, window: Window) -> tuple[Caution, ...]:
    """The same of facts that were read already."""
    return tuple(_cautions(act, facts, window))


def _cautions(act: Act, facts: Facts, window: Window) -> Iterator[Caution]:
    values, on = facts.values, window.on
    lost, acquired = values["lost_on"], values["acquired_on"]
    if isinstance(lost, date) and lost <= on:
        yield Caution(Code.NOT_ENROLLED, {"day": lost})
    elif isinstance(acquired, date) and acquired > on:
        yield Caution(Code.NOT_ENROLLED, {"day": acquired})
    seen = values["status_on"]
    if isinstance(act, Decided) and isinstance(seen, date) and (on - seen).days > OLD_FACTS:
        yield Caution(Code.FACTS_OLD, {"day": seen})
    received = act.received
    if received.channel is Channel.COUNTER and not enough(received.applicant, received.evidence):
        yield Caution(Code.EVIDENCE_SHORT)
    if isinstance(act, MailingAddress):
        others = others_at(act.person_id, act.address, values["household_id"], on)
        if others:
            yield Caution(Code.SAME_DESTINATION, {"people": others})
    for one in under_way(act.person_id, on) if not isinstance(act, HandOver) else ():
        yield Caution(Code.UNDER_WAY, {"document": one})
    for run in approaching_runs(act.person_id):
        yield Caution(Code.RUN_APPROACHES, {"run": run})
    if values["delivery_hold"] is True or values["info_restricted"] is True:
        yield Caution(Code.HELD)
        if isinstance(act, HandOver) and received.applicant not in _OWN:
            yield Caution(Code.HELD_HANDED_OVER)
    texts = dict(values)
    if isinstance(act, MailingAddress):
        texts |= asked(act).changes
    for column, unit in missing_glyphs(texts, desk_of(window.pack, on).office):
        told = {"column": CONTRACT[column].label, "unit": unit, "point": code_points(unit)}
        yield Caution(Code.NOT_PRINTABLE, told)


def unprintable(found: Answer, window: Window) -> tuple[Caution, ...]:
    """Whether the document that follows could be printed, or what stops it."""
    error = stops(found, window)
    if error is None:
        return ()
    finding = error.finding
    told = {"why": Word(finding.code), "field": finding.place.column or ""}
    return (Caution(Code.DOCUMENT_NOT_PRINTABLE, told),)
