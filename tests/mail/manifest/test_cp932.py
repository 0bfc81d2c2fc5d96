"""CP932 beside UTF-8: nothing is replaced; what does not fit is told cell by cell."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from manifest_run import Doc, Person, Run

from kofu.mail.manifest.cp932 import fits

Kofu = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("髙橋 﨑本 ①", True),  # in CP932, not in Shift_JIS (facts B1)
        ("𠮷野", False),
        ("葛󠄀城", False),
        ("1−2", False),  # U+2212 is not in CP932, U+FF0D is
        ("1－2", True),
        ("¥100", False),  # would come back as a backslash
    ],
)
def test_what_fits(text: str, fit: bool) -> None:
    assert fits(text) is fit


def run_of(folder: Path, name: str) -> Path:
    people = [Person("A"), Person("B", more={"name": name})]
    return Run(folder, people, [Doc("A", 1), Doc("B", 2)]).write()


def test_copies_in_cp932(kofu: Kofu, tmp_path: Path) -> None:
    folder = run_of(tmp_path / "pages", "髙橋 次郎")
    assert kofu("mail", "manifest", folder, "--cp932")[0] == 0
    out = tmp_path / "pages-mail"
    for path in (out / "sashidashi-recorded.csv", out / "pieces.csv"):
        copy = path.with_name(f"{path.stem}-cp932.csv").read_bytes()
        assert copy.decode("cp932") == path.read_text("utf-8")
    assert not (out / "outside-cp932.csv").exists()


def test_characters_outside_are_reported_and_no_copy_is_made(kofu: Kofu, tmp_path: Path) -> None:
    folder = run_of(tmp_path / "pages", "葛󠄀城 𠮷子")
    code, out, _ = kofu("mail", "manifest", folder, "--cp932")
    assert code == 1
    assert "outside-cp932: sashidashi-recorded.csv" in out
    assert "𠮷" not in out
    lists = tmp_path / "pages-mail"
    assert not (lists / "sashidashi-recorded-cp932.csv").exists()
    assert (lists / "pieces-cp932.csv").is_file()
    with (lists / "outside-cp932.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["file", "row", "column", "code_points"],
            ["sashidashi-recorded.csv", "3", "お届け先のお名前", "U+E0100 U+20BB7"],
        ]
    assert "葛󠄀城 𠮷子" in (lists / "sashidashi-recorded.csv").read_text("utf-8")
