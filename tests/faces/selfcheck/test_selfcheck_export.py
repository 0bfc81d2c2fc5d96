"""The files for a site of one's own: what they hold, and how small they are."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faces.selfcheck.exported import data_in

from kofu.faces.selfcheck.languages import TONGUES

Kofu = Callable[..., tuple[int, str, str]]
PAGES = {one.code: f"{one.code}.html" for one in TONGUES} | {"ja": "index.html"}


def test_there_are_two_pages_for_each_language_and_what_they_need(
    kofu: Kofu, tmp_path: Path
) -> None:
    folder = tmp_path / "docchi"
    asked = ("--insurer", "kouki", "--on", "2026-08-01", "--languages", "en,ja")
    code, told, wrong = kofu("selfcheck", "export", *asked, "-o", folder)
    assert (code, wrong) == (0, "") and "2言語" in told
    assert sorted(path.name for path in folder.iterdir()) == [
        "alone.js",
        "index.html",
        "ja.html",
        "selfcheck.css",
        "selfcheck.json",
        "steps-en.html",
        "steps-ja.html",
    ]
    assert json.loads((folder / "selfcheck.json").read_text())["pack"] == "kouki"
    assert '<html lang="en">' in (folder / "index.html").read_text()
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o644}


def test_a_language_that_is_not_there_is_refused(kofu: Kofu, tmp_path: Path) -> None:
    code, _, wrong = kofu(
        "selfcheck", "export", "--insurer", "kouki", "--languages", "xx", "-o", tmp_path / "x"
    )
    assert code == 2 and wrong.startswith("tongue-unknown:")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("name", PAGES.values())
def test_a_page_walks_the_steps_of_the_data(exported: Path, name: str) -> None:
    """tests/asking proves the data for every class; the page holds the same."""
    data = json.loads((exported / "selfcheck.json").read_text())
    page = data_in(exported / name)
    for part in ("first", "questions", "steps"):
        assert page[part] == data[part]
    assert [told[0] for told in page["words"]["told"]] == [
        one["document"] for one in data["outcomes"]
    ]


@pytest.mark.parametrize("name", PAGES.values())
def test_a_page_is_small(exported: Path, name: str) -> None:
    written = (exported / name).read_bytes()
    assert len(written) < 40_000 and len(gzip.compress(written)) < 10_000
    assert (exported / "alone.js").stat().st_size < 10_000


def test_nothing_of_another_machine_is_named_and_nothing_is_run_from_text(exported: Path) -> None:
    for path in exported.iterdir():
        text = path.read_text()
        assert not re.search(r"https?://|url\(|@import|\bon[a-z]+=|javascript:", text), path
    script = (exported / "alone.js").read_text()
    assert not re.search(r"eval|Function\(|innerHTML|insertAdjacent|document\.write", script)
    assert not re.search(r"fetch|XMLHttp|sendBeacon|Storage|cookie|indexedDB|caches", script)


@pytest.mark.parametrize("code", PAGES)
def test_every_link_without_scripts_leads_to_a_section_that_is_there(
    exported: Path, code: str
) -> None:
    text = (exported / f"steps-{code}.html").read_text()
    sections = set(re.findall(r'<section class="[^"]*" id="([^"]+)"', text))
    assert set(re.findall(r'href="#([^"]+)"', text)) == sections
    assert "<script" not in text
