"""A run accounts for everyone, and its index and record say what stands in its files."""

from __future__ import annotations

import hashlib
from itertools import groupby
from pathlib import Path

import pikepdf
import pytest
from towns import LINKED, Printed, contents, person, print_town, town

FORMS = {
    "P0001": ["carrier"],
    "P0002": ["carrier-elderly"],
    "P0003": ["notice"],
    "P0004": ["notice-elderly"],
    "P0005": ["refusal"],
    "P0006": ["notice", "refusal"],
    "P0008": ["carrier"],
    "P0010": ["carrier"],
    "P0011": ["carrier"],
    "P0012": ["notice"],
}
"""By the decisions of the pack's own cases; P0007 is held, P0009 needs a look."""


def test_everyone_is_accounted_for(clean: Printed) -> None:
    assert clean.record["people"] == {
        "people": 12,
        "printed": 10,
        "stopped": 0,
        "pulled": 0,
        "withheld": 1,
        "nothing": 0,
        "review": 1,
    }
    assert clean.done.stopped == () and clean.stopped == []


def test_everyone_gets_the_forms_that_are_due(clean: Printed) -> None:
    found: dict[str, list[str]] = {}
    for row in clean.index:
        found.setdefault(str(row["person_id"]), []).append(str(row["form"]))
    assert found == FORMS


def test_what_is_withheld_is_on_no_page(clean: Printed) -> None:
    """DV: delivery_hold."""
    told = "".join(page for pages in clean.texts().values() for page in pages)
    assert "31400014" in told
    assert "31400049" not in told
    assert "P0007" not in told


def test_a_refused_application_gets_its_letter_with_the_reason(clean: Printed) -> None:
    (page,) = clean.texts()["P0005", "refusal"]
    flat = page.replace("\r\n", "").replace("\n", "")
    assert "この理由では資格確認書を交付できません" in flat
    assert "令和7年7月7日" in flat
    assert "審査請求" in flat


def test_each_page_says_the_number_of_its_own_person_and_of_nobody_else(clean: Printed) -> None:
    numbers = {one["person_id"]: one["number"] for one in town()}
    for (who, form), pages in clean.texts().items():
        told = "".join(pages)
        assert (numbers[who] in told) == (form != "refusal"), (who, form)
        assert not [other for other, number in numbers.items() if other != who and number in told]


def test_the_index_lists_every_page_of_every_file_once(clean: Printed) -> None:
    for file, rows in groupby(clean.index, lambda row: str(row["file"])):
        expected = 1
        for row in rows:
            assert row["first_page"] == expected
            expected += int(str(row["pages"]))
        with pikepdf.open(clean.folder / file) as pdf:
            assert len(pdf.pages) == expected - 1


def test_the_record_names_every_file_by_hash_and_size(clean: Printed) -> None:
    listed = {one["name"]: one for one in clean.record["files"]}  # type: ignore[attr-defined]
    there = {f"pdf/{path.name}": path for path in (clean.folder / "pdf").iterdir()}
    assert listed.keys() == there.keys() == {str(row["file"]) for row in clean.index}
    for name, path in there.items():
        data = path.read_bytes()
        assert listed[name]["sha256"] == hashlib.sha256(data).hexdigest()
        assert listed[name]["bytes"] == len(data)
        assert listed[name]["documents"] == sum(row["file"] == name for row in clean.index)
    assert clean.record["documents"] == {
        form: sum(row["form"] == form for row in clean.index)
        for form in sorted({str(row["form"]) for row in clean.index})
    }


def test_the_record_names_inputs_pack_days_and_fonts(clean: Printed) -> None:
    record = clean.record
    inputs = record["inputs"]
    assert isinstance(inputs, dict)
    for role, path in (("roster", clean.roster), ("decisions", clean.decisions)):
        assert inputs[role]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert (clean.folder / inputs[role]["path"]).resolve() == path.resolve()
    assert (record["insurer"], record["on"], record["issued"]) == ("kawasaki-kokuho", "2025-08-01", "2025-08-01")  # fmt: skip
    assert record["sample"] is True
    assert "NotoSansJP-Regular" in record["fonts"]  # type: ignore[operator]
    assert set(record["forms"]) == {str(row["form"]) for row in clean.index}  # type: ignore[call-overload]


def test_nothing_but_the_run_stands_in_its_folder(clean: Printed) -> None:
    names = {path.name for path in clean.folder.iterdir()}
    assert names == {"pdf", "record.json", "pages.parquet", "stopped.csv", ".lock"}
    assert {path.suffix for path in (clean.folder / "pdf").iterdir()} == {".pdf"}


def test_files_are_split_by_way_of_delivery_and_number_of_documents(clean: Printed) -> None:
    """Seven certificates by recorded post but for one, two to a file."""
    assert sorted({str(row["file"]) for row in clean.index}) == [
        "pdf/certificate-recorded-0001.pdf",
        "pdf/certificate-recorded-0002.pdf",
        "pdf/certificate-simplified-registered-0001.pdf",
        "pdf/letter-ordinary-0001.pdf",
        "pdf/notice-ordinary-0001.pdf",
        "pdf/notice-ordinary-0002.pdf",
    ]


@pytest.mark.parametrize(("per_file", "files"), [(1, 5), (2, 3), (4, 2), (5, 1), (100, 1)])
def test_a_file_holds_no_more_documents_than_asked(
    tmp_path: Path, per_file: int, files: int
) -> None:
    printed = print_town(tmp_path, [person(n) for n in range(1, 6)], per_file=per_file)
    names = [str(row["file"]) for row in printed.index]
    assert len(set(names)) == files
    assert max(names.count(name) for name in names) <= per_file
    assert [row["person_id"] for row in printed.index] == [f"P{n:04d}" for n in range(1, 6)]


def test_two_workers_print_what_one_prints(tmp_path: Path, clean: Printed) -> None:
    two = print_town(tmp_path, town(), per_file=2, workers=2)
    assert contents(two.folder) == contents(clean.folder)


def test_a_run_elsewhere_makes_the_same_files(tmp_path: Path, clean: Printed) -> None:
    again = print_town(tmp_path / "", town(), per_file=2)
    assert contents(again.folder) == contents(clean.folder)


def test_the_pack_that_made_the_decisions_is_found_without_a_name(
    tmp_path: Path, clean: Printed
) -> None:
    found = print_town(tmp_path, town(), per_file=2, insurer=None)
    assert contents(found.folder) == contents(clean.folder)


def test_a_permutation_of_the_people_permutes_the_pages_and_changes_nothing_else(
    tmp_path: Path, clean: Printed
) -> None:
    """Shiga: the column of names sorted apart from the column of addresses."""
    people = town()
    other = print_town(
        tmp_path, [people[n] for n in (7, 0, 11, 3, 9, 1, 5, 10, 2, 8, 4, 6)], per_file=3
    )
    assert other.texts() == clean.texts()
    codes = [
        {(r["person_id"], r["form"]): r["match_code"] for r in one.index} for one in (clean, other)
    ]
    assert codes[0] == codes[1]
    order = [row["person_id"] for row in other.index if str(row["file"]).startswith("pdf/certificate-rec")]  # fmt: skip
    assert order == ["P0001", "P0010", "P0002", "P0011"]


def test_decisions_in_csv_and_parquet_give_the_same_pages(tmp_path: Path, clean: Printed) -> None:
    other = print_town(tmp_path, town(), per_file=2, suffix=".csv")
    pages = [
        {name: data for name, data in contents(one.folder).items() if name != "record.json"}
        for one in (clean, other)
    ]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("who", ["NA", "null", "NaN", "-inf", "1e5", "0012", "true"])
def test_a_person_number_that_looks_like_something_else_is_a_text(tmp_path: Path, who: str) -> None:
    printed = print_town(tmp_path, [person(1, person_id=who), person(2)], suffix=".csv")
    assert [row["person_id"] for row in printed.index] == [who, "P0002"]


STOPPED = [
    ({"name": "架空　\ue000子"}, "carrier", "character-private-use", "name", "", "U+E000"),
    ({"name": "渡邉\U000e0110　一"}, "carrier", "sequence-missing", "name", "邉\U000e0110", "U+9089 U+E0110"),
    ({"address": "架空県ሀ市"}, "carrier", "glyph-missing", "to_address", "ሀ", "U+1200"),
    ({"household_head": "か\u3099山"}, "carrier", "character-combining", "household_head", "\u3099", "U+3099"),
    ({"name": "架空\t花子"}, "carrier", "character-control", "name", "", "U+0009"),
    ({"name": "長" * 99}, "carrier", "text-too-long", "name", "", ""),
    ({**LINKED, "name": "架空　\U000f1234"}, "notice", "character-private-use", "to_name", "", "U+F1234"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "form", "code", "field", "character", "point"), STOPPED, ids=[one[2] for one in STOPPED]
)  # fmt: skip
def test_a_document_that_may_not_be_printed_is_listed_and_the_others_go_on(
    tmp_path: Path,
    changed: dict[str, str],
    form: str,
    code: str,
    field: str,
    character: str,
    point: str,
) -> None:
    printed = print_town(tmp_path, [person(1), person(2, **changed), person(3)])
    (told,) = printed.stopped
    assert (told["person_id"], told["form"], told["code"]) == ("P0002", form, code)
    assert (told["character"], told["code_point"]) == (character, point)
    assert field.removeprefix("to_") == told["field"].removeprefix("to_")
    assert [row["person_id"] for row in printed.index] == ["P0001", "P0003"]
    people = printed.record["people"]
    assert isinstance(people, dict)
    assert (people["people"], people["printed"], people["stopped"]) == (3, 2, 1)
    alone = print_town(tmp_path, [person(1), person(3)], folder="alone")
    assert printed.texts() == alone.texts()


def test_a_line_break_in_a_cell_of_the_roster_stops_nobody_else(tmp_path: Path) -> None:
    printed = print_town(tmp_path, [person(1, address="架空県架空市\n九〇一号室"), person(2)])
    told = {row["person_id"] for row in printed.index} | {
        one["person_id"] for one in printed.stopped
    }
    assert told == {"P0001", "P0002"}


def test_when_everybody_is_stopped_there_is_a_record_and_no_page(tmp_path: Path) -> None:
    printed = print_town(tmp_path, [person(1, name="\ue000")])
    assert printed.index == [] and len(printed.stopped) == 1
    assert list((tmp_path / "out").glob("pdf/*")) == []
    assert printed.record["files"] == []
