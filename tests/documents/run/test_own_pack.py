"""An own pack is found again from wherever one stands, and whole folders may be moved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from towns import LINKED, Printed, person, print_town

from kofu.base.errors import KofuError
from kofu.documents.verify.verify import Asked, verify

PACK = """
pack: sunahama-kokuho
title: 砂浜市国民健康保険（架空）
insurer: 砂浜市
kind: kokuho
extends: kawasaki-kokuho
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Printed:
    """Printed from `office`, with the pack named as it is seen from there."""
    work = tmp_path / "office"
    work.mkdir()
    (work / "sunahama.yaml").write_text(PACK, encoding="utf-8")
    monkeypatch.chdir(work)
    return print_town(work, [person(1), person(2, **LINKED)], insurer="sunahama.yaml")


def test_the_record_names_the_pack_as_seen_from_the_runs_folder(run: Printed) -> None:
    assert run.record["insurer"] == "../sunahama.yaml"


def test_a_run_is_verified_from_another_folder(
    run: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    for folder in (run.folder, Path("../office/out")):
        assert verify(Asked(folder, workers=1, pictures=1)).total == 0


def test_a_run_that_moved_with_its_pack_and_inputs_is_verified(
    run: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(run.folder.parent, tmp_path / "archive")
    shutil.rmtree(run.folder.parent)
    assert verify(Asked(tmp_path / "archive/out", workers=2, pictures=0)).total == 0


def test_a_pack_that_is_gone_is_named(run: Printed) -> None:
    (run.folder.parent / "sunahama.yaml").unlink()
    with pytest.raises(KofuError) as gone:
        verify(Asked(run.folder, workers=1))
    assert gone.value.finding.code == "file-missing"
    assert (gone.value.finding.place.file or "").endswith("office/sunahama.yaml")


def test_a_shipped_pack_stays_a_name(tmp_path: Path) -> None:
    run = print_town(tmp_path, [person(1)])
    record = json.loads((run.folder / "record.json").read_text(encoding="utf-8"))
    assert record["insurer"] == "kawasaki-kokuho"
