"""Statistics in the console: asked of a worker, counts only, what leaves is an entry."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from tests.registry.conftest import Register
from tests.registry.runs.conftest import loaded, roster

__all__ = ["loaded", "roster"]

Console = Callable[..., Any]
DAY = {"on_era": "令和", "on_year": "8", "on_month": "6", "on_day": "13", "rounding": "half-up"}


def made(client: Any, **asked: str) -> str:
    """Ask for a report, let a worker make it; the address of its page."""
    from kofu.registry.jobs.tables import Job
    from kofu.registry.jobs.work import work
    from kofu.reports.register.job import offer

    answer = client.post("/reports/", {**DAY, **asked})
    assert answer.status_code == 302, answer.content.decode()
    job = Job.objects.latest("id")
    assert answer["Location"] == f"/jobs/{job.pk}/"
    offer()
    work(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.told
    return str(client.get(f"/jobs/{job.pk}/part/")["HX-Redirect"])


@pytest.mark.parametrize("role", ["approver", "operator", "auditor"])
def test_those_who_see_statistics(register: Register, console: Console, role: str) -> None:
    assert console(role).get("/reports/").status_code == 200


@pytest.mark.parametrize("role", ["counter", "administrator"])
def test_those_who_do_not(register: Register, console: Console, role: str) -> None:
    client = console(role)
    for address in ("/reports/", "/reports/2026-06-13-000000000000/files/report.pdf"):
        assert client.get(address).status_code == 403


def test_a_report_from_question_to_workbook(loaded: Register, console: Console) -> None:
    from kofu.registry.log.tables import Entry
    from kofu.registry.people.tables import PersonNow

    client = console("auditor")
    there = made(client)
    page = client.get(there).content.decode()
    assert "令和8年6月13日現在の統計" in page and "分母は被保険者数" in page
    told = {one for row in PersonNow.objects.values_list("name", "address", "person__person_id") for one in row}  # fmt: skip
    assert not [one for one in told if one and one in page]
    answer = client.get(f"{there}files/tables.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert len(book.worksheets) > 3
    assert answer["Content-Disposition"].startswith("attachment")
    entry = Entry.objects.latest("id")
    assert (entry.event, entry.by) == ("exported", "sato")
    assert entry.detail == {"file": "tables.xlsx", "on": "2026-06-13"}
    assert b"".join(client.get(f"{there}files/report.pdf").streaming_content)[:5] == b"%PDF-"
    assert there in client.get("/reports/").content.decode()


def test_small_numbers_are_hidden_on_the_page(loaded: Register, console: Console) -> None:
    client = console("auditor")
    page = client.get(made(client, suppress="10")).content.decode()
    assert "＊は、少ない人数" in page and ">＊<" in page


@pytest.mark.parametrize("suppress", ["2", "101", "x"])
def test_what_cannot_be_hidden_is_said(register: Register, console: Console, suppress: str) -> None:
    page = console("auditor").post("/reports/", {**DAY, "suppress": suppress}).content.decode()
    assert "入力に誤りがあります" in page


@pytest.mark.parametrize("name", ["2026-06-13-000000000000", "keys", "2026-06-13"])
def test_no_other_folder_is_opened(register: Register, console: Console, name: str) -> None:
    answer = console("auditor").get(f"/reports/{name}/")
    assert answer.status_code == 422 and "report-unknown" in answer.content.decode()


def test_no_other_file_is_given_out(loaded: Register, console: Console) -> None:
    client = console("auditor")
    there = made(client)
    assert client.get(f"{there}files/report.json").status_code == 404
    assert client.get(f"{there}pictures/none.svg").status_code == 404


def test_a_worker_without_reports_says_so(
    register: Register, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kofu.registry.jobs import doing
    from kofu.registry.jobs.tables import Job
    from kofu.registry.jobs.work import work

    monkeypatch.setattr(doing, "OTHERS", {})
    console("auditor").post("/reports/", DAY)
    job = Job.objects.latest("id")
    work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.told["code"]) == ("failed", "job-not-here")


def test_pages_are_sound_for_assistive_software(
    loaded: Register,
    console: Console,
    browser: Callable[..., Any],
    axe: Callable[[Any], list[str]],
) -> None:
    client = console("auditor")
    there = made(client)
    wide, narrow = browser(client=client), browser(width=320, client=client)
    for page in ("/reports/", there):
        wide.goto(page)
        assert axe(wide) == [], page
        narrow.goto(page)
        over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert narrow.evaluate(over) <= 0, page
