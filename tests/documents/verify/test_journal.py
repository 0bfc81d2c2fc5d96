"""A reading that was interrupted goes on where it was, and trusts nothing that has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from damaged import copy_of
from towns import Printed

from kofu.documents.verify.files import FileRead, Reader
from kofu.documents.verify.verify import Asked, Verified, verify

FIRST = "pdf/certificate-recorded-0001.pdf"


@pytest.fixture
def folder(tmp_path: Path, clean: Printed) -> Path:
    return copy_of(clean, tmp_path)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were really opened and read."""
    seen: list[str] = []
    whole = Reader.read

    def counted(self: Reader, file: str, *rest: object) -> FileRead:
        seen.append(file)
        return whole(self, file, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Reader, "read", counted)
    return seen


def checked(folder: Path, journal: Path) -> Verified:
    return verify(Asked(folder, workers=1, pictures=0, journal=journal))


def test_what_was_read_is_not_read_again_and_counts(
    folder: Path, tmp_path: Path, read: list[str]
) -> None:
    first = checked(folder, tmp_path / "journal")
    again = checked(folder, tmp_path / "journal")
    assert len(read) == first.files == 6
    assert (again.files, again.pages, again.fields) == (first.files, first.pages, first.fields)
    assert again.total == 0


def test_a_reading_cut_off_goes_on_with_the_rest(
    folder: Path, tmp_path: Path, read: list[str]
) -> None:
    journal = tmp_path / "journal"
    whole = checked(folder, journal)
    lines = journal.read_text().splitlines()
    journal.write_text("\n".join([*lines[:3], lines[3][:10]]))
    read.clear()
    assert checked(folder, journal).fields == whole.fields
    assert len(read) == 4


def test_a_file_changed_after_its_reading_is_found(
    folder: Path, tmp_path: Path, read: list[str]
) -> None:
    checked(folder, tmp_path / "journal")
    data = bytearray((folder / FIRST).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / FIRST).write_bytes(data)
    read.clear()
    found = checked(folder, tmp_path / "journal")
    assert read == [FIRST]
    assert found.total


def test_a_file_in_which_something_was_wrong_is_read_again(
    folder: Path, tmp_path: Path, read: list[str]
) -> None:
    data = bytearray((folder / FIRST).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / FIRST).write_bytes(data)
    checked(folder, tmp_path / "journal")
    read.clear()
    assert checked(folder, tmp_path / "journal").total
    assert read == [FIRST]


def test_another_record_begins_a_journal_of_its_own(
    folder: Path, tmp_path: Path, read: list[str]
) -> None:
    checked(folder, tmp_path / "journal")
    record = folder / "record.json"
    record.write_text(record.read_text() + " ")
    read.clear()
    checked(folder, tmp_path / "journal")
    assert len(read) == 6
