"""What lies on top of an employer's envelopes: whom it is for, how much, and who."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from manifest_run import Doc, Person, Run

from kofu.mail.manifest.cover_pdf import in_pages

Kofu = Callable[..., tuple[int, str, str]]

PLACE = "210-0005,神奈川県川崎市川崎区東田町1"
PRIVATE_USE = "\ue000"


def employed(number: str, **more: str) -> Person:
    given = {"employer_id": "J1", "symbol": "2100", "number": number, "branch": "01"}
    return Person(number, delivery="employer", more={**given, **more})


def lists(kofu: Kofu, tmp_path: Path, run: Run, *employers: str) -> tuple[Path, list[object]]:
    """The folder of the employers' lists, and what was found."""
    table = tmp_path / "jigyosho.csv"
    table.write_text("\n".join(("employer_id,name,postal_code,address", *employers)), "utf-8")
    out = kofu("mail", "manifest", run.write(), "--employers", table, "--json")[1]
    return tmp_path / "pages-mail" / "employers", json.loads(out)["findings"]


def pages(pdf: Path) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def company(tmp_path: Path, people: list[Person]) -> Run:
    docs = [Doc(one.person_id, n, delivery=one.delivery) for n, one in enumerate(people, start=1)]
    return Run(tmp_path / "pages", people, docs, "kenpo")


def test_a_cover_is_addressed_to_the_employer_and_counts_envelopes_and_sheets(
    kofu: Kofu, tmp_path: Path
) -> None:
    people = [employed("31"), employed("32"), employed("33")]
    docs = [
        Doc("31", 1, 1, 2, delivery="employer"),
        Doc("32", 1, 2, 2, delivery="employer"),
        Doc("33", 2, delivery="employer", sheets=2, pages=3),
    ]
    run = Run(tmp_path / "pages", people, docs, "kenpo")
    folder, found = lists(kofu, tmp_path, run, f"J1,見本工業,{PLACE}")
    assert found == []
    (said,) = pages(folder / "J1.pdf")
    for words in ("見本工業　御中", "210-0005", "東田町1", "健康保険組合", "令和7年7月10日"):
        assert words in said
    assert "2 4" in said.splitlines()  # envelopes, and 1 + 1 + 2 sheets
    assert "見本 31" in said and "見本 33" in said and "1 / 1" in said
    for kept in ("資格確認書", "資格情報", "負担", "特定疾病"):
        assert kept not in said


@pytest.mark.parametrize(
    ("rows", "sizes"),
    [(1, [1]), (19, [19]), (20, [19, 1]), (53, [19, 34]), (54, [19, 34, 1])],
)
def test_a_long_list_goes_on(rows: int, sizes: list[int]) -> None:
    made = in_pages([{"氏名": str(n)} for n in range(rows)])
    assert [len(page) for page in made] == sizes
    assert [row["氏名"] for page in made for row in page] == [str(n) for n in range(rows)]


def test_everybody_is_on_one_page_and_pages_are_counted(kofu: Kofu, tmp_path: Path) -> None:
    people = [employed(f"{n}") for n in range(101, 161)]
    folder, found = lists(kofu, tmp_path, company(tmp_path, people), f"J1,見本工業,{PLACE}")
    assert found == []
    told = pages(folder / "J1.pdf")
    assert [f"{n} / 3" in page for n, page in enumerate(told, start=1)] == [True] * 3
    assert all("見本工業　御中" in page for page in told)
    for one in people:
        assert [f"見本 {one.person_id}" in page for page in told].count(True) == 1


def test_voluntary_continuation_is_in_no_employers_list(kofu: Kofu, tmp_path: Path) -> None:
    direct = Person("39", delivery="recorded", more={"employer_id": "J1"})
    run = company(tmp_path, [employed("31"), direct])
    folder, _ = lists(kofu, tmp_path, run, f"J1,見本工業,{PLACE}")
    assert "見本 39" not in pages(folder / "J1.pdf")[0]
    assert "見本 39" not in (folder / "J1.csv").read_text("utf-8")
    assert "見本 39" in (folder.parent / "sashidashi-recorded.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "code"),
    [(f"架空{PRIVATE_USE}", "character-private-use"), ("架空" * 50, "text-too-long")],
    ids=["外字", "too long"],
)
def test_a_name_that_cannot_be_printed_is_told_by_number(
    kofu: Kofu, tmp_path: Path, name: str, code: str
) -> None:
    run = company(tmp_path, [employed("31", name=name), employed("32")])
    folder, found = lists(kofu, tmp_path, run, f"J1,見本工業,{PLACE}")
    (one,) = found
    assert isinstance(one, dict) and one["code"] == "cover-cell-unprintable"
    assert "31" in one["message"] and code in one["message"] and "架空" not in one["message"]
    (said,) = pages(folder / "J1.pdf")
    assert "架空" not in said and "CSVをご覧ください" in said and "見本 32" in said


def test_an_employer_who_cannot_be_addressed_has_no_cover(kofu: Kofu, tmp_path: Path) -> None:
    people = [employed("31"), employed("32", employer_id="J2"), employed("33", employer_id="J3")]
    run = company(tmp_path, people)
    told = (f"J1,見本工業{PRIVATE_USE},{PLACE}", "J2,見本商事,,", f"J3,見本運輸,{PLACE}")
    folder, found = lists(kofu, tmp_path, run, *told)
    codes = sorted(str(one["code"]) for one in found if isinstance(one, dict))
    assert codes == ["cover-employer-unprintable", "employer-address-missing"]
    assert sorted(path.name for path in folder.glob("*.pdf")) == ["J3.pdf"]
