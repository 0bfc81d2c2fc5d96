"""What can be asked of a worker. A job holds numbers, days, codes and pages; nobody's data."""

from __future__ import annotations

import hashlib
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from kofu.registry.packs.whom import Pair
from kofu.registry.runs.states import RunKind


class JobKind(StrEnum):
    """Its word stands in the catalogue as `job-...`."""

    PLAN = "plan"
    CHECK = "check"
    LOAD = "load"
    RELEASE = "release"
    POST = "post"
    ABANDON = "abandon"
    SWEEP = "sweep"
    COUNT = "count"
    CHECK_LOG = "check-log"
    REPORT = "report"


class _Work(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @property
    def key(self) -> str:
        """Two jobs of one key are never open at once: here, whatever asks for the same."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class RunWork(_Work):
    """About one run."""

    run: int

    @property
    def key(self) -> str:
        """One at a time for a run."""
        return f"run-{self.run}"


class FileWork(_Work):
    """About one uploaded file."""

    upload: str

    @property
    def key(self) -> str:
        """One at a time for a file."""
        return f"upload-{self.upload}"


class PlanRun(_Work):
    """A run to plan; as `registry.runs.plan.Asked`."""

    kind: Literal[JobKind.PLAN] = JobKind.PLAN
    run_kind: RunKind
    pack: str
    on: date
    known: date
    as_of: date
    issued: date | None = None
    tracking: tuple[str, ...] = ()
    posted: date | None = None


class CheckFile(FileWork):
    """A file to check, and to compare with what the register knows."""

    kind: Literal[JobKind.CHECK] = JobKind.CHECK


class LoadFile(FileWork):
    """A file to take in. `loads`: the last load when it was compared."""

    kind: Literal[JobKind.LOAD] = JobKind.LOAD
    loads: int


class ReleaseRun(RunWork):
    """A run to release; as `registry.runs.release.release`. `employers`: a file of the run's."""

    kind: Literal[JobKind.RELEASE] = JobKind.RELEASE
    posted: date | None = None
    tracking: tuple[str, ...] = ()
    employers: str = ""


class PostRun(RunWork):
    """A run that was posted on `day`."""

    kind: Literal[JobKind.POST] = JobKind.POST
    day: date


class AbandonRun(RunWork):
    """A run to give up."""

    kind: Literal[JobKind.ABANDON] = JobKind.ABANDON
    reason: str


class Sweep(_Work):
    """Gaps and doubles of one day, by a pack."""

    kind: Literal[JobKind.SWEEP] = JobKind.SWEEP
    pack: str
    on: date


class Count(_Work):
    """People of a run by the rules of two laws each; `page`: the address where it was asked, which
    holds nothing of anybody.
    """

    kind: Literal[JobKind.COUNT] = JobKind.COUNT
    run: int
    pairs: tuple[Pair, ...]
    page: str


class CheckLog(_Work):
    """The log's chain, all of it; `head`: a value written down before, or nothing."""

    kind: Literal[JobKind.CHECK_LOG] = JobKind.CHECK_LOG
    head: str = ""

    @property
    def key(self) -> str:
        """One at a time."""
        return "log"


class MakeReport(_Work):
    """A report from the register as of a day. `suppress`: numbers under it are hidden."""

    kind: Literal[JobKind.REPORT] = JobKind.REPORT
    on: date
    suppress: int | None = None
    cut_off: bool = False


Work = (
    PlanRun
    | CheckFile
    | LoadFile
    | ReleaseRun
    | PostRun
    | AbandonRun
    | Sweep
    | Count
    | CheckLog
    | MakeReport
)
WORK: TypeAdapter[Work] = TypeAdapter(Annotated[Work, Field(discriminator="kind")])
"""From what a job's row holds."""
