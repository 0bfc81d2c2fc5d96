"""What programs are told: decisions, people, runs, applications."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.registry.conftest import Register
from tests.registry.counter.windows import applications, documents, rows

Key, Call = Callable[..., dict[str, str]], Callable[..., tuple[int, Any]]
ONE, TWO = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2))
ASKED = {
    "person_id": "1001",
    "asked": {"kind": "facility"},
    "received": {"on": "2026-09-09", "evidence": ["photo-id"]},
    "on": "2026-09-10",
}


def question(**facts: object) -> dict[str, object]:
    return {"pack": "tokyo-kouki", "on": "2026-08-01", "event": "renewal", "facts": facts}


# Whoever is 85 on 2026-08-01 gets a certificate until 2027-07-31 (厚生労働省通知による年次更新).
DECIDED = (
    ({"birth_date": "1941-08-01"}, "certificate", "2027-07-31"),
    ({"birth_date": "1950-01-01", "lost_on": "2026-07-01"}, "nothing", None),
)


@pytest.mark.parametrize(("facts", "document", "until"), DECIDED)
def test_a_decision_and_its_explanation_agree(
    register: Register, key: Key, call: Call, facts: dict[str, object], document: str,
    until: str | None,
) -> None:  # fmt: skip
    headers = key("auditor")
    status, decided = call("decide", question(**facts), headers)
    assert (status, decided["document"], decided["valid_until"]) == (200, document, until)
    explained = call("explain", question(**facts), headers)[1]
    assert explained["decision"] == decided
    assert explained["sources"][0]["rule"] == decided["rule"]
    assert {one["name"] for one in explained["facts"]} == {*facts, "event"}


REFUSED = (
    ("decide", question(birth_date=19410801), 400, "api-body-unfit"),
    ("decide", question(birth_date="1941-02-30"), 400, "api-body-unfit"),
    ("decide", question(name="見本　花子"), 400, "api-body-unfit"),
    ("decide", question(has_card="yes"), 400, "api-body-unfit"),
    ("decide", question(uses_12m=-1), 400, "api-body-unfit"),
    ("decide", {**question(), "pack": "../tokyo-kouki"}, 400, "api-body-unfit"),
    ("decide", question(birth_date="1841-08-01"), 422, "api-day-far"),
    ("decide", {**question(), "on": "2035-01-01"}, 422, "day-not-covered"),
    ("decide", {**question(), "known": "2010-01-01"}, 422, "nothing-published"),
    ("decide", {**question(), "pack": "nowhere"}, 422, "pack-unknown"),
    ("decide", {**question(), "pack": "common"}, 422, "pack-unknown"),
    ("people/find", {"words": "　"}, 422, "search-empty"),
    ("people/facts", {"person_id": "9999"}, 404, "person-not-registered"),
    ("people/documents", {"person_id": "9999"}, 404, "person-not-registered"),
    ("applications", {**ASKED, "on": "2026-09-01"}, 422, "counter-received-later"),
    ("applications", {**ASKED, "asked": {"kind": "reissue", "reason": "lost"}}, 409, "reissue-nothing-held"),
    ("applications", {**ASKED, "asked": {"kind": "facility", "effective_on": "2026-10-31"}}, 400, "api-body-unfit"),
    ("applications", {**ASKED, "received": {"note": "123456789018"}}, 422, "log-reason-unfit"),
    ("applications", {**ASKED, "person_id": "9999"}, 404, "person-not-registered"),
)  # fmt: skip


def test_a_refusal_has_a_code_and_repeats_nobody(
    settled: None, register: Register, key: Key, call: Call
) -> None:
    headers = {**key("counter"), "Idempotency-Key": ONE}
    for path, body, status, code in REFUSED:
        got, answer = call(path, body, headers)
        assert (got, answer["code"]) == (status, code), (path, body)
        assert set(answer) == {"code", "message"}
        assert not any(text in answer["message"] for text in ("見本", "9999", "123456789018"))
    assert applications(register) == []


def test_words_are_english_for_whoever_asks_for_english(register: Register, call: Call) -> None:
    japanese, english = (
        call("decide", {}, {"Accept-Language": language})[1]["message"]
        for language in ("ja", "en-GB")
    )
    assert japanese.startswith("トークンがありません")
    assert english.startswith("there is no token")


def test_paths_and_methods_that_are_not_there(register: Register, call: Call) -> None:
    assert call("nowhere")[1]["code"] == "api-path-unknown"
    assert call("docs")[1]["code"] == "api-path-unknown"
    status, answer = call("decide")
    assert (status, answer["code"]) == (405, "api-method-wrong")


def test_a_fault_of_ours_shows_a_number_only(
    settled: None, key: Key, call: Call, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    from kofu.faces.api import people

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("見本　花子")

    monkeypatch.setattr(people, "look", broken)
    status, answer = call("people/find", {"words": "見本"}, key("counter"))
    told = capsys.readouterr().err
    assert (status, answer["code"]) == (500, "api-broken")
    assert "見本" not in answer["message"] + told
    assert told.startswith("broken: RuntimeError faces/api/people.py:")
    assert told.strip().rsplit("(", 1)[1].strip(")") in answer["message"]


SENSITIVE = (
    ("counter", "", ("info_restricted", "delivery_hold"), True),
    ("counter", "本人の申出により確認", ("info_restricted", "delivery_hold"), False),
    ("operator", "本人の申出により確認", ("info_restricted",), True),
    ("operator", "", (), False),
)


@pytest.mark.parametrize(("role", "reason", "held", "closed"), SENSITIVE)
def test_where_somebody_under_protection_lives_takes_a_right_and_a_reason(
    settled: None, enrolled: Callable[..., None], register: Register, key: Key, call: Call,
    role: str, reason: str, held: tuple[str, ...], closed: bool,
) -> None:  # fmt: skip
    enrolled({"person_id": "1001", "address": "東京都見本区一丁目", **dict.fromkeys(held, "yes")})
    headers = key(role)
    asked = {"person_id": "1001", "on": "2026-09-10", "reason": reason}
    answer = call("people/facts", asked, headers)[1]
    assert ("address" in answer["withheld"]) is closed
    assert answer["facts"].get("address") == (None if closed else "東京都見本区一丁目")
    assert answer["facts"]["birth_date"] is not None
    (found,) = call("people/find", {"words": "1001"}, headers)[1]["people"]
    assert found["sensitive"] is bool(held)
    assert found["address"] == (None if held else "東京都見本区一丁目")
    read = "SELECT reason FROM log_entry WHERE event = 'person-read'"
    assert rows(register, read) == [(reason,)]


def test_an_application_sent_again_is_the_same_application(
    settled: None, register: Register, key: Key, call: Call
) -> None:
    headers = {**key("counter"), "Idempotency-Key": ONE}
    preview = call("applications/preview", ASKED, headers)[1]
    assert (preview["result"], applications(register)) == ("accepted", [])
    status, first = call("applications", ASKED, headers)
    assert (status, first["result"], first["again"]) == (201, "accepted", False)
    assert first["rule"] == preview["why"]["decision"]["rule"]
    assert first["receipt"] == preview["why"]["decision"]["receipt"]
    assert call("applications", ASKED, headers) == (200, {**first, "again": True})
    other = {**ASKED, "asked": {"kind": "assistance"}}
    assert call("applications", other, headers)[1]["code"] == "call-key-used"
    assert applications(register) == [("facility", "accepted", "")]
    held = call("people/documents", {"person_id": "1001"}, headers)[1]["documents"]
    assert [(one["document"], one["state"]) for one in held] == [(first["document"], "approved")]
    until = documents(register)[0][4]
    assert until == date(2027, 7, 31)


def test_another_key_is_another_application_and_no_second_certificate(
    settled: None, register: Register, key: Key, call: Call
) -> None:
    headers = key("counter")
    assert call("applications", ASKED, {**headers, "Idempotency-Key": ONE})[0] == 201
    status, again = call("applications", ASKED, {**headers, "Idempotency-Key": TWO})
    assert (status, again["result"], again["document"]) == (201, "not-needed", None)
    assert len(documents(register)) == 1


def test_the_same_call_at_the_same_moment_is_one_application(
    settled: None, register: Register, key: Key
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections
    from django.test import Client

    headers = {**key("counter"), "Idempotency-Key": ONE}

    def send(_: int) -> int:
        client = Client(SERVER_NAME="127.0.0.1")
        try:
            sent = client.post("/api/applications", ASKED, "application/json", headers=headers)
        finally:
            connections.close_all()
        return int(sent.status_code)

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(send, range(4)))
    assert answers == [200, 200, 200, 201]
    assert applications(register) == [("facility", "accepted", "")]


def test_runs_are_told_without_people(planned: Callable[..., Any], key: Key, call: Call) -> None:
    run = planned()
    headers = key("approver")
    listed = call("runs", None, headers)[1]
    assert [(one["run"], one["state"]) for one in listed["runs"]] == [(run.pk, "planned")]
    assert listed["next"] is None
    told = call(f"runs/{run.pk}", None, headers)[1]
    accounts = told["accounts"]
    assert accounts["people"] == 150
    assert accounts["people"] == sum(count for name, count in accounts.items() if name != "people")
    assert [step["step"] for step in told["steps"]] == ["plan"]
    assert call("runs/999", None, headers)[1]["code"] == "run-unknown"
    assert call("runs?limit=1&below=1", None, headers)[1] == {"runs": [], "next": None}
