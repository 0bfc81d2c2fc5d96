"""What a worker tells when a run does not come to its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kofu.base.errors import KofuError

Planned = Callable[..., Any]


@pytest.fixture
def started(planned: Planned) -> Any:
    from kofu.registry.runs.acting import act
    from kofu.registry.runs.approve import approve
    from kofu.registry.runs.states import RunStep

    run = planned()
    approve(run, "suzuki")
    act(run, RunStep.START, "sato")
    return run


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (KofuError("decision-not-derived", rows=1), "decision-not-derived"),
        (OSError(28, "No space left on device"), "run-interrupted"),
    ],
)
def test_why_a_run_stopped_is_told_and_logged(
    started: Any,
    fault: Exception,
    code: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from kofu.registry import tasks
    from kofu.registry.log.tables import Entry
    from kofu.registry.runs.acting import stand

    def fail(run: object, by: str) -> None:
        raise fault

    monkeypatch.setattr(tasks, "work_on", fail)
    with pytest.raises(type(fault)):
        tasks.print_run(run_id=started.pk, by="sato")
    assert capsys.readouterr().err.startswith(f"{code}: ")
    assert stand(started).state == "started"
    entry = Entry.objects.filter(event="run-printed", outcome="failed").get()
    assert (entry.object, entry.detail) == (f"run:{started.pk}", {"code": code})


def test_a_run_that_is_not_as_meant_stays_unverified(
    started: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kofu.registry import tasks
    from kofu.registry.runs.acting import stand
    from kofu.registry.runs.folder import PAGES, folder_of_run

    finish = tasks.finish

    def damaged(run: Any, by: str) -> bool:
        done = finish(run, by)
        file = sorted((folder_of_run(run) / PAGES / "pdf").iterdir())[0]
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
        return done

    monkeypatch.setattr(tasks, "finish", damaged)
    tasks.print_run(run_id=started.pk, by="sato")
    assert capsys.readouterr().err.startswith("run-read-back: ")
    assert stand(started).state == "printed"
