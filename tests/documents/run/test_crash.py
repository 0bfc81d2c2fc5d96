"""Killed in the middle and run again: the same files, and nothing half done in between."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest
from towns import Printed, contents, decide, person, print_town, write_roster

from kofu.documents.run.render import Asked, render
from kofu.documents.verify.verify import Asked as AskedToVerify
from kofu.documents.verify.verify import verify

PEOPLE = [person(number) for number in range(1, 61)]
SCRIPT = """
import sys
from pathlib import Path
from kofu.documents.run.render import Asked, render

def told(stage, done):
    print(stage, done, flush=True)

if __name__ == "__main__":
    decisions, roster, folder, workers = sys.argv[1:]
    asked = Asked(Path(decisions), Path(roster), Path(folder), None, "kawasaki-kokuho", None, 2, int(workers))
    render(asked, told)
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Thirty files, printed without a crash."""
    return print_town(tmp_path_factory.mktemp("whole"), PEOPLE, per_file=2)


def started(work: Path, workers: int) -> tuple[subprocess.Popen[str], Asked]:
    """A run in a process of its own, at work when this returns."""
    roster = write_roster(work / "roster.csv", PEOPLE)
    decisions = decide(roster, work / "decisions.parquet")
    script = work / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    words = (decisions, roster, work / "out", workers)
    process = subprocess.Popen(
        [sys.executable, script, *map(str, words)], stdout=subprocess.PIPE, text=True, start_new_session=True
    )  # fmt: skip
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("printing"):
            break
    return process, Asked(decisions, roster, work / "out", None, "kawasaki-kokuho", None, 2, 1)


def group_of(process: subprocess.Popen[str]) -> list[int]:
    """The living processes of its session, zombies left out (Linux)."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == process.pid and fields[0] != "Z":
                found.append(int(entry.name))
    return found


def no_half_file(folder: Path) -> None:
    """What stands under a final name can be opened; without a record, the run is not done."""
    for path in (folder / "pdf").glob("*.pdf"):
        with pikepdf.open(path, attempt_recovery=False) as pdf:
            assert len(pdf.pages) in (2, 4)
    if (folder / "record.json").exists():
        record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
        for one in record["files"]:
            data = (folder / one["name"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == one["sha256"]


@pytest.mark.parametrize("moment", range(3))
def test_a_killed_run_is_made_whole_by_the_next(
    tmp_path: Path, whole: Printed, moment: int
) -> None:
    wait = random.Random(moment).uniform(0, 0.25)
    process, asked = started(tmp_path, 1)
    time.sleep(wait)
    process.kill()
    process.wait()
    no_half_file(tmp_path / "out")
    render(asked)
    assert contents(tmp_path / "out") == contents(whole.folder)
    assert not list((tmp_path / "out").rglob("*.part"))


@pytest.mark.slow
def test_a_run_killed_with_its_workers_at_work_leaves_no_process_behind(
    tmp_path: Path, whole: Printed
) -> None:
    """A worker that lives on could write an old page over a new one, and holds people's data."""
    process, asked = started(tmp_path, 2)
    workers = [one for one in group_of(process) if one != process.pid]
    assert workers
    process.kill()
    process.wait()
    try:
        for _ in range(100):
            if not group_of(process):
                break
            time.sleep(0.1)
        assert group_of(process) == []
    finally:
        for one in group_of(process):
            os.kill(one, signal.SIGKILL)
    no_half_file(tmp_path / "out")
    render(asked)
    assert contents(tmp_path / "out") == contents(whole.folder)


@pytest.mark.slow
def test_a_run_whose_worker_is_killed_is_no_run(tmp_path: Path) -> None:
    process, asked = started(tmp_path, 2)
    commands = {one: Path(f"/proc/{one}/cmdline").read_bytes() for one in group_of(process)}
    spawned = [one for one, words in commands.items() if b"spawn_main" in words]
    os.kill(spawned[0], signal.SIGKILL)
    process.communicate(timeout=30)
    assert process.returncode != 0
    assert not (tmp_path / "out/record.json").exists()
    assert not list((tmp_path / "out").glob("*.part"))
    assert render(asked).record.people["printed"] == len(PEOPLE)


def test_what_a_finished_run_left_is_proven_after_a_crash(tmp_path: Path) -> None:
    process, asked = started(tmp_path, 1)
    process.kill()
    process.wait()
    render(asked)
    assert verify(AskedToVerify(tmp_path / "out", workers=1, pictures=0)).total == 0
