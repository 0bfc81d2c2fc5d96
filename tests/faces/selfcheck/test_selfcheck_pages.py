"""The citizen's page in a real browser: every language, keyboard, phone, zoom, no script, axe."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from kofu.faces.selfcheck.languages import BY_CODE

Open = Callable[..., Any]
CODES = [*BY_CODE]
KAWASAKI = "kawasaki-kokuho/2026-08-01"
LINKED = "adult.renewal.none.have.yes.usable.none"


FITS = "document.documentElement.scrollWidth <= window.innerWidth"


@pytest.mark.parametrize("code", CODES)
def test_in_each_language_on_a_narrow_phone(
    browser: Open, axe: Callable[[Any], list[str]], code: str
) -> None:
    """The first page and an answer; the exported page says the same and is looked at with axe."""
    page, said = browser(width=320), BY_CODE[code]
    page.goto(f"/selfcheck/{code}/")
    assert page.evaluate(FITS)
    assert axe(page) == []
    page.locator("input[value=kawasaki-kokuho]").check()
    page.locator("input[value=other]").check()
    page.locator("#on").fill("2026-08-01")
    page.locator(".go").click()
    page.locator(".choices a[href$='adult/']").click()
    page.wait_for_url(f"**/{code}/{KAWASAKI}/adult/")
    page.goto(f"/selfcheck/{code}/{KAWASAKI}/{LINKED}/")
    assert page.evaluate(FITS)
    assert page.locator("h1").inner_text() == said.say("get-notice")
    assert page.locator(".machine").count() == (not said.checked)
    assert page.locator("html").get_attribute("lang") == said.tag
    assert page.context.cookies() == []
    assert page.locator(".given dd").count() == len(LINKED.split("."))


@pytest.mark.parametrize(
    "place",
    [f"{KAWASAKI}/adult.renewal.none.have/", f"{KAWASAKI}/adult.x/", f"{KAWASAKI}/{LINKED}/", "x/"],
)
def test_axe_finds_nothing_on_questions(browser: Open, axe: Any, place: str) -> None:
    """The exported page, which says the same, is looked at in each language."""
    page = browser(width=320)
    page.goto(f"/selfcheck/pt/{place}")
    assert axe(page) == []


def test_a_walk_without_scripts(browser: Open) -> None:
    page = browser(width=320, javascript=False)
    page.goto(f"/selfcheck/ja/{KAWASAKI}/")
    for key in LINKED.split("."):
        page.locator(f".choices a[href$='{key}/']").click()
        page.wait_for_url(f"**{key}/")
    assert page.locator("h1").inner_text() == "資格情報のお知らせが届きます"


def test_with_the_keyboard_alone(browser: Open) -> None:
    page = browser()
    page.goto(f"/selfcheck/ja/{KAWASAKI}/adult.renewal.none.have.yes/")
    for _ in range(2):
        page.locator(".tongues a").last.focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.choices') !== null")
        before = page.url
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, before=before: url != before)
    assert page.locator(".told").count() == 1


@pytest.mark.parametrize("code", ["easy", "pt"])
def test_nothing_is_cut_at_twice_the_size(browser: Open, code: str) -> None:
    page = browser(width=640)
    for place in ("", f"{KAWASAKI}/{LINKED}/"):
        page.goto(f"/selfcheck/{code}/{place}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(FITS), place


def test_an_answer_can_be_changed_and_taken_back(browser: Open) -> None:
    page = browser(javascript=False)
    page.goto(f"/selfcheck/ja/{KAWASAKI}/{LINKED}/")
    page.locator(".ways a").first.click()
    assert page.url.endswith(".usable/")
    page.goto(f"/selfcheck/ja/{KAWASAKI}/{LINKED}/")
    page.get_by_role("link", name=re.compile("^変える: マイナンバーカードを持って")).click()
    assert page.url.endswith("/adult.renewal.none/")
    page.locator(".choices a[href$='none.none/']").click()
    page.locator(".choices a[href$='none/']").click()
    assert page.locator("h1").inner_text() == "資格確認書が届きます"


def test_what_would_change_the_answer_leads_there(browser: Open) -> None:
    page = browser()
    page.goto(f"/selfcheck/ja/{KAWASAKI}/{LINKED}/")
    page.locator(".changes a", has_text="登録していない").click()
    assert page.locator("h1").inner_text() == "資格確認書が届きます"
    assert "特定記録郵便" in page.content() and "2027年（令和9年）7月31日まで" in page.content()
    assert "附則第15条" in page.content()


def test_a_language_is_changed_where_one_stands(browser: Open) -> None:
    page = browser()
    page.goto(f"/selfcheck/ja/{KAWASAKI}/adult.renewal/")
    page.get_by_role("link", name="English").click()
    assert page.url.endswith(f"/selfcheck/en/{KAWASAKI}/adult.renewal/")
    assert page.locator("h1").inner_text().startswith("Did you apply")


def test_answers_that_nobody_gave_are_asked_again(browser: Open) -> None:
    page = browser()
    page.goto(f"/selfcheck/ja/{KAWASAKI}/adult.nonsense/")
    assert page.locator("[role=alert]").count() == 1 and page.locator(".choices").count() == 1


def test_nothing_is_stored_and_nothing_is_fetched(browser: Open) -> None:
    page = browser()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto(f"/selfcheck/ja/{KAWASAKI}/{LINKED}/")
    headers = answer.headers
    assert "set-cookie" not in headers and headers["cache-control"] == "no-store"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["referrer-policy"] == "no-referrer"
    assert [url for url in asked if "/selfcheck/" not in url] == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.locator("script").count() == 0


def test_printed_it_is_the_answer_alone(browser: Open) -> None:
    page = browser()
    page.goto(f"/selfcheck/ja/{KAWASAKI}/{LINKED}/")
    page.emulate_media(media="print")
    assert not page.locator(".tongues").is_visible() and not page.locator(".ways").is_visible()
    assert page.locator(".told").is_visible() and page.locator(".given").is_visible()


def test_the_first_page_speaks_the_browsers_language(browser: Open) -> None:
    page = browser(language="en")
    page.goto("/selfcheck/")
    assert page.url.endswith("/selfcheck/en/")
