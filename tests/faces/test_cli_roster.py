"""`kofu roster check` and `kofu roster convert`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kofu.base.messages import Language
from kofu.faces.cli.main import run as run_kofu
from kofu.faces.cli.talk import speak

GOOD = "person_id,birth_date\n1,S12.3.4\n"
DOUBTFUL = "person_id,備考\n1,x\n"
WRONG = "person_id,birth_date\n1,昭和64年1月8日\n1,S12.3.4\n"


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return tmp_path / "roster.csv"


def run(*words: str | Path) -> int:
    speak(Language.JA)
    return run_kofu(["roster", *(str(word) for word in words)])


@pytest.mark.parametrize(("content", "code"), [(GOOD, 0), (DOUBTFUL, 0), (WRONG, 1)])
def test_only_errors_make_the_check_fail(roster: Path, content: str, code: int) -> None:
    roster.write_text(content, encoding="utf-8")
    assert run("check", roster) == code


def test_the_report_as_json(roster: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster.write_text(WRONG, encoding="utf-8")
    assert run("check", roster, "--json", "--lang", "en") == 1
    assert json.loads(capsys.readouterr().out) == {
        "rows": 2,
        "counts": {"impossible-date": 1, "person-duplicated": 1},
        "findings": [
            {
                "code": "impossible-date",
                "level": "error",
                "file": str(roster),
                "row": 2,
                "column": "birth_date",
                "message": f"{roster}, row 2, column birth_date: "
                "there is no such day (昭和64年1月8日).",
            },
            {
                "code": "person-duplicated",
                "level": "error",
                "file": str(roster),
                "row": 3,
                "column": "person_id",
                "message": f"{roster}, row 3, column person_id: "
                "the same person_id is in row 2 too.",
            },
        ],
    }


def test_the_report_for_people(roster: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster.write_text("person_id,copay_percent\n" + "1,40\n" * 30, encoding="utf-8")
    assert run("check", roster) == 1
    said = capsys.readouterr().out
    assert "copay-impossible" in said
    assert "2行目 copay_percent列: 負担割合は10、20、30のいずれかです。" in said
    assert "ほか39件。" in said
    assert "30人: エラー59件、警告0件" in said


def test_a_file_that_cannot_be_read_is_an_error_of_the_call(
    roster: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", roster) == 2
    assert capsys.readouterr().err.startswith("file-missing: ")


def test_convert(roster: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster.write_text(GOOD, encoding="utf-8")
    assert run("convert", roster, "-o", tmp_path / "o.csv", "--encoding", "cp932") == 0
    assert (tmp_path / "o.csv").read_text(encoding="cp932") == (
        '"person_id","birth_date"\n"1",1937-03-04\n'
    )
    assert capsys.readouterr().out.startswith("1人: ")
