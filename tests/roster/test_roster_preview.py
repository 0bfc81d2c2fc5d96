"""The first rows beside how they are read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from kofu.roster.mapping import RosterMapping, load_mapping, save_mapping
from kofu.roster.opening import open_with
from kofu.roster.preview import preview, strange_values

TOLD = RosterMapping(
    columns={"宛名番号": "person_id", "生年月日": "birth_date", "男女": "sex"},
    dates={"birth_date": "wareki"},
    values={"sex": {"1": "male", "2": "female"}},
    ignore=("備考",),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "meibo.csv"
    text = "宛名番号,生年月日,男女,備考\n１001,3120304,1,x\n1002,昨日,2,\n1003,S13.1.1,9,\n"
    path.write_text(text, encoding="cp932")
    return path


def test_each_cell_stands_beside_what_it_is_read_as(file: Path) -> None:
    found = {one.name: one for one in preview(open_with(file, TOLD), 2)}
    assert list(found) == ["person_id", "birth_date", "sex"]
    assert [(one.theirs, one.ours) for one in found["person_id"].cells] == [
        ("１001", "1001"),
        ("1002", "1002"),
    ]
    first, second = found["birth_date"].cells
    assert (first.theirs, first.ours, first.problem) == ("3120304", date(1937, 3, 4), "")
    assert (second.theirs, second.ours, second.problem) == ("昨日", None, "unreadable-date")
    assert [one.ours for one in found["sex"].cells] == ["male", "female"]


def test_codes_that_mean_nothing_yet_are_asked_for() -> None:
    cells = pa.array(["1", "2", "male", "", "1"])
    assert strange_values(cells, "sex", TOLD) == ("1", "2")
    assert strange_values(pa.array(["有", "無", "不明"]), "has_card", TOLD) == ("不明",)
    assert strange_values(pa.array(["何でも"]), "name", TOLD) == ()


def test_a_mapping_is_read_as_it_was_written(tmp_path: Path) -> None:
    save_mapping(tmp_path / "対応.yaml", TOLD)
    assert load_mapping(tmp_path / "対応.yaml") == TOLD
