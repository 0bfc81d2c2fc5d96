"""Jobs: asked once, done once, told at the end; whatever dies in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest
from tests.registry.conftest import Register

from kofu.base.errors import KofuError

Planned = Callable[..., Any]
ON, KNOWN = date(2026, 8, 1), date(2026, 6, 13)
WORKER = [sys.executable, "-m", "kofu.registry.worker", "--once", "jobs"]


def plan_work(**other: object) -> Any:
    from kofu.registry.jobs.kinds import PlanRun
    from kofu.registry.runs.states import RunKind

    asked: dict[str, Any] = {"run_kind": RunKind.RENEWAL, "pack": "tokyo-kouki", "on": ON}
    return PlanRun(**{**asked, "known": KNOWN, "as_of": KNOWN, **other})


def again(job: Any) -> Any:
    job.refresh_from_db()
    return job


def test_a_plan_asked_for_is_made_by_a_worker(loaded: Register) -> None:
    from kofu.registry.jobs.ask import ask
    from kofu.registry.runs.tables import Run

    job = ask(plan_work(), "sato")
    assert (job.state, job.attempts) == ("waiting", 0)
    subprocess.run(WORKER, check=True, timeout=120)
    run = Run.objects.get()
    assert run.planned_by == "sato"
    assert (again(job).state, job.object, job.progress) == ("done", f"run:{run.pk}", 1.0)
    assert job.told["code"] == "job-planned"
    assert job.finished_at is not None


def test_two_clicks_make_one_job(loaded: Register) -> None:
    from kofu.registry.jobs.ask import ask
    from kofu.registry.jobs.tables import Job

    first, second = ask(plan_work(), "sato"), ask(plan_work(), "suzuki")
    assert first.pk == second.pk
    assert ask(plan_work(on=date(2026, 8, 2)), "sato").pk != first.pk
    assert Job.objects.count() == 2
    with psycopg.connect(loaded.app) as app:
        (waiting,) = app.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'kofu.job'"
        ).fetchone() or (None,)
    assert waiting == 2


def test_another_job_of_the_same_run_has_to_wait(planned: Planned) -> None:
    from kofu.registry.jobs.ask import ask
    from kofu.registry.jobs.kinds import AbandonRun, ReleaseRun

    run = planned()
    ask(ReleaseRun(run=run.pk), "sato")
    with pytest.raises(KofuError, match="job-at-work"):
        ask(AbandonRun(run=run.pk, reason="件数の誤り"), "sato")


def test_a_job_that_is_over_can_be_asked_for_again(loaded: Register) -> None:
    from kofu.registry.jobs.ask import ask
    from kofu.registry.jobs.work import work

    first = ask(plan_work(pack="no-such-pack"), "sato")
    work(first.pk)
    assert again(first).state == "failed"
    assert ask(plan_work(pack="no-such-pack"), "sato").pk != first.pk


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (KofuError("runs-none"), "runs-none"),
        (OSError(28, "No space left on device"), "job-stopped"),
        (ValueError("交付 太郎"), "job-broken"),
    ],
)
def test_why_a_job_failed_is_told_without_anybody_s_data(
    register: Register,
    fault: Exception,
    code: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from kofu.registry.jobs import work as working
    from kofu.registry.jobs.ask import ask

    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(working, "do", fail)
    job = ask(plan_work(), "sato")
    working.work(job.pk)
    assert (again(job).state, job.told["code"]) == ("failed", code)
    assert "太郎" not in f"{job.told}{capsys.readouterr()}"


def test_what_was_refused_stands_in_the_log(planned: Planned) -> None:
    from kofu.registry.jobs.ask import ask
    from kofu.registry.jobs.kinds import PostRun
    from kofu.registry.jobs.work import work
    from kofu.registry.log.tables import Entry

    run = planned()
    job = ask(PostRun(run=run.pk, day=ON), "suzuki")
    work(job.pk)
    assert again(job).told["code"] == "run-step-not-allowed"
    entry = Entry.objects.get(event="run-posted")
    assert (entry.outcome, entry.by, entry.object) == ("refused", "suzuki", f"run:{run.pk}")


def test_a_killed_worker_s_job_is_taken_over_and_ends(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connections

    from kofu.registry.jobs import work as working
    from kofu.registry.jobs.ask import ask
    from kofu.registry.jobs.doing import Done
    from kofu.registry.jobs.look import stand

    job = ask(plan_work(), "sato")
    connections.close_all()
    child = os.fork()
    if child == 0:
        monkeypatch.setattr(working, "do", lambda *_: time.sleep(60))
        working.work(job.pk)
        os._exit(0)
    while again(job).state == "waiting":
        time.sleep(0.05)
    assert not stand(job).interrupted
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while not stand(again(job)).interrupted:
        time.sleep(0.05)
    assert job.state == "running"
    from kofu.base.errors import Finding

    monkeypatch.setattr(working, "do", lambda *_: Done(Finding("job-swept")))
    working.work(job.pk)
    assert (again(job).state, job.attempts) == ("done", 2)


def test_a_job_that_takes_workers_with_it_is_given_up(register: Register) -> None:
    from kofu.registry.jobs.ask import ask
    from kofu.registry.jobs.tables import Job
    from kofu.registry.jobs.work import MOST, work

    job = ask(plan_work(), "sato")
    Job.objects.filter(pk=job.pk).update(state="running", attempts=MOST)
    work(job.pk)
    assert (again(job).state, job.told["code"]) == ("failed", "job-interrupted")


def test_a_second_worker_leaves_a_job_to_the_first(register: Register) -> None:
    from kofu.registry.jobs.ask import ask
    from kofu.registry.jobs.line import alone
    from kofu.registry.jobs.work import work

    job = ask(plan_work(), "sato")
    with alone(job.pk) as line:
        assert line is not None
        work(job.pk)
    assert again(job).state == "waiting"


def test_progress_is_written_once_a_second_and_seen_from_outside(register: Register) -> None:
    from django.db import transaction

    from kofu.registry.jobs.ask import ask
    from kofu.registry.jobs.line import alone
    from kofu.registry.jobs.tables import Job

    job = ask(plan_work(), "sato")
    Job.objects.filter(pk=job.pk).update(state="running")

    def seen() -> tuple[str, float]:
        with psycopg.connect(register.app) as app:
            row = app.execute("SELECT phase, progress FROM job").fetchone()
        assert row
        return str(row[0]), float(row[1])

    with alone(job.pk) as line, transaction.atomic():
        assert line is not None
        line.progress("deciding", 0.1)
        line.progress("deciding", 0.2)
        assert seen() == ("deciding", 0.1)
        line.progress("entering", 0.0)
        assert seen() == ("entering", 0.0)
