"""Finding a person and looking at one: rights, scope, what is withheld, and what the log says."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.faces.console.people.at_the_counter import HACHIOJI, taken_in
from tests.registry.conftest import Register

Console = Callable[..., Any]
ADDRESS = "八王子市東町9番9号"


@pytest.fixture
def people(register: Register, tmp_path: Path) -> dict[str, int]:
    return taken_in(register, tmp_path)


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def entries(*events: str) -> list[tuple[str, str, str, str]]:
    """(event, outcome, 宛名番号 or empty, reason) of these events, in their order."""
    from kofu.registry.log.tables import Entry

    rows = Entry.objects.filter(event__in=events).order_by("id")
    told = rows.values_list("event", "outcome", "entrysubject__person_id", "reason")
    return [(event, outcome, person or "", reason) for event, outcome, person, reason in told]


def searched(client: Any, words: str) -> str:
    """The page after the form was sent, as a browser without scripts shows it."""
    sent = client.post("/people/", {"words": words})
    assert (sent.status_code, sent["Location"]) == (302, "/people/")
    return text(client.get("/people/"))


FOUND = (
    ("half a name", "浜", ["1001"]),
    ("another shape of the character", "濱田", ["1001"]),
    ("number without zeros", "10000029", ["1002"]),
    ("birth date in an era", "S12.3.4", ["1002"]),
    ("kana and address", "オノデラ 東町", ["1003"]),
    ("nobody", "存在しない名前", []),
)


@pytest.mark.parametrize(("name", "words", "found"), FOUND)
def test_people_are_found_without_scripts(
    people: dict[str, int], console: Console, name: str, words: str, found: list[str]
) -> None:
    page = searched(console("counter"), words)
    linked = {int(one) for one in re.findall(r'href="/people/(\d+)/"', page)}
    assert linked == {people[one] for one in found}


def test_the_list_says_why_and_what_is_held(people: dict[str, int], console: Console) -> None:
    page = searched(console("counter"), "高橋")
    for words in ("氏名の異体字が一致（高→髙）", "資格確認書", "令和9年7月31日まで", "昭和12年3月4日（1937年）", "町田市"):  # fmt: skip
        assert words in page


def test_a_fragment_for_htmx_is_the_list_alone(people: dict[str, int], console: Console) -> None:
    client = console("counter")
    page = text(client.post("/people/", {"words": "浜田"}, headers={"HX-Request": "true"}))
    assert "<html" not in page
    assert f"/people/{people['1001']}/" in page


def test_nothing_typed_is_told_beside_the_box(people: dict[str, int], console: Console) -> None:
    page = text(console("counter").post("/people/", {"words": " "}))
    assert "さがす言葉を入力してください。" in page
    assert 'aria-invalid="true"' in page


def test_words_stand_in_no_address_and_no_log(people: dict[str, int], console: Console) -> None:
    from kofu.registry.log.tables import Entry

    client = console("counter")
    searched(client, "浜田")
    told = str(list(Entry.objects.values()))
    assert "浜田" not in told
    assert [one[0] for one in entries("person-searched")] == ["person-searched"]


def test_a_person_has_one_page_and_each_look_is_logged_once(
    people: dict[str, int], console: Console
) -> None:
    client = console("counter")
    page = text(client.get(f"/people/{people['1002']}/"))
    for words in ("髙橋　邦彦", "タカハシ　クニヒコ", "町田市原町田二丁目3番4号", "今回交付するものはありません", "有効な資格確認書をお持ちのため", "何が違えば、判定が変わるか", "差出し済み"):  # fmt: skip
        assert words in page
    assert page.count('role="img"') == 2
    assert entries("person-read") == [("person-read", "done", "1002", "")]


def test_the_title_of_a_tab_names_nobody(people: dict[str, int], console: Console) -> None:
    client = console("counter")
    for address in (f"/people/{people['1002']}/", f"/people/{people['1002']}/log/", "/people/"):
        [title] = re.findall(r"<title>(.*?)</title>", text(client.get(address)))
        assert not re.search("髙橋|1002|邦彦", title)


def test_whoever_may_not_look_at_people_is_refused(
    people: dict[str, int], console: Console
) -> None:
    client = console("administrator")
    for address in ("/people/", f"/people/{people['1002']}/", f"/people/{people['1002']}/log/"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "髙橋" not in answer.content.decode()
    assert len(entries("rights-refused")) == 3


def test_a_clerk_of_one_municipality_sees_nobody_of_another(
    people: dict[str, int], console: Console
) -> None:
    client = console("counter", municipalities=(HACHIOJI,))
    assert f"/people/{people['1002']}/" not in searched(client, "高橋")
    for part in ("", "log/", "open/", "documents/1/"):
        answer = client.get(f"/people/{people['1002']}/{part}")
        assert answer.status_code == 422
        assert "髙橋" not in answer.content.decode()
    nobody = client.get("/people/999999/")
    assert nobody.status_code == 422
    # Nothing tells somebody of elsewhere from somebody who does not exist.
    there = client.get(f"/people/{people['1002']}/")
    csrf = re.compile(r'value="[A-Za-z0-9]{64}"|/people/\d+/')
    assert csrf.sub("", there.content.decode()) == csrf.sub("", nobody.content.decode())
    assert entries("person-read") == []


def test_where_a_protected_person_lives_is_shown_for_a_reason_only(
    people: dict[str, int], console: Console
) -> None:
    client, number = console("counter"), people["1003"]
    page = text(client.get(f"/people/{number}/"))
    assert "取扱注意" in page
    for hidden in (ADDRESS, "192-0082", HACHIOJI):
        assert hidden not in page
    assert "入力に誤りがあります" in text(client.post(f"/people/{number}/open/", {"reason": ""}))
    opened = client.post(f"/people/{number}/open/", {"reason": "本人の来庁による確認"})
    assert opened["Location"] == f"/people/{number}/"
    assert ADDRESS in text(client.get(f"/people/{number}/"))
    assert entries("person-read") == [
        ("person-read", "done", "1003", ""),
        ("person-read", "done", "1003", "本人の来庁による確認"),
        ("person-read", "done", "1003", "本人の来庁による確認"),
    ]


def test_a_reason_holds_for_a_quarter_of_an_hour(
    people: dict[str, int], console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kofu.faces.console.people import session

    client, number = console("counter"), people["1003"]
    now = session.time.time()
    client.post(f"/people/{number}/open/", {"reason": "本人の来庁による確認"})
    monkeypatch.setattr(session.time, "time", lambda: now + 16 * 60)
    assert ADDRESS not in text(client.get(f"/people/{number}/"))


def test_a_reason_with_a_long_number_is_not_taken(people: dict[str, int], console: Console) -> None:
    client, number = console("counter"), people["1003"]
    client.post(f"/people/{number}/open/", {"reason": "番号 123456789012 の確認"})
    assert ADDRESS not in text(client.get(f"/people/{number}/"))


def test_without_the_right_nothing_is_opened(people: dict[str, int], console: Console) -> None:
    client, number = console("approver"), people["1003"]
    assert "表示する権限がありません" in text(client.get(f"/people/{number}/"))
    assert client.post(f"/people/{number}/open/", {"reason": "確認"}).status_code == 403
    assert ADDRESS not in text(client.get(f"/people/{number}/"))


def test_an_earlier_day_and_what_was_known_of_it(people: dict[str, int], console: Console) -> None:
    from kofu.registry.people.corrections import correct

    correct("1002", "residence", date(2026, 7, 1), {"address": "町田市中町5番6号"}, "sato")
    client, address = console("counter"), f"/people/{people['1002']}/"
    june = {"on_era": "令和", "on_year": "8", "on_month": "6", "on_day": "20"}
    page = text(client.get(address, june))
    assert "令和8年6月20日の状況を表示しています。" in page
    assert "<dd>町田市原町田二丁目3番4号" in page
    assert "<dd>町田市中町5番6号" in text(client.get(address))
    before = {"known_era": "西暦", "known_year": "2026", "known_month": "1", "known_day": "1"}
    assert client.get(address, {**june, **before}).status_code == 422  # nobody knew of them


def test_who_looked_is_shown_by_department(people: dict[str, int], console: Console) -> None:
    number = people["1001"]
    of_all = console("counter", name="tanaka")
    of_town = console("counter", name="kato", municipalities=(HACHIOJI,))
    of_all.get(f"/people/{number}/")
    of_town.get(f"/people/{number}/")
    page = text(of_town.get(f"/people/{number}/log/"))
    assert "katoさん" in page
    assert "tanakaさん" not in page
    auditing = console("counter", "auditor", name="mori")
    page = text(auditing.get(f"/people/{number}/log/"))
    assert "katoさん" in page
    assert "tanakaさん" in page
    assert len(entries("log-read")) == 2


def test_people_opened_before_are_forgotten_with_the_session(
    people: dict[str, int], console: Console
) -> None:
    client = console("counter")
    client.get(f"/people/{people['1001']}/")
    assert "浜田　千秋" in text(client.get("/people/"))
    client.post("/staff/leave/")
    assert not client.session.get("people_recent")


def test_a_document_of_no_run_and_no_application_is_not_guessed(
    people: dict[str, int], console: Console
) -> None:
    from kofu.registry.issued.tables import Document

    document = Document.objects.filter(person_id=people["1002"]).first()
    assert document
    client = console("counter")
    answer = client.get(f"/people/{people['1002']}/documents/{document.pk}/")
    assert answer.status_code == 422
    assert "document-not-derived" in answer.content.decode()
    other = client.get(f"/people/{people['1001']}/documents/{document.pk}/")
    assert "document-unknown" in other.content.decode()


def test_a_document_of_the_counter_is_shown_as_it_was_printed(
    people: dict[str, int], console: Console
) -> None:
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.kinds import Kind
    from kofu.registry.counter.typed import Certificate, Received, Window
    from kofu.registry.issued.tables import Document

    today = date.today()
    window = Window("tokyo-kouki", today, today, "sato")
    apply(Certificate("1001", Received(today), Kind.LOST_CARD), window)
    document = Document.objects.get(person_id=people["1001"])
    address = f"/people/{people['1001']}/documents/{document.pk}/"
    page = text(console("counter").get(address))
    assert re.search(r'src="data:image/png;base64,iVBOR[^"]{1000,}"', page)
    assert entries("page-shown") == [("page-shown", "done", "1001", "")]
    assert console("auditor", name="mori").get(address).status_code == 403


def test_a_page_of_a_protected_person_asks_for_the_reason_first(
    people: dict[str, int], console: Console
) -> None:
    client, number = console("counter"), people["1003"]
    answer = client.get(f"/people/{number}/documents/1/")
    assert answer["Location"] == f"/people/{number}/open/"
    assert entries("page-shown") == []
