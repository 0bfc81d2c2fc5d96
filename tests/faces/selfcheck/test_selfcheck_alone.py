"""The exported page in a real browser, opened from the disk: it says what the server's page says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from urllib.request import urlopen

import pytest
from tests.faces.selfcheck.conftest import DAY
from tests.faces.selfcheck.exported import SAID
from tests.faces.selfcheck.test_selfcheck_export import PAGES

from kofu.asking.steps import Ask
from kofu.faces.selfcheck.languages import BY_CODE
from kofu.faces.selfcheck.plans import planned

Axe = Callable[[Any], list[str]]
LINKED = "adult.renewal.none.have.yes.usable.none"
WAYS = (
    # questions: the first, one with help, one about days, the circumstances
    "adult",
    "adult.renewal.none.have",
    "adult.renewal.none.have.yes",
    "adult.renewal.none.none",
    # answers: notice, certificate, on application, to be seen into, nothing, refused, held back
    LINKED,
    "adult.renewal.none.none.none",
    "adult.renewal.assistance.have.yes.usable.none",
    "adult.renewal.none.have.yes.unsure.none",
    "adult.renewal.none.none.has-certificate",
    "adult.application.just_in_case.have.yes.usable.none",
    "adult.renewal.none.none.hold",
    # what nobody can have answered
    "adult.nonsense",
)
GO = """
(answers) => new Promise((done) => {
  if (decodeURIComponent(location.hash.slice(1)) === answers) return done();
  addEventListener("hashchange", () => done(), { once: true });
  location.hash = answers;
})
"""
_OF_AXE = ("Connecting to", "Couldn't load preload assets")
"""It would read the style sheet by itself, which the page's policy forbids."""
FITS = "document.documentElement.scrollWidth <= window.innerWidth"


@pytest.fixture
def opened(_chromium: Any) -> Iterator[Callable[..., Any]]:
    """Open a file in a narrow window; what the browser complains of fails the test."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_file(path: Path, answers: str = "", javascript: bool = True) -> Any:
        context = _chromium.new_context(
            viewport={"width": 320, "height": 800}, java_script_enabled=javascript
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda one: complaints.append(one.text))
        page.on("pageerror", lambda one: complaints.append(str(one)))
        page.goto(path.as_uri() + (f"#{answers}" if answers else ""))
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert [one for one in complaints if not one.startswith(_OF_AXE)] == []


def some_ways() -> Iterator[str]:
    """Ways to the end by lot, always the same."""
    plan, lot = planned("kawasaki-kokuho", DAY, date.today()), Random(0)
    for _ in range(40):
        keys, step = [], plan.steps[0]
        while isinstance(step, Ask):
            way = lot.choice(step.ways)
            keys.append(lot.choice((way.key, *way.others)))
            step = plan.steps[way.to]
        yield ".".join(keys)


@contextmanager
def compared(page: Any, address: str, code: str) -> Iterator[Callable[[str], None]]:
    """Hold the page against the server's page after the same answers."""
    other = page.context.new_page()

    def same(answers: str) -> None:
        page.evaluate(GO, answers)
        rest = f"{answers}/" if answers else ""
        place = f"{address}/selfcheck/{code}/kawasaki-kokuho/{DAY}/{rest}"
        with urlopen(place) as served:
            there, here = other.evaluate(SAID, [served.read().decode(), page.content()])
        assert len(there) > 10 or "nonsense" in answers
        assert here == there, answers

    yield same
    other.close()


@pytest.mark.parametrize("code", PAGES)
def test_in_each_language_it_says_what_the_server_says(
    opened: Callable[..., Any], exported: Path, address: str, axe: Axe, code: str
) -> None:
    page = opened(exported / PAGES[code])
    with compared(page, address, code) as same:
        for answers in ("", *WAYS):
            same(answers)
            assert page.evaluate(FITS), answers
    page.evaluate(GO, LINKED)
    assert axe(page) == []


def test_axe_finds_nothing_on_questions(
    opened: Callable[..., Any], exported: Path, axe: Axe
) -> None:
    for answers in ("adult.renewal.none.have", "adult.renewal.none.none", "adult.nonsense"):
        assert axe(opened(exported / "ko.html", answers)) == [], answers


def test_it_says_so_after_any_answers(
    opened: Callable[..., Any], exported: Path, address: str
) -> None:
    page = opened(exported / "index.html")
    with compared(page, address, "ja") as same:
        for answers in some_ways():
            same(answers)


def test_with_the_keyboard_alone_and_what_is_heard(
    opened: Callable[..., Any], exported: Path
) -> None:
    page = opened(exported / "index.html")
    assert page.evaluate("document.activeElement === document.body")
    for number, key in enumerate(LINKED.split("."), start=1):
        # From the heading on, the next stop is the first answer.
        page.keyboard.press("Tab") if number > 1 else page.locator(".choices a").first.focus()
        while not page.evaluate(f"document.activeElement.matches('[href$=\"{key}\"]')"):
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.choices') !== null")
        page.keyboard.press("Enter")
        page.locator("h1:focus").wait_for()
        heard = page.locator("[role=status]").inner_text()
        assert heard == ("答え" if key == "none" and number > 6 else f"質問{number + 1}")
    page.locator("h1:focus", has_text="資格情報のお知らせが届きます").wait_for()


def test_the_browsers_way_back_and_a_changed_answer(
    opened: Callable[..., Any], exported: Path
) -> None:
    page = opened(exported / "index.html", LINKED)
    page.get_by_role("heading", name="資格情報のお知らせが届きます", exact=True, level=1).wait_for()
    page.locator(".given dd a").nth(3).click()
    page.get_by_role(
        "heading", name="マイナンバーカードを持っていますか", exact=True, level=1
    ).wait_for()
    page.locator(".choices a", has_text="なくした").click()
    page.locator(".choices a[href$=none]").click()
    page.get_by_role("heading", name="資格確認書が届きます", exact=True, level=1).wait_for()
    for _ in range(3):
        page.go_back()
    assert page.url.endswith(f"#{LINKED}")
    page.get_by_role("heading", name="資格情報のお知らせが届きます", exact=True, level=1).wait_for()
    page.locator(".changes a", has_text="登録していない").click()
    page.get_by_role("heading", name="資格確認書が届きます", exact=True, level=1).wait_for()


def test_a_language_is_changed_where_one_stands(opened: Callable[..., Any], exported: Path) -> None:
    page = opened(exported / "index.html", "adult.renewal")
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en.html#adult.renewal")
    assert page.locator("h1").inner_text().startswith("Did you apply")


def test_nothing_is_fetched_and_nothing_is_stored(
    opened: Callable[..., Any], exported: Path
) -> None:
    page = opened(exported / "index.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.evaluate(GO, LINKED)
    assert {Path(url).name for url in asked} == {"index.html", "alone.js", "selfcheck.css"}
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_printed_it_is_the_answer_alone(opened: Callable[..., Any], exported: Path) -> None:
    page = opened(exported / "index.html", LINKED)
    page.emulate_media(media="print")
    assert not page.locator(".tongues").is_visible() and not page.locator(".ways").is_visible()
    assert page.locator(".told").is_visible() and page.locator(".given").is_visible()


@pytest.mark.parametrize("code", ["ja", "zh"])
def test_without_scripts_there_is_another_page(
    opened: Callable[..., Any], exported: Path, code: str
) -> None:
    page, tongue = opened(exported / PAGES[code], javascript=False), BY_CODE[code]
    assert page.locator("noscript p").inner_text() == tongue.say("without-script")
    page.locator(".choices a").click()
    for place in (1, 0, 0, 0, 0, 0, -1):
        assert page.locator(".step:visible").count() == 1
        page.locator(".choices a:visible").nth(place).click()
    assert page.locator("h1:visible").inner_text() == tongue.say("get-notice")
