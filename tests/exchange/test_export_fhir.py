"""`kofu export fhir`: a line for everybody decided, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fhir.resources.R4B.coverage import Coverage
from tests.documents.towns import decide, person, town, write_roster

from kofu.faces.cli.main import run


def exported(work: Path, people: list[dict[str, str]], *more: str) -> list[str]:
    roster = write_roster(work / "roster.csv", people)
    decisions = decide(roster, work / "decisions.parquet")
    call = ["export", "fhir", str(decisions), "--roster", str(roster), "--on", "2025-08-01"]
    out = work / "out.ndjson"
    assert run([*call, "--insurer", "kawasaki-kokuho", "-o", str(out), "--json", *more]) == 0
    return out.read_text("utf-8").splitlines()


def test_everybody_has_a_line_that_is_sound(tmp_path: Path) -> None:
    lines = exported(tmp_path, town())
    found = [json.loads(one) for one in lines]
    for one in lines:
        Coverage.model_validate_json(one)
    numbers = {one["contained"][0]["identifier"][0]["value"] for one in found}
    assert numbers == {row["person_id"] for row in town()} and len(lines) == len(town())
    assert {one["contained"][0]["birthDate"] for one in found} == {
        row["birth_date"] for row in town()
    }


def test_what_could_not_be_told_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unnumbered = {**person(2), "number": ""}
    people = [person(1), unnumbered, person(3, copay_percent="", symbol="架　空")]
    exported(tmp_path, people, "--member-id", "subscriber")
    told = json.loads(capsys.readouterr().out)
    counted = ("people", "without_identifier", "without_copay", "sample")
    assert [told[name] for name in counted] == [3, 2, 1, True]


def test_a_part_of_packs_has_no_insurer_and_leaves_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roster = write_roster(tmp_path / "roster.csv", town())
    decisions = decide(roster, tmp_path / "decisions.parquet")
    out = tmp_path / "out.ndjson"
    call = ["export", "fhir", str(decisions), "--roster", str(roster), "--insurer", "kokuho"]
    assert run([*call, "-o", str(out)]) == 2
    assert "pack-abstract" in capsys.readouterr().err
    assert not out.exists()
