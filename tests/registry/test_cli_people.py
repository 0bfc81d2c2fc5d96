"""`kofu people` and the sweep: what they print, how they end, and what stands in the log."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import psycopg
import pytest
from tests.registry.conftest import Register
from tests.registry.people.files import somebody, written

from kofu.faces.cli.main import run
from kofu.faces.cli.register import sweep

AUGUST = date(2026, 8, 1)


def logged(register: Register) -> list[tuple[str, str, str | None]]:
    with psycopg.connect(register.app) as connection:
        return connection.execute(
            "SELECT e.event, e.outcome, s.person_id FROM log_entry e "
            "LEFT JOIN log_subject s ON s.entry_id = e.id ORDER BY e.id"
        ).fetchall()


def test_from_a_file_to_a_sweep(
    register: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [somebody(), somebody(person_id="2002", name="乙", has_card="no", registered="")]
    file = str(written(tmp_path, rows))
    call = ["people", "load", file, "--as-of", "令和8年7月1日", "--by", "clerk", "--json"]
    assert run(call) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"joined": 2}
    assert not told["again"]

    assert run(["people", "load", file, "--as-of", "2026-07-01"]) == 0
    assert "すでに取り込んで" in capsys.readouterr().out
    assert run(["people", "show", "1001", "--on", "2026-08-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "浜田　千秋"
    assert run(["people", "show", "9999"]) == 2
    assert capsys.readouterr().err.startswith("person-not-registered: ")
    assert run(["people", "load", str(tmp_path / "none.csv"), "--as-of", "2026-07-02"]) == 2

    assert sweep(insurer="tokyo-kouki", on=AUGUST, as_json=True) == 1
    seen = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert seen["found"] == [{"person_id": "2002", "code": "gap", "first_on": "2026-08-01"}]
    assert sweep(insurer="saitama-kouki", on=date(2026, 8, 1), until=date(2026, 8, 2)) == 1
    assert "2026-08-01 gap 2002" in capsys.readouterr().out

    assert logged(register) == [
        ("loaded", "done", None),
        ("person-read", "done", "1001"),
        ("person-read", "refused", "9999"),
        ("loaded", "refused", None),
        ("swept", "done", None),
        ("swept", "done", None),
    ]


def test_finding_and_what_is_refused(
    register: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [somebody(), somebody(person_id="2002", name="濵田　乙", lost_on="2026-05-31")]
    assert run(["people", "load", str(written(tmp_path, rows)), "--as-of", "2026-07-01"]) == 0
    capsys.readouterr()
    assert run(["people", "find", "浜田", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["person_id"], one["lost"]) for one in told["people"]] == [
        ("1001", False),
        ("2002", True),
    ]
    assert run(["people", "find", "浜田", "乙"]) == 0
    shown = capsys.readouterr().out
    assert "氏名の異体字が一致（浜→濵）" in shown
    assert "資格喪失（令和8年5月31日）" in shown
    assert "1人見つかりました。" in shown
    assert run(["people", "find", "・"]) == 2
    assert capsys.readouterr().err.startswith("search-empty: ")
    assert run(["people", "find", "浜田", "--municipality", "132012", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["people"] == []
    searched = [outcome for event, outcome, _ in logged(register) if event == "person-searched"]
    assert searched == ["done", "done", "refused", "done"]
