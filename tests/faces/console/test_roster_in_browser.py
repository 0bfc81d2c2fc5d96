"""A file from upload to the register in Chromium: pointed at, checked, its difference confirmed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.faces.console.test_run_in_browser import at_work, job_done
from tests.registry.conftest import Register
from tests.registry.people.files import somebody, written


@pytest.fixture(autouse=True)
def _no_files(register: Register) -> Iterator[None]:
    yield
    shutil.rmtree(register.home.uploads, ignore_errors=True)


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 320])
def test_a_smaller_roster_is_loaded_after_the_difference_was_confirmed(
    register: Register,
    tmp_path: Path,
    console: Callable[..., Any],
    browser: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    width: int,
) -> None:
    from kofu.registry.people.load import load_roster

    def look() -> None:
        assert axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    everybody = [somebody(person_id=str(1001 + n), name=f"見本　{n}") for n in range(40)]
    load_roster(written(tmp_path, everybody), None, date(2026, 7, 1), "sato")
    fewer = written(tmp_path, [{"宛名": one.pop("person_id"), **one} for one in everybody[:20]])

    page = browser(width=width, client=console("operator", name="unten"))
    page.goto("/rosters/")
    look()
    page.set_input_files("#id_file", fewer)
    for part, text in (("year", "8"), ("month", "8"), ("day", "1")):
        page.fill(f"[name=as_of_{part}]", text)
    page.click("main button:has-text('アップロードする')")
    page.wait_for_selector("h1:has-text('列の対応')")
    page.select_option("[name='theirs.person_id']", "宛名")
    page.click("text=読み方を確かめる")
    page.wait_for_selector("text=最初の10行の読み方")
    look()
    page.click("text=すべての行を点検する")
    page.wait_for_selector("text=順番待ち")
    with at_work(job_done):
        page.wait_for_selector("text=取り込むと、こう変わります", timeout=60_000)
    look()
    page.click("main button:has-text('取り込む')")
    page.wait_for_selector(".problems")
    look()
    page.check("#id_seen")
    page.click("main button:has-text('取り込む')")
    page.wait_for_selector("text=順番待ち")
    with at_work(job_done):
        page.wait_for_url("**/rosters/", timeout=60_000)
    look()
    with psycopg.connect(register.app) as app:
        [(gone,)] = app.execute(
            "SELECT count(DISTINCT person_id) FROM person_event WHERE kind = 'vanished'"
        ).fetchall()
    assert gone == 20
