"""Who opens which call, whom they see, and what stands in the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from tests.registry.conftest import Register

from kofu.registry.access.roles import RIGHTS, Right, Role

ON = "2026-09-10"
ASKED = {"person_id": "1001", "asked": {"kind": "facility"}, "on": ON}
QUESTION = {"pack": "tokyo-kouki", "on": ON, "facts": {"birth_date": "1940-05-05"}}
RUNS = frozenset({Right.RUN_PLAN, Right.RUN_APPROVE, Right.RUN_OPERATE})
CALLS: dict[str, tuple[Any, frozenset[Right]]] = {
    "decide": (QUESTION, frozenset({Right.POLICY_READ})),
    "explain": (QUESTION, frozenset({Right.POLICY_READ})),
    "people/find": ({"words": "1001"}, frozenset({Right.PERSON_READ})),
    "people/documents": ({"person_id": "1001"}, frozenset({Right.PERSON_READ})),
    "people/facts": ({"person_id": "1001"}, frozenset({Right.PERSON_READ})),
    "people/coverage": ({"person_id": "1001"}, frozenset({Right.PERSON_READ})),
    "runs": (None, RUNS),
    "runs/7": (None, RUNS),
    "applications/preview": (ASKED, frozenset({Right.COUNTER_ACT})),
    "applications": (ASKED, frozenset({Right.COUNTER_ACT})),
}
Key, Call = Callable[..., dict[str, str]], Callable[..., tuple[int, Any]]


def logged(register: Register) -> list[tuple[Any, ...]]:
    """(event, outcome, by, terminal, token, person) of every entry but loads and accounts."""
    with psycopg.connect(register.app) as connection:
        return connection.execute(
            "SELECT event, outcome, by, terminal, (detail->'api-token')::int, person_id"
            " FROM log_entry LEFT JOIN log_subject ON entry_id = id WHERE event NOT IN"
            " ('loaded', 'account-changed', 'insurer-settled') ORDER BY id"
        ).fetchall()


@pytest.mark.parametrize("role", Role)
def test_a_token_opens_what_its_account_may_do(
    settled: None, key: Key, call: Call, register: Register, role: Role
) -> None:
    headers = key(role.value)
    once = {"Idempotency-Key": "00000000-0000-4000-8000-000000000001"}
    for path, (body, rights) in CALLS.items():
        status, answer = call(path, body, {**headers, **once})
        refused = rights.isdisjoint(RIGHTS[role])
        assert (status == 403) is refused, path
        assert not refused or answer["code"] == "right-missing", path
    refusals = [entry for entry in logged(register) if entry[0] == "rights-refused"]
    shut = [path for path, (_, rights) in CALLS.items() if rights.isdisjoint(RIGHTS[role])]
    assert refusals == [("rights-refused", "refused", "sato", "127.0.0.1", 1, None)] * len(shut)


def test_nothing_opens_without_a_token_or_with_a_session(
    settled: None, call: Call, account: Callable[..., Any]
) -> None:
    from django.test import Client
    from tests.faces.console.conftest import log_in

    client = Client(SERVER_NAME="127.0.0.1")
    log_in(client, account("ueda", "counter", "approver"))
    assert client.get("/").status_code == 200
    for path, (body, _) in CALLS.items():
        assert call(path, body)[0] == 401, path
        ask = client.get if body is None else client.post
        assert ask(f"/api/{path}").json()["code"] == "api-token-missing", path


def test_health_opens_to_everybody_and_tells_nothing(register: Register, call: Call) -> None:
    assert call("health") == (200, {"status": "ok"})


@pytest.mark.parametrize(
    ("path", "body"),
    [(path, body) for path, (body, _) in CALLS.items() if body and "person_id" in body],
)
def test_a_confined_account_meets_nobody_of_elsewhere(
    settled: None, enrolled: Callable[..., None], register: Register, key: Key, call: Call,
    path: str, body: dict[str, Any],
) -> None:  # fmt: skip
    enrolled(
        {"person_id": "1001", "municipality_code": "131032"},
        {"person_id": "1002", "municipality_code": "131041"},
    )
    headers = {
        **key("counter", municipalities=("13104",)),
        "Idempotency-Key": "00000000-0000-4000-8000-000000000001",
    }
    elsewhere = call(path, body, headers)
    nobody = call(path, {**body, "person_id": "9999"}, headers)
    assert elsewhere == nobody
    assert elsewhere[0] == 404 and elsewhere[1]["code"] == "person-not-registered"
    assert call(path, {**body, "person_id": "1002"}, headers)[0] in (200, 201)


def test_a_confined_account_finds_nobody_of_elsewhere(
    settled: None, enrolled: Callable[..., None], key: Key, call: Call
) -> None:
    enrolled(
        {"person_id": "1001", "name": "見本　花子", "municipality_code": "131032"},
        {"person_id": "1002", "name": "見本　太郎", "municipality_code": "131041"},
    )
    seen = call("people/find", {"words": "見本"}, key("counter", municipalities=("13104",)))[1]
    assert [one["person_id"] for one in seen["people"]] == ["1002"]
    everybody = call("people/find", {"words": "見本"}, key("counter", name="ueda"))[1]
    assert {one["person_id"] for one in everybody["people"]} == {"1001", "1002"}


def test_every_look_and_act_is_logged_with_account_terminal_and_token(
    settled: None, register: Register, key: Key, call: Call
) -> None:
    headers = {**key("counter"), "Idempotency-Key": "00000000-0000-4000-8000-000000000001"}
    expected = {
        "decide": [],
        "people/find": [("person-searched", None)],
        "people/documents": [("person-read", "1001")],
        "people/facts": [("person-read", "1001")],
        "people/coverage": [("person-read", "1001")],
        "applications/preview": [("person-read", "1001")],
        "applications": [
            ("corrected", "1001"),
            ("counter-acted", "1001"),
            ("document-issued", "1001"),
        ],
    }
    before = 0
    for path, entries in expected.items():
        assert call(path, CALLS[path][0], headers)[0] in (200, 201), path
        new = logged(register)[before:]
        before += len(new)
        told = [(event, person) for event, *_, person in new]
        assert sorted(set(told)) == sorted(entries), path
        assert {entry[1:5] for entry in new} <= {("done", "sato", "127.0.0.1", 1)}, path


@pytest.mark.parametrize("why", ["revoked", "expired", "left", "unknown"])
def test_a_token_that_does_not_open_says_no_more_than_that(
    register: Register, account: Callable[..., Any], call: Call, why: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from django.utils import timezone

    from kofu.registry.access import accounts, tokens

    account("sato", "counter")
    made = tokens.make("sato", "tests", 30, by="tests")
    headers = {"Authorization": f"Bearer {made.secret}"}
    assert call("decide", QUESTION, headers)[0] == 200
    if why == "revoked":
        tokens.revoke(made.number, by="tests")
    elif why == "left":
        accounts.deactivate("sato", by="tests")
    elif why == "unknown":
        headers = {"Authorization": f"Bearer {made.secret}x"}
    else:
        later = timezone.localdate() + timedelta(days=31)
        monkeypatch.setattr(tokens.timezone, "localdate", lambda: later)
    status, answer = call("decide", QUESTION, headers)
    assert (status, answer["code"]) == (401, "api-token-refused")
    by = "" if why == "unknown" else "sato"
    assert logged(register) == [("token-refused", "refused", by, "127.0.0.1", None, None)]


def test_whoever_guesses_tokens_waits_and_others_do_not(
    register: Register, account: Callable[..., Any], call: Call
) -> None:
    from django.test import Client

    from kofu.registry.access.tokens import make

    account("sato", "counter")
    opens = {"Authorization": f"Bearer {make('sato', 'tests', 30, by='tests').secret}"}
    wrong = {"Authorization": "Bearer kofu_guessed"}
    assert [call("decide", QUESTION, wrong)[0] for _ in range(12)] == [401] * 10 + [429] * 2
    assert call("decide", QUESTION, opens)[1]["code"] == "api-token-guessing"
    elsewhere = Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="10.1.2.3")
    sent = elsewhere.post("/api/decide", QUESTION, "application/json", headers=opens)
    assert sent.status_code == 200
    assert len(logged(register)) == 10
