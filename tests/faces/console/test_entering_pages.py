"""Coming in by the browser: each step shows its page, and nothing else opens before the last."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.faces.console.conftest import PASSWORD

MakeAccount = Callable[..., Any]
NEW = "まったく-別の-合言葉-27"


@pytest.fixture
def client(account: MakeAccount) -> Any:
    from django.test import Client

    return Client(SERVER_NAME="127.0.0.1")


def _problems(answer: Any) -> str:
    found = re.search(r'<div class="problems".+?</div>', answer.content.decode(), re.S)
    return found[0] if found else ""


def give(client: Any, **typed: str) -> Any:
    return client.post("/staff/enter/", typed, follow=True)


@pytest.mark.parametrize("address", ["/", "/staff/", "/staff/add/", "/staff/enter/token/"])
def test_whoever_is_not_in_is_shown_the_log_in(client: Any, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, "/staff/enter/")


def test_a_fragment_asked_for_after_the_session_ended_leads_the_whole_page_away(
    client: Any,
) -> None:
    answer = client.get("/staff/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/staff/enter/")


def test_a_clerk_comes_in_with_a_password_and_goes_where_they_meant_to(
    client: Any, account: MakeAccount
) -> None:
    account("sato", "counter")
    client.get("/staff/enter/password/")
    answer = give(client, name="ＳＡＴＯ", password=PASSWORD)
    assert answer.redirect_chain[-1][0] == "/staff/enter/password/"
    assert client.get("/").status_code == 200


def test_a_wrong_password_is_refused_in_the_same_words_as_a_wrong_name(
    client: Any, account: MakeAccount
) -> None:
    account("sato", "counter")
    told = [_problems(give(client, name=name, password="x")) for name in ("sato", "nobody")]
    assert told[0] == told[1] != ""
    assert client.get("/").status_code == 302


def test_five_wrong_passwords_lock_and_the_right_one_opens_no_more(
    client: Any, account: MakeAccount
) -> None:
    account("sato", "counter")
    for _ in range(5):
        give(client, name="sato", password="x")
    assert "30分" in _problems(give(client, name="sato", password=PASSWORD))
    assert client.get("/").status_code == 302


def test_a_given_password_has_to_be_changed_before_anything_else(
    client: Any, account: MakeAccount
) -> None:
    from kofu.registry.access.accounts import set_password

    account("sato", "counter")
    set_password("sato", PASSWORD, by="kanri", must_change=True)
    give(client, name="sato", password=PASSWORD)
    assert client.get("/")["Location"] == "/staff/enter/password/"
    typed = {"old": PASSWORD, "new": NEW, "again": NEW}
    assert client.post("/staff/enter/password/", typed)["Location"] == "/"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "again", "field"),
    [
        ("x", NEW, NEW, "id_old"),
        (PASSWORD, "short", "short", "id_new"),
        (PASSWORD, "123456789012", "123456789012", "id_new"),
        (PASSWORD, PASSWORD, PASSWORD, "id_new"),
        (PASSWORD, NEW, NEW + "x", "id_again"),
        (PASSWORD, "", "", "id_new"),
    ],
)
def test_what_is_wrong_with_a_new_password_is_said_at_its_box(
    console: Callable[..., Any], old: str, new: str, again: str, field: str
) -> None:
    client = console("counter")
    answer = client.post("/staff/enter/password/", {"old": old, "new": new, "again": again})
    assert answer.status_code == 200
    assert f'href="#{field}"' in answer.content.decode()
    assert f'id="{field}_error"' in answer.content.decode()


@pytest.fixture
def secret(client: Any, account: MakeAccount) -> str:
    """What an approver is shown who has no second factor yet."""
    account("suzuki", "approver")
    answer = give(client, name="suzuki", password=PASSWORD)
    assert answer.redirect_chain[-1][0] == "/staff/enter/second-factor/"
    shown = re.search(r"<code>([A-Z2-7 ]+)</code>", answer.content.decode())
    assert shown
    return shown[1]


def test_an_approver_has_to_take_a_second_factor_before_anything_else(
    client: Any, secret: str
) -> None:
    assert client.get("/")["Location"] == "/staff/enter/second-factor/"
    codes = client.post("/staff/enter/second-factor/", {"token": _token(secret)})
    assert len(re.findall(r"<li><code>(.+?)</code>", codes.content.decode())) == 10
    assert client.get("/").status_code == 200


def test_after_a_wrong_code_the_telephone_that_scanned_the_picture_goes_on_working(
    client: Any, secret: str
) -> None:
    again = client.post("/staff/enter/second-factor/", {"token": "000000"})
    assert f"<code>{secret}</code>" in again.content.decode()
    assert "id_token" in _problems(again)


def _token(secret: str) -> str:
    """RFC 6238, six digits, thirty seconds."""
    import base64
    import hashlib
    import hmac
    import struct
    import time

    plain = secret.replace(" ", "")
    key = base64.b32decode(plain + "=" * (-len(plain) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def test_logging_out_ends_the_session_on_the_server(console: Callable[..., Any]) -> None:
    client = console("counter")
    cookie = client.cookies["kofu"].value
    assert client.get("/").status_code == 200
    client.post("/staff/leave/")
    client.cookies["kofu"] = cookie
    assert client.get("/").status_code == 302


def test_a_link_elsewhere_is_not_followed_after_the_log_in(
    client: Any, account: MakeAccount
) -> None:
    account("sato", "counter")
    client.get("//example.org/")
    answer = client.post("/staff/enter/", {"name": "sato", "password": PASSWORD})
    assert answer["Location"].startswith("/") and not answer["Location"].startswith("//")
