"""What is refused before anything is printed; messages tell codes and counts, nobody's data."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from towns import Printed, contents, decide, person, print_town, town, write_roster

from kofu.base.errors import KofuError
from kofu.base.messages import Language
from kofu.documents.run.render import Asked, render

Files = tuple[Path, Path]
"""Decisions and roster."""


@pytest.fixture
def files(tmp_path: Path, clean: Printed) -> Files:
    decisions = shutil.copy(clean.decisions, tmp_path / "decisions.parquet")
    return Path(decisions), Path(shutil.copy(clean.roster, tmp_path / "roster.csv"))


def refused(tmp_path: Path, decisions: Path, roster: Path, insurer: str | None = None) -> str:
    with pytest.raises(KofuError) as error:
        render(Asked(decisions, roster, tmp_path / "out", insurer=insurer, workers=1))
    assert not list((tmp_path / "out").glob("pdf/*"))
    assert not (tmp_path / "out/record.json").exists()
    for language in Language:
        told = error.value.finding.line(language)
        assert not [one for one in town() if one["name"] in told or one["number"] in told]
    return error.value.finding.code


def changed(path: Path, column: str, value: object, row: int = 0) -> Path:
    """The decisions with one cell changed."""
    table = pq.read_table(path)
    place = table.schema.get_field_index(column)
    cells = table.column(column).to_pylist()
    assert cells[row] != value
    cells[row] = value
    array = pa.array(cells, table.schema.field(column).type)
    pq.write_table(table.set_column(place, table.schema.field(column), array), path)
    return path


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("document", "notice", "decision-not-derived"),
        ("document", "nothing", "decision-not-derived"),
        ("form", "a4", "decision-not-derived"),
        ("delivery", "counter", "decision-not-derived"),
        ("variant", "special_care", "decision-not-derived"),
        ("basis", "application", "decision-not-derived"),
        ("rule", "law-notice", "decision-not-derived"),
        ("provisional", True, "decision-not-derived"),
        ("valid_until", date(2027, 7, 31), "decision-not-derived"),
        ("valid_until", None, "decision-not-derived"),
        ("valid_until", date(2026, 6, 30), "decision-not-derived"),
        ("valid_from", date(2025, 7, 1), "decisions-of-many-days"),
        ("receipt", "0" * 32, "decision-not-derived"),
        ("class_key", 1, "decision-not-derived"),
    ],
)
def test_a_row_that_was_changed_after_the_decision_is_refused(
    tmp_path: Path, files: Files, column: str, value: object, code: str
) -> None:
    decisions, roster = files
    found = refused(tmp_path, changed(decisions, column, value), roster, "kawasaki-kokuho")
    assert found in (code, "decisions-of-no-pack")


def test_decisions_exchanged_between_two_people_are_refused(tmp_path: Path, files: Files) -> None:
    """Each decision is one that the pack makes, but for the other person."""
    decisions, roster = files
    table = pq.read_table(decisions)
    people, documents = (table.column(name).to_pylist() for name in ("person_id", "document"))
    one, other = documents.index("certificate"), documents.index("notice")
    people[one], people[other] = people[other], people[one]
    place = table.schema.get_field_index("person_id")
    pq.write_table(table.set_column(place, "person_id", pa.array(people)), decisions)
    assert refused(tmp_path, decisions, roster, "kawasaki-kokuho") == "decision-not-derived"


@pytest.mark.parametrize(
    ("column", "field"),
    [("name", "name"), ("number", "number"), ("address", "to_address")],
)
def test_a_document_without_a_mandatory_item_is_stopped_and_the_others_go_on(
    tmp_path: Path, column: str, field: str
) -> None:
    people = [person(1), {**person(2), column: ""}, person(3)]
    printed = print_town(tmp_path, people)
    assert [(one.person_id, one.code, one.field) for one in printed.done.stopped] == [
        (people[1]["person_id"], "item-missing", field)
    ]


def test_a_hold_that_was_taken_away_is_refused(tmp_path: Path, files: Files) -> None:
    """P0007 is protected; somebody sets the row to ordinary post."""
    decisions, roster = files
    assert refused(tmp_path, changed(decisions, "delivery", "recorded", row=6), roster) in (
        "decision-not-derived",
        "decisions-of-no-pack",
    )


def test_another_pack_did_not_make_these_decisions(tmp_path: Path, files: Files) -> None:
    assert refused(tmp_path, *files, "shibuya-kokuho") == "decisions-of-no-pack"


@pytest.mark.parametrize(("name", "code"), [("no-such-pack", "pack-unknown"), ("kokuho", None)])
def test_a_pack_that_cannot_print(
    tmp_path: Path, files: Files, name: str, code: str | None
) -> None:
    assert refused(tmp_path, *files, name) in (code or "decisions-of-no-pack", "pack-abstract")


def lacking(people: list[dict[str, str]]) -> list[dict[str, str]]:
    return people[1:]


def twice(people: list[dict[str, str]]) -> list[dict[str, str]]:
    return [*people, people[0]]


@pytest.mark.parametrize(
    ("change", "code"),
    [(lacking, "person-not-in-roster"), (twice, "people-twice")],
    ids=["lacks a person", "has a person twice"],
)
def test_a_roster_that_is_not_the_one_decided(
    tmp_path: Path,
    files: Files,
    change: Callable[[list[dict[str, str]]], list[dict[str, str]]],
    code: str,
) -> None:
    assert refused(tmp_path, files[0], write_roster(files[1], change(town()))) == code


def test_decisions_with_a_person_twice(tmp_path: Path, files: Files) -> None:
    table = pq.read_table(files[0])
    pq.write_table(pa.concat_tables([table, table.slice(0, 1)]), files[0])
    assert refused(tmp_path, *files) == "people-twice"


def test_people_of_the_roster_who_were_not_decided_are_not_printed(tmp_path: Path) -> None:
    roster = write_roster(tmp_path / "few.csv", [person(1), person(2)])
    decisions = decide(roster, tmp_path / "decisions.parquet")
    everybody = write_roster(tmp_path / "roster.csv", [person(3), person(2), person(1)])
    done = render(Asked(decisions, everybody, tmp_path / "out", workers=1))
    assert done.record.people["people"] == done.record.people["printed"] == 2


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("none.parquet", None, "file-missing"),
        ("d.xlsx", b"PK", "decisions-format"),
        ("d.txt", b"person_id\n", "decisions-format"),
        ("d.parquet", b"PAR1 but not really", "decisions-unreadable"),
        ("d.parquet", b"", "decisions-unreadable"),
        ("d.csv", b"", "decisions-unreadable"),
        ("d.csv", b"person_id,document\nP0001,certificate\n", "decisions-column-missing"),
        ("d.csv", "架空花子\n".encode("cp932"), "decisions-column-missing"),
    ],
)
def test_a_file_that_is_no_file_of_decisions(
    tmp_path: Path, files: Files, name: str, content: bytes | None, code: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    found = refused(tmp_path, path, files[1])
    assert found in (code, "decisions-unreadable") if name == "d.csv" else found == code


def test_a_cell_that_cannot_be_read_is_not_told(tmp_path: Path) -> None:
    people = [person(1)]
    roster = write_roster(tmp_path / "roster.csv", people)
    path = decide(roster, tmp_path / "decisions.csv")
    path.write_text(path.read_text(encoding="utf-8").replace("2026-07-31", "架空　花子"), encoding="utf-8")  # fmt: skip
    with pytest.raises(KofuError) as error:
        render(Asked(path, roster, tmp_path / "out", workers=1))
    assert error.value.finding.code == "decisions-unreadable"
    assert "花子" not in str(error.value)


def test_decisions_without_a_row(tmp_path: Path, files: Files) -> None:
    pq.write_table(pq.read_table(files[0]).slice(0, 0), files[0])
    assert refused(tmp_path, *files) == "decisions-empty"


def test_decisions_of_two_days_are_printed_apart(tmp_path: Path, files: Files) -> None:
    table = pq.read_table(files[0])
    assert refused(tmp_path, changed(files[0], "valid_from", date(2025, 9, 1)), files[1]) == (
        "decisions-of-many-days"
    )
    pq.write_table(table.slice(8, 1), files[0])
    assert refused(tmp_path, *files) == "decisions-without-documents"


@pytest.mark.parametrize("name", ["letter.docx", "notes", "pdfs"])
def test_a_folder_that_holds_something_else_is_left_alone(
    tmp_path: Path, files: Files, name: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / name).write_text("mine", encoding="utf-8")
    assert refused(tmp_path, *files) == "folder-not-ours"
    assert contents(folder) == {name: b"mine"}


def test_a_folder_into_which_another_process_prints_is_busy(tmp_path: Path, files: Files) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert refused(tmp_path, *files) == "folder-busy"
    assert render(Asked(*files, folder, workers=1)).record.people["printed"] == 10


def test_the_record_of_an_earlier_run_is_gone_as_long_as_a_run_is_not_done(tmp_path: Path) -> None:
    """A run that stops in the middle must not look like one that is done."""
    printed = print_town(tmp_path, [person(1), person(2)], per_file=1)

    class StopError(Exception):
        pass

    def stop(stage: str, done: float) -> None:
        if stage == "printing":
            raise StopError

    with pytest.raises(StopError):
        render(
            Asked(printed.decisions, printed.roster, printed.folder, workers=1, per_file=1), stop
        )
    assert not (printed.folder / "record.json").exists()
    assert not list(printed.folder.rglob("*.part"))


def test_a_new_run_over_an_old_folder_leaves_no_old_page(tmp_path: Path) -> None:
    print_town(tmp_path, [person(n) for n in range(1, 6)], per_file=1)
    again = print_town(tmp_path, [person(6)], per_file=1)
    fresh = print_town(tmp_path, [person(6)], per_file=1, folder="fresh")
    assert contents(again.folder) == contents(fresh.folder)


@pytest.mark.parametrize("where", ["", "pdf/"])
def test_drafts_that_a_killed_run_left_are_gone_after_the_next(tmp_path: Path, where: str) -> None:
    """Even where the number of the killed process belongs to another one by now."""
    (tmp_path / "out/pdf").mkdir(parents=True)
    alive, dead = 1, 4_194_304
    names = {"": "pages.parquet", "pdf/": "certificate-recorded-0001.pdf"}
    for process in (alive, dead):
        draft = tmp_path / "out" / f"{where}.{names[where]}.{process}.part"
        draft.write_text("架空　花子", encoding="utf-8")
    print_town(tmp_path, [person(1)])
    assert not list((tmp_path / "out").rglob("*.part"))
