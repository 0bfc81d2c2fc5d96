"""schemathesis looks for a fault: everything OpenAPI allows, and what it does not, is sent.

All of its checks are on. What is well-formed and refused by the rules is 422, never 400.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from tests.faces.browsers import serving
from tests.registry.conftest import Register

NO_RUN = {"GET /api/runs/{number}"}
_FEW, _MANY = 10, 20
ALLOWED = ["2xx", "401", "403", "404", "409", "422"]


def attacked(headers: dict[str, str], examples: int) -> tuple[list[str], Counter[tuple[str, int]]]:
    """What schemathesis complains of, and how often each call gave each status."""
    import schemathesis
    from django.core.handlers.wsgi import WSGIHandler
    from schemathesis.config import SchemathesisConfig
    from schemathesis.engine import events, from_schema

    handler, numbers = WSGIHandler(), itertools.count()

    def application(environ: dict[str, Any], start: Any) -> Any:
        # Each from a terminal of its own: whoever guesses tokens would have to wait.
        number = next(numbers)
        environ["REMOTE_ADDR"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        return handler(environ, start)

    config = SchemathesisConfig.from_dict(
        {
            "seed": 20260801,
            "headers": headers,
            "generation": {"max-examples": examples, "no-shrink": True, "database": "none"},
            # Every bound of every field once more: thousands of calls, so only with time.
            "phases": {"coverage": {"enabled": examples >= _MANY}},
            "checks": {"positive_data_acceptance": {"expected-statuses": ALLOWED}},
        }
    )
    complaints: list[str] = []
    answers: Counter[tuple[str, int]] = Counter()
    with serving(application) as address:
        schema = schemathesis.openapi.from_url(f"{address}/api/openapi.json", config=config)
        for event in from_schema(schema).execute():
            if isinstance(event, events.NonFatalError | events.FatalError):
                complaints.append(str(event))
            if not isinstance(event, events.ScenarioFinished):
                continue
            for number, checks in event.recorder.checks.items():
                call = event.recorder.cases[number].value
                complaints += [
                    f"{call.as_curl_command()}: {check.failure_info.failure}"
                    for check in checks
                    if check.failure_info
                ]
            for number, one in event.recorder.interactions.items():
                call = event.recorder.cases[number].value
                if one.response is not None:
                    answers[call.operation.label, one.response.status_code] += 1
    return complaints, answers


@pytest.mark.parametrize(
    "examples", [_FEW, pytest.param(_MANY, marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_no_fault_is_found_with_every_right(
    register: Register, settled: None, key: Callable[..., dict[str, str]], examples: int
) -> None:
    complaints, answers = attacked(key("counter", "approver"), examples)
    assert not complaints, complaints[0]
    calls = {call for call, _ in answers}
    assert len(calls) == 11
    assert calls - {call for call, status in answers if status in (200, 201)} == NO_RUN
    assert {status for _, status in answers} <= {200, 201, 400, 401, 404, 405, 409, 422}
    with psycopg.connect(register.app) as connection:
        counted = connection.execute(
            "SELECT (SELECT count(*) FROM application),"
            " (SELECT count(*) FROM log_entry WHERE event = 'counter-acted' AND outcome = 'done'),"
            " (SELECT count(*) FROM log_entry WHERE by = 'sato' AND NOT detail ? 'api-token'"
            "  AND event <> 'account-changed')"
        ).fetchone()
    assert counted is not None
    applications, logged, without_token = counted
    assert applications == logged >= 1
    assert without_token == 0


@pytest.mark.parametrize(
    ("roles", "opened"),
    [(("auditor",), {"decide", "explain"}), ((), set())],
    ids=["an auditor's token", "no token"],
)
def test_nothing_else_opens_without_rights_or_without_token(
    register: Register,
    settled: None,
    key: Callable[..., dict[str, str]],
    roles: tuple[str, ...],
    opened: set[str],
) -> None:
    complaints, answers = attacked(key(*roles) if roles else {}, _FEW)
    assert not complaints, complaints[0]
    done = {call.rsplit("/", 1)[1] for call, status in answers if status in (200, 201)}
    assert done == {"health", *opened}
    with psycopg.connect(register.app) as connection:
        looked = connection.execute(
            "SELECT count(*) FROM log_entry WHERE event IN"
            " ('person-read', 'person-searched', 'counter-acted')"
        ).fetchone()
    assert looked == (0,)
