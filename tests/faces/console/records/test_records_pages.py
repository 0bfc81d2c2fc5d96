"""The log on the screen: found without anything personal in an address, checked, given out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.register import Register

from kofu.registry.log.events import Event
from kofu.registry.log.verifier import examine
from kofu.registry.log.write import note

Console = Callable[..., Any]
PERSON = "0012345678"


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.content.decode())


def entries(**asked: str) -> list[Any]:
    from kofu.registry.log.tables import Entry

    return list(Entry.objects.filter(**asked).order_by("pk"))


PAGES = ("", "person/", "events/", "chain/", "export/")


@pytest.mark.parametrize("role", ["counter", "operator", "approver", "administrator"])
def test_only_an_auditor_reads_the_log(console: Console, role: str) -> None:
    client = console(role)
    assert {client.get(f"/records/{page}").status_code for page in PAGES} == {403}
    assert len(entries(event="rights-refused", by="sato")) == len(PAGES)


def test_a_search_is_posted_and_shown(console: Console) -> None:
    client = console("auditor")
    note(Event.SWEPT, by="tani", reason="毎日の点検")
    note(Event.SWEPT, by="mori", reason="臨時の点検")
    answer = client.post("/records/", {"event": "swept", "by": "mori"})
    assert (answer.status_code, answer["Location"]) == (302, "/records/")
    page = text(client.get("/records/"))
    assert "臨時の点検" in page and "毎日の点検" not in page
    last = entries(event="log-read", by="sato")[-1]
    assert last.detail == {"entries": 1, "asked": ["event", "by"]}


def test_a_search_that_makes_no_sense_is_not_made(console: Console) -> None:
    days = {"first_era": "令和", "first_year": "8", "first_month": "8", "first_day": "2"}
    days |= {"last_era": "令和", "last_year": "8", "last_month": "8", "last_day": "1"}
    page = text(console("auditor").post("/records/", days))
    assert "「いつから」より前の日です。" in page


def test_fifty_to_a_page(console: Console) -> None:
    client = console("auditor")
    for number in range(60):
        note(Event.SWEPT, by="tani", reason=f"点検{number:03}")
    client.post("/records/", {"by": "tani"})
    first = text(client.get("/records/"))
    assert "点検059" in first and "点検010" in first and "点検009" not in first
    at = first.index("/records/?before=")
    second = text(client.get(first[at : first.index('"', at)]))
    assert "点検009" in second and "点検000" in second and "点検010" not in second


@pytest.mark.parametrize("before", ["x", "", "-1", "9" * 30, "１"])
def test_a_page_that_is_none_is_the_first(console: Console, before: str) -> None:
    note(Event.SWEPT, by="tani", reason="点検")
    assert "点検" in text(console("auditor").get("/records/", {"before": before}))


def test_whom_an_entry_concerns_is_not_listed(console: Console) -> None:
    note(Event.PERSON_READ, by="tani", person_id=PERSON)
    assert PERSON not in text(console("auditor").get("/records/"))


def test_the_log_about_a_person_wants_a_reason_and_is_logged(console: Console) -> None:
    client = console("auditor")
    note(Event.PERSON_READ, by="tani", person_id=PERSON, reason="窓口")
    assert "入力に誤りがあります" in text(client.post("/records/person/", {"person": PERSON}))
    assert entries(event="log-read") == []
    asked = {"person": PERSON, "reason": "本人からの開示請求"}
    page = text(client.post("/records/person/", asked))
    assert "この人についての記録 1件" in page and "tani" in page
    [entry] = entries(event="log-read")
    assert (entry.by, entry.reason, bool(entry.subject)) == ("sato", "本人からの開示請求", True)


def test_a_number_in_the_reason_is_refused(console: Console) -> None:
    asked = {"person": PERSON, "reason": "123456789012の件"}
    page = text(console("auditor").post("/records/person/", asked))
    assert "12桁の番号" in page
    assert entries(event="log-read") == []


def checked(client: Any, head: str) -> str:
    """What the page shows after a worker has done what it asked for."""
    from kofu.registry.jobs.tables import Job
    from kofu.registry.jobs.work import work

    answer = client.post("/records/chain/", {"head": head})
    [job] = Job.objects.all()
    assert (answer.status_code, answer["Location"]) == (302, f"/jobs/{job.pk}/")
    assert "検査しています" in text(client.get("/records/chain/"))
    work(job.pk)
    assert 'href="/records/chain/"' in text(client.get(f"/jobs/{job.pk}/"))
    return text(client.get("/records/chain/"))


def test_a_sound_log_is_found_sound(console: Console) -> None:
    client = console("auditor")
    page = checked(client, "")
    assert "書かれたときのままです。" in page and "依頼 sato" in page
    [entry] = entries(event="log-checked")
    assert (entry.by, entry.detail["findings"]) == ("sato", 0)


def test_a_head_that_is_not_in_the_log_is_a_finding(console: Console) -> None:
    page = checked(console("auditor"), "ab" * 32)
    assert "食い違いが1件あります。" in page and "head-unknown" in page


def test_a_head_is_64_digits(console: Console) -> None:
    page = text(console("auditor").post("/records/chain/", {"head": "abc"}))
    assert "封印の値は、0から9とaからfの64桁です。" in page
    assert entries(event="log-checked") == []


@pytest.mark.parametrize("people", [False, True])
def test_what_is_given_out_verifies_and_is_logged(console: Console, people: bool) -> None:
    client = console("auditor")
    note(Event.PERSON_READ, by="tani", person_id=PERSON)
    asked = {"reason": "年次監査"} | ({"people": "on"} if people else {})
    answer = client.post("/records/export/", asked)
    lines = b"".join(answer.streaming_content).splitlines(keepends=True)
    assert answer["Content-Disposition"].startswith("attachment")
    assert examine(lines, ()).findings == []
    assert (PERSON.encode() in b"".join(lines)) is people
    [entry] = entries(event="log-exported")
    assert (entry.by, entry.reason, entry.detail) == ("sato", "年次監査", {"people": people})
    told = [json.loads(line).get("entry", {}) for line in lines]
    assert "log-exported" in [one.get("event") for one in told]


def test_without_a_reason_nothing_is_given_out(console: Console) -> None:
    page = text(console("auditor").post("/records/export/", {"people": "on"}))
    assert "入力に誤りがあります" in page
    assert entries(event="log-exported") == []


def test_every_event_is_listed(console: Console) -> None:
    page = text(console("auditor").get("/records/events/"))
    assert all(f"<code>{event.value}</code>" in page for event in Event)


def test_pages_are_sound_for_assistive_software(
    register: Register,
    console: Console,
    browser: Callable[..., Any],
    axe: Callable[[Any], list[str]],
) -> None:
    client = console("auditor")
    wide, narrow = browser(client=client), browser(width=320, client=client)
    for page in PAGES:
        wide.goto(f"/records/{page}")
        assert axe(wide) == [], page
        narrow.goto(f"/records/{page}")
        over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert narrow.evaluate(over) <= 0, page
