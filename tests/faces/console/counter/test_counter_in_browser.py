"""From the search to the printed page and its handing over, as a clerk does it, in Chromium."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.faces.console.counter.desks import opened
from tests.registry.conftest import Register
from tests.registry.counter.windows import applications, documents


@pytest.mark.slow
@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (320, False)])
def test_a_whole_application(
    register: Register,
    tmp_path: Path,
    console: Callable[..., Any],
    browser: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    width: int,
    javascript: bool,
) -> None:
    opened(register, tmp_path)
    page = browser(width=width, javascript=javascript, client=console("counter"))

    def look() -> None:
        if javascript:
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.goto("/people/")
    page.wait_for_selector("#id_words:focus")
    page.keyboard.type("はまだ")
    page.keyboard.press("Enter")
    page.click("a.who")
    page.click("nav.acts >> text=資格確認書の申請")
    look()
    page.click("text=結果を確認する")
    page.wait_for_selector(".problems >> text=申請の理由")
    look()
    page.click("text=マイナンバーカードをなくした")
    page.click("text=結果を確認する")
    page.wait_for_selector("text=受け付けると、こうなります")
    look()
    page.click("text=この内容で記録する")
    page.wait_for_selector("text=注意をすべて確かめて")
    look()
    page.check("input[name=seen]")
    page.click("text=この内容で記録する")
    page.wait_for_selector("text=次にすること")
    # The card on its sheet, and the back of it.
    assert page.locator(".picture img").count() == 2
    look()
    with page.expect_download() as printed:
        page.click("text=今すぐ印刷する")
    assert Path(printed.value.path()).read_bytes().startswith(b"%PDF")
    page.click("text=お渡しを記録する")
    page.wait_for_selector("text=渡す書類")
    look()
    page.click("text=写真付きの本人確認書類")
    page.click("text=結果を確認する")
    page.wait_for_selector("text=受け付けると、こうなります")
    look()
    for box in page.query_selector_all("input[name=seen]"):
        box.check()
    page.click("text=この内容で記録する")
    page.wait_for_selector("text=お渡しを記録しました")
    look()
    assert applications(register) == [("lost_card", "accepted", ""), ("hand-over", "accepted", "")]
    assert [row[5] for row in documents(register)] == ["handed-over"]


@pytest.mark.slow
def test_a_scanner_types_number_after_number(
    register: Register,
    tmp_path: Path,
    console: Callable[..., Any],
    browser: Callable[..., Any],
    axe: Callable[[Any], list[str]],
) -> None:
    opened(register, tmp_path)
    client = console("counter")
    for javascript in (True, False):
        page = browser(javascript=javascript, client=client)
        page.goto("/returned/")
        for count, number in enumerate(("56070000000", "56070000011"), start=1):
            page.keyboard.type(number)
            page.keyboard.press("Enter")
            page.wait_for_selector(f"text=読み取ったもの（{count}件）")
        if javascript:
            assert axe(page) == []
            assert page.evaluate("document.activeElement.id") == "id_number"
            page.click("text=一覧を消す")
            page.wait_for_selector("text=まだありません")
