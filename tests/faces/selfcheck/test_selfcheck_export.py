"""The files for a site of one's own: opened from the disk, without a server and without scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kofu = Callable[..., tuple[int, str, str]]
WALK = (
    "1956",
    "今までどおり",
    "申請していない",
    "持っている",
    "登録している",
    "2026年（令和8年）8月1日以降",
)


@pytest.fixture
def files(kofu: Kofu, tmp_path: Path) -> Path:
    folder = tmp_path / "docchi"
    code, told, wrong = kofu(
        "selfcheck",
        "export",
        "--insurer",
        "kawasaki-kokuho",
        "--on",
        "2026-08-01",
        "--known",
        "2026-11-21",
        "--languages",
        "ja,en",
        "-o",
        folder,
    )
    assert (code, wrong) == (0, "") and "2言語" in told
    return folder


def test_there_is_a_page_for_each_language_and_the_data(files: Path) -> None:
    assert sorted(path.name for path in files.iterdir()) == [
        "en.html",
        "index.html",
        "selfcheck.css",
        "selfcheck.json",
    ]
    assert json.loads((files / "selfcheck.json").read_text())["pack"] == "kawasaki-kokuho"
    assert {path.stat().st_mode & 0o777 for path in files.iterdir()} == {0o644}


def test_nothing_of_another_machine_is_named(files: Path) -> None:
    for name in ("index.html", "en.html", "selfcheck.css"):
        text = (files / name).read_text()
        assert not re.search(r"https?://|<script|url\(|@import", text)


def test_every_link_leads_to_a_section_that_is_there(files: Path) -> None:
    text = (files / "index.html").read_text()
    sections = set(re.findall(r'<section class="[^"]*" id="([^"]+)"', text))
    links = set(re.findall(r'href="#([^"]+)"', text))
    assert links == sections


def test_a_walk_from_the_disk_without_scripts(
    files: Path, _chromium: Any, axe: Callable[[Any], list[str]]
) -> None:
    context = _chromium.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto((files / "index.html").as_uri())
    for answer in (*WALK, "どれも当てはまらない"):
        assert page.locator(".step:visible").count() == 1
        page.locator(".choices a:visible", has_text=answer).first.click()
    assert page.locator("h1:visible").inner_text() == "資格情報のお知らせが届きます"
    context.close()


def test_a_language_that_is_not_there_is_refused(kofu: Kofu, tmp_path: Path) -> None:
    code, _, wrong = kofu(
        "selfcheck", "export", "--insurer", "kouki", "--languages", "xx", "-o", tmp_path / "x"
    )
    assert code == 2 and wrong.startswith("tongue-unknown:")
    assert not (tmp_path / "x").exists()
