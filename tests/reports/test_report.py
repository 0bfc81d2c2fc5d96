"""The whole: real numbers in Excel, plain CSV, a tagged PDF, pictures without the network."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pikepdf
import pypdfium2
import pytest

from kofu.faces.cli.main import run
from kofu.mail.postage.cost import Sum
from kofu.reports.asked import Asked
from kofu.reports.claim import Claim, Postage, claim_table, read_costs
from kofu.reports.counted import Cells, Count, Dimension, Share, Spec, tabulate
from kofu.reports.insurers import PREFECTURES
from kofu.reports.out.excel import write_excel
from kofu.reports.pictures import positions
from kofu.reports.pictures.drawing import as_svg
from kofu.reports.pictures.tiles import tile_map
from kofu.reports.pictures.trend import trend
from kofu.reports.rates import Style, UsedOfChecks
from kofu.reports.report import report, write
from kofu.reports.tables import Head, Kind, Mark, Table

TOKYO = ("tokyo", "tokyo-kouki", "2025-08-01", "2025-06-13")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """400 people of Tokyo, and what is decided of them under the provisional rule."""
    folder = tmp_path_factory.mktemp("tokyo")
    made = folder / "made.parquet"
    roster, decisions = folder / "roster.parquet", folder / "decisions.parquet"
    marginals, pack, on, known = TOKYO
    assert run(["roster", "synthesize", marginals, "--people", "400", "-o", str(made)]) == 0
    # As it was before the renewal of 2025: certificates end the day before.
    ending = "select * replace (date '2025-07-31' as certificate_until) from read_parquet"
    duckdb.execute(f"copy ({ending}('{made}')) to '{roster}' (format parquet)")
    command = ["decide", str(roster), "--insurer", pack, "--on", on, "--known", known]
    assert run([*command, "--event", "renewal", "-o", str(decisions)]) == 0
    return roster, decisions


@pytest.fixture(scope="module")
def folder(files: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report") / "houkoku"
    made = report(Asked(files, title="東京の例（架空）"))
    write(made, out)
    return out


def test_every_table_names_day_files_and_denominator(folder: Path) -> None:
    told = [json.loads(one.read_text()) for one in (folder / "tables").glob("*.csv-metadata.json")]
    assert len(told) == len(list((folder / "tables").glob("*.csv"))) > 8
    for one in told:
        words = "\n".join(one["dc:description"])
        assert "基準日" in words and len(re.findall("SHA-256 [0-9a-f]{64}", words)) == 2
        heads = [column["titles"] for column in one["tableSchema"]["columns"]]
        if any(head.endswith("（%）") for head in heads):
            assert "分母は被保険者数" in words and "四捨五入" in words


def test_workbook_holds_numbers_not_words(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    for sheet in book.worksheets[1:]:
        heads = [cell.value for cell in sheet[3]]
        rows = [row for row in sheet.iter_rows(min_row=4) if row[1].value is not None]
        assert rows, sheet.title
        for row in rows:
            for head, cell in list(zip(heads, row, strict=True))[1:]:
                if cell.value not in (*(mark.value for mark in Mark), "", None) and head != "出典":
                    assert cell.data_type == "n", (sheet.title, cell.coordinate, cell.value)
                    if "率（" in head:
                        assert cell.number_format == "0.0%" and 0 <= cell.value <= 1
        assert sheet.freeze_panes == "B4"
        assert sheet.print_title_rows == "$3:$3"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1) and sheet.page_setup.fitToHeight == 0


def test_workbook_and_csv_say_the_same(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    sheet = next(one for one in book.worksheets if one["A1"].value.endswith("（性別ごと）"))
    with (folder / "tables" / "registered-by-sex.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    for at, row in enumerate(rows[1:], start=4):
        for cell, text, head in zip(sheet[at], row, rows[0], strict=True):
            if head.endswith("（%）"):
                assert Decimal(str(round(cell.value * 100, 6))) == Decimal(text)
            else:
                assert str(cell.value) == text


def test_pdf_can_be_read_aloud(folder: Path) -> None:
    with pikepdf.open(folder / "report.pdf") as pdf:
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "ja-JP"
        assert str(pdf.docinfo["/Title"]) == "東京の例（架空）"
        alts = [str(one.Alt) for one in _figures(pdf.Root.StructTreeRoot)]
        box = [float(edge) for edge in pdf.pages[0].mediabox]
    told = json.loads((folder / "report.json").read_text())
    assert alts == [one["alt"] for one in told["pictures"]] and all(alts)
    assert box == pytest.approx([0, 0, 595.28, 841.89], abs=0.1)


def _figures(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from _figures(one)
    elif isinstance(node, pikepdf.Dictionary):
        if node.get("/S") == "/Figure":
            yield node
        if "/K" in node:
            yield from _figures(node.K)


def test_pdf_says_what_the_tables_say(folder: Path) -> None:
    document = pypdfium2.PdfDocument(folder / "report.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in document)
    words = re.sub(r"\s", "", text)
    told = json.loads((folder / "report.json").read_text())
    for point in told["points"]:
        assert re.sub(r"\s", "", point) in words
    for table in told["tables"]:
        assert re.sub(r"\s", "", table["title"]) in words


def test_pictures_ask_nobody_else_for_anything(folder: Path) -> None:
    drawn = list((folder / "pictures").glob("*.svg"))
    assert len(drawn) == len(list((folder / "pictures").glob("*.png"))) >= 2
    for one in drawn:
        addresses = set(re.findall(r"https?://[^\"'\s<]+", one.read_text()))
        assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_the_same_files_give_the_same_report(
    files: tuple[Path, Path], folder: Path, tmp_path: Path
) -> None:
    write(report(Asked(files, title="東京の例（架空）")), tmp_path / "again")
    for one in sorted(folder.rglob("*")):
        if one.is_file():
            assert (
                one.read_bytes() == (tmp_path / "again" / one.relative_to(folder)).read_bytes()
            ), one


def test_the_provisional_rule_is_claimed_for_those_who_have_a_linked_card(
    files: tuple[Path, Path],
) -> None:
    counted = "select count(*) from read_parquet(?) where provisional and document = 'certificate'"
    (people,) = duckdb.execute(counted, [str(files[1])]).fetchone() or (0,)
    made = report(Asked(files))
    claim = next(one for one in made.tables if one.id == "claim")
    printing, postage, instead = claim.rows
    assert people and printing[1] == people
    assert printing[3] == people * 65
    assert isinstance(postage[3], int) and isinstance(instead[3], int)
    assert postage[3] > 0 >= instead[3]
    assert claim.total and claim.total[3] == people * 65 + postage[3] + instead[3]


def test_the_national_estimate_recomputes() -> None:
    claim = Claim(51_520_000, date(2025, 8, 1), Postage(Sum(0, 0), Sum(0, 0)))
    notes = "\n".join(claim_table(claim, read_costs(None)).notes)
    assert "24,162,880,000円" in notes  # 241億6,288万円, as published on 2023-08-24


def test_unit_costs_can_be_changed_and_have_a_day(tmp_path: Path) -> None:
    from kofu.base.errors import KofuError

    own = tmp_path / "costs.yaml"
    own.write_text("costs:\n - {id: printing, label: 印刷, values: [{from: 2025-01-01, yen: 80, sure: confirmed, source: 契約書}]}\n")  # fmt: skip
    costs = read_costs(own)
    with pytest.raises(KofuError) as refused:
        claim_table(Claim(1, date(2025, 1, 1), None), costs)
    assert refused.value.finding.code == "cost-missing"
    with pytest.raises(KofuError) as refused:
        claim_table(Claim(1, date(2024, 12, 31), None), costs)
    assert refused.value.finding.code == "cost-day-not-covered"
    own.write_text("costs: 5\n")
    with pytest.raises(KofuError) as refused:
        read_costs(own)
    assert refused.value.finding.code == "costs-broken"


SHARE = (Share(UsedOfChecks, 0, 1),)
COUNTS = (Count("利用", frozenset({"upper"})), Count("確認"))


def by(name: str, keys: tuple[str | None, ...]) -> Spec:
    return Spec("t", UsedOfChecks.name, Dimension(name, name), "part", COUNTS, SHARE)


def half_of(keys: tuple[str | None, ...], name: str) -> Cells:
    values = {name: [key for key in keys for _ in range(2)], "part": ["upper", "rest"] * len(keys)}
    return Cells(values, [1 + n % 2 for n in range(2 * len(keys))])


def test_every_prefecture_and_ward_has_a_tile_of_its_own() -> None:
    for places, count in (
        (positions.PREFECTURES, 47),
        (positions.TOKYO, 23),
        (positions.KAWASAKI, 7),
    ):
        assert len(places) == len(set(places.values())) == count
    assert set(positions.PREFECTURES) == set(PREFECTURES)


def test_a_map_shows_the_country_and_a_row_without_a_place_makes_bars() -> None:
    keys = ("東京都", "千葉県")
    drawn = tile_map(tabulate(half_of(keys, "p"), by("p", keys)), SHARE[0], Style())
    assert drawn and drawn.id == "t-map"
    svg = as_svg(drawn).decode()
    assert "沖縄" in svg and "33.3" in svg and "－" in svg
    strange = ("東京都", None)
    bars = tile_map(tabulate(half_of(strange, "p"), by("p", strange)), SHARE[0], Style())
    assert bars and bars.id == "t-bars"
    assert tile_map(tabulate(half_of(("東京都",), "p"), by("p", ())), SHARE[0], Style()) is None


def test_what_is_hidden_is_not_drawn() -> None:
    from dataclasses import replace

    keys = ("東京都", "千葉県", "埼玉県")
    table = tabulate(half_of(keys, "p"), by("p", keys))
    hidden = replace(table.lines[0], numbers=(None, 3))
    drawn = tile_map(replace(table, lines=(hidden, *table.lines[1:])), SHARE[0], Style())
    assert drawn and '"value": null' in drawn.spec


def test_a_trend_needs_two_months() -> None:
    keys = ("2025-04", "2025-05")
    assert trend(tabulate(half_of(keys, "m"), by("m", keys)), SHARE[0], Style())
    assert trend(tabulate(half_of(keys[:1], "m"), by("m", keys)), SHARE[0], Style()) is None


def test_cells_of_a_workbook_are_never_formulas(tmp_path: Path) -> None:
    heads = (Head("名", Kind.TEXT), Head("数", Kind.COUNT), Head("率", Kind.PERCENT))
    rows = (("=1+1", 3, Decimal("59.2")), ("-", Mark.HIDDEN, Mark.NONE))
    write_excel([Table("a", "表: [1]/2 " + "長" * 40, heads, rows)], tmp_path / "t.xlsx", "題", ())
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[1]
    assert [cell.value for cell in sheet[4]] == ["=1+1", 3, 0.592]
    assert [cell.data_type for cell in sheet[4]] == ["s", "n", "n"]
    assert [cell.value for cell in sheet[5]] == ["-", "＊", "－"]


def test_command(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = tmp_path / "counts.csv"
    counts.write_text(
        "month,definition,numerator,denominator,published\n"
        "2025-04,registered-of-insured,133238,225159,59.9\n"
    )
    out = tmp_path / "houkoku"
    asked = ["report", str(files[0]), "--usage", str(counts), "-o", str(out), "--bom"]
    assert run([*asked, "--by", "sex", "month", "--rounding", "cut-off", "--places", "2"]) == 1
    told = capsys.readouterr().out
    assert "published-not-from-counts" in told
    names = sorted(one.name for one in (out / "tables").glob("*.csv"))
    assert names == ["published.csv", "registered-by-sex.csv", "registered-of-insured-by-month.csv"]
    raw = (out / "tables" / "registered-of-insured-by-month.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and b"59.17" in raw
    assert run(["report", str(files[0]), "--by", "rule", "-o", str(tmp_path / "b")]) == 2
    assert "report-nothing" in capsys.readouterr().err
    assert run(["report", str(tmp_path / "none.csv"), "-o", str(tmp_path / "b")]) == 2
    assert not (tmp_path / "b").exists()
