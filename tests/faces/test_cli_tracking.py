"""Tracking numbers on the pages: lent, printed, read by somebody else's reader, listed."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pypdfium2
import pytest
import zxingcpp

Kofu = Callable[..., tuple[int, str, str]]
Rows = list[dict[str, str]]

HEADER = (
    "person_id,number,name,birth_date,address,postal_code,acquired_on,has_card,registered,"
    "certificate_expires_on,event,wants_registered_mail\n"
)
CARD = "{0},3140{0:04d},架空　花子,1980-05-05,神奈川県川崎市幸区堀川町{0}番地,212-0013,2010-04-01,0,0,,renewal,{1}\n"
NOTICE = "{0},3140{0:04d},架空　次郎,1980-05-05,神奈川県川崎市幸区堀川町{0}番地,212-0013,2010-04-01,1,1,2028-05-05,renewal,0\n"
# 7DR: 5607000010 mod 7 = 3, 5607000012 mod 7 = 5, 3607000000 mod 7 = 2
RANGES = (
    "product,first,last\n"
    "recorded,560-70-00010-3,560-70-00012-5\n"
    "simplified-registered,360-70-00000-2,360-70-00000-2\n"
)


class Town:
    """Three by recorded mail, one by registered, one notice; and their ranges."""

    def __init__(self, kofu: Kofu, work: Path) -> None:
        self.kofu, self.work, self.out = kofu, work, work / "out"
        self.roster, self.decisions = work / "roster.csv", work / "decisions.csv"
        self.ranges = work / "lent" / "ranges.csv"
        self.ranges.parent.mkdir()
        self.ranges.write_text(RANGES, "utf-8")
        self.people([CARD.format(n, int(n == 4)) for n in (1, 2, 3, 4)] + [NOTICE.format(5)])

    def people(self, lines: list[str]) -> None:
        self.roster.write_text(HEADER + "".join(lines), "utf-8")
        days = ("--on", "2025-08-01", "--known", "2025-06-13")
        assert self.kofu("decide", self.roster, "--insurer", "kawasaki-kokuho", *days, "-o", self.decisions)[0] == 0  # fmt: skip

    def render(self, *more: object, out: Path | None = None) -> tuple[int, str, str]:
        given = more or ("--tracking", self.ranges)
        return self.kofu(
            *("render", self.decisions, "--roster", self.roster, "-o", out or self.out),
            *("--workers", 1, *given),
        )

    def verify(self) -> list[str]:
        code, out, err = self.kofu("verify", self.out, "--workers", 1, "--json")
        assert not err, err
        found = [one["code"] for one in json.loads(out)["found"]]
        assert code == (1 if found else 0)
        return found

    def index(self) -> Rows:
        return pq.read_table(self.out / "pages.parquet").to_pylist()

    def read(self) -> dict[str, str]:
        """What zxing reads on the first page of each person's document, by person."""
        found = {}
        for row in self.index():
            page = pypdfium2.PdfDocument(self.out / row["file"])[int(row["first_page"]) - 1]
            image = page.render(scale=600 / 72, grayscale=True).to_numpy().squeeze()
            code = zxingcpp.read_barcode(image, formats=zxingcpp.BarcodeFormat.Codabar)
            found[row["person_id"]] = code.text.strip("ABCD") if code else ""
        return found

    def ledger(self) -> str:
        return (self.ranges.parent / "tracking-state.json").read_text("utf-8")


@pytest.fixture
def town(kofu: Kofu, tmp_path: Path) -> Town:
    return Town(kofu, tmp_path)


def rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


BY_PERSON = {
    "1": "56070000103",
    "2": "56070000114",
    "3": "56070000125",
    "4": "36070000002",
    "5": "",
}
"""In the order of posting, which is that of the person's number within one postcode."""


def test_the_number_is_on_the_piece_in_the_index_and_in_the_lists(town: Town) -> None:
    code, out, _ = town.render()
    assert code == 0
    assert "特定記録の用紙に、2025-08-01引受分の引受番号とNW-7バーコードを印刷しました" in out
    assert town.read() == BY_PERSON
    assert {row["person_id"]: row["tracking"] for row in town.index()} == BY_PERSON
    assert town.verify() == []
    assert town.kofu("mail", "manifest", town.out)[0] == 0
    lists = town.work / "out-mail"
    shown = [one["tracking"] for one in rows(lists / "pieces.csv")]
    assert shown == ["", "560-70-00010-3", "560-70-00011-4", "560-70-00012-5", "360-70-00000-2"]
    handed = [one["お問い合わせ番号"] for one in rows(lists / "sashidashi-recorded.csv")]
    assert handed == shown[1:4]


def test_without_ranges_nothing_is_drawn(town: Town) -> None:
    assert town.render("--sheets")[0] == 0
    assert set(town.read().values()) == {""}
    assert json.loads((town.out / "record.json").read_text("utf-8"))["tracking"] == {}
    assert town.verify() == []


def test_printed_again_the_same_numbers_and_none_is_spent(town: Town) -> None:
    town.render()
    before, record = town.ledger(), (town.out / "record.json").read_bytes()
    assert town.render(out=town.work / "other")[0] == 0  # the range has no number left
    assert town.ledger() == before
    assert town.render()[0] == 0
    assert (town.out / "record.json").read_bytes() == record


def test_exhausted_before_anything_is_printed(town: Town) -> None:
    town.render()
    before = {path: path.read_bytes() for path in town.out.rglob("*") if path.is_file()}
    ledger = town.ledger()
    town.people([CARD.format(n, 0) for n in (1, 2)])
    code, _, err = town.render()
    assert (code, err.partition(":")[0]) == (2, "tracking-range-exhausted")
    assert "必要2件、残り0件" in err
    assert {path: path.read_bytes() for path in town.out.rglob("*") if path.is_file()} == before
    assert town.ledger() == ledger


def test_a_number_may_be_given_again_after_its_rest(town: Town) -> None:
    town.render()
    town.people([CARD.format(n, 0) for n in (1, 2)])
    days = ("--tracking", town.ranges, "--posted")
    assert town.render(*days, "2025-11-08", out=town.work / "early")[0] == 2  # 99 days later
    assert town.render(*days, "2025-11-09")[0] == 0
    assert town.read() == {"1": "56070000103", "2": "56070000114"}


@pytest.mark.parametrize(
    ("numbers", "codes"),
    [
        (("56070000114", "56070000103"), {"field-differs"}),
        (("56070000103", "56070000103"), {"field-differs", "tracking-twice"}),
        (("56070000104", "56070000114"), {"field-differs"}),
        (("", "56070000114"), {"field-differs", "tracking-not-as-recorded"}),
    ],
    ids=["exchanged", "twice", "wrong check digit", "left out"],
)
def test_a_number_that_is_not_the_page_s_is_found(
    town: Town, numbers: tuple[str, str], codes: set[str]
) -> None:
    town.render()
    index = town.out / "pages.parquet"
    table = pq.read_table(index)
    told = table.column("tracking").to_pylist()
    people = table.column("person_id").to_pylist()
    for person, number in zip("12", numbers, strict=True):
        told[people.index(person)] = number
    place = table.column_names.index("tracking")
    pq.write_table(table.set_column(place, "tracking", pa.array(told, pa.string())), index)
    assert set(town.verify()) == codes


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--tracking", "recorded:560-70-00010-3-560-70-00012-5"), "tracking-printed-already"),
        (("--posted", "2025-09-20"), "tracking-day-far"),  # 50 days: another run may be as far
        (("--posted", "2025-09-19"), None),
    ],
)
def test_pages_with_numbers_are_handed_in_with_them(
    town: Town, more: tuple[str, ...], code: str | None
) -> None:
    town.render()
    left, _, err = town.kofu("mail", "manifest", town.out, *more)
    assert (left, err.partition(":")[0]) == ((2, code) if code else (0, ""))


def test_a_day_alone_is_a_wrong_call(town: Town) -> None:
    code, _, err = town.render("--posted", "2025-08-02")
    assert (code, err.partition(":")[0]) == (2, "posted-without-tracking")
