"""`kofu mail manifest`: what stands in each list, and that printed = enclosed = listed."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from manifest_run import Doc, Person, Run, three

from kofu.documents.values.office import office_on
from kofu.mail.manifest import inputs, pieces, sheets
from kofu.mail.manifest.posting_pdf import PostingList, print_list
from kofu.policy.load import load

Kofu = Callable[..., tuple[int, str, str]]

RANGE = "recorded:560-70-01234-2-560-70-01240-1"  # 5607001234 mod 7 = 2, 5607001240 mod 7 = 1


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(kofu: Kofu, folder: Path, *more: object) -> tuple[int, dict[str, object], list[str]]:
    code, out, err = kofu("mail", "manifest", folder, "--json", *more)
    assert not err, err
    answer = json.loads(out)
    return code, answer["totals"], [one["code"] for one in answer["findings"]]


def test_every_list_of_three_people(kofu: Kofu, tmp_path: Path) -> None:
    folder = three(tmp_path / "pages").write()
    code, totals, findings = told(kofu, folder, "--tracking", RANGE)
    out = tmp_path / "pages-mail"
    assert (code, findings) == (0, [])
    # weights.yaml: envelope 4.5 g, A4 4.0 g; 12.5 -> 13 g, 8.5 -> 9 g. Rates: 110 + 210, 110.
    assert rows(out / "pieces.csv") == [
        {
            "envelope": "1", "delivery": "recorded", "product": "standard+recorded",
            "tracking": "560-70-01234-2", "people": "2", "documents": "2", "sheets": "2",
            "grams": "13", "yen": "320", "file": "pdf/a.pdf", "first_page": "1", "postcode": "agrees",
        },
        {
            "envelope": "2", "delivery": "ordinary", "product": "standard", "tracking": "",
            "people": "1", "documents": "1", "sheets": "1", "grams": "9", "yen": "110",
            "file": "pdf/b.pdf", "first_page": "1", "postcode": "agrees",
        },
    ]  # fmt: skip
    printer = rows(out / "printer.csv")
    assert [(one["file"], one["pages"], one["sheets"], one["delivery"]) for one in printer] == [
        ("pdf/a.pdf", "2", "2", "recorded"),
        ("pdf/b.pdf", "1", "1", "ordinary"),
    ]
    assert [(one["first_envelope"], one["last_envelope"]) for one in printer] == [
        ("1", "1"),
        ("2", "2"),
    ]
    products = [(one["product"], one["pieces"], one["yen"]) for one in rows(out / "products.csv")]
    assert products == [("standard", "1", "110"), ("standard+recorded", "1", "320")]
    posting = rows(out / "sashidashi-recorded.csv")
    assert [
        (one["お届け先のお名前"], one["お問い合わせ番号"], one["通数計"]) for one in posting
    ] == [("見本 A", "560-70-01234-2", "1")]
    assert rows(out / "pull-list.csv") == []
    assert totals["population"] == {
        "people": 5, "printed": 3, "stopped": 0, "pulled": 0, "withheld": 1, "nothing": 1, "review": 0,
    }  # fmt: skip
    assert totals["listed"]["yen"] == 430  # type: ignore[index]
    assert not (out / "bundles").exists() and not (out / "employers").exists()
    assert {path.stat().st_mode & 0o777 for path in out.iterdir()} == {0o600}


def test_the_posting_list_is_on_paper_too(kofu: Kofu, tmp_path: Path) -> None:
    people = [Person(f"{n:02d}") for n in range(1, 32)]
    docs = [Doc(one.person_id, n) for n, one in enumerate(people, start=1)]
    folder = Run(tmp_path / "pages", people, docs).write()
    assert told(kofu, folder, "--tracking", "560-70-00000-0-560-70-00099-1")[0] == 0
    pdf = pypdfium2.PdfDocument(tmp_path / "pages-mail" / "sashidashi-recorded.pdf")
    pages = [page.get_textpage().get_text_bounded() for page in pdf]
    assert len(pages) == 2  # 30 rows a page
    assert "560-70-00029-1" in pages[0] and "見本 30" in pages[0]  # 5607000029 mod 7 = 1
    assert "560-70-00030-2" in pages[1] and "見本 31" in pages[1] and "見本 01" not in pages[1]
    assert "2 / 2" in pages[1] and "令和7年7月10日" in pages[1]


def test_without_ranges_the_column_is_empty_and_it_is_said(kofu: Kofu, tmp_path: Path) -> None:
    folder = three(tmp_path / "pages").write()
    code, out, _ = kofu("mail", "manifest", folder)
    assert code == 0
    assert "特定記録の引受番号の範囲が指定されていない" in out
    assert rows(tmp_path / "pages-mail" / "pieces.csv")[0]["tracking"] == ""
    assert not (tmp_path / "tracking-state.json").exists()


def test_the_bundles_of_tokyo(kofu: Kofu, tmp_path: Path) -> None:
    people = [
        Person("A", more={"municipality_code": "131016"}),
        Person("B", more={"municipality_code": "131024"}),
        Person("C", "notice", "ordinary", more={"municipality_code": "131016"}),
        Person("D", more={"municipality_code": "../x"}),
        Person("E", more={"municipality_code": ""}),
    ]
    docs = [Doc(one, n) for n, one in enumerate("ABDE", start=1)]
    docs.append(Doc("C", 5, delivery="ordinary", form="notice", file="pdf/b.pdf"))
    folder = Run(tmp_path / "pages", people, docs, "tokyo-kouki").write()
    code, _, findings = told(kofu, folder)
    out = tmp_path / "pages-mail"
    assert (code, findings) == (1, ["municipality-missing"])
    names = sorted(path.name for path in (out / "bundles").iterdir())
    assert names == ["%2E%2E%2Fx.csv", "%unknown.csv", "131016.csv", "131024.csv"]
    chiyoda = rows(out / "bundles" / "131016.csv")
    assert [(one["番号"], one["封筒番号"], one["郵便の種類"]) for one in chiyoda] == [
        ("1", "1", "特定記録"),
        ("2", "5", "普通"),
    ]
    overview = [
        (one["municipality_code"], one["delivery"], one["pieces"], one["yen"])
        for one in rows(out / "municipalities.csv")
    ]
    assert overview == [
        ("", "recorded", "1", "320"),
        ("../x", "recorded", "1", "320"),
        ("131016", "ordinary", "1", "110"),
        ("131016", "recorded", "1", "320"),
        ("131024", "recorded", "1", "320"),
    ]
    assert "見本" not in (out / "municipalities.csv").read_text("utf-8")


def employers_run(folder: Path) -> Run:
    own = {"employer_id": "J1", "symbol": "12", "number": "34", "branch": "01"}
    people = [
        Person("A", delivery="employer", more=own),
        Person("B", "notice", "employer", "refused", {**own, "branch": "02"}),
        Person("C", delivery="employer", more={"employer_id": "J2"}),
    ]
    docs = [
        Doc("A", 1, delivery="employer"),
        Doc("B", 2, delivery="employer", form="notice", file="pdf/b.pdf"),
        Doc("B", 2, delivery="employer", form="refusal", file="pdf/b.pdf"),
        Doc("C", 3, delivery="employer"),
    ]
    return Run(folder, people, docs, "kenpo")


def test_an_employer_sees_names_and_numbers_and_no_kind_of_document(
    kofu: Kofu, tmp_path: Path
) -> None:
    folder = employers_run(tmp_path / "pages").write()
    table = tmp_path / "employers.csv"
    table.write_text(
        "employer_id,name,postal_code,address\nJ1,見本工業,100-0013,東京都千代田区\n", "utf-8"
    )
    code, totals, findings = told(kofu, folder, "--employers", table)
    out = tmp_path / "pages-mail"
    assert (code, findings) == (1, ["employer-address-missing"])  # J2 is in no table
    assert rows(out / "employers" / "J1.csv") == [
        {
            "封筒番号": "1",
            "順": "1",
            "記号": "12",
            "番号": "34",
            "枝番": "01",
            "氏名": "見本 A",
        },
        {
            "封筒番号": "2",
            "順": "1",
            "記号": "12",
            "番号": "34",
            "枝番": "02",
            "氏名": "見本 B",
        },
    ]
    overview = [
        (one["employer_id"], one["事業所名"], one["封筒数"]) for one in rows(out / "employers.csv")
    ]
    assert overview == [("J1", "見本工業", "2"), ("J2", "", "1")]
    pieces = rows(out / "pieces.csv")
    assert [(one["product"], one["yen"], one["postcode"]) for one in pieces] == [("", "", "")] * 3
    assert totals["listed"]["by_delivery"] == {"employer": 3}  # type: ignore[index]


def test_no_table_of_employers_is_a_finding(kofu: Kofu, tmp_path: Path) -> None:
    folder = employers_run(tmp_path / "pages").write()
    assert told(kofu, folder)[::2] == (1, ["employers-file-missing"])


def test_a_pulled_person_takes_the_whole_envelope_along(kofu: Kofu, tmp_path: Path) -> None:
    folder = three(tmp_path / "pages").write()
    pull = tmp_path / "pull.txt"
    pull.write_text("B\n", "utf-8")
    code, totals, findings = told(kofu, folder, "--pull", pull)
    out = tmp_path / "pages-mail"
    assert (code, findings) == (0, [])
    assert [one["envelope"] for one in rows(out / "pieces.csv")] == ["2"]
    assert not (out / "sashidashi-recorded.csv").exists()
    names = (
        "person_id",
        "why",
        "needs_new_envelope",
        "envelope",
        "file",
        "first_page",
        "sheet",
        "others",
    )
    assert [tuple(one[name] for name in names) for one in rows(out / "pull-list.csv")] == [
        ("A", "beside", "yes", "1", "pdf/a.pdf", "1", "1", "1"),
        ("B", "pulled", "", "1", "pdf/a.pdf", "2", "2", "1"),
    ]
    assert totals["pulled"] == {
        "envelopes": 1, "places": 2, "documents": 2, "sheets": 2, "people": 1, "beside": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "codes", "gone"),
    [
        ("person_id,memo\nB,\nB,\n", [], 1),
        ("memo,person_id\nx,C\n", [], 1),
        ("Z\nC\n", ["pull-not-printed"], 1),
        ("E\n", ["pull-not-printed"], 0),  # held back: there is nothing to pull
        ("\n", [], 0),
    ],
)
def test_files_of_pulls(kofu: Kofu, tmp_path: Path, text: str, codes: list[str], gone: int) -> None:
    folder = three(tmp_path / "pages").write()
    pull = tmp_path / "pull.csv"
    pull.write_text(text, "utf-8")
    code, totals, findings = told(kofu, folder, "--pull", pull)
    assert (code, findings) == (1 if codes else 0, codes)
    assert totals["pulled"]["envelopes"] == gone  # type: ignore[index]


def test_cards_on_one_sheet_count_their_paper_once(kofu: Kofu, tmp_path: Path) -> None:
    docs: list[Doc] = []
    for n, one in enumerate("AB", start=1):
        docs += [
            Doc(one, n, form="card-sheet-2", file="pdf/a-cards.pdf", pages=2, first_page=1, slot=n),
            Doc(one, n, form="carrier-glued", pages=2),
        ]
    folder = Run(tmp_path / "pages", [Person("A"), Person("B")], docs).write()
    assert told(kofu, folder)[0] == 0
    out = tmp_path / "pages-mail"
    assert {one["file"]: one["sheets"] for one in rows(out / "printer.csv")} == {
        "pdf/a-cards.pdf": "1",
        "pdf/a.pdf": "2",
    }
    # card and carrier weigh 9.0 g together (weights.yaml), the envelope 4.5 g: 13.5 -> 14
    pieces = [(one["file"], one["first_page"], one["grams"]) for one in rows(out / "pieces.csv")]
    assert pieces == [("pdf/a.pdf", "1", "14"), ("pdf/a.pdf", "3", "14")]


def test_a_second_run_takes_the_place_of_the_first(kofu: Kofu, tmp_path: Path) -> None:
    run = three(tmp_path / "pages")
    folder = run.write()
    first = told(kofu, folder)[1]
    assert told(kofu, folder)[1] == first
    run.people[0] = replace(run.people[0], more={"name": "別の人"})
    run.write()
    assert told(kofu, folder)[1]["root"] != first["root"]
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == [
        ".tracking-state.json.lock"
    ]


def test_the_hashes_chain_from_the_run_to_every_list(kofu: Kofu, tmp_path: Path) -> None:
    folder = three(tmp_path / "pages").write()
    totals = told(kofu, folder)[1]
    out = tmp_path / "pages-mail"
    run = json.loads((folder / "record.json").read_text("utf-8"))["root"]
    lines = [run, hashlib.sha256((folder / "pages.parquet").read_bytes()).hexdigest()]
    for path in sorted(out.iterdir()):
        if path.name != "totals.json":
            lines.append(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}")
    assert totals["root"] == hashlib.sha256("\n".join(lines).encode()).hexdigest()
    assert json.loads((out / "totals.json").read_text("utf-8")) == totals


def test_a_run_without_any_page_has_empty_lists(kofu: Kofu, tmp_path: Path) -> None:
    folder = Run(tmp_path / "pages", [Person("D", "nothing", "")], []).write()
    code, totals, findings = told(kofu, folder)
    assert (code, findings) == (0, [])
    assert totals["listed"]["envelopes"] == 0  # type: ignore[index]
    assert rows(tmp_path / "pages-mail" / "pieces.csv") == []


def test_letters_go_to_the_head_of_the_household_or_where_mail_is_wanted(
    kofu: Kofu, tmp_path: Path
) -> None:
    away = {
        "mailing_name": "後見人 次郎",
        "mailing_postal_code": "100-0000",
        "mailing_address": "東京都千代田区見本1",
    }
    people = [
        Person("A", more={"household_head": "世帯 主"}),
        Person("B", more=away),
        Person("C", more={"postal_code": "210-0000", "address": "東京都千代田区霞が関1"}),
    ]
    folder = Run(
        tmp_path / "pages",
        people,
        [Doc(one, n) for n, one in enumerate("ABC", start=1)],
        "shibuya-kokuho",
    ).write()
    assert told(kofu, folder)[0] == 0
    out = tmp_path / "pages-mail"
    names = [one["お届け先のお名前"] for one in rows(out / "sashidashi-recorded.csv")]
    assert names == ["世帯 主", "後見人 次郎", "見本 C"]
    found = [one["postcode"] for one in rows(out / "pieces.csv")]
    assert found == ["agrees", "representative", "disagrees"]
    assert "2通あります（pieces.csv の postcode 列）" in kofu("mail", "manifest", folder)[1]


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_lists_in_parts_are_the_lists_in_one(
    kofu: Kofu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    people = [Person(f"{n}", more={"municipality_code": f"13{n % 3}"}) for n in range(1, 8)]
    docs = [Doc(one.person_id, n) for n, one in enumerate(people, start=1)]
    folder = Run(tmp_path / "pages", people, docs, "tokyo-kouki").write()
    whole = told(kofu, folder)[1]
    monkeypatch.setattr(sheets, "_AT_ONCE", at_once)
    monkeypatch.setattr(pieces, "_AT_ONCE", at_once)
    monkeypatch.setattr(inputs, "_PEOPLE_AT_ONCE", at_once)
    assert told(kofu, folder)[1] == whole
    assert len(rows(tmp_path / "pages-mail" / "pieces.csv")) == 7


def test_a_long_posting_list_is_printed_by_several_processes(kofu: Kofu, tmp_path: Path) -> None:
    people = [Person(f"{n:02d}") for n in range(1, 62)]
    docs = [Doc(one.person_id, n) for n, one in enumerate(people, start=1)]
    assert told(kofu, Run(tmp_path / "pages", people, docs).write())[0] == 0
    listed = tmp_path / "pages-mail" / "sashidashi-recorded.csv"
    office = office_on(load("kawasaki-kokuho"), date(2025, 7, 10))
    paper = PostingList(office, date(2025, 7, 10), listed, "recorded", 61, per_file=1)
    assert print_list(paper, workers=2) == ()
    found = [listed.with_name(f"sashidashi-recorded-{n:04d}.pdf") for n in (1, 2, 3)]
    pages = [pypdfium2.PdfDocument(path)[0].get_textpage().get_text_bounded() for path in found]
    assert "見本 30" in pages[0] and "見本 31" in pages[1] and "見本 61" in pages[2]
    assert "3 / 3" in pages[2] and "見本 60" not in pages[2]
