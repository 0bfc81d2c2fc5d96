"""What a check finds, as a clerk would list it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kofu.base.messages import Language
from kofu.roster.check import CheckReport, check_file
from kofu.roster.collect import KEPT_PER_CODE
from kofu.roster.levels import Level

Write = Callable[..., Path]
Found = list[tuple[str, int | None, str | None]]


def found(report: CheckReport) -> Found:
    return [(each.code, each.place.row, each.place.column) for each in report.findings]


def test_a_good_roster_has_no_findings(roster: Write) -> None:
    report = check_file(
        roster(
            "person_id,name,birth_date,acquired_on,municipality_code,postal_code,copay_percent",
            "1,山田 花子,S12.3.4,2012-03-04,141305,210-8577,10",
            "2,山田 太郎,S11.3.4,2011-03-04,141305,2108577,",
        )
    )
    assert (report.rows, found(report), report.counts) == (2, [], {})
    assert report.acceptable


@pytest.mark.parametrize(
    ("header", "cells", "code", "column"),
    [
        ("birth_date,acquired_on", "2012-03-05,2012-03-04", "born-after-acquired", "birth_date"),
        ("birth_date,status_on", "2026-06-02,2026-06-01", "born-in-future", "birth_date"),
        ("birth_date,applied_on", "2026-06-02,2026-06-01", "born-in-future", "birth_date"),
        ("acquired_on,lost_on", "2012-03-04,2012-03-03", "lost-before-acquired", "lost_on"),
        ("municipality_code", "141306", "municipality-code-wrong", "municipality_code"),
        ("municipality_code", "1413", "municipality-code-wrong", "municipality_code"),
        ("municipality_code", "14130", "municipality-code-short", "municipality_code"),
        ("postal_code", "210-857", "postal-code-wrong", "postal_code"),
        ("postal_code", "21-08577", "postal-code-wrong", "postal_code"),
        ("mailing_postal_code", "600000", "postal-code-wrong", "mailing_postal_code"),
        ("copay_percent", "1", "copay-impossible", "copay_percent"),
        ("copay_percent", "0", "copay-impossible", "copay_percent"),
        ("uses_12m,uses_3m", "2,3", "uses-contradiction", "uses_3m"),
        ("has_card,registered", "無,有", "card-contradiction", "registered"),
        (
            "registered,deregistered_on,status_on",
            "有,2026-05-01,2026-06-01",
            "registration-contradiction",
            "registered",
        ),
        ("application,applied_on", "lost_card,", "application-without-date", "applied_on"),
        ("birth_date", "13.3.4", "unreadable-date", "birth_date"),
        ("birth_date", "昭和64年1月8日", "impossible-date", "birth_date"),
        ("student", "？？", "unreadable-bool", "student"),
        ("uses_3m", "多数", "unreadable-int", "uses_3m"),
        ("event", "更新", "unreadable-code", "event"),
        ("name", "山\ue000花子", "private-use-character", "name"),
        ("name", "山\U000f0000花子", "private-use-character", "name"),
        ("address", "宮本町\ufffd", "replacement-character", "address"),
        ("name_kana", "ﾔﾏ\x00ﾀﾞ", "control-character", "name_kana"),
        ("alias", "山\u0378", "unassigned-character", "alias"),
        ("address", '"甲荘\n2階"', "line-break-in-cell", "address"),
    ],
)
def test_one_thing_wrong_in_one_row(
    roster: Write, header: str, cells: str, code: str, column: str
) -> None:
    report = check_file(
        roster(f"person_id,{header}", "1" + "," * (header.count(",") + 1), f"2,{cells}")
    )
    assert found(report) == [(code, 3, column)]
    assert report.counts == {code: 1}


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("birth_date,acquired_on", "2012-03-04,2012-03-04"),
        ("acquired_on,lost_on", "2012-03-04,2012-03-04"),
        ("uses_12m,uses_3m", "3,3"),
        ("has_card,registered", ",有"),
        ("registered,deregistered_on,status_on", "有,2026-05-01,"),
        ("registered,deregistered_on,status_on", "有,2026-06-02,2026-06-01"),
        ("registered,deregistered_on,status_on", "無,2026-05-01,2026-06-01"),
        ("application,applied_on", "lost_card,2026-05-01"),
        ("name", "髙﨑 𠮷\U00020bb7"),
        ("name", "葛\U000e0102城"),
        ("name", "\U00031350"),
        ("name", "ﾔﾏﾀﾞ　ﾊﾅｺ"),
    ],
)
def test_nothing_wrong(roster: Write, header: str, cells: str) -> None:
    assert found(check_file(roster(f"person_id,{header}", f"1,{cells}"))) == []


def test_gaiji_of_cp932_are_found_with_place_and_code_point(tmp_path: Path) -> None:
    # F040 is the first user-defined character of CP932: U+E000.
    (tmp_path / "r.csv").write_bytes(b"person_id,name\n1,\x8eR\xf0\x40\n")
    (finding,) = check_file(tmp_path / "r.csv").findings
    assert finding.line(Language.EN).endswith(
        "r.csv, row 2, column name: a private-use character (U+E000, position 2) cannot be "
        "printed; replace it."
    )


def test_everything_is_found_at_once_from_the_top_down(roster: Write) -> None:
    report = check_file(
        roster(
            "person_id,name,birth_date,address,copay_percent,備考",
            "1,甲,S12.3.4,川崎,10,",
            ",乙,S12.3.5,川崎,10,",
            "3,丙,昭和65年1月1日,川崎,40,",
            "1,丁,S12.3.6,川崎,10,",
            "5,戊",
            "6,甲,1937-03-04,川崎,10,",
            "1,己,S12.3.7,川崎,x,",
        )
    )
    assert found(report) == [
        ("column-unknown", None, "備考"),
        ("person-id-missing", 3, "person_id"),
        ("impossible-date", 4, "birth_date"),
        ("copay-impossible", 4, "copay_percent"),
        ("person-duplicated", 5, "person_id"),
        ("row-width", 6, None),
        ("same-person-twice", 7, "name"),
        ("unreadable-int", 8, "copay_percent"),
        ("person-duplicated", 8, "person_id"),
    ]
    assert [each.params["first"] for each in report.findings if "first" in each.params] == [2, 2, 2]
    assert (report.rows, report.count(Level.ERROR), report.count(Level.WARNING)) == (6, 7, 2)


def test_ids_that_differ_only_in_width_are_one_id(roster: Write) -> None:
    report = check_file(roster("person_id", "123", "１２３", "0123"))
    assert found(report) == [("person-duplicated", 3, "person_id")]


def test_an_empty_roster_is_an_error(roster: Write) -> None:
    assert found(check_file(roster("person_id,name"))) == [("roster-without-people", None, None)]


def test_my_numbers_are_reported_beside_the_rest_and_never_shown(roster: Write) -> None:
    report = check_file(
        roster("person_id,個人番号,copay_percent", "1,123456789018,10", "2,983205673214,x")
    )
    assert found(report) == [
        ("column-unknown", None, "個人番号"),
        ("my-number-found", None, "個人番号"),
        ("unreadable-int", 3, "copay_percent"),
    ]
    assert not any("1234567890" in each.line() for each in report.findings)


def test_all_are_counted_and_a_thousand_of_each_code_are_kept(roster: Write) -> None:
    lines = [f"{n},x,40" for n in range(2_500)]
    report = check_file(roster("person_id,birth_date,copay_percent", *lines))
    assert report.counts == {"unreadable-date": 2_500, "copay-impossible": 2_500}
    assert len(report.findings) == 2 * KEPT_PER_CODE == 2_000


@pytest.mark.slow
def test_a_million_people(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("person_id,name,birth_date,has_card,registered,copay_percent\n")
        for n in range(1_000_000):
            # One row in 100,000 repeats the id before it; one has a copayment of 40.
            person = n - 1 if n % 100_000 == 99_999 else n
            copay = 40 if n % 100_000 == 50_000 else 10
            stream.write(f"{person:08d},山田 花子,1937-03-04,1,0,{copay}\n")
    report = check_file(path)
    assert report.rows == 1_000_000
    assert report.counts == {"person-duplicated": 10, "copay-impossible": 10}
    assert found(report)[:2] == [
        ("copay-impossible", 50_002, "copay_percent"),
        ("person-duplicated", 100_001, "person_id"),
    ]
