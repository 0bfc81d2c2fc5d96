"""How many people the rules concern: everybody of the last renewal that was planned.

The roster of that run is counted once per class; nobody's row leaves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from kofu.base.errors import KofuError
from kofu.decide.pairs import count_pairs, count_rules
from kofu.policy.law import Law, law_on
from kofu.policy.model import Kind
from kofu.registry.packs.at_hand import find
from kofu.registry.runs.folder import ROSTER, folder_of_run
from kofu.registry.runs.packs import kept
from kofu.registry.runs.states import RunKind
from kofu.registry.runs.tables import Run
from kofu.roster.source import open_source


@dataclass(frozen=True, slots=True)
class Asked:
    """A law, by the key of its pack."""

    key: str
    on: date
    known: date

    def law(self) -> Law:
        """Raises KofuError `pack-unknown`, `day-not-covered`, `nothing-published`."""
        return law_on(find(self.key).book, self.on, self.known)


@dataclass(frozen=True, slots=True)
class People:
    """Whom to count: the run's roster with the facts as of a day, and why each is decided."""

    run: int
    as_of: date
    roster: Path
    event: str

    def by_pair(self, first: Asked, second: Asked) -> Mapping[tuple[str, str], int]:
        """People by the rule of each law. Raises KofuError `rules-gap`, `rules-overlap`."""
        return _pairs(self.roster, self.event, first, second)

    def by_rule(self, law: Asked) -> Mapping[str, int]:
        """People by the rule that decides. Raises KofuError `rules-gap`, `rules-overlap`."""
        return _rules(self.roster, self.event, law)


def people(kinds: set[Kind]) -> People | None:
    """Of the last renewal under a pack of this kind; None if there is none, or its files went."""
    for run in Run.objects.filter(kind=RunKind.RENEWAL.value).order_by("-id")[:_LOOKED_AT]:
        roster = folder_of_run(run) / ROSTER
        if roster.is_file() and kinds == {_kind(run.fingerprint["pack"])}:
            return People(run.pk, run.as_of, roster, _EVENT)
    return None


_LOOKED_AT = 10
_EVENT = "renewal"


def _kind(pack_hash: str) -> Kind | None:
    try:
        return kept(pack_hash).pack.kind
    except KofuError:
        return None


@lru_cache(maxsize=64)
def _pairs(roster: Path, event: str, first: Asked, second: Asked) -> Mapping[tuple[str, str], int]:
    return count_pairs(open_source(roster, None), first.law(), second.law(), event)


@lru_cache(maxsize=64)
def _rules(roster: Path, event: str, law: Asked) -> Mapping[str, int]:
    return count_rules(open_source(roster, None), law.law(), event)
