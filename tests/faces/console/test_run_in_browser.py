"""A run from its plan to the files, by two people in two browsers, on a real server."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.registry.conftest import Register
from tests.registry.runs.conftest import loaded, planned, roster

__all__ = ["loaded", "planned", "roster"]
DAYS = {"on": ("8", "8", "1"), "known": ("8", "6", "13"), "as_of": ("8", "6", "13")}


def typed_day(page: Any, name: str, day: tuple[str, str, str]) -> None:
    for part, text in zip(("year", "month", "day"), day, strict=True):
        page.fill(f"[name={name}_{part}]", text)


@contextmanager
def at_work(do: Callable[[], None]) -> Iterator[None]:
    """A worker beside the browser, with a connection of its own; what it meets is raised here."""
    from django.db import connections

    met: list[BaseException] = []

    def work() -> None:
        try:
            do()
        except BaseException as error:
            met.append(error)
        finally:
            connections.close_all()

    worker = threading.Thread(target=work)
    worker.start()
    yield
    worker.join()
    if met:
        raise met[0]


def job_done() -> None:
    from kofu.registry.jobs.tables import Job
    from kofu.registry.jobs.work import work

    work(Job.objects.order_by("-pk")[0].pk)


def run_printed() -> None:
    from kofu.registry.runs.chunks import work_on
    from kofu.registry.runs.finish import finish
    from kofu.registry.runs.tables import Run
    from kofu.registry.runs.verifying import read_back

    run = Run.objects.get()
    work_on(run, "unten")
    assert finish(run, "unten")
    read_back(run, "unten", workers=1)


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 320])
def test_a_run_from_plan_to_the_files(
    loaded: Register,
    console: Callable[..., Any],
    browser: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    width: int,
) -> None:
    def look(page: Any) -> None:
        assert axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    operator = browser(width=width, client=console("operator", name="unten"))
    approver = browser(width=width, client=console("approver", name="shonin"))
    operator.goto("/runs/")
    operator.click("text=新しく計画する")
    operator.select_option("#id_pack", "tokyo-kouki")
    for name, day in DAYS.items():
        typed_day(operator, name, day)
    look(operator)
    operator.click("main button:has-text('計画する')")
    operator.wait_for_selector("text=順番待ち")
    look(operator)
    with at_work(job_done):
        # The page goes on by itself when the job is done.
        operator.wait_for_url("**/runs/1/")
    operator.wait_for_selector("text=計画した本人は承認できません")
    look(operator)

    approver.goto("/runs/1/")
    approver.check("#id_approve-seen")
    approver.click("text=承認する")
    approver.wait_for_selector("text=承認しました")
    operator.goto("/runs/1/")
    operator.click("text=印刷を始める")
    operator.wait_for_selector("text=印刷しています")
    look(operator)
    with at_work(run_printed):
        operator.wait_for_selector("text=差出しの一覧をつくり", timeout=60_000)
    look(operator)

    operator.click("text=確定する")
    operator.wait_for_selector("text=順番待ち")
    with at_work(job_done):
        operator.wait_for_selector("h2:has-text('差出し')", timeout=60_000)
    look(operator)
    operator.click("text=印刷したページ（PDF）")
    look(operator)
    with operator.expect_download() as taken:
        operator.locator("table a").first.click()
    content = Path(taken.value.path()).read_bytes()
    assert content.startswith(b"%PDF")
    with psycopg.connect(loaded.app) as app:
        noted = app.execute(
            "SELECT by, detail->>'sha256' FROM log_entry WHERE event = 'exported'"
        ).fetchall()
    assert noted == [("unten", hashlib.sha256(content).hexdigest())]

    clerk = browser(width=width, client=console("counter", name="mado"))
    assert clerk.goto("/runs/1/files/pages/").status == 403
