"""Returned mail, number after number: what is recorded, what is listed, whose pieces they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.faces.console.counter.desks import ASAO, TAMA, TODAY, day, opened
from tests.registry import a_register
from tests.registry.conftest import Register
from tests.registry.counter.windows import documents, rows

Console = Callable[..., Any]
SENT = TODAY - timedelta(20)
VALID = (SENT, SENT + timedelta(300))
STEPS = (
    ("new", "decide", "decided"),
    ("decided", "approve", "approved"),
    ("approved", "print", "printed"),
    ("printed", "post", "posted"),
)
# 7DR: 5607000000 mod 7 = 0, ...01 = 1
FIRST, SECOND = "560-70-00000-0", "560-70-00001-1"


@pytest.fixture
def posted(register: Register, tmp_path: Path) -> dict[str, int]:
    """A run of two envelopes: the first to 1001, the second to 1002 of another municipality."""
    people = opened(register, tmp_path)
    with psycopg.connect(register.app) as app:
        run = a_register.run(app, SENT, [])
        app.execute(
            "INSERT INTO numbered_piece (run_id, envelope, tracking, day)"
            " VALUES (%s, 1, 56070000000, %s), (%s, 2, 56070000011, %s)",
            [run, SENT, run, SENT],
        )
        return {
            one: a_register.document(
                app, people[one], VALID, run, STEPS, envelope=envelope, delivery="recorded"
            )
            for envelope, one in enumerate(("1001", "1002"), start=1)
        }


def scanned(client: Any, number: str, what: str = "storage-expired", when: date = TODAY) -> str:
    """The page after a number was typed and Enter pressed, without scripts."""
    answer = client.post("/returned/", {"what": what, "number": number, **day("day", when)})
    assert (answer.status_code, answer["Location"]) == (302, "/returned/")
    return str(client.get("/returned/").content.decode())


def test_one_after_another(register: Register, posted: dict[str, int], console: Console) -> None:
    client = console("counter")
    page = scanned(client, f"A{FIRST.replace('-', '')}A", "moved")
    assert "autofocus" in page
    assert 'value="moved"' in page.split("checked")[0].rsplit("<input", 1)[-1]
    assert f'/documents/{posted["1001"]}/">' in page
    assert "居所を調査する" in page
    page = scanned(client, SECOND, "moved")
    assert "読み取ったもの（2件）" in page
    assert [row[5] for row in documents(register)] == ["returned", "returned"]
    reasons = rows(register, "SELECT DISTINCT reason FROM action WHERE step = 'come-back'")
    assert reasons == [("moved",)]
    assert "もう記録されています" in scanned(client, SECOND, "moved")
    scanned(client, SECOND, "resent")
    assert [row[5] for row in documents(register)] == ["returned", "posted"]


def test_the_list_names_nobody_and_ends_with_the_session(
    posted: dict[str, int], console: Console
) -> None:
    client = console("counter")
    page = scanned(client, FIRST)
    assert "浜田" not in page
    assert "浜田" not in str(dict(client.session))
    client.post("/returned/", {"clear": "1"})
    assert FIRST not in client.get("/returned/").content.decode()
    assert FIRST in scanned(client, FIRST)
    client.post("/staff/leave/")
    assert "counter_scanned" not in client.session


REFUSED = (
    ("a digit misread", "560-70-00000-3", TODAY, "検査数字"),
    ("no piece of ours", "560-70-00003-3", TODAY, "この番号の郵便物は"),
    ("a day to come", FIRST, TODAY + timedelta(1), "まだ来ていない"),
    ("before it was posted", FIRST, TODAY - timedelta(60), "前の記録の日より前"),
    ("words", "浜田　千秋", TODAY, "記録していません"),
)


@pytest.mark.parametrize(("name", "number", "when", "words"), REFUSED, ids=[one[0] for one in REFUSED])  # fmt: skip
def test_what_is_refused_is_listed_too(
    register: Register,
    posted: dict[str, int],
    console: Console,
    name: str,
    number: str,
    when: date,
    words: str,
) -> None:
    page = scanned(console("counter"), number, when=when)
    assert words in page
    assert [row[5] for row in documents(register)] == ["posted", "posted"]


def test_a_piece_of_another_municipality_is_none_of_ours(
    register: Register, posted: dict[str, int], console: Console
) -> None:
    client = console("counter", municipalities=(TAMA,))
    of_another, of_nobody = (scanned(client, one) for one in (SECOND, "560-70-00003-3"))
    said = "この番号の郵便物は、この差出しの一覧にありません"
    assert (said in of_another, said in of_nobody) == (True, True)
    assert str(posted["1002"]) not in of_another.split("<tbody>")[1]
    assert [row[5] for row in documents(register)] == ["posted", "posted"]
    refused = rows(
        register,
        "SELECT detail->>'code', person_id FROM log_entry JOIN log_subject ON entry_id = id"
        " WHERE event = 'rights-refused'",
    )
    assert refused == [("out-of-scope", "1002")]
    scanned(console("counter", name="kato", municipalities=(ASAO,)), SECOND)
    assert [row[5] for row in documents(register)] == ["posted", "returned"]


def test_only_the_counter_scans(posted: dict[str, int], console: Console) -> None:
    assert console("auditor").get("/returned/").status_code == 403


def test_with_htmx_the_page_stays(posted: dict[str, int], console: Console) -> None:
    typed = {"what": "refused", "number": FIRST, **day("day")}
    answer = console("counter").post("/returned/", typed, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page
    assert "記録しました" in page
    assert "autofocus" in page
