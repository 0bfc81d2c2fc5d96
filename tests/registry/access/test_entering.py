"""Coming in: a password, a code, five tries; and a session that ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from tests.registry.access.conftest import PASSWORD, Add
from tests.registry.conftest import Register

from kofu.base.errors import KofuError
from kofu.registry.access.roles import Role

NEW = "sakura no hashi 8"
Browsers = Callable[..., Any]


def log(register: Register) -> list[tuple[Any, ...]]:
    with psycopg.connect(register.app) as app:
        return app.execute(
            "SELECT event, outcome, by, object, terminal FROM log_entry "
            "WHERE event LIKE 'log%' OR event LIKE '%locked' ORDER BY id"
        ).fetchall()


def later(register: Register, **ago: float) -> None:
    """As if refusals had been so long ago."""
    with psycopg.connect(register.superuser, autocommit=True) as admin:
        admin.execute(
            "UPDATE axes_accessattempt SET attempt_time = attempt_time - %s", [timedelta(**ago)]
        )


def refused(browser: Any, name: str, password: str) -> str:
    with pytest.raises(KofuError) as error:
        browser.log_in(name, password)
    return error.value.finding.code


def test_in_and_out(register: Register, add: Add, browser: Browsers) -> None:
    add("sato")
    one = browser()
    assert one.stage() == "log-in"
    one.log_in("ＳATO", PASSWORD)
    assert one.stage() == "in"
    cookie = one.answer.cookies["kofu"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Strict", "")
    kept = dict(one.cookies)
    from kofu.registry.access.entering import log_out

    one.visit(log_out)
    # A copy of the cookie opens nothing: the session ended on the server.
    one.cookies = kept
    assert one.stage() == "log-in"
    about = ("sato", "account:sato", "192.0.2.7")
    assert log(register) == [
        ("logged-in", "done", "sato", "", "192.0.2.7"),
        ("logged-out", "done", *about),
    ]


def test_the_same_words_whatever_is_wrong(register: Register, add: Add, browser: Browsers) -> None:
    from kofu.registry.access import accounts

    add("sato")
    add("ito")
    accounts.deactivate("ito", by="root")
    one = browser()
    wrong = [("sato", NEW), ("ito", PASSWORD), ("nobody", PASSWORD), ("My Password!", "x\0" * 200)]
    assert {refused(one, *each) for each in wrong} == {"login-refused"}
    # A name that is nobody's may be a password in the wrong field: it stands nowhere.
    assert [entry[2] for entry in log(register)] == ["sato", "ito", "", ""]


def test_five_refusals_lock_for_half_an_hour(
    register: Register, add: Add, browser: Browsers
) -> None:
    from kofu.registry.access.attempts import unlock

    account = add("sato")
    add("ito")
    one, other = browser(), browser("192.0.2.8")
    assert [refused(one, "sato", NEW) for _ in range(2)] == ["login-refused"] * 2
    assert [refused(other, "Sato", NEW) for _ in range(3)][-1] == "account-locked"
    # Locked at every terminal, with the right password too; nobody else is.
    assert refused(one, "sato", PASSWORD) == "account-locked"
    one.log_in("ito", PASSWORD)
    later(register, minutes=29)
    assert refused(other, "sato", PASSWORD) == "account-locked"
    # Tries meanwhile do not make it longer.
    later(register, minutes=1.1)
    other.log_in("sato", PASSWORD)

    assert [refused(one, "sato", NEW) for _ in range(5)][-1] == "account-locked"
    unlock(account, by="root")
    other.log_in("sato", PASSWORD)
    locked = ("account-locked", "done", "sato", "account:sato")
    assert [entry for entry in log(register) if entry[0] == "account-locked"] == [
        (*locked, "192.0.2.8"),
        (*locked, "192.0.2.7"),
    ]
    refusals = [entry for entry in log(register) if entry[0] == "login-refused"]
    assert len(refusals) == 5 + 2 + 5


def test_a_log_in_forgets_the_refusals_before_it(
    register: Register, add: Add, browser: Browsers
) -> None:
    add("sato")
    one = browser()
    for _ in range(3):
        assert [refused(one, "sato", NEW) for _ in range(4)] == ["login-refused"] * 4
        one.log_in("sato", PASSWORD)


def test_of_a_refusal_only_name_and_address_are_kept(
    register: Register, add: Add, browser: Browsers, caplog: pytest.LogCaptureFixture
) -> None:
    add("sato")
    refused(browser("192.0.2.9"), "sato", NEW)
    refused(browser("192.0.2.9"), "sato", NEW)
    with psycopg.connect(register.app) as app:
        rows = app.execute(
            "SELECT username, host(ip_address), failures_since_start, user_agent, http_accept,"
            " path_info, replace(get_data || post_data, E'\\n---------\\n', '')"
            " FROM axes_accessattempt"
        ).fetchall()
        assert rows == [("sato", "192.0.2.9", 2, "", "", "", "")]
        for table in ("axes_accesslog", "axes_accessfailurelog"):
            with psycopg.connect(register.owner) as owner:
                assert owner.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    # Nor does a library tell the server's log.
    assert not [one for one in caplog.records if one.name.startswith("axes")]


@pytest.mark.parametrize(
    ("proxies", "claimed", "seen"),
    [
        ("", "203.0.113.1", "192.0.2.7"),
        ("1", "203.0.113.1, 198.51.100.4", "198.51.100.4"),
        ("2", "203.0.113.1, 198.51.100.4, 10.0.0.1", "198.51.100.4"),
        ("1", "", "192.0.2.7"),
        ("1", "Taro", "192.0.2.7"),
    ],
)
def test_a_terminal_is_what_our_own_proxies_say(
    monkeypatch: pytest.MonkeyPatch, proxies: str, claimed: str, seen: str
) -> None:
    from django.test import RequestFactory

    from kofu.registry.access.terminals import address_of

    monkeypatch.setenv("KOFU_PROXIES", proxies)
    headers = {"x-forwarded-for": claimed} if claimed else {}
    request = RequestFactory(REMOTE_ADDR="192.0.2.7").get("/", headers=headers)
    assert address_of(request) == seen


def test_a_session_ends_when_nothing_is_asked(
    register: Register, add: Add, browser: Browsers
) -> None:
    """15 minutes from the last page, however often there was one."""
    add("sato")
    one = browser()
    one.log_in("sato", PASSWORD)
    for _ in range(3):
        _pass(register, minutes=14)
        assert one.stage() == "in"
    _pass(register, minutes=15.1)
    assert one.stage() == "log-in"


def test_a_session_ends_ten_hours_after_the_log_in(
    register: Register, add: Add, browser: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("sato")
    one = browser()
    one.log_in("sato", PASSWORD)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 10 * 3600 - 120)
    assert one.stage() == "in"
    # Two minutes are left of the ten hours, though somebody is at work.
    _pass(register, minutes=2.1)
    assert one.stage() == "log-in"


def _pass(register: Register, **ago: float) -> None:
    """As if sessions had been saved so long ago."""
    with psycopg.connect(register.superuser, autocommit=True) as admin:
        admin.execute(
            "UPDATE django_session SET expire_date = expire_date - %s", [timedelta(**ago)]
        )


def test_other_rights_end_the_sessions(register: Register, add: Add, browser: Browsers) -> None:
    from kofu.registry.access import accounts

    names = ("password", "roles", "scope", "left", "ito")
    browsers = {name: browser() for name in names}
    for name, one in browsers.items():
        add(name)
        one.log_in(name, PASSWORD)
    accounts.set_password("password", NEW, by="root")
    accounts.change("roles", by="root", roles=[Role.COUNTER, Role.AUDITOR])
    accounts.change("scope", by="root", municipalities=["14131"])
    accounts.deactivate("left", by="root")
    assert {name: one.stage() for name, one in browsers.items()} == {
        **dict.fromkeys(names[:4], "log-in"),
        "ito": "in",
    }


def test_a_password_that_others_gave_is_changed_first(
    register: Register, browser: Browsers
) -> None:
    from kofu.registry.access import accounts
    from kofu.registry.access.entering import replace_password

    accounts.add("sato", [Role.COUNTER], PASSWORD, by="root")
    here, there = browser(), browser()
    here.log_in("sato", PASSWORD)
    there.log_in("sato", PASSWORD)
    assert here.stage() == "password"
    for old, new, code in (
        (NEW, NEW, "login-refused"),
        (PASSWORD, PASSWORD, "password-same"),
        (PASSWORD, "short", "password-too-short"),
    ):
        with pytest.raises(KofuError, match=code):
            here.visit(lambda r, old=old, new=new: replace_password(r, r.user, old, new))
    here.visit(lambda request: replace_password(request, request.user, PASSWORD, NEW))
    # The session in which it was done goes on; the other one ended.
    assert (here.stage(), there.stage()) == ("in", "log-in")
    assert refused(there, "sato", PASSWORD) == "login-refused"


def test_whoever_sits_down_at_an_open_session_guesses_five_times(
    register: Register, add: Add, browser: Browsers
) -> None:
    from kofu.registry.access.entering import replace_password

    add("sato")
    one = browser()
    one.log_in("sato", PASSWORD)
    told = []
    for _ in range(6):
        with pytest.raises(KofuError) as error:
            one.visit(lambda request: replace_password(request, request.user, NEW, NEW))
        told.append(error.value.finding.code)
    assert told == ["login-refused"] * 4 + ["account-locked"] * 2
