"""The control room: a run from plan to post by two people, and what others are refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest
from tests.registry.conftest import Register
from tests.registry.runs.conftest import loaded, planned, roster

__all__ = ["loaded", "planned", "roster"]
Console = Callable[..., Any]
Planned = Callable[..., Any]
ON = date(2026, 8, 1)


def boxes(name: str, day: date | None) -> dict[str, str]:
    """A day as it is typed."""
    if day is None:
        return {f"{name}_era": "令和"}
    era = {f"{name}_era": "令和", f"{name}_year": str(day.year - 2018)}
    return {**era, f"{name}_month": str(day.month), f"{name}_day": str(day.day)}


PLAN = {
    "kind": "renewal",
    "pack": "tokyo-kouki",
    **boxes("on", ON),
    **boxes("known", date(2026, 6, 13)),
    **boxes("as_of", date(2026, 6, 13)),
    **boxes("issued", None),
    **boxes("posted", None),
    "tracking": "",
}


def worked(answer: Any) -> Any:
    """What the worker does once a page has sent us to a job."""
    from kofu.registry.jobs.tables import Job
    from kofu.registry.jobs.work import work

    assert answer.status_code == 302, answer.content.decode()
    job = Job.objects.get(pk=int(answer["Location"].strip("/").rpartition("/")[2]))
    work(job.pk)
    job.refresh_from_db()
    return job


def printed(run: Any) -> None:
    """What the printing worker does."""
    from kofu.registry.runs.chunks import work_on
    from kofu.registry.runs.finish import finish
    from kofu.registry.runs.verifying import read_back

    work_on(run, "unten")
    assert finish(run, "unten")
    read_back(run, "unten", workers=1)


def events(register: Register) -> list[tuple[str, str]]:
    with psycopg.connect(register.app) as app:
        return app.execute("SELECT event, by FROM log_entry ORDER BY id").fetchall()


def test_a_run_from_plan_to_post_by_two_people(loaded: Register, console: Console) -> None:
    from kofu.registry.runs.acting import stand
    from kofu.registry.runs.tables import Run

    operator, approver = console("operator", name="unten"), console("approver", name="shonin")
    job = worked(operator.post("/runs/plan/", PLAN))
    run = Run.objects.get()
    assert job.object == f"run:{run.pk}"
    page = f"/runs/{run.pk}/"
    assert (
        "承認を待っています" in operator.get(page).content.decode()
        or "本人は承認できません" in operator.get(page).content.decode()
    )
    assert operator.post(f"{page}act/approve/", {"approve-seen": "on"}).status_code == 403

    unread = approver.post(f"{page}act/approve/", {})
    assert "入力に誤りがあります" in unread.content.decode()
    assert stand(run).state == "planned"
    assert approver.post(f"{page}act/approve/", {"approve-seen": "on"}).status_code == 302
    assert operator.post(f"{page}act/start/").status_code == 302
    assert stand(run).state == "started"
    printed(run)
    assert stand(run).state == "verified"

    released = operator.post(
        f"{page}release/", {**boxes("release-posted", None), "release-tracking": ""}
    )
    assert worked(released).told["code"] == "job-released"
    posted = operator.post(f"{page}act/post/", boxes("post-day", date(2026, 7, 10)))
    assert worked(posted).told["code"] == "job-posted"
    assert stand(run).state == "posted"
    told = dict(events(loaded))
    assert told["run-planned"] == told["run-started"] == told["run-posted"] == "unten"
    assert told["run-approved"] == "shonin"


def test_the_entries_name_the_terminal(
    planned: Planned, console: Console, register: Register
) -> None:
    run = planned()
    console("approver", name="shonin").post(f"/runs/{run.pk}/act/approve/", {"approve-seen": "on"})
    with psycopg.connect(register.app) as app:
        row = app.execute("SELECT terminal FROM log_entry WHERE event = 'run-approved'").fetchone()
    assert row == ("127.0.0.1",)


def test_who_planned_is_shown_no_button_and_refused(
    planned: Planned, console: Console, account: Callable[..., Any]
) -> None:
    """Even somebody with both roles."""
    run = planned(by="ryoho")
    client = console("operator", "approver", name="ryoho")
    text = client.get(f"/runs/{run.pk}/").content.decode()
    assert "計画した本人は承認できません" in text
    assert "act/approve" not in text
    answer = client.post(f"/runs/{run.pk}/act/approve/", {"approve-seen": "on"})
    assert answer.status_code == 422
    assert "run-two-people" in answer.content.decode()


def test_a_changed_plan_says_what_changed(planned: Planned, console: Console, roster: Any) -> None:
    from kofu.registry.people.load import load_roster

    run = planned()
    load_roster(roster, None, date(2026, 6, 20), "sato")
    client = console("approver", name="shonin")
    assert "計画のあとに名簿が取り込まれました" in client.get(f"/runs/{run.pk}/").content.decode()
    assert client.post(f"/runs/{run.pk}/act/approve/", {"approve-seen": "on"}).status_code == 422
    assert "計画のあとに取り込まれた名簿" in client.get(f"/runs/{run.pk}/").content.decode()


PAGES = (
    "/runs/",
    "/runs/{}/",
    "/runs/{}/people/review/",
    "/runs/{}/files/pages/",
    "/runs/{}/people/review.csv",
)
MAY = {
    "operator": (200, 200, 200, 200, 200),
    "approver": (200, 200, 200, 200, 200),
    "counter": (403, 403, 403, 403, 403),
    "auditor": (403, 403, 403, 403, 403),
    "administrator": (403, 403, 403, 403, 403),
}


def test_pages_open_to_those_who_have_the_right(planned: Planned, console: Console) -> None:
    run = planned()
    for role, expected in MAY.items():
        client = console(role, name=role)
        found = tuple(client.get(page.format(run.pk)).status_code for page in PAGES)
        assert found == expected, role


def act_of(run: Any, act: str) -> str:
    return f"/runs/{run.pk}/release/" if act == "release" else f"/runs/{run.pk}/act/{act}/"


ACTS = ("approve", "start", "resume", "release", "post", "abandon", "pull")
ALLOWED = {
    "operator": {"start", "resume", "release", "post", "abandon", "pull"},
    "approver": {"approve", "pull"},
    "auditor": set(),
    "counter": set(),
}


@pytest.mark.parametrize("role", ALLOWED)
def test_acts_are_for_those_who_have_the_right(
    planned: Planned, console: Console, role: str
) -> None:
    run = planned()
    client = console(role, name="dareka")
    refused = {act for act in ACTS if client.post(act_of(run, act), {}).status_code == 403}
    assert refused == set(ACTS) - ALLOWED[role]


def test_somebody_is_pulled_with_a_reason_and_listed(planned: Planned, console: Console) -> None:
    from kofu.registry.runs.tables import Pull, RunPerson

    run = planned()
    person = RunPerson.objects.filter(run=run, outcome="due").select_related("person").first()
    client = console("operator", name="unten")
    typed = {"pull-person_id": person.person.person_id, "pull-reason": "転出"}  # type: ignore[union-attr]
    assert client.post(f"/runs/{run.pk}/act/pull/", typed).status_code == 302
    assert Pull.objects.get(run=run).by == "unten"
    page = client.get(f"/runs/{run.pk}/people/pulled/").content.decode()
    assert person.person.person_id in page and "転出" in page  # type: ignore[union-attr]
    title = re.search("<title>(.*?)</title>", page, re.S)
    assert title and person.person.person_id not in title[1]  # type: ignore[union-attr]


def test_lists_go_on_from_the_last_number_and_are_logged(
    loaded: Register, planned: Planned, console: Console
) -> None:
    from kofu.registry.runs.tables import Pull, RunPerson

    run = planned()
    due = RunPerson.objects.filter(run=run, outcome="due").order_by("person_id")
    Pull.objects.bulk_create(
        Pull(run=run, person_id=one.person_id, reason="転出", by="sato") for one in due[:70]
    )
    client = console("operator", name="unten")
    first = client.get(f"/runs/{run.pk}/people/pulled/").content.decode()
    following = re.search(r"\?after=(\d+)", first)
    assert following
    second = client.get(f"/runs/{run.pk}/people/pulled/?after={following[1]}").content.decode()
    rows = [
        re.findall(r'<tr><th scope="row" class="nowrap">([^<]+)', text) for text in (first, second)
    ]
    assert [len(one) for one in rows] == [50, 20]
    assert len({*rows[0], *rows[1]}) == 70
    file = client.get(f"/runs/{run.pk}/people/pulled.csv").content.decode("utf-8-sig").splitlines()
    assert len(file) == 71
    with psycopg.connect(loaded.app) as app:
        told = app.execute(
            "SELECT event, detail->>'count' FROM log_entry WHERE by = 'unten' AND object LIKE 'run:%' ORDER BY id"
        ).fetchall()
    assert told == [("list-read", "50"), ("list-read", "20"), ("exported", "70")]


def test_files_leave_with_their_hash_in_the_log(
    loaded: Register, planned: Planned, console: Console
) -> None:
    import hashlib

    from kofu.registry.runs.acting import act
    from kofu.registry.runs.approve import approve
    from kofu.registry.runs.states import RunStep

    run = planned(per_chunk=100)
    approve(run, "suzuki")
    act(run, RunStep.START, "sato")
    printed(run)
    client = console("approver", name="shonin")
    page = client.get(f"/runs/{run.pk}/files/pages/").content.decode()
    names = re.findall(rf'href="/runs/{run.pk}/files/pages/(pdf[^"]+)"', page)
    answer = client.get(f"/runs/{run.pk}/files/pages/{names[0]}")
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"%PDF")
    with psycopg.connect(loaded.app) as app:
        row = app.execute(
            "SELECT by, detail->>'sha256' FROM log_entry WHERE event = 'exported'"
        ).fetchone()
    assert row == ("shonin", hashlib.sha256(content).hexdigest())
    whole = b"".join(client.get(f"/runs/{run.pk}/files/pages/all.zip").streaming_content)
    with zipfile.ZipFile(io.BytesIO(whole)) as pack:
        assert pack.testzip() is None
        assert sorted(pack.namelist()) == sorted(names)
        assert pack.read(names[0]) == content


@pytest.mark.parametrize(
    "name", ["../roster.parquet", "pdf/../../roster.parquet", "record.json", "no.pdf"]
)
def test_no_other_file_leaves(planned: Planned, console: Console, name: str) -> None:
    run = planned()
    answer = console("operator", name="unten").get(f"/runs/{run.pk}/files/pages/{name}")
    assert answer.status_code in (404, 422)


def test_a_plan_with_mistakes_is_told_by_field(loaded: Register, console: Console) -> None:
    client = console("operator", name="unten")
    wrong = {**PLAN, "on_month": "13", "pack": "nobody"}
    text = client.post("/runs/plan/", wrong).content.decode()
    assert 'href="#id_on_1"' in text and 'href="#id_pack"' in text
    assert 'name="on_year"' in text and 'id="id_on_1"' in text


def test_progress_is_a_part_that_asks_again_and_ends_with_the_state(
    planned: Planned, console: Console
) -> None:
    from kofu.registry.runs.acting import act
    from kofu.registry.runs.approve import approve
    from kofu.registry.runs.states import RunStep

    run = planned(per_chunk=100)
    approve(run, "suzuki")
    act(run, RunStep.START, "sato")
    client = console("operator", name="unten")
    htmx = {"HTTP_HX_REQUEST": "true"}
    part = client.get(f"/runs/{run.pk}/part/?state=started", **htmx)
    assert "処理が止まっています" in part.content.decode()
    assert "HX-Refresh" not in part
    printed(run)
    assert client.get(f"/runs/{run.pk}/part/?state=started", **htmx)["HX-Refresh"] == "true"


def test_a_job_leads_on_when_it_is_done(loaded: Register, console: Console) -> None:
    client = console("operator", name="unten")
    answer = client.post("/runs/plan/", PLAN)
    page = answer["Location"]
    waiting = client.get(page).content.decode()
    assert "順番待ち" in waiting and 'hx-trigger="every 2s"' in waiting
    job = worked(answer)
    done = client.get(f"{page}part/", HTTP_HX_REQUEST="true")
    assert done["HX-Redirect"] == f"/runs/{job.object.removeprefix('run:')}/"
    assert client.get(f"/jobs/{job.pk}/").status_code == 200
    assert console("counter", name="mado").get(f"/jobs/{job.pk}/").status_code == 403


def test_home_shows_what_waits_for_whom(planned: Planned, console: Console) -> None:
    run = planned()
    approver = console("approver", name="shonin").get("/").content.decode()
    assert "承認を待つ計画" in approver and f"/runs/{run.pk}/" in approver
    assert "承認を待つ計画" not in console("counter", name="mado").get("/").content.decode()


def test_home_shows_the_last_sweep_and_asks_for_one(planned: Planned, console: Console) -> None:
    planned()
    client = console("auditor", name="kansa")
    assert "まだ点検していません" in client.get("/").content.decode()
    job = worked(client.post("/sweep/"))
    assert job.told["code"] == "job-swept"
    assert "切れ目" in client.get("/").content.decode()
    assert "まだ点検していません" not in client.get("/").content.decode()
