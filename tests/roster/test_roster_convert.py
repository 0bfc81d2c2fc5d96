"""Rosters to Parquet and CSV, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kofu.base.errors import KofuError
from kofu.roster.convert import convert
from kofu.roster.sinks import Encoding
from kofu.roster.source import batches, is_typed_parquet, open_source

Write = Callable[..., Path]

LINES = (
    "uses_3m,person_id,name,birth_date,has_card,address,備考",
    '2,001,"髙橋 ""花子""",S12.3.4,有,"甲荘\n2階, 奥",x',
    ",002, ﾔﾏﾀﾞ　,,無,,",
)


def rows(path: Path) -> list[dict[str, object]]:
    return [row for b in batches(open_source(path), lambda _: None) for row in b.to_pylist()]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("o.parquet", Encoding.UTF8),
        ("o.csv", Encoding.UTF8),
        ("o.CSV", Encoding.UTF8_BOM),
        ("o.csv", Encoding.CP932),
    ],
)
def test_what_is_written_reads_as_the_same_people(
    roster: Write, tmp_path: Path, name: str, encoding: Encoding
) -> None:
    path = roster(*LINES)
    assert convert(open_source(path), tmp_path / name, encoding) == 2
    assert rows(tmp_path / name) == rows(path)
    assert len(rows(path)) == 2


def test_parquet_is_typed(roster: Write, tmp_path: Path) -> None:
    convert(open_source(roster(*LINES)), tmp_path / "o.parquet")
    assert is_typed_parquet(open_source(tmp_path / "o.parquet"))


def test_a_csv_is_what_an_office_expects(roster: Write, tmp_path: Path) -> None:
    convert(open_source(roster(*LINES)), tmp_path / "o.csv", Encoding.UTF8_BOM)
    assert (tmp_path / "o.csv").read_bytes().decode("utf-8-sig") == (
        '"person_id","name","birth_date","address","has_card","uses_3m"\n'
        '"001","髙橋 ""花子""",1937-03-04,"甲荘\n2階, 奥",true,2\n'
        '"002"," ﾔﾏﾀﾞ　",,,false,\n'
    )


@pytest.mark.parametrize(
    ("lines", "encoding", "first", "row"),
    [
        (("person_id,has_card", "1,1", "2,?", "3,?"), Encoding.UTF8, "unreadable-bool", 3),
        (("person_id,name", "1,甲", "2"), Encoding.UTF8, "row-width", 3),
        (("person_id,name", "1,甲", "2,𠮷田"), Encoding.CP932, "character-not-in-encoding", 3),
    ],
)
def test_nothing_is_written_from_what_cannot_be_read_or_written(
    roster: Write, tmp_path: Path, lines: tuple[str, ...], encoding: Encoding, first: str, row: int
) -> None:
    (tmp_path / "o.csv").write_text("before", encoding="utf-8")
    with pytest.raises(KofuError) as error:
        convert(open_source(roster(*lines)), tmp_path / "o.csv", encoding)
    finding = error.value.finding
    assert (finding.code, finding.params["first"], finding.place.row) == (
        "convert-refused",
        first,
        row,
    )
    assert (tmp_path / "o.csv").read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["o.csv", "r.csv"]


def test_another_extension_is_refused(roster: Write, tmp_path: Path) -> None:
    with pytest.raises(KofuError) as error:
        convert(open_source(roster("person_id", "1")), tmp_path / "o.txt")
    assert error.value.finding.code == "convert-format-unknown"


def test_a_my_number_far_down_the_file_still_stops_the_conversion(
    roster: Write, tmp_path: Path
) -> None:
    many = [f"{n},{'あ' * 70}," for n in range(60_000)]
    path = roster(
        "person_id,address,mailing_name",
        *many,
        "60000,,123456789018",
        "60001,,983205673214",
        "60002,,123456789107",
    )
    with pytest.raises(KofuError) as error:
        convert(open_source(path), tmp_path / "o.parquet")
    assert error.value.finding.params["first"] == "my-number-found"
