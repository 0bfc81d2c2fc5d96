"""Files appear whole or not at all, and nothing is left beside them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kofu.base.errors import KofuError
from kofu.base.whole_files import whole_file


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_finished_file_takes_the_name(tmp_path: Path) -> None:
    target = tmp_path / "new" / "out.csv"
    with whole_file(target) as draft:
        draft.write_text("whole")
        assert not target.exists()
    assert target.read_text() == "whole"
    assert names(target.parent) == ["out.csv"]


def test_a_failure_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with pytest.raises(RuntimeError), whole_file(target) as draft:
        draft.write_text("half")
        raise RuntimeError
    assert target.read_text() == "old"
    assert names(tmp_path) == ["out.csv"]


def test_what_is_written_is_for_its_owner_alone(tmp_path: Path) -> None:
    with whole_file(tmp_path / "out.csv") as draft:
        draft.write_text("personal")
    assert (tmp_path / "out.csv").stat().st_mode & 0o077 == 0


def test_the_draft_of_a_killed_run_is_removed_by_the_next(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    left = tmp_path / f".out.csv.{child}.part"
    left.write_text("personal data of a killed run")
    with whole_file(tmp_path / "out.csv") as draft:
        draft.write_text("whole")
    assert names(tmp_path) == ["out.csv"]


def test_a_folder_of_the_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KofuError) as refused, whole_file(tmp_path):
        pass
    assert refused.value.finding.code == "output-exists-as-folder"
