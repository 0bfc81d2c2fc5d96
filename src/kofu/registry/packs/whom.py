"""How many people the rules concern: everybody of a run that was planned.

The roster of that run is counted once per class by a job, and the counts lie beside the register;
nobody's row leaves it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path

from django.utils import timezone

from kofu.base.errors import Finding, KofuError
from kofu.base.whole_files import whole_file
from kofu.decide.pairs import count_pairs
from kofu.policy.law import Law, law_on
from kofu.policy.model import Kind
from kofu.registry.jobs.told import from_json, to_json
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.packs.at_hand import find
from kofu.registry.runs.folder import ROSTER, folder_of_run
from kofu.registry.runs.packs import kept
from kofu.registry.runs.states import RunKind
from kofu.registry.runs.tables import Run
from kofu.registry.server.home import home, private
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


Pair = tuple[Asked, Asked]
"""Two laws to lay beside each other; the same twice, where one is to be counted."""


@dataclass(frozen=True, slots=True)
class Counted:
    """People by the rule of each law, or why not (`refused`); when, and who asked."""

    pairs: Mapping[tuple[str, str], int]
    refused: Finding | None
    at: datetime
    by: str

    def by_rule(self) -> Mapping[str, int]:
        """People by the rule of the first law."""
        return _summed(self.pairs, 0)

    def by_second_rule(self) -> Mapping[str, int]:
        """People by the rule of the second law."""
        return _summed(self.pairs, 1)


@dataclass(frozen=True, slots=True)
class People:
    """Whom to count: the run's roster with the facts as of a day, and why each is decided (None:
    each for a reason of their own, which the roster tells).
    """

    run: int
    as_of: date
    roster: Path
    event: str | None

    def counted(self, pair: Pair) -> Counted | None:
        """What was counted of these two laws as they are; None if nobody asked yet.

        Raises KofuError as `Asked.law`.
        """
        return _read(self._file(pair))

    def count(self, pair: Pair, by: str) -> Counted:
        """Count, and keep it. Raises KofuError as `Asked.law`."""
        first, second = (one.law() for one in pair)
        pairs: Mapping[tuple[str, str], int] = {}
        refused = None
        try:
            pairs = count_pairs(open_source(self.roster, None), first, second, self.event)
        except KofuError as error:  # a gap or two rules at once: that is the answer
            refused = error.finding
        found = Counted(pairs, refused, timezone.now(), by)
        path = self._file(pair)
        private(path.parent)
        with whole_file(path) as draft:
            draft.write_text(json.dumps(_plain(found)), encoding="utf-8")
        return found

    def _file(self, pair: Pair) -> Path:
        """Known by the run, the program and all that decides in both laws."""
        laws = [(find(one.key).book.hash, str(one.on), str(one.known)) for one in pair]
        told = json.dumps([version("kofu"), self.roster.parent.name, self.event, laws])
        return home().path / "counts" / f"{hashlib.sha256(told.encode()).hexdigest()}.json"


def people(kinds: set[Kind]) -> People | None:
    """Of the last renewal under a pack of this kind; None if there is none, or its files went."""
    for run in Run.objects.filter(kind=RunKind.RENEWAL.value).order_by("-id")[:_LOOKED_AT]:
        found = people_of(run)
        if found and kinds == {_kind(run.fingerprint["pack"])}:
            return found
    return None


def people_of(run: Run) -> People | None:
    """Of one run; None if its files went."""
    roster = folder_of_run(run) / ROSTER
    event = RunKind.RENEWAL.value if run.kind == RunKind.RENEWAL else None
    return People(run.pk, run.as_of, roster, event) if roster.is_file() else None


_LOOKED_AT = 10


def count_all(
    run: Run, pairs: Sequence[Pair], by: str, progress: Callable[[str, float], None]
) -> int:
    """Count each of these for somebody; how many were. Raises KofuError `roster-gone`."""
    everybody = people_of(run)
    if everybody is None:
        raise KofuError("roster-gone", run=run.pk)
    for number, pair in enumerate(pairs):
        progress("counting", number / len(pairs))
        everybody.count(pair, by)
    detail = {"pairs": len(pairs)}
    note(Event.COUNTED, by=by, object=f"run:{run.pk}", detail=detail)
    return len(pairs)


def _kind(pack_hash: str) -> Kind | None:
    try:
        return kept(pack_hash).pack.kind
    except KofuError:
        return None


def _summed(pairs: Mapping[tuple[str, str], int], side: int) -> Mapping[str, int]:
    rules: dict[str, int] = {}
    for pair, number in pairs.items():
        rules[pair[side]] = rules.get(pair[side], 0) + number
    return rules


def _plain(one: Counted) -> Mapping[str, object]:
    return {
        "pairs": [[*rules, number] for rules, number in one.pairs.items()],
        "refused": to_json(one.refused) if one.refused else None,
        "at": one.at.isoformat(),
        "by": one.by,
    }


def _read(path: Path) -> Counted | None:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Counted(
            {(first, second): number for first, second, number in told["pairs"]},
            from_json(told["refused"]) if told["refused"] else None,
            datetime.fromisoformat(told["at"]),
            told["by"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not there, or not ours: it is counted again
