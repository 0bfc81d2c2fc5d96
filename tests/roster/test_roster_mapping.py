"""The mapping file: an office's own export becomes the contract."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kofu.base.errors import KofuError
from kofu.roster.mapping import load_mapping
from kofu.roster.source import batches, columns, open_source, unknown_columns

Write = Callable[..., Path]
WriteMapping = Callable[[str], Path]

MAPPING = """
encoding: cp932
columns:
  宛名: person_id
  漢字氏名: name
  生年月日: birth_date
  続柄: membership
  カード有無: has_card
values:
  membership: {"1": insured, "2": dependant, "9": ""}
  has_card: {A: "true"}
dates:
  birth_date: wareki
ignore: [連番]
constants:
  municipality_code: "141305"
  event: renewal
  status_on: 2026-06-01
"""


def test_an_export_is_read_by_its_mapping(roster: Write, mapping: WriteMapping) -> None:
    path = roster(
        "連番,宛名,漢字氏名,生年月日,続柄,カード有無,他",
        "1,0001,髙橋 花子,3120304,1,A,x",
        "2,0002,山田 太郎,S641231,9,無,y",
        encoding="cp932",
    )
    source = open_source(path, mapping(MAPPING))
    found: list[tuple[str, int | None, str | None]] = []
    (batch,) = batches(
        source, lambda each: found.append((each.code, each.place.row, each.place.column))
    )
    constants = {
        "municipality_code": "141305",
        "event": "renewal",
        "status_on": date(2026, 6, 1),
    }
    assert batch.to_pylist() == [
        {
            "person_id": "0001",
            "name": "髙橋 花子",
            "birth_date": date(1937, 3, 4),
            "membership": "insured",
            "has_card": True,
            **constants,
        },
        {
            "person_id": "0002",
            "name": "山田 太郎",
            "birth_date": None,
            "membership": None,
            "has_card": False,
            **constants,
        },
    ]
    assert found == [("impossible-date", 3, "生年月日")]
    assert unknown_columns(source) == ("他",)
    assert "event" in columns(source)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("columns: {甲: person_id, 乙: person_id}", "mapping-invalid", "columns"),
        ("columns: {甲: shoe_size}", "mapping-invalid", "shoe_size"),
        ("values: {shoe_size: {a: b}}", "mapping-invalid", "shoe_size"),
        ("values: {sex: {男: man}}", "mapping-invalid", "values.sex.男"),
        ("dates: {sex: iso}", "mapping-invalid", "sex"),
        ("dates: {birth_date: european}", "mapping-invalid", "dates.birth_date"),
        ("constants: {has_card: perhaps}", "mapping-invalid", "constants.has_card"),
        ("columns: {甲: event}\nconstants: {event: renewal}", "mapping-invalid", "constants.event"),
        ("colums: {甲: person_id}", "mapping-invalid", "colums"),
        ("encoding: euc-jp", "mapping-invalid", "encoding"),
        ("[a, b]", "mapping-invalid", "-"),
        ("columns: {甲: person_id", "mapping-unreadable", "1行目"),
        ("columns:\n  甲: name\n  甲: person_id", "mapping-unreadable", "2行目"),
        ("{a: b}: c", "mapping-unreadable", "mapping.yaml"),
    ],
)
def test_a_wrong_mapping_file_is_refused_with_its_key(
    mapping: WriteMapping, text: str, code: str, said: str
) -> None:
    with pytest.raises(KofuError) as error:
        load_mapping(mapping(text))
    assert error.value.finding.code == code
    assert said in error.value.finding.words()
    assert "mapping.yaml" in error.value.finding.words()


def test_a_mapping_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(KofuError) as error:
        load_mapping(tmp_path / "none.yaml")
    assert error.value.finding.code == "file-missing"
    (tmp_path / "m.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(KofuError) as error:
        load_mapping(tmp_path / "m.yaml")
    assert error.value.finding.code == "mapping-unreadable"


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("columns: {宛名: person_id}", "column-missing", "宛名"),
        ("columns: {氏名: person_id}", "column-twice", "person_id"),
        ("constants: {name: 甲}", "column-twice", "name"),
        ("ignore: [person_id]", "column-missing", "person_id"),
        ("encoding: utf-8", "encoding-unreadable", None),
    ],
)
def test_a_mapping_that_does_not_fit_the_file(
    roster: Write, mapping: WriteMapping, text: str, code: str, column: str | None
) -> None:
    path = roster("person_id,name,氏名", "1,甲,山田", encoding="cp932")
    with pytest.raises(KofuError) as error:
        open_source(path, mapping(text))
    assert (error.value.finding.code, error.value.finding.place.column) == (code, column)
