"""What the pack answers to an act: the decision with its explanation, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kofu.decide.explanation import Counter, Explanation
from kofu.documents.single.desk import Desk
from kofu.documents.values.office import office_on
from kofu.mail.pieces import dress
from kofu.policy.law import law_on
from kofu.policy.load import Book, folder_of, load
from kofu.policy.model import Basis, Document
from kofu.registry.counter.effects import Asked
from kofu.registry.counter.facts import Facts
from kofu.registry.counter.kinds import Kind, Result
from kofu.registry.counter.typed import Window
from kofu.registry.runs.packs import kept


@dataclass(frozen=True, slots=True)
class Answer:
    """`paper`: what is to be issued, `certificate`, `notice` or `letter` (a `form` of letters)."""

    facts: Facts
    explanation: Explanation
    result: Result
    paper: str | None
    form: str | None = None


@lru_cache(maxsize=8)
def book_of(pack: str) -> Book:
    """The pack, read once a process: a changed pack takes a new start."""
    return load(pack)


@lru_cache(maxsize=8)
def counter_of(pack: str, pack_hash: str, on: date, known: date) -> Counter:
    """By the pack of this hash, of today or of then. Raises KofuError `day-not-covered`,
    `pack-not-kept` and others.
    """
    book = book_of(pack)
    return Counter(law_on(book if book.hash == pack_hash else kept(pack_hash), on, known))


@lru_cache(maxsize=4)
def desk_of(pack: str, issued: date) -> Desk:
    """The forms of an insurer on a day of issue; warm once they were used."""
    return Desk(office_on(book_of(pack), issued), folder_of(pack), dress)


def answer(act: Asked, facts: Facts, window: Window) -> Answer:
    """Raises KofuError where the pack does not answer."""
    book = book_of(window.pack)
    counter = counter_of(window.pack, book.hash, window.on, window.known)
    explanation = counter.explain(facts.person_id, facts.asked)
    return answered(act.kind, facts, explanation)


def answered(kind: Kind, facts: Facts, explanation: Explanation) -> Answer:
    """What follows from the decision for what was asked."""
    decision = explanation.decision
    document = Document(decision.document)
    is_certificate = document is Document.CERTIFICATE
    if kind is Kind.EXPLANATION:
        return Answer(facts, explanation, Result.ACCEPTED, "letter", "reason-letter")
    if kind is Kind.NOTICE:
        due = document is Document.NOTICE
        result = Result.ACCEPTED if due else Result.NOT_NEEDED
        return Answer(facts, explanation, result, document.value if due else None)
    if decision.basis == Basis.REFUSED:
        return Answer(facts, explanation, Result.REFUSED, "letter", "refusal")
    if kind is Kind.DEREGISTRATION:
        # It takes effect whatever is held or missing; a certificate is due or is there already.
        paper = document.value if is_certificate else None
        return Answer(facts, explanation, Result.ACCEPTED, paper)
    if is_certificate:
        return Answer(facts, explanation, Result.ACCEPTED, document.value)
    result = Result.REVIEW if document is Document.REVIEW else Result.NOT_NEEDED
    return Answer(facts, explanation, result, None)
