"""The proof of a pack: every class, on every boundary day and the days beside it.

A finding is told in words: the day, the person's bands, the rules. The obligations are the
design's invariants 1 (exactly one rule), 2 (no one without proof) and 4 (validity), and that every
rule is of use: some class meets it, and a case of the pack names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from math import prod

from kofu.base.errors import NOWHERE, Finding
from kofu.policy.boundaries import Moment, moments
from kofu.policy.cases import case_findings
from kofu.policy.check import slips
from kofu.policy.classes import Box, meet, minus
from kofu.policy.interpret import cite, in_words, term_of
from kofu.policy.law import Law, Tier, refuse_abstract, resolve
from kofu.policy.load import Book
from kofu.policy.model import Aspect, Document, DocumentRule, TermOutcome
from kofu.policy.partition import Leaf, Partition, by_document, papers, partition
from kofu.policy.term import cap_day
from kofu.policy.worlds import World, world_of

LATER_ASPECTS = (Aspect.VARIANT, Aspect.TERM, Aspect.FORM, Aspect.DELIVERY)


@dataclass
class Proof:
    """What was looked at, and what was found."""

    pack: str
    moments: int = 0
    laws: int = 0
    leaves: int = 0
    classes: int = 0
    rules: int = 0
    cases: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.findings


def prove(book: Book) -> Proof:
    """Prove a pack. Raises KofuError only where the pack cannot be read at all."""
    refuse_abstract(book)
    prover = _Prover(book)
    prover.proof.findings.extend(slips(book))
    return prover.run() if prover.proof.holds else prover.proof


@dataclass(frozen=True)
class _Cut:
    """The whole world of one law, cut by document and then by each later question."""

    law: Law
    world: World
    documents: Partition
    later: dict[Aspect, Partition]


class _Prover:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.proof = Proof(
            book.pack.pack,
            classes=prod(len(band.values) for band in book.space.bands),
            rules=sum(1 for _ in book.rules()),
            cases=len(book.pack.cases),
        )
        self.told: set[tuple[object, ...]] = set()
        self.reached: set[str] = set()
        self.switched_on: set[str] = set()

    def run(self) -> Proof:
        cuts: dict[tuple[object, ...], _Cut] = {}
        for moment in moments(self.book):
            law = resolve(self.book, moment.on, moment.known)
            self.proof.moments += 1
            world = world_of(law)
            shape = _shape(law, world)
            cut = cuts.get(shape)
            if cut is None:
                cut = cuts[shape] = _cut(law, world)
                self.proof.laws += 1
                self.proof.leaves += len(cut.documents.leaves)
                for finding in self.of_classes(cut):
                    self.tell(finding)
            for finding in self.of_validity(world, cut, moment):
                self.tell(finding)
        for finding in (*self.of_rules(), *case_findings(self.book)):
            self.tell(finding)
        return self.proof

    def tell(self, finding: Finding) -> None:
        """Each finding once, with its first day and people as the example."""
        about = {k: str(v) for k, v in finding.params.items() if k not in ("on", "known", "who")}
        key = (finding.code, finding.place, tuple(sorted(about.items())))
        if key not in self.told:
            self.told.add(key)
            self.proof.findings.append(finding)

    def of_classes(self, cut: _Cut) -> Iterator[Finding]:
        """Gaps, overlaps and people without proof; notes which rules are of use."""
        law = cut.law
        self.switched_on.update(one.rule.id for tier in _tiers(law) for one in tier.rules)
        for aspect, parts in ((Aspect.DOCUMENT, cut.documents), *cut.later.items()):
            for box in parts.gaps:
                if cut.world.occurs(box):
                    yield self.found("proof-gap", cut, box, aspect=aspect.value)
            for overlap in parts.overlaps:
                if cut.world.occurs(overlap.box):
                    yield self.found(
                        "proof-overlap",
                        cut,
                        overlap.box,
                        first=overlap.first.rule.id,
                        second=overlap.second.rule.id,
                        first_cite=cite(overlap.first),
                        second_cite=cite(overlap.second),
                    )
            for leaf in parts.leaves:
                if leaf.rule.rule.id not in self.reached and cut.world.could_occur(leaf.box):
                    self.reached.add(leaf.rule.rule.id)
        yield from self.without_proof(cut)

    def without_proof(self, cut: _Cut) -> Iterator[Finding]:
        """Entitled, but neither a certificate now nor anything usable in hand."""
        proof = self.book.pack.proof
        if proof is None:
            yield Finding("proof-not-declared", NOWHERE, {"name": self.book.pack.pack})
            return
        if cut.law.on < proof.first:
            return
        space = cut.law.space
        entitled = space.box(proof.entitled)
        holes = [space.box(box) for box in (*proof.usable, *proof.unknown)]
        for leaf in cut.documents.leaves:
            rule = leaf.rule.rule
            assert isinstance(rule, DocumentRule)
            if rule.then.document in (Document.CERTIFICATE, Document.REVIEW):
                continue
            rest = [both] if (both := meet(leaf.box, entitled)) else []
            for hole in holes:
                rest = [piece for box in rest for piece in minus(box, hole)]
            for box in rest:
                if cut.world.occurs(box):
                    yield self.found("proof-none-held", cut, box, rule=rule.id)

    def of_validity(self, world: World, cut: _Cut, moment: Moment) -> Iterator[Finding]:
        """No document ends before it begins: the earliest day of each cap, in each leaf."""
        law = world.law
        for leaf in cut.later[Aspect.TERM].leaves:
            then = leaf.rule.rule.then
            assert isinstance(then, TermOutcome)
            end = term_of(law, then, ())
            limit = end.until or end.horizon
            if limit is not None and limit < law.on and world.occurs(leaf.box):
                yield self.found("proof-ends-early", cut, leaf.box, moment, limit, leaf=leaf)
            for name in then.caps:
                cap, applies = law.caps[name]
                box = meet(leaf.box, applies)
                if box is None or not world.occurs(box):
                    continue
                earliest = world.earliest(cap.fact, box)
                if earliest is not None and cap_day(cap, earliest) < law.on:
                    day = cap_day(cap, earliest)
                    yield self.found("proof-ends-early", cut, box, moment, day, leaf=leaf)

    def of_rules(self) -> Iterator[Finding]:
        """Rules that no class meets, and rules that no case names."""
        named = {case.expect.rule for case in self.book.pack.cases}
        known = {rule.id for _, rule in self.book.rules()}
        for aspect, rule in self.book.rules():
            place = self.book.places.get(rule.id, NOWHERE)
            off = rule.only_if and rule.id not in self.switched_on
            if rule.id not in self.reached and not off:
                yield Finding("proof-unreachable", place, {"rule": rule.id, "says": rule.says})
            if aspect is Aspect.DOCUMENT and rule.id not in named and not off:
                yield Finding("proof-rule-without-case", place, {"rule": rule.id})
        for case in self.book.pack.cases:
            if case.expect.rule and case.expect.rule not in known:
                place = self.book.places.get(case.name, NOWHERE)
                params = {"rule": case.expect.rule, "name": case.name}
                yield Finding("proof-case-without-rule", place, params)

    def found(
        self,
        code: str,
        cut: _Cut,
        box: Box,
        moment: Moment | None = None,
        day: date | None = None,
        leaf: Leaf | None = None,
        **params: object,
    ) -> Finding:
        on, known = (moment.on, moment.known) if moment else (cut.law.on, cut.law.known)
        words = {"on": on, "known": known, "who": in_words(cut.law, cut.world.member(box))}
        if leaf is not None:
            params = {**params, "rule": leaf.rule.rule.id, "day": day}
        rule = params.get("rule", params.get("second"))
        place = self.book.places.get(str(rule), NOWHERE)
        return Finding(code, place, {**words, **params})


def _tiers(law: Law) -> Iterator[Tier]:
    for tiers in law.tiers.values():
        yield from tiers


def _shape(law: Law, world: World) -> tuple[object, ...]:
    """Two laws of one shape are proven alike: same rules, same bands that can occur, same duty."""
    proof = law.book.pack.proof
    due = proof is not None and law.on >= proof.first
    rules = tuple(
        (aspect, tuple((tier.rank, tuple(one.rule.id for one in tier.rules)) for tier in tiers))
        for aspect, tiers in law.tiers.items()
    )
    together = tuple((group.places, frozenset(group.combinations)) for group in world.groups)
    return rules, tuple(band.possible for band in law.bands), together, due


def _cut(law: Law, world: World) -> _Cut:
    documents = by_document(law)
    boxes = [leaf.box for leaf in papers(law, documents)]
    later = {aspect: partition(law.tiers[aspect], boxes) for aspect in LATER_ASPECTS}
    return _Cut(law, world, documents, later)
