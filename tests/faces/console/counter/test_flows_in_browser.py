"""Every act of the counter once, as a clerk does it, in Chromium: wide, and as narrow as a telephone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.faces.console.counter.desks import TODAY, opened
from tests.registry.conftest import Register
from tests.registry.counter.windows import applications, documents, facts
from tests.registry.people.issuing import issue, sent

Look = Callable[[Any], None]
CHOICES = dict[str, str]

FLOWS: tuple[tuple[str, str, str, CHOICES, dict[str, str]], ...] = (
    ("refused", "1001", "資格確認書の申請", {"reason": "just_in_case"}, {}),
    ("reissued", "1002", "再交付", {"reason": "lost"}, {}),
    ("taken off the card", "1001", "利用登録の解除", {}, {}),
    ("a wish for registered mail", "1001", "簡易書留の希望", {"what": "on"}, {}),
    ("mail elsewhere", "1001", "送付先", {"what": "set"},
     {"postal_code": "210-0001", "address": "川崎市川崎区本町1番2号"}),
    ("held", "1001", "送付の保留（DV等）", {"what": "hold", "reason": "support-measures"}, {}),
    ("released", "1001", "送付の保留（DV等）", {"what": "release"}, {}),
    ("limit printed", "1001", "限度区分の記載", {"what": "on"}, {}),
    ("a letter in Vietnamese", "1001", "お手紙の言語と読み方", {"language": "vi", "aids": "large_print"}, {}),
)  # fmt: skip
DONE = [
    ("just_in_case", "refused", ""),
    ("reissue", "accepted", "lost"),
    ("deregistration", "accepted", ""),
    ("registered-mail", "accepted", ""),
    ("mailing-address", "accepted", ""),
    ("delivery-hold", "accepted", "support-measures"),
    ("delivery-release", "accepted", ""),
    ("limit-printing", "accepted", ""),
    ("letter-reading", "accepted", ""),
]


@pytest.fixture
def look(axe: Callable[[Any], list[str]]) -> Look:
    """Nothing that axe knows of, and nothing wider than the window."""

    def at(page: Any) -> None:
        assert axe(page) == [], page.url
        wide = page.viewport_size["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= wide, page.url

    return at


def confirmed(page: Any) -> None:
    """The second step: everything said to beware of is ticked, and it is done."""
    page.wait_for_selector("text=受け付けると、こうなります")
    for box in page.query_selector_all("input[name=seen]"):
        box.check()
    page.click("text=この内容で記録する")


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 320])
def test_each_act_once(
    register: Register,
    tmp_path: Path,
    console: Callable[..., Any],
    browser: Callable[..., Any],
    look: Look,
    width: int,
) -> None:
    people = opened(register, tmp_path)
    issued = TODAY - timedelta(40)
    issue(register, "1002", "certificate", issued, TODAY + timedelta(300), *sent(issued))
    page = browser(width=width, client=console("counter"))
    for name, whom, act, chosen, typed in FLOWS:
        page.goto(f"/people/{people[whom]}/")
        page.click(f"nav.acts >> text={act}")
        for field, value in chosen.items():
            page.check(f"input[name={field}][value={value}]")
        for field, text in typed.items():
            page.fill(f"[name={field}]", text)
        page.check("input[name=evidence][value=photo-id]")
        page.click("text=結果を確認する")
        page.wait_for_selector("text=受け付けると、こうなります")
        look(page)
        pictured = page.locator(".picture img").count()
        assert bool(pictured) == (name in ("refused", "reissued", "taken off the card")), name
        confirmed(page)
        page.wait_for_selector("text=次にすること")
        look(page)
    assert applications(register) == DONE
    kinds = [(row[0], row[5]) for row in documents(register)]
    assert kinds == [
        ("certificate", "replaced"),
        ("letter", "approved"),
        ("certificate", "approved"),
        ("certificate", "approved"),
    ]
    now = facts("1001", "delivery_hold", "wants_registered_mail", "limit_requested", on=TODAY)
    assert now == (False, True, True)
    assert facts("1001", "letter_language", "reading_aid", on=TODAY) == ("vi", "large_print")
    page.goto(f"/people/{people['1001']}/")
    page.click("text=印刷・お渡し・記録 >> nth=0")
    look(page)
    assert page.locator("input[name=what]:checked").get_attribute("value") == "back"
    assert page.locator("select[name=tongue]").input_value() == "vi"
    with page.expect_download() as made:
        page.click("text=この形でつくる")
    assert Path(made.value.path()).read_bytes().startswith(b"%PDF")


@pytest.mark.slow
def test_a_loss_that_leaves_nothing_is_warned_of_and_made_good_at_once(
    register: Register,
    tmp_path: Path,
    console: Callable[..., Any],
    browser: Callable[..., Any],
    look: Look,
) -> None:
    people = opened(register, tmp_path)
    issued = TODAY - timedelta(40)
    issue(register, "1002", "certificate", issued, TODAY + timedelta(300), *sent(issued))
    page = browser(client=console("counter"))
    page.goto(f"/people/{people['1002']}/")
    page.click("text=印刷・お渡し・記録")
    page.click("text=どうなったかを記録する")
    page.check("input[name=step][value=lose]")
    page.click("text=結果を確認する")
    page.wait_for_selector("text=使える資格の証明がなくなります")
    look(page)
    page.click("text=この内容で記録する")
    page.wait_for_selector("text=注意をすべて確かめて")
    assert [row[5] for row in documents(register)] == ["posted"]
    page.click("text=再交付を受け付ける")
    page.check("input[name=reason][value=lost]")
    page.check("input[name=evidence][value=photo-id]")
    page.click("text=結果を確認する")
    confirmed(page)
    page.wait_for_selector("text=次にすること")
    with page.expect_download() as printed:
        page.click("text=今すぐ印刷する")
    assert Path(printed.value.path()).read_bytes().startswith(b"%PDF")
    assert [row[5] for row in documents(register)] == ["replaced", "printed"]
