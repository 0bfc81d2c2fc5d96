"""Every page of the console, found by following its links as somebody with every right would.

A page that is added is looked at without anybody naming it here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from tests.registry.conftest import Register
from tests.registry.runs.conftest import loaded, planned, roster

__all__ = ["loaded", "planned", "roster"]

EVERYTHING = ("counter", "approver", "operator", "auditor", "administrator")
_NUMBER = re.compile(r"/\d+/")
_FILES = (".csv", ".pdf", ".zip", ".png", ".json", ".svg")
_EACH = 2
"""Pages of one shape that are looked at: two people's, two runs'."""


class Links(HTMLParser):
    """Where a page leads, its headings, its title."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.headings = 0
        self.title = ""
        self._in_title, self._in_head = False, True
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "a" and named.get("href"):
            self.links.append(str(named["href"]))
        self.headings += tag == "h1"
        # A picture has a title of its own.
        self._in_head = self._in_head and tag != "body"
        self._in_title = tag == "title" and self._in_head

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


@dataclass(frozen=True)
class Seen:
    address: str
    html: str

    @property
    def shape(self) -> str:
        return shape_of(self.address)


def shape_of(address: str) -> str:
    """The address without its numbers: one person's page has the shape of another's."""
    return _NUMBER.sub("/#/", address)


@pytest.fixture
def somebody(loaded: Register, planned: Callable[..., Any], console: Callable[..., Any]) -> Any:
    """Everybody's rights, a register of 150 people, a run that is planned."""
    from kofu.registry.insurer.settle import settle_insurer

    settle_insurer("tokyo-kouki", by="tests")
    planned()
    return console(*EVERYTHING, name="suzuki")


def follow(client: Any) -> Iterator[Seen]:
    """Every page once, of each shape two."""
    from kofu.registry.people.tables import Person

    people = Person.objects.order_by("pk").values_list("pk", flat=True)[:_EACH]
    waiting = ["/", *(f"/people/{number}/" for number in people)]
    met: dict[str, int] = {}
    done: set[str] = set()
    while waiting:
        address = urlsplit(waiting.pop(0)).path
        shape = shape_of(address)
        if address in done or met.get(shape, 0) >= _EACH or address.endswith(_FILES):
            continue
        done.add(address)
        met[shape] = met.get(shape, 0) + 1
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, (address, answer.status_code)
        if not answer["Content-Type"].startswith("text/html"):
            continue
        html = answer.content.decode()
        yield Seen(address, html)
        waiting += [urljoin(address, one) for one in Links(html).links if not urlsplit(one).netloc]


def test_pages_have_one_heading_and_tell_nobody_s_name_in_tab_or_address(somebody: Any) -> None:
    from kofu.registry.people.tables import PersonNow

    told = {
        one
        for row in PersonNow.objects.values_list("name", "name_kana", "number")
        for one in row
        if one
    } | set(PersonNow.objects.values_list("person__person_id", flat=True))
    seen = 0
    for page in follow(somebody):
        found = Links(page.html)
        assert found.headings == 1, page.address
        assert found.title.strip().endswith("｜交付"), page.address
        for link in (page.address, *found.links, found.title):
            assert not [one for one in told if one in link], (page.address, link)
        assert "style=" not in page.html, page.address
        assert not re.search(r"<script(?![^>]*\bsrc=)", page.html), page.address
        assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page.html), page.address
        seen += 1
    assert seen > 20


def test_every_page_is_there_in_english(somebody: Any) -> None:
    somebody.cookies["kofu_language"] = "en"
    for page in follow(somebody):
        top = page.html.split("<main", 1)[0]
        assert "Log out" in top and "ログアウト" not in top, page.address


@pytest.mark.slow
def test_axe_finds_nothing_and_no_page_is_wider_than_a_telephone(
    somebody: Any, browser: Callable[..., Any], axe: Callable[[Any], list[str]]
) -> None:
    page = browser(client=somebody)
    pages = list(follow(somebody))
    found: dict[str, list[str]] = {}
    looked: set[str] = set()
    for seen in pages:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(seen.address)
        problems = [] if seen.shape in looked else axe(page)
        looked.add(seen.shape)
        page.set_viewport_size({"width": 320, "height": 900})
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            problems.append(f"wider than 320 px: {width}")
        if problems:
            found[seen.address] = problems
    assert found == {}
    assert len(looked) > 20


@pytest.mark.slow
def test_pages_are_whole_without_scripts_and_ask_nothing_of_other_machines(
    somebody: Any, browser: Callable[..., Any], address: str
) -> None:
    page = browser(javascript=False, client=somebody)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for seen in follow(somebody):
        page.goto(seen.address)
        assert page.locator("h1").is_visible()
    assert [one for one in asked if not one.startswith((address, "data:"))] == []
