"""A file from upload to the register, as a clerk does it; and files that are refused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.faces.console.test_runs_pages import boxes, worked
from tests.registry.conftest import Register
from tests.registry.people.files import somebody, written

Console = Callable[..., Any]
AUGUST = date(2026, 8, 1)
FOREIGN = (
    "宛名番号,氏名,生年月日,男女,取得日,カード有無\n"
    "1001,浜田　千秋,3210601,1,5030601,有\n"
    "1002,交付　花子,3220101,2,5030601,不明\n"
)


@pytest.fixture(autouse=True)
def _no_files(register: Register) -> Iterator[None]:
    yield
    for folder in (register.home.uploads, register.home.mappings):
        shutil.rmtree(folder, ignore_errors=True)


def sent(client: Any, content: bytes, name: str = "名簿.csv", **other: str) -> Any:
    typed = {"kind": "roster", "mapping": "", **boxes("as_of", AUGUST), **other}
    return client.post("/rosters/upload/", {**typed, "file": SimpleUploadedFile(name, content)})


def token(answer: Any) -> str:
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"].split("/")[2])


def chosen(page: str) -> dict[str, str]:
    """The page of pointing as it is sent when nothing is touched."""
    typed: dict[str, str] = {}
    for name, inside in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        found = re.search(r'<option value="([^"]*)" selected', inside)
        typed[name] = found[1] if found else ""
    return {
        **typed,
        **dict(re.findall(r'<input type="hidden" name="(cell[^"]+)" value="([^"]*)"', page)),
    }


def test_a_file_of_an_office_s_own_is_pointed_at_checked_and_taken_in(
    register: Register, console: Console
) -> None:
    client = console("operator", name="unten")
    upload = token(sent(client, FOREIGN.encode("cp932")))
    page = client.get(f"/rosters/{upload}/columns/").content.decode()
    typed = chosen(page)
    assert typed["theirs.person_id"] == "宛名番号"
    assert typed["theirs.birth_date"] == "生年月日"
    assert "読めません" in page
    typed |= {"form.birth_date": "wareki", "form.acquired_on": "wareki"}
    client.post(f"/rosters/{upload}/columns/", {**typed, "look": ""})
    page = client.get(f"/rosters/{upload}/columns/").content.decode()
    assert "昭和21年6月1日" in page and "令和3年6月1日" in page
    typed = chosen(page)
    cells = {
        typed[name]: name.replace("cell.", "value.") for name in typed if name.startswith("cell.")
    }
    assert set(cells) == {"1", "2", "不明"}
    typed |= {cells["1"]: "male", cells["2"]: "female", cells["不明"]: "-"}
    answer = client.post(f"/rosters/{upload}/columns/", {**typed, "save-as": "税務課", "check": ""})
    assert worked(answer).told["code"] == "job-checked"
    page = client.get(f"/rosters/{upload}/checked/").content.decode()
    assert "取り込むと、こう変わります" in page
    assert re.search(r"加入</th><td class=\"number\">2<", page)
    assert worked(client.post(f"/rosters/{upload}/load/")).told["code"] == "job-loaded"
    with psycopg.connect(register.app) as app:
        rows = app.execute(
            "SELECT p.person_id, birth_date, sex, has_card FROM person_now n"
            " JOIN person p ON p.id = n.person_id ORDER BY 1"
        ).fetchall()
    assert rows == [
        ("1001", date(1946, 6, 1), "male", True),
        ("1002", date(1947, 1, 1), "female", None),
    ]
    assert not list(register.home.uploads.glob("*/source*"))
    again = token(sent(client, FOREIGN.encode("cp932"), mapping="税務課"))
    assert "読めません" not in client.get(f"/rosters/{again}/columns/").content.decode()


BROKEN = {
    "two encodings in one file": (
        "a.csv",
        "宛名,氏名\n".encode("cp932") + "1,\x81髙".encode(),
        "encoding-unreadable",
    ),
    "no rows, no columns": ("a.csv", b"", "file-empty"),
    "an unknown kind of file": ("a.pdf", b"%PDF-1.7", "format-unknown"),
    "a broken workbook": ("a.xlsx", b"PK\x03\x04broken", "file-broken"),
    "a column of 個人番号": (
        "a.csv",
        "person_id,個人番号\n1,100000000005\n".encode(),
        "my-number-found",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_file_that_cannot_be_read_is_refused_and_not_kept(
    register: Register, console: Console, case: str
) -> None:
    name, content, code = BROKEN[case]
    answer = sent(console("operator", name="unten"), content, name)
    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert [one for one in register.home.uploads.rglob("*") if one.is_file()] == []


def test_people_twice_are_a_table_and_a_file(
    register: Register, console: Console, tmp_path: Path
) -> None:
    client = console("operator", name="unten")
    file = written(tmp_path, [somebody(), somebody(name="同じ番号の人")])
    upload = token(sent(client, file.read_bytes()))
    page = client.get(f"/rosters/{upload}/columns/").content.decode()
    job = worked(client.post(f"/rosters/{upload}/columns/", {**chosen(page), "check": ""}))
    assert job.told["code"] == "job-checked-wrong"
    page = client.get(f"/rosters/{upload}/checked/").content.decode()
    assert "person-duplicated" in page and "取り込めません" in page and "/load/" not in page
    lines = client.get(f"/rosters/{upload}/faults.csv").content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("3,person_id,エラー,person-duplicated,")
    assert client.post(f"/rosters/{upload}/load/").status_code == 422


def test_a_file_with_warnings_is_signed_before_it_is_taken_in(
    register: Register, console: Console, tmp_path: Path
) -> None:
    from kofu.registry.people.load import load_roster

    everybody = [somebody(person_id=str(number), name=f"人{number}") for number in range(40)]
    load_roster(written(tmp_path, everybody), None, date(2026, 7, 1), "sato")
    client = console("operator", name="unten")
    upload = token(sent(client, written(tmp_path, everybody[:20]).read_bytes()))
    page = client.get(f"/rosters/{upload}/columns/").content.decode()
    worked(client.post(f"/rosters/{upload}/columns/", {**chosen(page), "check": ""}))
    assert "50.0％" in client.get(f"/rosters/{upload}/checked/").content.decode()
    assert "入力に誤りがあります" in client.post(f"/rosters/{upload}/load/", {}).content.decode()
    assert worked(client.post(f"/rosters/{upload}/load/", {"seen": "on"})).state == "done"


def test_too_large_a_file_is_refused_before_it_is_kept(
    register: Register, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOFU_UPLOAD_MB", "1")
    answer = sent(console("operator", name="unten"), b"x" * (1 << 20) + b"y")
    assert answer.status_code == 422
    assert "upload-too-large" in answer.content.decode()
    assert [one for one in register.home.uploads.rglob("*") if one.is_file()] == []


@pytest.mark.parametrize("role", ["counter", "approver", "auditor", "administrator"])
def test_only_those_who_load_may_upload(register: Register, console: Console, role: str) -> None:
    client = console(role, name="dareka")
    assert client.get("/rosters/").status_code == 403
    assert sent(client, FOREIGN.encode()).status_code == 403
    assert not register.home.uploads.exists() or not list(register.home.uploads.iterdir())


def test_an_upload_without_the_form_s_token_is_refused(
    register: Register, console: Console
) -> None:
    client = console("operator", name="unten")
    client.handler.enforce_csrf_checks = True
    assert sent(client, FOREIGN.encode()).status_code == 403
    assert [one for one in register.home.uploads.rglob("*") if one.is_file()] == []


def test_a_column_chosen_twice_is_told(register: Register, console: Console) -> None:
    client = console("operator", name="unten")
    upload = token(sent(client, FOREIGN.encode("cp932")))
    typed = chosen(client.get(f"/rosters/{upload}/columns/").content.decode())
    answer = client.post(
        f"/rosters/{upload}/columns/", {**typed, "theirs.alias": "氏名", "check": ""}
    )
    assert "「氏名」を二度選んでいます" in answer.content.decode()


def test_a_file_is_removed_when_somebody_thinks_better_of_it(
    register: Register, console: Console
) -> None:
    client = console("operator", name="unten")
    upload = token(sent(client, FOREIGN.encode("cp932")))
    assert "名簿.csv" in client.get("/rosters/").content.decode()
    client.post(f"/rosters/{upload}/remove/")
    assert "名簿.csv" not in client.get("/rosters/").content.decode()
    assert client.get(f"/rosters/{upload}/columns/").status_code == 422
