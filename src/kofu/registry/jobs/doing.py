"""What is done for each kind of job, and what is told at its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kofu.base.errors import Finding, KofuError, Word
from kofu.policy.load import load as load_pack
from kofu.registry.jobs import kinds
from kofu.registry.log.chain import seal
from kofu.registry.log.check import checked
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.write import note
from kofu.registry.packs.whom import count_all
from kofu.registry.runs import plan, posting, release
from kofu.registry.runs.employers import employers_of
from kofu.registry.runs.find import find_run
from kofu.registry.sweeps.noted import noted_sweep
from kofu.registry.uploads.taking import check_upload, load_upload

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Done:
    """What is told, and what came of it (`run:12`)."""

    finding: Finding
    object: str = ""


Doer = Callable[[kinds.Work, str, Progress], Done]
OTHERS: dict[kinds.JobKind, Doer] = {}
"""Kinds of work that parts on our right do: a worker that has them at hand says so."""


def do(work: kinds.Work, by: str, progress: Progress) -> Done:
    """Do it. Raises KofuError; what was refused stands in the log."""
    try:
        return _do(work, by, progress)
    except KofuError as error:
        about = f"run:{work.run}" if isinstance(work, kinds.RunWork) else ""
        detail = {"code": error.finding.code}
        note(_EVENTS[work.kind], by=by, outcome=Outcome.REFUSED, object=about, detail=detail)
        raise


_EVENTS = {
    kinds.JobKind.PLAN: Event.RUN_PLANNED,
    kinds.JobKind.CHECK: Event.FILE_CHECKED,
    kinds.JobKind.LOAD: Event.LOADED,
    kinds.JobKind.RELEASE: Event.RUN_RELEASED,
    kinds.JobKind.POST: Event.RUN_POSTED,
    kinds.JobKind.ABANDON: Event.RUN_ABANDONED,
    kinds.JobKind.SWEEP: Event.SWEPT,
    kinds.JobKind.COUNT: Event.COUNTED,
    kinds.JobKind.CHECK_LOG: Event.LOG_CHECKED,
    kinds.JobKind.REPORT: Event.EXPORTED,
}


def _do(work: kinds.Work, by: str, progress: Progress) -> Done:
    match work:
        case kinds.PlanRun():
            return _plan(work, by, progress)
        case kinds.CheckFile():
            code = check_upload(work.upload, by, progress)
            return Done(Finding(code), f"upload:{work.upload}")
        case kinds.LoadFile():
            done = load_upload(work.upload, work.loads, by, progress)
            return Done(Finding("job-loaded", params={"rows": done.rows}), f"load:{done.load}")
        case kinds.ReleaseRun():
            progress("listing", 0.0)
            return _release(work, by)
        case kinds.PostRun():
            progress("recording", 0.0)
            posted = posting.post(find_run(work.run), by, work.day)
            seal()
            return Done(Finding("job-posted", params={"count": posted}), f"run:{work.run}")
        case kinds.AbandonRun():
            progress("recording", 0.0)
            cancelled = posting.abandon(find_run(work.run), by, work.reason)
            return Done(Finding("job-abandoned", params={"count": cancelled}), f"run:{work.run}")
        case kinds.Sweep():
            progress("sweeping", 0.0)
            found = noted_sweep(load_pack(work.pack), work.on, by=by)
            counts = {breach.name.lower(): number for breach, number in found.counts.items()}
            return Done(Finding("job-swept", params={"on": work.on, **counts}), "sweep:1")
        case kinds.Count():
            number = count_all(find_run(work.run), work.pairs, by, progress)
            return Done(Finding("job-counted", params={"pairs": number}))
        case kinds.CheckLog():
            seal()
            total = checked([work.head] if work.head else [], by=by, progress=progress).total
            return Done(Finding("job-log-checked", params={"found": total}))
        case kinds.MakeReport():
            if work.kind not in OTHERS:
                raise KofuError("job-not-here")
            return OTHERS[work.kind](work, by, progress)


def _plan(work: kinds.PlanRun, by: str, progress: Progress) -> Done:
    asked = plan.Asked(
        work.run_kind,
        work.pack,
        work.on,
        work.known,
        work.as_of,
        by,
        work.issued,
        tracking=work.tracking,
        posted=work.posted,
    )
    run = plan.plan(asked, progress)
    word = Word(f"run-kind-{run.kind}")
    return Done(Finding("job-planned", params={"run": run.pk, "kind": word}), f"run:{run.pk}")


def _release(work: kinds.ReleaseRun, by: str) -> Done:
    run = find_run(work.run)
    employers = employers_of(run, work.employers)
    done = release.release(run, by, work.posted, employers, work.tracking)
    if not done.root:
        first = done.findings[0]
        raise KofuError("job-not-released", found=len(done.findings), first=first.code)
    seal()
    code = "job-released-but" if done.findings else "job-released"
    params = {"found": len(done.findings), "root": done.root}
    return Done(Finding(code, params=params), f"run:{work.run}")
