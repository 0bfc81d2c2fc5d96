"""A file on its way into the register: kept apart, checked, compared, taken in, removed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.registry.conftest import Register
from tests.registry.people.files import counted, somebody, written

from kofu.base.errors import KofuError

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)


def told(phase: str, done: float) -> None:
    return None


def uploaded(file: Path, as_of: date = AUGUST, kind: str = "roster") -> Any:
    """The file as it is after it came in by the console."""
    from kofu.registry.people.kinds import LoadKind
    from kofu.registry.uploads.head import cut, guessed, point
    from kofu.registry.uploads.store import accept, incoming

    copy = incoming() / "file"
    copy.write_bytes(file.read_bytes())
    upload = accept(copy, file.name, LoadKind(kind), as_of, "sato")
    cut(upload)
    point(upload, guessed(upload))
    return upload


def loaded(file: Path, as_of: date = JULY) -> None:
    from kofu.registry.people.load import load_roster

    load_roster(file, None, as_of, "sato")


def test_a_file_is_compared_without_being_taken_in(register: Register, tmp_path: Path) -> None:
    from kofu.registry.uploads.checked import checked
    from kofu.registry.uploads.taking import check_upload

    loaded(written(tmp_path, [somebody(), somebody(person_id="1002", name="別の人")]))
    rows = [
        somebody(address="川崎市"),
        somebody(person_id="1003", name="第三の人", registered="no"),
    ]
    upload = uploaded(written(tmp_path, rows))
    before = {table: counted(register, table) for table in ("load", "person", "residence_fact")}
    assert check_upload(upload.token, "sato", told) == "job-checked"
    found = checked(upload)
    assert found is not None and found.foreseen is not None
    assert found.foreseen.counts == {"changed": 1, "joined": 1, "vanished": 1}
    assert found.foreseen.strands == {"residence": 1}
    assert (found.rows, found.errors, found.foreseen.enrolled) == (2, 0, 2)
    assert before == {table: counted(register, table) for table in before}


def test_what_was_foreseen_is_what_comes_and_the_file_goes(
    register: Register, tmp_path: Path
) -> None:
    from kofu.registry.uploads.checked import checked
    from kofu.registry.uploads.store import uploads
    from kofu.registry.uploads.taking import check_upload, load_upload

    loaded(written(tmp_path, [somebody(), somebody(person_id="1002", name="別の人")]))
    upload = uploaded(
        written(tmp_path, [somebody(has_card="no", registered="no", status_on="2026-07-31")])
    )
    check_upload(upload.token, "sato", told)
    foreseen = checked(upload).foreseen  # type: ignore[union-attr]
    done = load_upload(upload.token, foreseen.loads, "sato", told)  # type: ignore[union-attr]
    assert done.counts == foreseen.counts  # type: ignore[union-attr]
    assert done.counts["card-lost"] == 1
    assert not upload.folder.exists()
    assert uploads() == []
    with pytest.raises(KofuError, match="upload-unknown"):
        load_upload(upload.token, done.load, "sato", told)


def test_another_load_in_between_asks_for_another_look(register: Register, tmp_path: Path) -> None:
    from kofu.registry.uploads.checked import checked
    from kofu.registry.uploads.taking import check_upload, load_upload

    upload = uploaded(written(tmp_path, [somebody()]))
    check_upload(upload.token, "sato", told)
    foreseen = checked(upload).foreseen  # type: ignore[union-attr]
    loaded(written(tmp_path, [somebody(person_id="1002")]))
    with pytest.raises(KofuError, match="load-foreseen-changed"):
        load_upload(upload.token, foreseen.loads, "sato", told)  # type: ignore[union-attr]
    assert upload.folder.exists()


def test_a_file_by_the_contract_is_the_same_file_by_hand(
    register: Register, tmp_path: Path
) -> None:
    from kofu.registry.people.load import load_roster
    from kofu.registry.uploads.taking import load_upload

    file = written(tmp_path, [somebody()])
    upload = uploaded(file)
    assert upload.told_mapping is None
    load_upload(upload.token, 0, "sato", told)
    assert load_roster(file, None, AUGUST, "suzuki").again


def test_people_twice_are_told_by_row_and_nothing_is_compared(
    register: Register, tmp_path: Path
) -> None:
    from kofu.base.messages import Language
    from kofu.registry.uploads.checked import as_csv, checked
    from kofu.registry.uploads.taking import check_upload

    upload = uploaded(written(tmp_path, [somebody(), somebody(name="同じ番号の人")]))
    assert check_upload(upload.token, "sato", told) == "job-checked-wrong"
    found = checked(upload)
    assert found is not None and found.foreseen is None
    assert [(one.code, one.row, one.column) for one in found.faults] == [
        ("person-duplicated", 3, "person_id")
    ]
    lines = as_csv(found, Language.JA).splitlines()
    assert lines[0] == "\ufeff行,列,種類,コード,内容"
    assert lines[1].startswith("3,person_id,エラー,person-duplicated,")


NUMBERS = ("100000000005", "234567890121", "345678901234")


@pytest.mark.parametrize("rows", [3, 3000])
def test_a_file_with_my_numbers_is_removed_at_once(
    register: Register, tmp_path: Path, rows: int
) -> None:
    """In the first rows it is not even kept; further down the check finds them."""
    from kofu.registry.uploads.store import uploads
    from kofu.registry.uploads.taking import check_upload

    people = [somebody(person_id=str(one), メモ=number_of(one, rows)) for one in range(rows)]
    with pytest.raises(KofuError, match="my-number-found"):
        upload = uploaded(written(tmp_path, people))
        check_upload(upload.token, "sato", told)
    assert uploads() == []
    assert not list(Path(register.home.uploads).glob("*/source*"))


def number_of(row: int, rows: int) -> str:
    return NUMBERS[row % 3] if rows == 3 or row > rows - 4 else ""


def test_a_wrong_encoding_names_the_row(register: Register, tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_bytes("person_id,name\n1001,浜田\n".encode("cp932") + b"1002,\x81\x00\n")
    with pytest.raises(KofuError, match="encoding-unreadable"):
        uploaded(broken)


def test_a_monthly_list_leaves_strangers_out(register: Register, tmp_path: Path) -> None:
    from kofu.registry.uploads.checked import checked
    from kofu.registry.uploads.taking import check_upload

    loaded(written(tmp_path, [somebody()]))
    card = {"status_on": "2026-07-31", "has_card": "no", "registered": "no"}
    rows = [{"person_id": one, **card} for one in ("1001", "9999")]
    upload = uploaded(written(tmp_path, rows), kind="status-list")
    check_upload(upload.token, "sato", told)
    foreseen = checked(upload).foreseen  # type: ignore[union-attr]
    assert (foreseen.unknown, foreseen.counts) == (1, {"card-lost": 1, "changed": 1})  # type: ignore[union-attr]


def test_a_check_stands_in_the_log_with_counts_only(register: Register, tmp_path: Path) -> None:
    from kofu.registry.uploads.taking import check_upload

    upload = uploaded(written(tmp_path, [somebody(copay_percent="15")]))
    check_upload(upload.token, "sato", told)
    with psycopg.connect(register.app) as app:
        row = app.execute(
            "SELECT outcome, detail FROM log_entry WHERE event = 'file-checked'"
        ).fetchone()
    assert row == ("refused", {"kind": "roster", "rows": 1, "found": {"copay-impossible": 1}})


def test_files_nobody_came_back_to_are_removed(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import timezone

    from kofu.registry.uploads import store

    upload = uploaded(written(tmp_path, [somebody()]))
    later = timezone.now() + timedelta(hours=25)
    monkeypatch.setattr(store.timezone, "now", lambda: later)
    store.remove_old()
    assert not upload.folder.exists()


@pytest.mark.parametrize("name", ["../x", "a/b", ".hidden", "", "あ" * 41, "x.yaml"])
def test_names_of_mappings_are_no_paths(register: Register, name: str) -> None:
    from kofu.registry.uploads.mappings import mapping_path

    with pytest.raises(KofuError, match="mapping-name-unfit"):
        mapping_path(name)


def test_a_mapping_is_kept_by_name(register: Register) -> None:
    from kofu.registry.uploads.mappings import mapping_path, save, saved
    from kofu.roster.mapping import RosterMapping, load_mapping

    told = RosterMapping(columns={"宛名": "person_id"})
    save("税務課（月次）", told)
    assert "税務課（月次）" in saved()
    assert load_mapping(mapping_path("税務課（月次）")) == told
