"""A run beside another pack, released with its employers, and one person held back from it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.faces.console.test_runs_pages import boxes, printed, worked
from tests.registry.runs.conftest import loaded, planned, roster

from kofu.policy.facts import FACTS
from kofu.policy.interpret import decide

__all__ = ["loaded", "planned", "roster"]
Console = Callable[..., Any]
Planned = Callable[..., Any]
ON, KNOWN, JULY = date(2026, 8, 1), date(2026, 6, 13), date(2026, 7, 31)


def number(cell: str) -> int:
    return int(cell.replace(",", "").replace("+", ""))


def table(page: str, heading: str) -> list[tuple[str, int, int, int]]:
    """The rows below a heading: label, plan, other, difference."""
    body = page[page.index(heading) :].partition("</table>")[0]
    rows = re.findall(r"<tr><th scope=.row.[^>]*>([^<]*)</th>(.*?)</tr>", body, re.S)
    found = []
    for label, cells in rows:
        now, then, more = map(number, re.findall(r'<td class="number">([^<]*)</td>', cells))
        found.append((label, now, then, more))
    return found


def test_a_plan_beside_the_law_of_another_day(planned: Planned, console: Console) -> None:
    from kofu.registry.packs.whom import Asked
    from kofu.registry.runs.folder import ROSTER, folder_of_run

    run = planned()
    client = console("operator", name="unten")
    asked = urlencode({"other": "tokyo-kouki", **boxes("on", JULY), **boxes("known", None)})
    address = f"/runs/{run.pk}/compare/?{asked}"
    assert "結論の変わる人" not in client.get(address).content.decode()
    assert worked(client.post(address)).state == "done"
    page = client.get(address).content.decode()

    laws = [Asked("tokyo-kouki", on, KNOWN).law() for on in (ON, JULY)]
    kinds = {"certificate": "資格確認書", "notice": "資格情報のお知らせ"}
    expected: dict[str, list[int]] = {}
    for row in pq.read_table(folder_of_run(run) / ROSTER).to_pylist():
        for side, law in enumerate(laws):
            facts = {name: row.get(name) for name in FACTS} | {"event": "renewal"}
            outcome = decide(law, law.classify(facts)).outcome
            told = kinds.get(outcome.document.value, outcome.document.value)
            expected.setdefault(told, [0, 0])[side] += 1
    shown = {label: [now, then] for label, now, then, _ in table(page, 'id="side-1"')}
    assert {one: shown[one] for one in kinds.values()} == {
        one: expected[one] for one in kinds.values()
    }
    assert all(then - now == more for _, now, then, more in table(page, 'id="side-2"'))
    assert "untenさんが集計" in page
    assert f"{sum(one[0] for one in expected.values()):,}人のうち" in page


def test_a_pack_without_law_on_that_day_is_refused_in_words(
    planned: Planned, console: Console
) -> None:
    run = planned()
    asked = urlencode({"other": "kouki", **boxes("on", date(2035, 1, 1)), **boxes("known", None)})
    page = console("approver").get(f"/runs/{run.pk}/compare/?{asked}").content.decode()
    assert "令和17年1月1日" in page and "適用できる規定が" in page


EMPLOYERS = "employer_id,name,postal_code,address\nJ1,見本工業,100-0001,千代田区千代田1番1号\n"


def verified(planned: Planned) -> Any:
    from kofu.registry.runs.acting import act
    from kofu.registry.runs.approve import approve
    from kofu.registry.runs.states import RunStep

    run = planned(per_chunk=100)
    approve(run, "suzuki")
    act(run, RunStep.START, "sato")
    printed(run)
    return run


def release(client: Any, run: Any, name: str, content: str) -> Any:
    file = SimpleUploadedFile(name, content.encode())
    typed = {**boxes("release-posted", None), "release-tracking": "", "release-employers": file}
    return client.post(f"/runs/{run.pk}/release/", typed)


def test_employers_come_with_the_release(planned: Planned, console: Console) -> None:
    from kofu.registry.runs.folder import folder_of_run
    from kofu.registry.server.home import home

    run = verified(planned)
    client = console("operator", name="unten")
    wrong = release(client, run, "list.csv", "employer_id,name\nJ1,見本工業\n").content.decode()
    assert 'href="#id_release-employers"' in wrong
    wrong = release(client, run, "list.pdf", EMPLOYERS).content.decode()
    assert 'href="#id_release-employers"' in wrong
    job = worked(release(client, run, "list.csv", EMPLOYERS))
    assert (job.told["code"], job.asked["employers"]) == ("job-released", "employers.csv")
    kept = folder_of_run(run) / "employers.csv"
    assert (kept.read_text(), kept.stat().st_mode & 0o777) == (EMPLOYERS, 0o600)
    assert list(home().uploads.glob(".incoming-*")) == []


@pytest.mark.parametrize("role", ["counter", "operator", "approver"])
def test_a_clerk_holds_one_person_back(planned: Planned, console: Console, role: str) -> None:
    from kofu.registry.insurer.settle import settle_insurer
    from kofu.registry.log.tables import Entry
    from kofu.registry.runs.tables import Pull, RunPerson

    run = planned()
    settle_insurer("tokyo-kouki", by="tests")
    person = RunPerson.objects.filter(run=run, outcome="due").order_by("person_id")[0].person_id
    client = console(role)
    address = f"/counter/{person}/runs/{run.pk}/pull/"
    assert f'href="{address}"' in client.get(f"/people/{person}/").content.decode()
    assert "引き抜く理由" in client.post(address, {"reason": ""}).content.decode()
    assert not Pull.objects.exists()
    assert client.post(address, {"reason": "死亡の届出"})["Location"] == f"/people/{person}/"
    pulled = Pull.objects.get()
    assert (pulled.person_id, pulled.reason, pulled.by) == (person, "死亡の届出", "sato")
    assert Entry.objects.filter(event="pulled", by="sato").count() == 1
    assert f'href="{address}"' not in client.get(f"/people/{person}/").content.decode()
    assert (
        "もう引き抜かれています" in client.post(address, {"reason": "死亡の届出"}).content.decode()
    )


def test_nobody_is_held_back_by_whoever_may_not_or_does_not_see_them(
    planned: Planned, console: Console
) -> None:
    from kofu.registry.insurer.settle import settle_insurer
    from kofu.registry.runs.tables import Pull, RunPerson

    run = planned()
    settle_insurer("tokyo-kouki", by="tests")
    person = RunPerson.objects.filter(run=run, outcome="due").order_by("person_id")[0].person_id
    address = f"/counter/{person}/runs/{run.pk}/pull/"
    assert console("auditor", name="kansa").post(address, {"reason": "x"}).status_code == 403
    elsewhere = console("counter", name="tonari", municipalities=("01101",))
    assert elsewhere.post(address, {"reason": "x"}).status_code in (404, 422)
    assert not Pull.objects.exists()
