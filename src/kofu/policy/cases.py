"""The cases of a pack, run: each a statement of a source that a clerk can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kofu.base.errors import NOWHERE, Finding, KofuError
from kofu.policy.facts import Facts
from kofu.policy.interpret import decide
from kofu.policy.law import law_on, refuse_abstract
from kofu.policy.load import Book
from kofu.policy.model import Case, Expected
from kofu.policy.term import until


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case, and the fields in which the decision is not what the source says."""

    case: Case
    wrong: tuple[tuple[str, str, str], ...]
    stopped: Finding | None = None

    @property
    def passed(self) -> bool:
        return not self.wrong and self.stopped is None


def run_case(book: Book, case: Case) -> CaseResult:
    """Decide the case's person; compare what the case speaks of: (field, expected, decided)."""
    try:
        assumed = book.with_parameters(case.parameters) if case.parameters else book
        decided = decided_fields(assumed, case.facts, case.on, case.known)
    except KofuError as error:
        return CaseResult(case, (), error.finding)
    return CaseResult(case, tuple(_differences(case.expect, decided)))


def run_cases(book: Book) -> Iterator[CaseResult]:
    """Every case of the pack, its parents' included. Raises KofuError `pack-abstract`."""
    refuse_abstract(book)
    for case in book.pack.cases:
        yield run_case(book, case)


def case_findings(book: Book) -> Iterator[Finding]:
    """The cases that fail or cannot be decided, one finding for each."""
    for result in run_cases(book):
        place = book.places.get(result.case.name, NOWHERE)
        if result.stopped:
            yield Finding("case-stopped", place, _params(result, result.stopped.words()))
        if result.wrong:
            words = "、".join(f"{name}: {wanted} ≠ {got}" for name, wanted, got in result.wrong)
            yield Finding("case-fails", place, _params(result, words))


def _params(result: CaseResult, words: str) -> Mapping[str, object]:
    return {"name": result.case.name, "difference": words, "source": result.case.source}


def decided_fields(book: Book, facts: Facts, on: date, known: date) -> Mapping[str, object]:
    """The decision on one person as the contract's fields. Raises KofuError."""
    law = law_on(book, on, known)
    outcome = decide(law, law.classify(facts)).outcome
    end = until(law, outcome.term, facts) if outcome.term else None
    return {
        "document": outcome.document,
        "variant": outcome.variant,
        "basis": outcome.basis,
        "rule": outcome.rule,
        "provisional": outcome.provisional,
        "form": outcome.form,
        "delivery": outcome.delivery,
        "reasons": outcome.reasons,
        "valid_until": end.day if end else None,
        "cap": end.cap if end else None,
    }


def _differences(expect: Expected, decided: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    for field in sorted(expect.model_fields_set):
        wanted, got = getattr(expect, field), decided[field]
        if field == "reasons":
            same = isinstance(got, tuple) and set(wanted) <= set(got)
        else:
            same = got == (None if wanted == "none" else wanted)
        if not same:
            yield field, str(wanted), str(got)
