"""`kofu verify` finds what was damaged, exchanged or forged, and says where; nothing of a person."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from damaged import (
    Cells,
    Json,
    change_index,
    change_person,
    change_record,
    checked,
    codes,
    copy_of,
    cover,
    rotate,
    swap_contents,
    swap_pages,
)
from towns import Printed, person, print_town, town

from kofu.documents.forms import templates

FIRST = "pdf/certificate-recorded-0001.pdf"
"""Two carriers of two pages each: P0001 and P0002."""


@pytest.fixture
def folder(tmp_path: Path, clean: Printed) -> Path:
    return copy_of(clean, tmp_path)


def test_a_clean_run_is_proven_whole(folder: Path, clean: Printed) -> None:
    done = checked(folder, pictures=1)
    assert (done.total, done.found) == (0, [])
    assert done.files == 6
    assert done.documents == len(clean.index) == 11
    assert done.pages == sum(int(str(row["pages"])) for row in clean.index)
    assert done.fields > 150
    assert done.pictures >= 5


def test_two_workers_find_what_one_finds(folder: Path) -> None:
    swap_contents(folder / FIRST, 1, 3)
    cover(folder)
    assert checked(folder, workers=2).found == checked(folder).found != []


FIELDS = [
    ("P0001", "number", "31400008", {"number"}),
    ("P0001", "number", "31400070", {"number"}),
    ("P0001", "number", "3140007", {"number"}),
    ("P0001", "name", "空山　三子", {"name", "to_name"}),
    ("P0001", "name", "空山　二子様", {"name", "to_name"}),
    ("P0001", "address", "架空県架空市中央1丁目2番4号", {"address", "to_address"}),
    ("P0001", "postal_code", "999-0010", {"to_postal_code"}),
    ("P0001", "birth_date", "1961-05-03", {"birth_date"}),
    ("P0001", "sex", "male", {"sex"}),
    ("P0001", "acquired_on", "2010-04-02", {"acquired_on"}),
    ("P0001", "household_head", "空山　次郎", {"household_head"}),
    ("P0001", "mailing_name", "架空　後見人", {"to_name"}),
    ("P0001", "branch", "02", {"branch"}),
    ("P0001", "symbol", "架室", {"symbol"}),
    ("P0002", "copay_percent", "30", {"copay"}),
    ("P0004", "copay_percent", "30", {"copay"}),
    ("P0004", "copay_from", "2025-08-02", {"copay_from"}),
    ("P0005", "applied_on", "2025-07-08", {"applied_on"}),
    ("P0005", "application", "prefers_paper", {"application"}),
    ("P0008", "name", "渡邉　\ufa19子", {"name", "to_name"}),
    ("P0008", "name", "渡邉\U000e0101　神子", {"name", "to_name"}),
    ("P0010", "address", "架空県架空市南架空区北東中央本町西二丁目1234番地の56　グランドヒルズ架空1204号室", {"address", "to_address"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "column", "value", "fields"), FIELDS, ids=[f"{one[0]} {one[1]} {one[2][:12]}" for one in FIELDS]
)  # fmt: skip
def test_a_page_that_says_something_else_than_the_roster_is_found_with_its_field(
    folder: Path, clean: Printed, who: str, column: str, value: str, fields: set[str]
) -> None:
    """Only this person's pages and fields are named, even where every hash was forged."""
    change_person(folder.parent / "roster.csv", who, column, value)
    cover(folder)
    done = checked(folder)
    in_the_key = column in ("number", "branch", "symbol", "birth_date")
    assert codes(done) == {"field-differs"} | ({"search-key-differs"} if in_the_key else set())
    assert {one.field for one in done.found} <= fields
    theirs = {
        (row["file"], int(str(row["first_page"])) + more)
        for row in clean.index
        if row["person_id"] == who
        for more in range(int(str(row["pages"])))
    }
    assert {(one.file, one.page) for one in done.found} <= theirs
    assert value not in str(done.found)


def test_a_roster_that_changed_after_printing_is_found_even_where_no_page_shows_it(
    folder: Path,
) -> None:
    change_person(folder.parent / "roster.csv", "P0001", "uses_12m", "3")
    assert [one.code for one in checked(folder).found] == ["input-changed"]


def test_a_birthday_across_seventy_means_that_another_form_was_due(folder: Path) -> None:
    change_person(folder.parent / "roster.csv", "P0001", "birth_date", "1953-05-05")
    cover(folder)
    assert "forms-not-due" in codes(checked(folder))


@pytest.mark.parametrize("column", ["name", "address", "number", "postal_code", "birth_date"])
def test_a_column_shifted_by_one_person_against_the_others_is_found(
    folder: Path, column: str
) -> None:
    """Shiga: names sorted apart from addresses."""
    rotate(folder.parent / "roster.csv", column)
    cover(folder)
    done = checked(folder)
    assert "field-differs" in codes(done)
    assert len({(one.file, one.page) for one in done.found}) >= 8


def test_a_roster_named_at_the_call_is_the_one_that_counts(tmp_path: Path, clean: Printed) -> None:
    other = tmp_path / "other.csv"
    shutil.copy(clean.roster, other)
    assert checked(clean.folder, roster=other).total == 0
    change_person(other, "P0001", "number", "31400008")
    found = {"input-changed", "field-differs", "search-key-differs"}
    assert codes(checked(clean.folder, roster=other)) == found


@pytest.mark.parametrize(
    "swap",
    [
        lambda file: swap_pages(file, 1, 3),
        lambda file: swap_contents(file, 1, 3),
        lambda file: (swap_pages(file, 1, 3), swap_pages(file, 2, 4)),
    ],
    ids=["two first pages", "the contents of two pages", "two whole documents"],
)
def test_pages_of_two_people_exchanged_are_found_though_every_hash_agrees(
    folder: Path, swap: Callable[[Path], None]
) -> None:
    """Sabae: two people's cards swapped."""
    swap(folder / FIRST)
    assert "file-changed" in codes(checked(folder))
    cover(folder)
    done = checked(folder)
    assert done.total
    assert codes(done) <= {"field-differs", "search-key-differs", "page-of-other-form"}
    assert {one.file for one in done.found} == {FIRST}
    assert {1, 3} <= {one.page for one in done.found}


def test_front_and_back_exchanged_are_found(folder: Path) -> None:
    swap_pages(folder / FIRST, 1, 2)
    cover(folder)
    assert {(one.code, one.page) for one in checked(folder).found} >= {
        ("page-of-other-form", 1),
        ("page-of-other-form", 2),
    }


def test_a_page_more_or_less_is_found(tmp_path: Path) -> None:
    two, three = tmp_path / "two", tmp_path / "three"
    two.mkdir()
    three.mkdir()
    few = print_town(two, [person(1), person(2)])
    more = print_town(three, [person(1), person(2), person(3)])
    for run, other, code in ((few, more, "pages-too-many"), (more, few, "pages-missing")):
        folder = copy_of(run, run.folder.parent.parent / code)
        shutil.copy(other.folder / FIRST, folder / FIRST)
        cover(folder)
        assert code in codes(checked(folder))


def test_a_document_printed_for_somebody_else_is_found(tmp_path: Path) -> None:
    """The same number of pages, the same forms, another person."""
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    run = print_town(tmp_path / "one", [person(1), person(2)])
    other = print_town(tmp_path / "other", [person(1), person(3)])
    shutil.copy(other.folder / FIRST, run.folder / FIRST)
    cover(run.folder)
    done = checked(run.folder)
    assert codes(done) == {"field-differs", "search-key-differs"}
    assert {one.page for one in done.found} <= {3, 4}


@pytest.mark.parametrize("kept", [0, 100, 0.5, 0.999])
def test_a_truncated_file_is_found(folder: Path, kept: float) -> None:
    data = (folder / FIRST).read_bytes()
    (folder / FIRST).write_bytes(data[: int(kept if kept > 1 or not kept else kept * len(data))])
    assert "file-changed" in codes(checked(folder))
    cover(folder)
    assert {one.file for one in checked(folder).found} == {FIRST}


def test_a_file_that_is_gone_is_found(folder: Path) -> None:
    (folder / FIRST).unlink()
    assert "file-missing" in codes(checked(folder))


def test_a_file_of_another_run_is_found(folder: Path) -> None:
    shutil.copy(folder / FIRST, folder / "pdf/certificate-recorded-0009.pdf")
    done = checked(folder)
    assert [(one.code, one.file) for one in done.found] == [
        ("file-not-listed", "pdf/certificate-recorded-0009.pdf")
    ]


def test_a_file_in_the_place_of_another_is_found(folder: Path) -> None:
    shutil.copy(folder / FIRST, folder / "pdf/certificate-recorded-0002.pdf")
    cover(folder)
    assert {one.file for one in checked(folder).found} == {"pdf/certificate-recorded-0002.pdf"}


def test_an_exchanged_font_is_found(folder: Path) -> None:
    """Mie: a font was swapped, and seven digits of eight were printed."""
    path = folder / FIRST
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        programs = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/CIDFontType0C"]  # fmt: skip
        data = [one.read_bytes() for one in programs]
        for one, other in zip(programs, data[1:] + data[:1], strict=True):
            one.write(other)
        pdf.save(path)
    cover(folder)
    assert checked(folder).total


def fewer(rows: Cells) -> Cells:
    return rows[:-1]


def exchanged(rows: Cells) -> Cells:
    rows[0]["person_id"], rows[1]["person_id"] = rows[1]["person_id"], rows[0]["person_id"]
    return rows


def reordered(rows: Cells) -> Cells:
    return [rows[1], rows[0], *rows[2:]]


def other(column: str, value: object) -> Callable[[Cells], Cells]:
    def change(rows: Cells) -> Cells:
        assert rows[0][column] != value
        return [{**rows[0], column: value}, *rows[1:]]

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (fewer, "people-missing"),
        (exchanged, "field-differs"),
        (reordered, "pages-out-of-order"),
        (other("first_page", 2), "pages-out-of-order"),
        (other("pages", 1), "pages-of-form"),
        (other("match_code", "00000000"), "field-differs"),
        (other("form", "carrier-elderly"), "blank-unknown"),
        (other("form", "notice"), "blank-unknown"),
        (other("file", "pdf/certificate-recorded-0002.pdf"), "blank-unknown"),
        (other("file", "pdf/none.pdf"), "files-differ"),
        (other("person_id", "P0003"), "field-differs"),
        (other("person_id", "P0007"), "forms-not-due"),
        (other("person_id", "P0011"), "people-missing"),
    ],
)
def test_a_row_of_the_index_that_was_changed_is_found(
    folder: Path, change: Callable[[Cells], Cells], code: str
) -> None:
    change_index(folder, change)
    assert code in codes(checked(folder))


def add(which: str, name: str, more: int) -> Callable[[Json], None]:
    def change(record: Json) -> None:
        counts = record[which]
        assert isinstance(counts, dict)
        counts[name] += more

    return change


def digest(which: str, name: str) -> Callable[[Json], None]:
    def change(record: Json) -> None:
        digests = record[which]
        assert isinstance(digests, dict) and len(digests[name]) == 64
        digests[name] = "0" * 64

    return change


def whole(name: str, value: object) -> Callable[[Json], None]:
    return lambda record: record.update({name: value})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (add("people", "printed", 1), "counts-differ"),
        (add("people", "people", -1), "counts-differ"),
        (add("people", "withheld", -1), "counts-differ"),
        (add("people", "stopped", 1), "counts-differ"),
        (add("documents", "carrier", 1), "counts-differ"),
        (digest("fonts", "NotoSansJP-Regular"), "fonts-changed"),
        (digest("forms", "carrier"), "forms-changed"),
        (whole("pack_hash", "0" * 64), "pack-changed"),
        (whole("office_hash", "0" * 64), "office-changed"),
        (whole("issued", "2025-08-02"), "field-differs"),
    ],
)
def test_a_record_that_was_changed_is_found_though_its_root_agrees(
    folder: Path, change: Callable[[Json], None], code: str
) -> None:
    change_record(folder, change)
    cover(folder)
    assert code in codes(checked(folder))


@pytest.mark.parametrize("change", [add("people", "printed", 1), whole("root", "0" * 64)])
def test_a_record_whose_root_does_not_follow_is_found(
    folder: Path, change: Callable[[Json], None]
) -> None:
    change_record(folder, change)
    assert "record-changed" in codes(checked(folder))


def test_a_file_left_out_of_the_record_is_found(folder: Path) -> None:
    def leave_out(record: Json) -> None:
        files = record["files"]
        assert isinstance(files, list)
        files.pop(0)

    change_record(folder, leave_out)
    cover(folder)
    assert codes(checked(folder)) >= {"file-not-listed", "files-differ"}


def test_a_person_who_was_stopped_and_yet_printed_is_found(folder: Path) -> None:
    with (folder / "stopped.csv").open("a", encoding="utf-8") as file:
        file.write("P0001,carrier,text-too-long,name,,\n")
    assert "stopped-yet-printed" in codes(checked(folder))


def test_a_person_who_vanished_from_the_list_of_the_stopped_is_found(tmp_path: Path) -> None:
    run = print_town(tmp_path, [person(1), person(2, name="\ue000")])
    assert checked(run.folder).total == 0
    lines = (run.folder / "stopped.csv").read_text(encoding="utf-8").splitlines()
    (run.folder / "stopped.csv").write_text(lines[0] + "\n", encoding="utf-8")
    assert "people-missing" in codes(checked(run.folder))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("templates/carrier/form.typ", None, "\n#place(top + left, dx: 3mm, dy: 3mm)[・]\n"),
        ("parts.typ", "ink = rgb(\"#1b1b1f\")", "ink = rgb(\"#1b1b2f\")"),
    ],
    ids=["a dot more", "another black"],
)  # fmt: skip
def test_a_template_that_changed_after_printing_is_found(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    old: str | None,
    new: str,
) -> None:
    shutil.copytree(templates.ROOT, tmp_path / "forms")
    path = tmp_path / "forms" / name
    text = path.read_text(encoding="utf-8")
    assert old is None or old in text
    path.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")
    monkeypatch.setattr(templates, "ROOT", tmp_path / "forms")
    monkeypatch.setattr(templates, "TEMPLATES", tmp_path / "forms/templates")
    assert codes(checked(folder)) >= {"forms-changed", "blank-different"}


def test_findings_name_places_and_never_people(folder: Path) -> None:
    rotate(folder.parent / "roster.csv", "name")
    told = json.dumps([str(one) for one in checked(folder).found], ensure_ascii=False)
    assert told.count("field-differs") > 5
    for one in town():
        assert one["name"] not in told and one["number"] not in told
