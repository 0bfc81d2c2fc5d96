"""A clerk with a keyboard finds somebody and opens the page, in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.faces.console.people.at_the_counter import taken_in
from tests.registry.conftest import Register


@pytest.mark.slow
def test_find_open_and_look(
    register: Register,
    tmp_path: Path,
    console: Callable[..., Any],
    browser: Callable[..., Any],
    axe: Callable[[Any], list[str]],
) -> None:
    taken_in(register, tmp_path)
    client = console("counter")
    for width, javascript in ((1280, True), (320, True), (1280, False)):
        page = browser(width=width, javascript=javascript, client=client)
        page.goto("/people/")
        # The browser puts the cursor in the box by itself, some moments after the page.
        page.wait_for_selector("#id_words:focus")
        page.keyboard.type("たかはし")
        if javascript:
            page.wait_for_selector("text=1人見つかりました")
            assert axe(page) == []
        else:
            page.keyboard.press("Enter")
            page.wait_for_selector("text=1人見つかりました")
        page.focus("a.who")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('髙橋')")
        assert page.title() == "個人の画面｜交付"
        assert page.locator("svg.proof-picture:visible").count() == 1
        wide = page.evaluate("document.documentElement.scrollWidth") if javascript else width
        assert wide <= width
        page.click("text=表で見る")
        assert page.locator("text=令和9年7月31日").first.is_visible()
        if javascript:
            assert axe(page) == []
            page.click("text=だれが見たかを表示する")
            page.wait_for_selector("#looks table")
            assert axe(page) == []
        page.goto("/people/")
        with_words = page.input_value("#id_words")
        assert with_words == "たかはし"
        page.click("text=消す")
        page.wait_for_selector("text=最近ひらいた人")
