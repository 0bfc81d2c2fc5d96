"""What was shown is what is done: nothing forged, nothing that changed, nothing twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.faces.console.conftest import log_in
from tests.faces.console.counter.desks import came, confirmation, opened, shown, token
from tests.registry.conftest import Register
from tests.registry.counter.windows import applications, documents, rows

Console = Callable[..., Any]


@pytest.fixture
def people(register: Register, tmp_path: Path) -> dict[str, int]:
    return opened(register, tmp_path)


def refusals(register: Register) -> list[tuple[object, ...]]:
    return rows(
        register, "SELECT detail->>'code' FROM log_entry WHERE outcome = 'refused' ORDER BY id"
    )


def test_a_forged_token_does_nothing(
    register: Register, people: dict[str, int], console: Console
) -> None:
    client = console("counter")
    address = f"/counter/{people['1001']}/certificate/"
    told = confirmation(shown(client, address, came(reason="facility")))
    text = str(told["token"])
    for forged in (text[:-1] + ("a" if text[-1] != "a" else "b"), "x" + text[1:], "", "a:b:c"):
        assert client.post(address, {**told, "token": forged}).status_code == 422
    other = f"/counter/{people['1002']}/certificate/"
    assert client.post(other, told).status_code == 422
    assert client.post(f"/counter/{people['1001']}/notice/", told).status_code == 422
    assert client.post(address, told | {"reason": "lost_card"}).status_code == 302
    # What was typed beside the token says nothing.
    assert applications(register) == [("facility", "accepted", "")]
    assert refusals(register) == [("counter-form-unfit",)] * 6


def test_a_token_is_of_one_account_and_one_hour(
    register: Register,
    people: dict[str, int],
    console: Console,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from django.core import signing

    client = console("counter")
    address = f"/counter/{people['1001']}/certificate/"
    told = confirmation(shown(client, address, came(reason="facility")))
    assert console("counter", name="suzuki").post(address, told).status_code == 422
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 3700)
    assert client.post(address, told).status_code == 422
    assert applications(register) == []


def test_what_changed_meanwhile_is_shown_and_not_done(
    register: Register, people: dict[str, int], console: Console
) -> None:
    client, colleague = console("counter"), console("counter", name="suzuki")
    address = f"/counter/{people['1001']}/certificate/"
    before = shown(client, address, came(reason="facility"))
    theirs = shown(colleague, address, came(reason="lost_card"))
    assert colleague.post(address, confirmation(theirs)).status_code == 302
    answer = client.post(address, confirmation(before))
    now = answer.content.decode()
    assert answer.status_code == 200
    assert "登録内容が変わりました" in now
    assert "交付の必要なし" in now
    assert applications(register) == [("lost_card", "accepted", "")]
    assert ("counter-outcome-changed",) in refusals(register)
    # The new outlook can be confirmed in its turn.
    assert client.post(address, confirmation(now)).status_code == 302
    assert applications(register)[1:] == [("facility", "not-needed", "")]


TWICE = (
    ("certificate", {"reason": "just_in_case"}, 1),
    ("explanation", {}, 1),
    ("notice", {}, 1),
    ("registered-mail", {"what": "on"}, 0),
)


@pytest.mark.parametrize(("flow", "typed", "papers"), TWICE)
def test_sent_twice_it_is_one_act(
    register: Register,
    people: dict[str, int],
    console: Console,
    flow: str,
    typed: dict[str, object],
    papers: int,
) -> None:
    client = console("counter")
    address = f"/counter/{people['1001']}/{flow}/"
    told = confirmation(shown(client, address, came(**typed)))
    first, second = (client.post(address, told) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert len(applications(register)) == 1
    assert len(documents(register)) == papers


def test_a_double_click_at_the_same_moment(
    register: Register, people: dict[str, int], account: Callable[..., Any]
) -> None:
    from django.db import connections
    from django.test import Client

    sato = account("sato", "counter")
    clients = [Client(SERVER_NAME="127.0.0.1") for _ in range(2)]
    log_in(clients[0], sato)
    clients[1].cookies["kofu"] = clients[0].cookies["kofu"].value
    address = f"/counter/{people['1001']}/explanation/"
    told = confirmation(shown(clients[0], address, came()))
    both, answers = threading.Barrier(2), []

    def click(client: Any) -> None:
        both.wait()
        answers.append(client.post(address, told)["Location"])
        connections.close_all()

    clicks = [threading.Thread(target=click, args=(one,)) for one in clients]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert len(answers) == 2
    assert answers[0] == answers[1]
    assert len(documents(register)) == 1


def test_another_wish_of_the_same_kind_is_another_act(
    register: Register, people: dict[str, int], console: Console
) -> None:
    """Two tabs of one clerk: the second is not taken for the first sent again."""
    client = console("counter")
    address = f"/counter/{people['1001']}/mailing/"
    pages = [
        shown(client, address, came(what="set", address=place))
        for place in ("川崎市川崎区本町1番2号", "川崎市幸区戸手3番4号")
    ]
    assert token(pages[0]) != token(pages[1])
    assert client.post(address, confirmation(pages[0])).status_code == 302
    assert "登録内容が変わりました" in client.post(address, confirmation(pages[1])).content.decode()
    assert len(applications(register)) == 1
