"""A program asks for somebody's insurance as FHIR."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
from fhir.resources.R4B.coverage import Coverage
from tests.registry.conftest import Register

Key, Call = Callable[..., dict[str, str]], Callable[..., tuple[int, Any]]
TAKEN = {
    "person_id": "1001",
    "asked": {"kind": "facility"},
    "received": {"on": "2026-09-09", "evidence": ["photo-id"]},
    "on": "2026-09-10",
}
ONCE = {"Idempotency-Key": "00000000-0000-4000-8000-000000000001"}


def test_a_coverage_is_sound_and_ends_with_the_certificate(
    settled: None, register: Register, key: Key, call: Call
) -> None:
    from kofu.registry.issued.acting import act_on
    from kofu.registry.issued.states import Step

    headers = key("counter")
    asked = {"person_id": "1001", "on": "2026-09-10"}
    status, before = call("people/coverage", asked, headers)
    Coverage.model_validate_json(json.dumps(before))
    assert status == 200 and "end" not in before["period"]
    # tokyo-kouki's number, a union without 記号 and 枝番, and the number of everybody in these tests.
    assert before["identifier"][0]["value"] == "39130000::12345678:"
    assert "address" not in json.dumps(before)
    made = call("applications", TAKEN, {**headers, **ONCE})[1]["document"]
    assert call("people/coverage", asked, headers)[1] == before, "not in anybody's hands yet"
    for step in (Step.PRINT, Step.HAND_OVER):
        act_on(made, step, date(2026, 9, 10), "sato")
    with psycopg.connect(register.app) as app:
        [(until,)] = app.execute("SELECT valid_until FROM document WHERE id = %s", [made])
    assert call("people/coverage", asked, headers)[1]["period"]["end"] == until.isoformat()
    assert call("people/coverage", {**asked, "on": "2026-09-09"}, headers)[1] == before


def test_the_receiver_chooses_the_name_of_the_identifier(
    settled: None, key: Key, call: Call
) -> None:
    asked = {"person_id": "1001", "on": "2026-09-10", "member_id": "subscriber"}
    found = call("people/coverage", asked, key("counter"))[1]
    assert found["identifier"][0]["system"].endswith("JP_Insurance_SubscriberID")
    refused = call("people/coverage", {**asked, "member_id": "other"}, key("counter", name="ueda"))
    assert (refused[0], refused[1]["code"]) == (400, "api-body-unfit")


def test_without_an_insurer_there_is_no_coverage(
    register: Register, enrolled: Callable[..., None], key: Key, call: Call
) -> None:
    enrolled({"person_id": "1001"})
    refused = call("people/coverage", {"person_id": "1001"}, key("counter"))
    assert refused[1]["code"] == "insurer-not-settled"
