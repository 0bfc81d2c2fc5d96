"""From a roster of a 健康保険組合 to what its employers get: decided, printed, listed."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pypdfium2
import pytest

Kofu = Callable[..., tuple[int, str, str]]

USUAL = {
    "birth_date": "1980-05-05",
    "sex": "female",
    "acquired_on": "2025-04-01",
    "has_card": "false",
    "my_number_known": "true",
    "event": "change",
    "symbol": "2100",
    "branch": "01",
    "voluntary_continuation": "false",
    "delivery_hold": "false",
}
CHIYODA = ("100-0013", "東京都千代田区霞が関1丁目3番2号", "131016")
KAWASAKI = ("210-0005", "川崎市川崎区東田町1", "141313")

# number, employer, household, home, what else is said; the households of 1 and 2 are one
PEOPLE = (
    ("1", "J1", "A", CHIYODA, {}),
    ("2", "J2", "A", CHIYODA, {}),
    ("3", "J1", "B", KAWASAKI, {}),
    ("4", "J1", "B", KAWASAKI, {"branch": "02"}),
    ("5", "J1", "C", CHIYODA, {"voluntary_continuation": "true"}),
    ("6", "J1", "D", CHIYODA, {"delivery_hold": "true"}),
    ("7", "J1", "E", CHIYODA, {}),
)


@pytest.fixture
def printed(kofu: Kofu, tmp_path: Path) -> Path:
    rows = []
    for number, employer, household, (postal_code, address, town), more in PEOPLE:
        own = {"person_id": number, "employer_id": employer, "household_id": household}
        place = {"postal_code": postal_code, "address": address, "municipality_code": town}
        named = {"name": f"見本　{number}子", "number": number}
        rows.append({**USUAL, **own, **place, **named, **more})
    roster, decided = tmp_path / "meibo.csv", tmp_path / "hantei.csv"
    with roster.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    day = ("--insurer", "kenpo", "--on", "2026-01-10", "--known", "2026-01-01")
    assert kofu("decide", roster, *day, "-o", decided)[0] == 0
    code = kofu("render", decided, "--roster", roster, "--workers", 1, "-o", tmp_path / "pages")[0]
    assert code == 0
    (tmp_path / "jigyosho.csv").write_text(
        "employer_id,name,postal_code,address\n"
        "J1,見本工業,210-0005,川崎市川崎区東田町1\nJ2,見本商事,210-0005,川崎市川崎区東田町2\n",
        "utf-8",
    )
    return tmp_path / "pages"


def listed(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(one["封筒番号"], one["氏名"]) for one in csv.DictReader(file)]


def test_an_employer_gets_its_own_people_and_a_pulled_one_leaves(
    kofu: Kofu, printed: Path, tmp_path: Path
) -> None:
    told = ("mail", "manifest", printed, "--employers", tmp_path / "jigyosho.csv")
    lists = tmp_path / "pages-mail" / "employers"
    assert kofu(*told)[0] == 0
    assert listed(lists / "J1.csv") == [
        ("1", "見本　1子"),  # not with the other of the household, who works elsewhere
        ("2", "見本　3子"),
        ("2", "見本　4子"),
        ("3", "見本　7子"),
    ]
    assert listed(lists / "J2.csv") == [("4", "見本　2子")]
    assert {path.name for path in lists.glob("*.pdf")} == {"J1.pdf", "J2.pdf"}
    with_names = [path for path in lists.parent.rglob("*.csv") if "見本" in path.read_text("utf-8")]
    for path in with_names:
        assert "6子" not in path.read_text("utf-8")  # held
        by_post = path.name.startswith("sashidashi-")
        assert ("5子" in path.read_text("utf-8")) == by_post  # voluntary continuation

    pull = tmp_path / "hikinuki.txt"
    pull.write_text("4\n", "utf-8")
    assert kofu(*told, "--pull", pull)[0] == 0
    assert listed(lists / "J1.csv") == [("1", "見本　1子"), ("3", "見本　7子")]


def test_each_sheet_says_whose_envelope_it_is_in_and_of_how_many(printed: Path) -> None:
    marks = {}
    for row in pq.read_table(printed / "pages.parquet").to_pylist():
        page = pypdfium2.PdfDocument(printed / row["file"])[row["first_page"] - 1]
        words = page.get_textpage().get_text_bounded().split()
        marks[row["person_id"]] = [one for one in words if one.startswith("000000")]
    assert (marks["3"], marks["4"]) == (["0000002-1/2"], ["0000002-2/2"])
    assert marks["7"] == ["0000003-1/1"]
