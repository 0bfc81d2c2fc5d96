"""Tokens of programs in the browser: shown once, ended, for administrators only."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

Console = Callable[..., Any]
WARD = {"name": "ward", "label": "区の窓口システム", "days": "30"}


@pytest.fixture
def administrator(console: Console, account: Callable[..., Any]) -> Any:
    account("ward", "counter", municipalities=("14135",))
    return console("administrator", name="kanri")


def events() -> list[tuple[str, str]]:
    from kofu.registry.log.tables import Entry

    about = Entry.objects.filter(event="account-changed", object="account:ward")
    changed = [(one.by, one.detail["change"]) for one in about.order_by("pk")]
    return [one for one in changed if one[1].startswith("token")]


def test_a_token_is_shown_once_opens_and_is_ended(administrator: Any) -> None:
    from kofu.base.errors import KofuError
    from kofu.registry.access.tokens import enter

    page = administrator.post("/programs/add/", WARD).content.decode()
    [secret] = re.findall(r'<code id="secret">([^<]+)</code>', page)
    assert enter(secret, "192.0.2.7").account.municipalities == ["14135"]
    listed = administrator.get("/programs/").content.decode()
    assert "区の窓口システム" in listed and secret not in listed
    [number] = re.findall(r"/programs/(\d+)/end/", listed)
    assert administrator.post(f"/programs/{number}/end/").status_code == 302
    listed = administrator.get("/programs/").content.decode()
    assert "失効" in listed and "/end/" not in listed
    with pytest.raises(KofuError, match="api-token-refused"):
        enter(secret, "192.0.2.7")
    assert events() == [("kanri", "token-made"), ("kanri", "token-revoked")]


@pytest.mark.parametrize(
    ("wrong", "box"),
    [
        ({"name": "nobody"}, "id_name"),
        ({"label": " "}, "id_label"),
        ({"days": "0"}, "id_days"),
        ({"days": "366"}, "id_days"),
    ],
)
def test_what_is_wrong_is_said_at_its_box(
    administrator: Any, wrong: dict[str, str], box: str
) -> None:
    answer = administrator.post("/programs/add/", {**WARD, **wrong})
    assert f'href="#{box}"' in answer.content.decode()
    assert events() == []


@pytest.mark.parametrize("role", ["counter", "approver", "operator", "auditor"])
def test_only_an_administrator_makes_tokens(console: Console, role: str) -> None:
    client = console(role)
    answers = [
        client.get("/programs/"),
        client.get("/programs/add/"),
        client.post("/programs/1/end/"),
    ]
    assert [one.status_code for one in answers] == [403, 403, 403]


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 320])
def test_a_token_is_made_in_a_browser(
    administrator: Any,
    browser: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    width: int,
) -> None:
    def look() -> None:
        assert axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    page = browser(width=width, client=administrator)
    page.goto("/staff/")
    page.click("text=プログラム用のトークン")
    page.click("text=トークンをつくる")
    look()
    page.select_option("#id_name", "ward")
    page.fill("#id_label", WARD["label"])
    page.click("main button:has-text('つくる')")
    page.wait_for_selector("#secret")
    look()
    page.click("text=一覧へ戻る")
    page.wait_for_selector("text=使えなくする")
    look()
