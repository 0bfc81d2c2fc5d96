"""The rules read in Chromium: a pack, its time, two laws compared in words and people."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pytest
from tests.faces.console.test_run_in_browser import at_work, job_done
from tests.registry.runs.conftest import loaded, planned, roster

from kofu.registry.server.home import home

__all__ = ["loaded", "planned", "roster"]


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 320])
def test_a_pack_is_read_and_two_days_of_it_are_compared(
    planned: Callable[..., Any],
    console: Callable[..., Any],
    browser: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    width: int,
) -> None:
    def look() -> None:
        assert axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    planned()
    # What an earlier test of this process counted in a register of its own.
    shutil.rmtree(home().path / "counts", ignore_errors=True)
    page = browser(width=width, client=console("operator", name="unten"))
    page.goto("/policy/")
    page.click("table a[href='/policy/tokyo-kouki/']")
    page.wait_for_selector("text=85歳以上の人には一律に資格確認書を交付する。")
    look()
    page.click("nav.tabs >> text=時期")
    page.wait_for_selector("figure.picture svg")
    look()
    page.click("nav.tabs >> text=違いを見る")
    for name, day in (("on", ("8", "7", "31")), ("other_on", ("8", "8", "1"))):
        for part, text in zip(("year", "month", "day"), day, strict=True):
            page.fill(f"[name={name}_{part}]", text)
    page.select_option("#id_other", "tokyo-kouki")
    page.click("main button:has-text('違いを見る')")
    page.wait_for_selector("#result")
    look()
    page.click("text=人数を数える")
    page.wait_for_selector("text=順番待ち")
    with at_work(job_done):
        page.wait_for_selector("text=untenさんが集計", timeout=60_000)
    look()
    rows = page.locator("#result ~ .scroll >> nth=0 >> tbody tr")
    people = [int(one.replace(",", "")) for one in rows.locator("td.number").all_inner_texts()]
    assert people and all(people) and people == sorted(people, reverse=True)

    page.goto("/runs/1/")
    page.click("text=別の規定集と比べる")
    page.select_option("#id_other", "kouki")
    page.click("main button:has-text('比べる')")
    page.click("text=人数を数える")
    page.wait_for_selector("text=順番待ち")
    with at_work(job_done):
        page.wait_for_selector("text=人のうち", timeout=60_000)
    look()
