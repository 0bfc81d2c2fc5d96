"""What was found when a pack was proven and checked: made once, kept by what decides it.

A proof takes seconds and holds until pack, cases or program change; it lies beside the register.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from django.utils import timezone

from kofu.base.errors import Finding, KofuError, Place
from kofu.base.whole_files import whole_file
from kofu.policy.boundaries import days, known_days
from kofu.policy.cases import CaseResult, run_cases
from kofu.policy.check import conflicts
from kofu.policy.load import Book
from kofu.policy.prove import Proof, prove
from kofu.registry.packs.at_hand import AtHand, Origin
from kofu.registry.server.home import home, private


@dataclass(frozen=True, slots=True)
class Examined:
    """A proof, the conflicts between norms, and when they were looked for.

    `days`, `known`: boundary days and states of knowledge that were gone through.
    """

    proof: Proof
    conflicts: tuple[Finding, ...]
    days: int
    known: int
    at: datetime
    by: str


def examine(one: AtHand, by: str) -> Examined:
    """Prove the pack, look for conflicts, keep both. Raises KofuError `pack-without-cases`."""
    if one.origin is Origin.EARLIER:
        raise KofuError("pack-without-cases")
    proof = prove(one.book)
    found = Examined(
        proof=proof,
        # A pack with slips cannot be cut into classes; its proof says so already.
        conflicts=tuple(conflicts(one.book)) if proof.moments else (),
        days=len(days(one.book)),
        known=len(known_days(one.book)),
        at=timezone.now(),
        by=by,
    )
    path = private(home().path / "proofs") / f"{_mark(one.book)}.json"
    with whole_file(path) as draft:
        draft.write_text(json.dumps(asdict(found), default=str), encoding="utf-8")
    return found


def examined(book: Book) -> Examined | None:
    """What was kept of this pack as it is, if it was examined."""
    return _read(home().path / "proofs" / f"{_mark(book)}.json")


def case_results(book: Book) -> tuple[CaseResult, ...]:
    """Every case of the pack, decided now."""
    return _results(_Marked(_mark(book), book))


@dataclass(frozen=True)
class _Marked:
    """A pack, known by its mark: two that are equal are examined once."""

    mark: str
    book: Book

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Marked) and self.mark == other.mark

    def __hash__(self) -> int:
        return hash(self.mark)


@lru_cache(maxsize=32)
def _results(one: _Marked) -> tuple[CaseResult, ...]:
    return tuple(run_cases(one.book))


def _mark(book: Book) -> str:
    """A hash of the pack, its cases and the version of the program."""
    told = f"{version('kofu')} {book.hash} {book.cases_hash}"
    return hashlib.sha256(told.encode()).hexdigest()


def _read(path: Path) -> Examined | None:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        proof = told["proof"]
        findings = [_finding(one) for one in proof.pop("findings")]
        return Examined(
            proof=Proof(**proof, findings=findings),
            conflicts=tuple(_finding(one) for one in told["conflicts"]),
            days=told["days"],
            known=told["known"],
            at=datetime.fromisoformat(told["at"]),
            by=told["by"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not there, or not ours: the proof is made again


def _finding(told: Mapping[str, object]) -> Finding:
    place, params = told["place"], told["params"]
    assert isinstance(place, dict) and isinstance(params, dict)
    return Finding(str(told["code"]), Place(**place), params)
