"""Which law a file of decisions was made by: derived again from its receipts.

Nothing is printed from a decision that the packs do not make: a changed row is found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import cast

from kofu.base.errors import KofuError, Place
from kofu.decide.decision import receipt
from kofu.policy.interpret import Outcome, decide
from kofu.policy.law import Law, law_on
from kofu.policy.load import Book, load, shipped

_DECIDED = ("document", "variant", "basis", "rule", "form", "delivery", "provisional")

Kind = Mapping[str, object]
"""One way in which rows were decided: their common columns, `rows`, `ending`, `latest`."""


def law_of(decisions: Path, kinds: Iterable[Kind], insurer: str | None) -> tuple[Law, str]:
    """The law that made every row, and the pack's name or file.

    Raises KofuError: `decisions-of-no-pack`, `decision-not-derived`, `decisions-of-many-days`.
    """
    known = list(kinds)
    days = {cast("date", kind["valid_from"]) for kind in known if kind["valid_from"] is not None}
    if len(days) > 1:
        raise KofuError("decisions-of-many-days", Place(str(decisions)), days=len(days))
    if not days:
        raise KofuError("decisions-without-documents", Place(str(decisions)))
    (on,) = days
    first = next(kind for kind in known if kind["valid_from"] is not None)
    for name in (insurer,) if insurer else shipped():
        law = _that_made(load(name), on, first)
        if law is not None:
            _derive_all(decisions, law, known)
            return law, name
    raise KofuError("decisions-of-no-pack", Place(str(decisions)), on=on)


def _that_made(book: Book, on: date, kind: Kind) -> Law | None:
    """The pack on that day by each state of knowledge, the newest first."""
    covers = book.pack.covers
    if covers is None or not covers.covers(on):
        return None
    for known in reversed(tuple(_knowledge(book))):
        law = law_on(book, on, known)
        if _receipt(law, kind) == kind["receipt"]:
            return law
    return None


def _knowledge(book: Book) -> Iterator[date]:
    yield book.known_from
    yield from (day for day in book.published if day > book.known_from)


def _receipt(law: Law, kind: Kind) -> str | None:
    outcome = _outcome(law, kind)
    return None if outcome is None else receipt(law, cast(int, kind["class_key"]), outcome)


def _outcome(law: Law, kind: Kind) -> Outcome | None:
    """What the law says of the class; None for a key of another pack or rules that clash."""
    try:
        return decide(law, law.space.cls(cast(int, kind["class_key"]))).outcome
    except (KofuError, IndexError, ValueError):
        return None


def _derive_all(decisions: Path, law: Law, kinds: Iterable[Kind]) -> None:
    for kind in kinds:
        outcome = _outcome(law, kind)
        if outcome is None or not _agrees(law, kind, outcome):
            raise KofuError("decision-not-derived", Place(str(decisions)), rows=kind["rows"])


def _agrees(law: Law, kind: Kind, outcome: Outcome) -> bool:
    if _receipt(law, kind) != kind["receipt"]:
        return False
    if any(_word(kind[name]) != _word(getattr(outcome, name)) for name in _DECIDED):
        return False
    latest = cast("date | None", kind["latest"])
    end = outcome.term.until if outcome.term else None
    if end is None:
        return True
    return kind["ending"] == kind["rows"] and latest is not None and latest <= end


def _word(value: object) -> str:
    return "" if value is None else str(getattr(value, "value", value))
