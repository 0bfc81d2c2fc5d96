"""A file of counts: read with care, one definition a table, printed rates checked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kofu.base.errors import KofuError
from kofu.reports.asked import Asked, By
from kofu.reports.counted import Counted
from kofu.reports.rates import Style, UsedOfChecks, UsedOfReceipts
from kofu.reports.tables import Mark, as_table
from kofu.reports.usage import read_usage
from kofu.reports.usage_tables import checked, contradictions, usage_tables

HEAD = "month,definition,numerator,denominator,insurer_number,prefecture,prefecture_of,group,published,unit"


@pytest.fixture
def counts(tmp_path: Path) -> object:
    def write(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
        path = tmp_path / "counts.csv"
        path.write_text("\n".join((head, *rows)) + "\n", encoding=encoding)
        return path

    return write


def tables(path: Path, **asked: object) -> dict[str, Counted]:
    found = usage_tables(read_usage(path), Asked((), **asked))  # type: ignore[arg-type]
    return {one.spec.id: one for one in found}


def numbers(table: Counted) -> dict[str, tuple[int | None, ...]]:
    return {line.label: line.numbers for line in table.lines}


REFUSED = [
    ("2025-13,used-of-checks,1,2", "usage-month-wrong", "month"),
    ("R7.4,used-of-checks,1,2", "usage-month-wrong", "month"),
    ("2025-04,used,1,2", "usage-definition-unknown", "definition"),
    ("2025-04,used-of-checks,1.5,2", "usage-number-wrong", None),
    ("2025-04,used-of-checks,,2", "usage-number-wrong", None),
    ("2025-04,used-of-checks,-1,2", "usage-number-wrong", None),
    ("2025-04,used-of-checks,3,2", "rate-impossible", None),
    ("2025-04,used-of-checks,1,2,138017", "insurer-number-wrong", "insurer_number"),
    ("2025-04,used-of-checks,1,2,,東京都", "usage-whom-wrong", "prefecture"),
    ("2025-04,used-of-checks,1,2,,東京都,clinic", "usage-whom-wrong", "prefecture"),
    ("2025-04,used-of-checks,1,2,138016,東京都,insurer", "usage-whom-wrong", "prefecture"),
    ("2025-04,used-of-checks,1,2,,江戸,insurer", "prefecture-unknown", "prefecture"),
    ("2025-04,used-of-checks,1,2,,,,,high", "usage-number-wrong", "published"),
]


@pytest.mark.parametrize(("row", "code", "column"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_is_refused_with_its_place(
    counts: object, row: str, code: str, column: str | None
) -> None:
    path = counts("2025-03,used-of-checks,1,2", row)  # type: ignore[operator]
    with pytest.raises(KofuError) as refused:
        read_usage(path)
    finding = refused.value.finding
    assert (finding.code, finding.place.row, finding.place.column) == (code, 3, column)


def test_the_same_counts_twice_are_refused(counts: object) -> None:
    path = counts("2025-04,used-of-checks,1,2", "2025-04,used-of-checks,1,3")  # type: ignore[operator]
    with pytest.raises(KofuError) as refused:
        read_usage(path)
    assert refused.value.finding.params == {"first": 2}


@pytest.mark.parametrize(
    ("head", "code"),
    [("month,definition,numerator", "column-missing"), (f"{HEAD},rate", "usage-column-unknown")],
)
def test_columns_are_those_of_the_contract(counts: object, head: str, code: str) -> None:
    with pytest.raises(KofuError) as refused:
        read_usage(counts("", head=head))  # type: ignore[operator]
    assert refused.value.finding.code == code


def test_office_files_are_read(counts: object) -> None:
    path = counts('2025-04,used-of-checks,"1,010","２,000",,東京,insurer', encoding="cp932")  # type: ignore[operator]
    (row,) = read_usage(path)
    assert (row.rate, row.key) == (UsedOfChecks(1010, 2000), "東京都")


def test_the_two_definitions_never_share_a_table(counts: object) -> None:
    path = counts("2025-10,used-of-checks,3714,10000", "2025-10,used-of-receipts,4726,10000")  # type: ignore[operator]
    found = tables(path)
    assert set(found) == {"used-of-checks-by-month", "used-of-receipts-by-month"}
    for name, kind, percent in (
        ("used-of-checks-by-month", UsedOfChecks, "37.14"),
        ("used-of-receipts-by-month", UsedOfReceipts, "47.26"),
    ):
        table = as_table(found[name], Style(places=2))
        assert str(table.rows[0][-1]) == percent
        assert table.heads[-1].label == kind.name
        assert kind.lower in table.notes[0]


def test_insurers_give_their_prefectures_of_the_last_month(counts: object) -> None:
    path = counts(
        "2025-03,used-of-receipts,9,10,138016",
        "2025-04,used-of-receipts,1,10,138016",
        "2025-04,used-of-receipts,2,10,39131016",
        "2025-04,used-of-receipts,5,10,33120015",
    )  # type: ignore[operator]
    found = tables(path)
    assert numbers(found["used-of-receipts-by-prefecture"]) == {
        "千葉県": (5, 10),
        "東京都": (3, 20),
    }
    assert numbers(found["used-of-receipts-by-insurer"])["138016"] == (1, 10)
    assert numbers(found["used-of-receipts-by-month"]) == {
        "2025年3月": (9, 10),
        "2025年4月": (8, 30),
    }
    # What one month counted is in the next again: their sum means nothing.
    assert found["used-of-receipts-by-month"].total is None


def test_prefectures_of_insurers_and_of_institutions_are_apart(counts: object) -> None:
    path = counts(
        "2024-03,used-of-checks,718,10000,,北海道,insurer",
        "2024-03,used-of-checks,571,10000,,北海道,institution",
    )  # type: ignore[operator]
    found = tables(path, by=frozenset({By.PREFECTURE}))
    assert numbers(found["used-of-checks-by-prefecture"]) == {"北海道": (718, 10000)}
    assert numbers(found["used-of-checks-by-institution"]) == {"北海道": (571, 10000)}


def test_small_counts_are_hidden_and_their_rates_with_them(counts: object) -> None:
    rows = [("138016", 2, 400), ("39131016", 150, 400), ("33120015", 300, 700)]
    path = counts(*(f"2025-04,used-of-receipts,{n},{d},{i}" for i, n, d in rows))  # type: ignore[operator]
    table = as_table(tables(path, suppress=10)["used-of-receipts-by-insurer"], Style())
    shown = {str(row[0]): row[1:] for row in table.rows}
    assert shown["138016"][0] is Mark.HIDDEN and shown["138016"][2] is Mark.HIDDEN
    assert sum(row[0] is Mark.HIDDEN for row in shown.values()) >= 2


def test_a_printed_rate_that_does_not_follow_is_flagged(counts: object) -> None:
    path = counts(
        "2025-04,holders-of-insured,161385,225159,,,,,71.6",
        "2025-04,registered-of-insured,133238,225159,,,,,59.9",
        "2024-03,used-of-checks,10100000,184850000,,,,,5.47,10000",
        "2024-03,used-of-checks,,,,全県平均,,,5.64",
    )  # type: ignore[operator]
    path.write_text(path.read_text().replace(",全県平均,,,", ",,,全県平均,"))
    rows = read_usage(path)
    (finding,) = contradictions(rows, "counts.csv")
    assert (finding.code, finding.place.row) == ("published-not-from-counts", 3)
    assert finding.params["computed"] == Decimal("59.18")
    table = checked(rows)
    assert table is not None
    assert [row[-1] for row in table.rows] == [
        "一致（切捨て）",
        "件数と合わない",
        "一致（四捨五入）",
        "件数がなく確かめられない",
    ]
