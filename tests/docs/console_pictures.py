"""Pictures of the console for the documents: a browser looks at an office's invented register.

.venv/bin/python tests/docs/console_pictures.py       draws docs/images/console-*.png anew
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "kofu.faces.console.settings"
# Playwright keeps a loop in this thread, where Django would see asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"

FOLDER = ROOT / "docs" / "images"
_COLOURS = 64


@dataclass(frozen=True, slots=True)
class Look:
    """A picture: its file, who looks, how they come there, and how tall it is."""

    file: str
    who: str
    go: Callable[[Any], None]
    tall: int = 900
    wide: int = 1180


def looks() -> tuple[Look, ...]:
    """The pages of docs/how-to/work-with-the-console.md and report-to-the-council.md."""
    from console_scene import people

    granted = next(people("application = 'facility'"))
    return (
        Look("console-home.png", "sato", lambda page: page.goto("/"), 760),
        Look("console-find.png", "sato", _found),
        Look("console-person.png", "sato", lambda page: page.goto(f"/people/{granted}/"), 1140),
        Look("console-counter.png", "sato", _outcome),
        Look("console-done.png", "sato", _done),
        Look("console-run.png", "sato", lambda page: page.goto("/runs/3/"), 1140),
        Look("console-beside.png", "sato", _beside, 1000),
        Look("console-policy.png", "sato", lambda page: page.goto(f"{_PACK}timeline/"), 1000),
        Look("console-reports.png", "sato", _report, 1000),
    )


_PACK = "/policy/kawasaki-kokuho/"


def _found(page: Any) -> None:
    page.goto("/people/")
    page.fill("#id_words", "高橋")
    page.press("#id_words", "Enter")
    page.wait_for_selector("text=人見つかりました")


def _outcome(page: Any) -> None:
    """What a lost certificate would bring, before it is recorded."""
    from console_scene import people

    page.goto(f"/counter/{list(people('not has_card'))[20]}/reissue/")
    page.check("input[name=reason][value=lost]")
    page.check("input[name=evidence][value=photo-id]")
    page.click("text=結果を確認する")
    page.wait_for_selector("text=受け付けると、こうなります")


def _done(page: Any) -> None:
    """The same, recorded."""
    _outcome(page)
    for box in page.query_selector_all("input[name=seen]"):
        box.check()
    page.click("text=この内容で記録する")
    page.wait_for_selector("text=次にすること")


def _beside(page: Any) -> None:
    """The plan of the last renewal beside a city that gives everybody a certificate."""
    from kofu.registry.jobs.tables import Job
    from kofu.registry.jobs.work import work

    address = "/runs/3/compare/?other=shibuya-kokuho"
    page.goto(address)
    page.click("main button:has-text('数える')")
    work(Job.objects.order_by("-pk")[0].pk)
    page.goto(address)
    page.evaluate("document.querySelector('#moves').scrollIntoView()")


def _report(page: Any) -> None:
    page.goto("/reports/")
    page.locator("main table a").first.click()
    page.wait_for_selector("h1:has-text('現在の統計')")


def draw(page: Any, one: Look) -> None:
    """Draw one picture; few colours, as the pages have."""
    one.go(page)
    page.wait_for_load_state("networkidle")
    shot = page.screenshot()
    with Image.open(io.BytesIO(shot)) as picture:
        few = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(FOLDER / one.file, "PNG", optimize=True)
    (FOLDER / one.file).chmod(0o644)


def draw_all(data: Path) -> None:
    """The register, a server, a browser for each who looks."""
    import console_scene
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from playwright.sync_api import sync_playwright
    from tests.faces.browsers import serving
    from tests.faces.chromium import chromium

    settings.PASSWORD_HASHERS = ["tests.quick.QuickHasher"]
    console_scene.build(data)
    with serving(WSGIHandler()) as address, sync_playwright() as play:
        running = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for one in looks():
            size = {"width": one.wide, "height": one.tall}
            there = running.new_context(base_url=address, viewport=size, locale="ja-JP")
            session = console_scene.client_of(one.who).cookies["kofu"].value
            there.add_cookies([{"name": "kofu", "value": session, "url": address}])
            draw(there.new_page(), one)
            there.close()
            sys.stdout.write(f"{one.file} {(FOLDER / one.file).stat().st_size:,}\n")
        running.close()


if __name__ == "__main__":
    home = Path(tempfile.mkdtemp(prefix="kofu-pictures-"))
    home.chmod(0o711)
    os.environ["KOFU_HOME"] = str(home / "register")
    os.environ.pop("DATABASE_URL", None)
    (home / "data").mkdir()

    from kofu.registry.server.cluster import Cluster
    from kofu.registry.server.home import Home
    from kofu.registry.start import ready

    ready()
    draw_all(home / "data")
    Cluster(Home(home / "register")).stop()
    shutil.rmtree(home)
