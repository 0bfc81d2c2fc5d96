"""What a reader of a pack must know before trusting it: conflicts, doubts and slips.

An error makes the pack unusable, a conflict is two norms that say different things (a finding with
both citations), a doubt is a value that no source confirms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kofu.base.checkdigits import insurer_number_is_valid
from kofu.base.errors import NOWHERE, Finding, KofuError
from kofu.policy.boundaries import moments
from kofu.policy.classes import Box, Class, meet
from kofu.policy.interpret import cite, in_words
from kofu.policy.law import ActiveRule, Law, resolve
from kofu.policy.load import Book
from kofu.policy.model import DocumentRule, Expectation, Norm, Sure, TermOutcome
from kofu.policy.partition import by_document
from kofu.policy.worlds import world_of


class Level(StrEnum):
    ERROR = "error"
    CONFLICT = "conflict"
    DOUBT = "doubt"


LEVELS = {
    "check-conflict": Level.CONFLICT,
    "check-insurer-number": Level.DOUBT,
    "check-parameter": Level.DOUBT,
    "check-assumed": Level.DOUBT,
    "check-contradiction": Level.DOUBT,
    "check-reported": Level.DOUBT,
    "check-assumed-norm": Level.DOUBT,
    "check-ends": Level.DOUBT,
}


def level_of(finding: Finding) -> Level:
    """What is not known to be milder is an error."""
    return LEVELS.get(finding.code, Level.ERROR)


def check(book: Book) -> Iterator[Finding]:
    """Everything about the pack that its reader must know, the gravest first."""
    found = list(slips(book))
    yield from found
    if found:
        return
    try:
        yield from conflicts(book)
    except KofuError as error:
        yield error.finding
        return
    yield from doubts(book)


def slips(book: Book) -> Iterator[Finding]:
    pack = book.pack
    parameters = {one.id for one in pack.parameters}
    caps = {one.id for one in pack.caps}
    spoken = set(pack.reasons)
    bands = {band.name for band in book.space.bands}
    for _, rule in book.rules():
        place = book.places.get(rule.id, NOWHERE)
        for code in rule.reasons:
            known = code.strip("{}") in bands if code.startswith("{") else code in spoken
            if not known:
                yield Finding("check-reason-unknown", place, {"rule": rule.id, "reason": code})
        for name in set(rule.only_if) - parameters:
            yield Finding("parameter-unknown", place, {"name": name})
        if isinstance(rule.then, TermOutcome):
            for name in set(rule.then.caps) - caps:
                yield Finding("check-cap-unknown", place, {"rule": rule.id, "cap": name})
    for band in pack.bands:
        for value in band.values:
            if value.reason and value.reason not in spoken:
                place = book.places.get(band.name, NOWHERE)
                params = {"rule": band.name, "reason": value.reason}
                yield Finding("check-reason-unknown", place, params)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A rule whose outcome an expectation of another norm rules out, for the people of `box`."""

    rule: ActiveRule
    norm: Norm
    expectation: Expectation
    box: Box
    who: Class


def conflicts(book: Book) -> Iterator[Finding]:
    """Rules whose outcome another norm in force says must not occur."""
    told: set[tuple[str, str]] = set()
    for moment in moments(book):
        law = resolve(book, moment.on, moment.known)
        for one in conflicts_of(law, book.pack.norms):
            pair = (one.rule.rule.id, one.expectation.id)
            if pair not in told:
                told.add(pair)
                yield _conflict(book, law, one)


def conflicts_of(law: Law, norms: Iterable[Norm]) -> Iterator[Conflict]:
    """The same on the day of one law, for what these norms expect; each box that can occur."""
    expected = [
        (norm, one)
        for norm in norms
        for one in norm.expectations
        if norm.published <= law.known and one.in_force.covers(law.on)
    ]
    if not expected:
        return
    world = world_of(law)
    leaves = by_document(law).leaves
    for norm, one in expected:
        for leaf in leaves:
            box = meet(leaf.box, law.space.box(one.when))
            if box and world.occurs(box) and _against(leaf.rule, one):
                yield Conflict(leaf.rule, norm, one, box, world.member(box))


def _against(rule: ActiveRule, expectation: Expectation) -> bool:
    assert isinstance(rule.rule, DocumentRule)
    then = rule.rule.then
    never = expectation.never
    return then.document is never.document and never.basis in (None, then.basis)


def _conflict(book: Book, law: Law, one: Conflict) -> Finding:
    return Finding(
        "check-conflict",
        book.places.get(one.rule.rule.id, NOWHERE),
        {
            "rule": one.rule.rule.id,
            "rule_cite": cite(one.rule),
            "rule_words": one.rule.rule.cite.words,
            "other": one.expectation.id,
            "other_cite": f"{one.norm.title}（{one.norm.issuer}、{one.norm.dated}）",
            "other_words": one.expectation.cite.words,
            "on": law.on,
            "known": law.known,
            "who": in_words(law, one.who),
        },
    )


def doubtful_numbers(book: Book) -> Iterator[Finding]:
    """Values of the office's 保険者番号 whose check digit is wrong: a slip of the pen, or no number
    at all. Institutions could find nobody by it.
    """
    for setting in book.pack.office:
        if setting.id != "insurer_number":
            continue
        for one in setting.values:
            if one.value is not None and not insurer_number_is_valid(one.said):
                place = book.places.get(setting.id, NOWHERE)
                yield Finding("check-insurer-number", place, {"number": one.said})


def doubts(book: Book) -> Iterator[Finding]:
    """Values and norms that no source confirms, and the day on which the rules end."""
    for parameter in (*book.pack.parameters, *book.pack.office):
        place = book.places.get(parameter.id, NOWHERE)
        params = {"id": parameter.id, "label": parameter.label}
        if parameter.warning:
            values = "、".join(f"{one.said}（{one.first}から）" for one in parameter.values)
            told = {**params, "value": values, "warning": parameter.warning}
            yield Finding("check-parameter", place, told)
        elif any(value.sure is Sure.ASSUMED for value in parameter.values):
            yield Finding("check-assumed", place, params)
    yield from doubtful_numbers(book)
    for norm in book.pack.norms:
        place = book.places.get(norm.id, NOWHERE)
        if norm.contradiction:
            params = {"title": norm.title, "contradiction": norm.contradiction}
            yield Finding("check-contradiction", place, params)
        if norm.sure is not Sure.CONFIRMED:
            code = "check-reported" if norm.sure is Sure.REPORTED else "check-assumed-norm"
            yield Finding(code, place, {"title": norm.title, "note": norm.note})
    covers = book.pack.covers
    if covers and covers.last:
        params = {"last": covers.last.isoformat(), "because": book.pack.covers_because}
        yield Finding("check-ends", NOWHERE, params)
