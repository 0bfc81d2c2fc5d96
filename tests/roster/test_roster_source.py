"""Rosters from files of every kind, as typed batches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from kofu.base.errors import Finding, KofuError
from kofu.roster.source import batches, columns, is_typed_parquet, open_source, unknown_columns


def people(
    path: Path, mapping: Path | None = None
) -> tuple[list[dict[str, object]], list[Finding]]:
    findings: list[Finding] = []
    source = open_source(path, mapping)
    rows = [row for batch in batches(source, findings.append) for row in batch.to_pylist()]
    return rows, findings


def places(findings: list[Finding]) -> list[tuple[str, int | None, str | None]]:
    return [(found.code, found.place.row, found.place.column) for found in findings]


Write = Callable[..., Path]

HEADER = "person_id,name,birth_date,has_card,uses_3m,sex"
HANAKO = "001,髙橋 花子,S12.3.4,有,２,female"
TYPED = {
    "person_id": "001",
    "name": "髙橋 花子",
    "birth_date": date(1937, 3, 4),
    "sex": "female",
    "has_card": True,
    "uses_3m": 2,
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_csv_in_every_encoding_and_line_end(roster: Write, encoding: str, end: str) -> None:
    assert people(roster(HEADER, HANAKO, encoding=encoding, end=end)) == ([TYPED], [])


def test_a_last_line_without_an_end_is_read(roster: Write) -> None:
    assert people(roster(HEADER + "\n" + HANAKO, end="")) == ([TYPED], [])


def test_line_ends_may_be_mixed(roster: Write) -> None:
    path = roster("person_id,name\r\n1,あ\n2,い\r\n3,う", end="")
    assert [row["person_id"] for row in people(path)[0]] == ["1", "2", "3"]


def test_the_types_and_the_order_are_those_of_the_contract(roster: Write) -> None:
    source = open_source(roster("sex,uses_3m,has_card,birth_date,person_id", "male,1,0,,7"))
    assert columns(source) == ("person_id", "birth_date", "sex", "has_card", "uses_3m")
    (batch,) = batches(source, lambda _: None)
    assert batch.schema.types == [pa.string(), pa.date32(), pa.string(), pa.bool_(), pa.int32()]


def test_names_and_addresses_stay_as_given_to_the_character(roster: Write) -> None:
    name, address = " 神\ufa19 ﾊﾅｺ　", "宮本町１－１〜２"
    rows, _ = people(roster("person_id,name,address", f"1,{name},{address}"))
    assert (rows[0]["name"], rows[0]["address"]) == (name, address)


def test_a_cell_that_cannot_be_read_is_null_and_reported(roster: Write) -> None:
    rows, found = people(
        roster("person_id,birth_date,has_card", "1,1937-03-04,1", "2,昭和64年1月8日,?", "3,,0")
    )
    assert [row["birth_date"] for row in rows] == [date(1937, 3, 4), None, None]
    assert [row["has_card"] for row in rows] == [True, None, False]
    assert places(found) == [
        ("impossible-date", 3, "birth_date"),
        ("unreadable-bool", 3, "has_card"),
    ]
    assert (
        found[0]
        .words()
        .endswith("r.csv 3行目 birth_date列: 存在しない日付です（昭和64年1月8日）。")
    )


def test_a_row_too_long_or_too_short_is_reported_and_the_rows_after_keep_their_numbers(
    roster: Write,
) -> None:
    rows, found = people(
        roster("person_id,birth_date", "1,", '"2\n2",', "3", "4,,", "5,x", "", "6,y")
    )
    assert [row["person_id"] for row in rows] == ["1", "2\n2", "5", "6"]
    assert sorted(places(found), key=lambda place: place[1] or 0) == [
        ("row-width", 4, None),
        ("row-width", 5, None),
        ("unreadable-date", 6, "birth_date"),
        ("unreadable-date", 8, "birth_date"),
    ]
    widths = [found.params for found in found if found.code == "row-width"]
    assert widths == [{"expected": 2, "found": 1}, {"expected": 2, "found": 3}]


def test_a_quoted_cell_may_hold_commas_quotes_and_line_breaks(roster: Write) -> None:
    rows, _ = people(roster("person_id,address", '1,"甲荘\n2階, ""離れ"""', "2,乙"))
    assert [row["address"] for row in rows] == ['甲荘\n2階, "離れ"', "乙"]


@pytest.mark.parametrize(
    "lines",
    [
        ('1,"甲,,', "2,乙,,", '3,丙",,'),
        ('1,"甲,,', '2,乙",,'),
        ('1,甲,,"', '2,乙,,"'),
    ],
)
def test_rows_that_two_stray_quotes_would_swallow_are_not_lost_unsaid(
    roster: Write, lines: tuple[str, ...]
) -> None:
    _, found = people(roster("person_id,name,alias,address", "0,甲,,", *lines))
    assert [place[:2] for place in places(found)] == [("rows-in-cell", 3)]


def test_wholly_empty_rows_hold_no_one(roster: Write) -> None:
    rows, found = people(roster("person_id,name", "1,あ", ",", "", "2,い", "", ""))
    assert [row["person_id"] for row in rows] == ["1", "2"]
    assert found == []


def test_columns_that_are_not_ours_are_named(roster: Write) -> None:
    source = open_source(roster("person_id,備考,", "1,x,"))
    assert unknown_columns(source) == ("備考", "#3")
    assert columns(source) == ("person_id",)


def test_excel_with_real_dates_numbers_and_empty_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([])
    sheet.append(["person_id", "name", "birth_date", "has_card", "uses_3m", "acquired_on"])
    sheet.append(["001", "髙橋 花子", date(1937, 3, 4), True, 2, datetime(2012, 3, 4)])
    sheet.append([])
    sheet.append([12345678, "乙", "S12.3.4", "無", None, datetime(2012, 3, 4, 9, 30)])
    book.create_sheet("空")
    book.save(tmp_path / "r.xlsx")
    rows, found = people(tmp_path / "r.xlsx")
    assert [row["person_id"] for row in rows] == ["001", "12345678"]
    assert [row["birth_date"] for row in rows] == [date(1937, 3, 4), date(1937, 3, 4)]
    assert [row["has_card"] for row in rows] == [True, False]
    assert [row["uses_3m"] for row in rows] == [2, None]
    assert rows[0]["acquired_on"] == date(2012, 3, 4)
    assert places(found) == [("unreadable-date", 5, "acquired_on")]


def test_a_workbook_with_two_filled_sheets_is_not_guessed_at(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["person_id"])
    book.create_sheet("b").append(["person_id"])
    book.save(tmp_path / "r.xlsx")
    assert refusal(tmp_path / "r.xlsx").code == "sheets-several"


def test_parquet_of_the_contract_types_is_taken_as_it_is(tmp_path: Path) -> None:
    table = pa.table(
        {
            "person_id": ["1", "2"],
            "birth_date": pa.array([date(1937, 3, 4), None], pa.date32()),
            "uses_3m": pa.array([1, None], pa.int32()),
        }
    )
    parquet.write_table(table, tmp_path / "r.parquet")
    assert is_typed_parquet(open_source(tmp_path / "r.parquet"))
    assert people(tmp_path / "r.parquet") == (table.to_pylist(), [])


def test_parquet_of_other_types_goes_through_the_same_reading(tmp_path: Path) -> None:
    table = pa.table(
        {
            "person_id": pa.array([1, 2, 3], pa.int64()),
            "birth_date": ["S12.3.4", None, "x"],
            "acquired_on": pa.array([datetime(2012, 3, 4), None, None], pa.timestamp("us")),
            "uses_3m": pa.array([1.0, None, 2.0]),
            "has_card": pa.array([1, 0, None], pa.int8()),
            "name": pa.array(["甲", None, "甲"]).dictionary_encode(),
            "branch": pa.array(["０１", None, "02"], pa.large_string()),
        }
    )
    parquet.write_table(table, tmp_path / "r.parquet")
    assert not is_typed_parquet(open_source(tmp_path / "r.parquet"))
    rows, found = people(tmp_path / "r.parquet")
    assert [list(row.values()) for row in rows] == [
        ["1", "01", "甲", date(1937, 3, 4), date(2012, 3, 4), True, 1],
        ["2", None, None, None, None, False, None],
        ["3", "02", "甲", None, None, None, 2],
    ]
    assert places(found) == [("unreadable-date", 4, "birth_date")]


def test_parquet_columns_without_texts_are_refused_or_passed_over(tmp_path: Path) -> None:
    lists = pa.array([["1"], None], pa.list_(pa.string()))
    parquet.write_table(pa.table({"person_id": ["1", "2"], "x": lists}), tmp_path / "r.parquet")
    assert [row["person_id"] for row in people(tmp_path / "r.parquet")[0]] == ["1", "2"]
    broken = pa.array([b"\xff", b"1"], pa.binary())
    parquet.write_table(pa.table({"person_id": broken}), tmp_path / "b.parquet")
    found = refusal(tmp_path / "b.parquet")
    assert (found.code, found.place.column) == ("column-type", "person_id")


def refusal(path: Path, mapping: Path | None = None) -> Finding:
    with pytest.raises(KofuError) as error:
        people(path, mapping)
    return error.value.finding


@pytest.mark.parametrize(
    ("content", "name", "code", "row"),
    [
        (b"", "r.csv", "file-empty", None),
        ("person_id,name\n1,あ\n".encode("utf-16"), "r.csv", "encoding-unreadable", 1),
        ("person_id,name\n1,あ\n".encode("utf-16-le"), "r.csv", "encoding-unreadable", 1),
        ("person_id,name\n1,あ\n2,".encode() + b"\x81\xff\n", "r.csv", "encoding-unreadable", 3),
        (b"\xef\xbb\xbfperson_id,name\n1,\x82\xa0\n", "r.csv", "encoding-unreadable", 2),
        (b"person_id,person_id\n1,2\n", "r.csv", "column-twice", 1),
        (b"id,name\n1,2\n", "r.csv", "column-missing", 1),
        (b'person_id,name\n1,"a\n2,b\n', "r.csv", "quote-unclosed", 2),
        (b"person_id\n1\n", "r.doc", "format-unknown", None),
        (b"PAR1 and no more", "r.parquet", "file-broken", None),
        (b"PK\x03\x04 and no more", "r.xlsx", "file-broken", None),
        (b"person_id\n1\n", "r.parquet", "format-unknown", None),
    ],
)
def test_a_broken_file_is_refused_with_its_place(
    tmp_path: Path, content: bytes, name: str, code: str, row: int | None
) -> None:
    (tmp_path / name).write_bytes(content)
    found = refusal(tmp_path / name)
    assert (found.code, found.place.row) == (code, row)
    assert name in found.words()


def test_utf8_with_one_broken_byte_is_not_taken_for_cp932(roster: Write, tmp_path: Path) -> None:
    good = "person_id,name\n" + "1,山田花子山田花子\n" * 5
    (tmp_path / "r.csv").write_bytes(good.encode() + b"6,\xe5\xb1\n7,\xe7\x94\xb0\n")
    found = refusal(tmp_path / "r.csv")
    assert (found.code, found.place.row) == ("encoding-unreadable", 7)


def test_a_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv").code == "file-missing"
    assert refusal(tmp_path).code == "file-unreadable"


def test_a_truncated_parquet_file(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"person_id": ["1"] * 1000}), tmp_path / "whole.parquet")
    whole = (tmp_path / "whole.parquet").read_bytes()
    (tmp_path / "r.parquet").write_bytes(whole[: len(whole) // 2])
    assert refusal(tmp_path / "r.parquet").code == "file-broken"


def test_a_header_alone_is_an_empty_roster(roster: Write) -> None:
    assert people(roster("person_id,name")) == ([], [])
    assert people(roster("person_id,name", end="")) == ([], [])


@pytest.mark.parametrize("column", ["備考", "person_id", "household_id"])
def test_my_numbers_are_refused_in_any_column(roster: Write, column: str) -> None:
    # The check digits of 12345678901, 98320567321 and 12345678910 (sum 213, 213 mod 11 = 4).
    numbers = ("123456789018", "9832-0567-3214", "123456789107")
    others = [name for name in ("person_id", "備考", "household_id") if name != column]
    path = roster(",".join([column, *others]), *(f"{number},{number[-3:]}," for number in numbers))
    found = refusal(path)
    assert (found.code, found.place.column) == ("my-number-found", column)
    assert not any(number in found.words() for number in numbers)


def test_a_single_my_number_is_refused_where_the_column_says_so(roster: Write) -> None:
    assert refusal(roster("person_id,マイナンバー", "1,123456789018")).code == "my-number-found"
    rows, _ = people(roster("person_id,備考", "1,123456789018"))
    assert len(rows) == 1


def test_consecutive_twelve_digit_ids_are_not_refused(roster: Write) -> None:
    rows, found = people(roster("person_id", *(f"{n:012d}" for n in range(1000, 3000))))
    assert (len(rows), found) == (2000, [])


def test_the_rows_of_a_large_file_keep_their_numbers_across_blocks(roster: Write) -> None:
    lines = [f"{n},{'あ' * 60},1937-03-04" for n in range(60_000)]
    lines[30_000] = "too,short"
    lines[59_999] = "59999,い,x"
    rows, found = people(roster("person_id,name,birth_date", *lines))
    assert len(rows) == 59_999
    assert places(found) == [("row-width", 30_002, None), ("unreadable-date", 60_001, "birth_date")]
