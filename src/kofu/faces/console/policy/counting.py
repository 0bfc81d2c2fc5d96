"""People counted by two laws: what is known of it already, and having it counted by a job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import redirect

from kofu.base.errors import KofuError
from kofu.faces.console.frame.pages import Asked
from kofu.policy.model import Kind
from kofu.registry.jobs.ask import ask
from kofu.registry.jobs.kinds import Count, JobKind
from kofu.registry.jobs.look import last_of, open_jobs
from kofu.registry.jobs.tables import Job, JobState
from kofu.registry.packs.whom import Counted, Pair, People, people


@dataclass(frozen=True, slots=True)
class Numbers:
    """Whom to count (None: there is no roster, or the account may not know how many there are of
    all), what was counted of each pair of laws, and a job that is at it.
    """

    everybody: People | None
    found: tuple[tuple[Pair, Counted | None], ...]
    job: Job | None

    def of(self, pair: Pair) -> Counted | None:
        return next((one for each, one in self.found if each == pair), None)

    @property
    def complete(self) -> bool:
        """Whether all was counted."""
        return self.everybody is not None and all(one for _, one in self.found)

    @property
    def last(self) -> Counted | None:
        """The one that was counted last, to tell when and for whom."""
        return max((one for _, one in self.found if one), key=lambda one: one.at, default=None)


def numbers_for(request: Asked, kinds: set[Kind], pairs: Sequence[Pair]) -> Numbers:
    """Of the last renewal under such packs. Raises KofuError as `whom.Asked.law`."""
    return numbers_of(request, None if request.user.municipalities else people(kinds), pairs)


def numbers_of(request: Asked, everybody: People | None, pairs: Sequence[Pair]) -> Numbers:
    """Of these people. Raises KofuError as `whom.Asked.law`."""
    found = tuple((pair, everybody.counted(pair) if everybody else None) for pair in pairs)
    return Numbers(everybody, found, next(iter(_jobs(request)), None))


def have_counted(request: Asked, numbers: Numbers) -> HttpResponseBase:
    """Ask for a count of all that the page shows; the job leads back to it. Raises KofuError
    `nobody-to-count`.
    """
    if numbers.everybody is None:
        raise KofuError("nobody-to-count")
    pairs = tuple(pair for pair, _ in numbers.found)
    work = Count(run=numbers.everybody.run, pairs=pairs, page=request.get_full_path())
    return redirect("jobs:show", number=ask(work, request.by).pk)


def counted_before(request: Asked) -> Job | None:
    """The last count that was asked for on this page, whatever was compared."""
    return last_of(JobKind.COUNT, JobState.DONE, page__startswith=f"{request.path}?")


def _jobs(request: Asked) -> list[Job]:
    return open_jobs([JobKind.COUNT], page=request.get_full_path())
