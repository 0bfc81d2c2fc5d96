"""The pages of the rules: what a clerk, an operator, an auditor reads there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.registry.runs.conftest import loaded, planned, roster  # noqa: F401

from kofu.policy.load import Book, shipped

Console = Callable[..., Any]
PAGES = ("", "settings/", "timeline/", "compare/", "endings/", "proof/", "cases/")
COUNTED = "一括交付1のために取り出した名簿"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Any, monkeypatch: pytest.MonkeyPatch, register: Any) -> None:
    """What another test has proven is not known here."""
    monkeypatch.setenv("KOFU_HOME", str(tmp_path))


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.content.decode())


def day(name: str, value: date) -> dict[str, str]:
    """A day as its boxes send it."""
    parts = {"era": "西暦", "year": value.year, "month": value.month, "day": value.day}
    return {f"{name}_{part}": str(told) for part, told in parts.items()}


@pytest.mark.parametrize("role", ["counter", "operator", "approver", "auditor", "administrator"])
def test_whoever_works_here_may_read_the_rules(console: Console, role: str) -> None:
    assert console(role).get("/policy/kouki/").status_code == 200


def test_every_page_of_a_pack_opens(console: Console) -> None:
    client = console("counter")
    for page in PAGES:
        assert "東京都後期高齢者医療広域連合" in text(client.get(f"/policy/tokyo-kouki/{page}"))


def test_the_list_names_every_pack_shipped(console: Console) -> None:
    page = text(console("counter").get("/policy/"))
    assert all(f'href="/policy/{name}/"' in page for name in shipped())


def test_a_pack_that_is_not_there_is_refused_in_words(console: Console) -> None:
    answer = console("counter").get("/policy/..%2F..%2Fetc/")
    assert answer.status_code in (404, 422)
    answer = console("counter", name="tani").get("/policy/common/")
    assert (answer.status_code, "規定集「common」はありません" in answer.content.decode()) == (
        *(422, True),
    )


def test_rules_stand_with_their_sources_the_strongest_first(
    console: Console, pack: Callable[[str], Book]
) -> None:
    page = text(console("counter").get("/policy/kouki/"))
    assert page.index('id="not-yet-enrolled"') < page.index('id="kouki-85"')
    assert page.index('id="kouki-85"') < page.index('id="law-certificate"')
    assert "85歳以上の人には一律に資格確認書を交付する。" in page
    assert "厚生労働省保険局高齢者医療課" in page
    assert all(f'id="{rule.id}"' in page for _, rule in pack("kouki").rules())


def test_rules_of_today_only(console: Console) -> None:
    page = text(console("counter").get("/policy/kouki/?now"))
    assert 'id="law-certificate"' in page
    assert 'id="kouki-provisional-2024"' not in page  # ended on 31 July 2025


def test_assumed_settings_are_marked(console: Console) -> None:
    page = text(console("counter").get("/policy/kouki/settings/"))
    office = page[page.index('id="office"') :]
    assert "39000005" in office and "資料になく、仮に定めたもの" in office


def test_a_proof_is_made_once_and_read_by_all(console: Console) -> None:
    client = console("operator", name="tani")
    assert "まだ証明していません" in text(client.get("/policy/saitama-kouki/proof/"))
    answer = client.post("/policy/saitama-kouki/proof/")
    assert answer.status_code == 302
    page = text(console("counter").get("/policy/saitama-kouki/proof/"))
    assert "すべて成り立ちます" in page and "tani" in page


def test_cases_agree_with_their_sources(console: Console, pack: Callable[[str], Book]) -> None:
    page = text(console("counter").get("/policy/kouki/cases/"))
    assert f"{len(pack('kouki').pack.cases)}件すべてが、資料のとおりに判定されます。" in page


def asked(**more: str) -> str:
    sides = day("on", date(2026, 7, 31)) | day("other_on", date(2026, 8, 1))
    return f"/policy/tokyo-kouki/compare/?{urlencode({**sides, **more})}"


def compared(client: Any, **more: str) -> str:
    return text(client.get(asked(**more)))


def jobs() -> list[Any]:
    from kofu.registry.jobs.tables import Job

    return list(Job.objects.all())


def done(answer: Any) -> None:
    """The page led to a job; a worker does it, and it leads back to where it was asked."""
    from kofu.registry.jobs.work import work

    assert answer.status_code == 302, answer.content.decode()
    [job] = jobs()
    assert answer["Location"] == f"/jobs/{job.pk}/"
    work(job.pk)
    [job] = jobs()
    assert job.state == "done", job.told


def test_two_days_of_one_pack_in_words_without_a_run(console: Console) -> None:
    page = compared(console("counter"), other="tokyo-kouki")
    assert "kouki-provisional-2025" in page and "kouki-few-uses" in page
    assert "人数は示せません" in page


def test_two_days_of_one_pack_in_people(console: Console, loaded: Any, planned: Any) -> None:  # noqa: F811
    planned()
    everywhere = console("operator", name="tani")
    assert COUNTED not in compared(everywhere, other="tokyo-kouki")
    done(everywhere.post(asked(other="tokyo-kouki")))
    page = compared(everywhere, other="tokyo-kouki")
    assert COUNTED in page and "taniさんが集計" in page
    assert "最後に人数を数えた比較を見る" in text(everywhere.get("/policy/tokyo-kouki/compare/"))
    confined = console("counter", municipalities=("13101",))
    page = compared(confined, other="tokyo-kouki")
    assert COUNTED not in page and "全域を担当する利用者にだけ" in page
    assert confined.post(asked(other="tokyo-kouki")).status_code == 200
    assert len(jobs()) == 1


def test_the_same_law_differs_in_nothing(console: Console) -> None:
    same = urlencode({"other": "kouki", **day("on", date(2026, 8, 1))})
    page = text(console("counter").get(f"/policy/kouki/compare/?{same}"))
    assert "結論の変わる人はいません。" in page


def test_a_day_without_law_is_told_on_the_page(console: Console) -> None:
    asked = urlencode({"other": "kouki", **day("on", date(2031, 1, 1))})
    page = text(console("counter").get(f"/policy/kouki/compare/?{asked}"))
    assert "令和13年1月1日に適用できる規定が" in page


def ending(client: Any, today: date, days: int = 180, within: int = 365) -> str:
    asked = urlencode({"days": days, "within": within, **day("today", today)})
    return text(client.get(f"/policy/kouki/endings/?{asked}"))


def test_a_rule_that_ends_names_the_one_after_it(console: Console) -> None:
    page = ending(console("counter"), date(2026, 7, 1), within=60)
    assert "令和8年7月31日まで" in page and "kouki-few-uses" in page
    assert "翌日の規定がありません" not in page


def test_the_day_after_the_last_is_an_error(console: Console) -> None:
    page = ending(console("counter"), date(2027, 7, 1), within=60)
    assert "翌日の規定がありません。翌日からは、だれも判定できません。" in page


def test_sources_not_checked_for_long(console: Console) -> None:
    client = console("counter")  # all were checked on 21 November 2026
    assert "もう一度原文と照らし合わせてください" in ending(client, date(2027, 5, 21), days=180)
    assert "もう一度原文と照らし合わせてください" not in ending(client, date(2027, 5, 20), days=180)


def test_people_of_a_rule_that_ends_are_counted_by_a_job(
    console: Console,
    loaded: Any,  # noqa: F811
    planned: Any,  # noqa: F811
) -> None:
    planned()
    client = console("operator")
    when = urlencode({"days": 180, "within": 60, **day("today", date(2026, 7, 1))})
    address = f"/policy/tokyo-kouki/endings/?{when}"
    assert COUNTED not in text(client.get(address))
    done(client.post(address))
    assert COUNTED in text(client.get(address))


@pytest.mark.parametrize("wrong", [{"days": "0"}, {"within": "x"}, {"today_year": "2026"}])
def test_what_cannot_be_asked_is_said_beside_its_box(
    console: Console, wrong: dict[str, str]
) -> None:
    asked = urlencode({"days": "180", "within": "365", "today_era": "西暦", **wrong})
    page = text(console("counter").get(f"/policy/kouki/endings/?{asked}"))
    assert "入力に誤りがあります" in page and "まもなく終わる規定" not in page


def test_pages_are_sound_for_assistive_software(
    console: Console, browser: Callable[..., Any], axe: Callable[[Any], list[str]]
) -> None:
    client = console("counter")
    wide, narrow = browser(client=client), browser(width=320, client=client)
    for page in ("/policy/", *(f"/policy/kouki/{one}" for one in PAGES if one != "cases/")):
        wide.goto(page)
        assert axe(wide) == [], page
        narrow.goto(page)
        over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert narrow.evaluate(over) <= 0, page
