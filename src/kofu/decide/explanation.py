"""Why: everything behind one decision, as data. `wording` says it in Japanese.

The outcome and its rule with the source; the facts used; what the stronger rules asked for and did
not find; what limited the validity; which facts, if different, would lead elsewhere; and how sure
the source is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kofu.decide.changes import Alternatives
from kofu.decide.decision import Decision
from kofu.decide.oracle import as_decision
from kofu.policy.classes import Class
from kofu.policy.facts import FACTS, Facts, FactValue
from kofu.policy.interpret import Decided, Step, decide
from kofu.policy.law import ActiveRule, Law
from kofu.policy.model import Sure
from kofu.policy.term import Until, cap_day, until


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule stands and how sure that is."""

    rule: str
    says: str
    title: str
    issuer: str
    dated: str
    section: str
    words: str
    sure: Sure
    checked_on: date
    note: str


@dataclass(frozen=True, slots=True)
class UsedFact:
    """A fact that was given; `value` as in the roster."""

    name: str
    label: str
    value: FactValue


@dataclass(frozen=True, slots=True)
class BandOf:
    """In which band the person lies."""

    band: str
    label: str
    value: str
    value_label: str


@dataclass(frozen=True, slots=True)
class Missed:
    """A condition of a rule that the person does not meet."""

    label: str
    wanted: tuple[str, ...]
    found: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A stronger rule that was asked first, and what it did not find."""

    source: Source
    missed: tuple[Missed, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """A last day that was considered for the validity."""

    cap: str
    label: str
    day: date
    decisive: bool
    source: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """What would have to be different, and what would follow."""

    needed: tuple[Missed, ...]
    document: str
    rule: str
    says: str


@dataclass(frozen=True, slots=True)
class Explanation:
    insurer: str
    pack: str
    on: date
    known: date
    status_on: date | None
    decision: Decision
    reasons: tuple[str, ...]
    sources: tuple[Source, ...]
    facts: tuple[UsedFact, ...]
    bands: tuple[BandOf, ...]
    passed_over: tuple[PassedOver, ...]
    limits: tuple[Limit, ...]
    alternatives: tuple[Alternative, ...]


class Counter:
    """Decides and explains one person after another under one law, as a clerk does."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.reachable = Alternatives(law)

    def explain(self, person_id: str, facts: Facts) -> Explanation:
        """Raises KofuError where the rules overlap or leave a gap."""
        law = self.law
        cls = law.classify(facts)
        decided = decide(law, cls)
        outcome = decided.outcome
        end = until(law, outcome.term, facts) if outcome.term else Until(None, None)
        words = law.book.pack.reasons
        status_on = facts.get("status_on")
        return Explanation(
            insurer=law.book.pack.title,
            pack=law.book.pack.pack,
            on=law.on,
            known=law.known,
            status_on=status_on if isinstance(status_on, date) else None,
            decision=as_decision(law, person_id, law.space.key(cls), outcome, end),
            reasons=tuple(words[code] for code in outcome.reasons),
            sources=tuple(source_of(step.fired) for step in decided.steps),
            facts=self._facts(facts),
            bands=self._bands(cls),
            passed_over=self._passed_over(cls, decided.steps[0]),
            limits=self._limits(decided, facts, end),
            alternatives=self._alternatives(cls),
        )

    def _facts(self, facts: Facts) -> tuple[UsedFact, ...]:
        read = {fact for band in self.law.bands for fact in band.facts}
        read.update(cap.fact for cap, _ in self.law.caps.values())
        return tuple(
            UsedFact(name, fact.label, facts[name])
            for name, fact in FACTS.items()
            if name in read and facts.get(name) is not None
        )

    def _bands(self, cls: Class) -> tuple[BandOf, ...]:
        return tuple(
            BandOf(band.name, band.label, band.values[number].name, band.values[number].label)
            for band, number in zip(self.law.space.bands, cls, strict=True)
        )

    def _passed_over(self, cls: Class, step: Step) -> tuple[PassedOver, ...]:
        """The nearest first: the fewest conditions missed, then the closest in rank."""
        found = [
            PassedOver(source_of(one), self._missed(one, cls)) for one in reversed(step.passed_over)
        ]
        return tuple(sorted(found, key=lambda one: len(one.missed)))

    def _missed(self, rule: ActiveRule, cls: Class) -> tuple[Missed, ...]:
        """What the nearest box of the rule asked for and the person does not have."""
        bands = self.law.space.bands
        misses = (
            [place for place, number in enumerate(cls) if not box[place] >> number & 1]
            for box in rule.boxes
        )
        places, box = min(zip(misses, rule.boxes, strict=True), key=lambda one: len(one[0]))
        return tuple(
            Missed(
                bands[place].label,
                _labels(self.law, place, box[place]),
                bands[place].values[cls[place]].label,
            )
            for place in places
        )

    def _limits(self, decided: Decided, facts: Facts, end: Until) -> tuple[Limit, ...]:
        term = decided.outcome.term
        if term is None:
            return ()
        limits = []
        if term.until:
            rule = decided.steps[2].fired
            limits.append(
                Limit(term.cap, rule.rule.says, term.until, end.cap == term.cap, rule.norm.title)
            )
        for name in term.caps:
            cap = self.law.caps[name][0]
            fact = facts.get(cap.fact)
            if isinstance(fact, date):
                day = cap_day(cap, fact)
                limits.append(Limit(name, cap.label, day, end.cap == name, cap.cite.section))
        return tuple(limits)

    def _alternatives(self, cls: Class) -> tuple[Alternative, ...]:
        bands = self.law.space.bands
        return tuple(
            Alternative(
                needed=tuple(
                    Missed(
                        bands[place].label,
                        tuple(bands[place].values[number].label for number in numbers),
                        bands[place].values[cls[place]].label,
                    )
                    for place, numbers in change.bands
                ),
                document=change.document.value,
                rule=change.rule.id,
                says=change.rule.says,
            )
            for change in self.reachable.changes(cls)
        )


def source_of(one: ActiveRule) -> Source:
    """The source of a rule in force."""
    rule, norm = one.rule, one.norm
    return Source(
        rule=rule.id,
        says=rule.says,
        title=norm.title,
        issuer=norm.issuer,
        dated=norm.dated,
        section=rule.cite.section,
        words=rule.cite.words,
        sure=norm.sure,
        checked_on=norm.checked_on,
        note=norm.note,
    )


def _labels(law: Law, place: int, mask: int) -> tuple[str, ...]:
    values = law.space.bands[place].values
    return tuple(value.label for number, value in enumerate(values) if mask >> number & 1)
