"""Finding people: what is typed, who is found, and what is said of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import psycopg
import pytest
from tests.registry.conftest import Register
from tests.registry.people.files import somebody, written

from kofu.base.errors import KofuError
from kofu.base.messages import Language
from kofu.registry.people.load import load_roster
from kofu.registry.search import query
from kofu.registry.search.find import AT_MOST, find

JULY = date(2026, 7, 1)
ROWS = [
    somebody(
        person_id="0001001",
        symbol="川国12",
        number="00345678",
        branch="01",
        name="髙橋　花子",
        name_kana="タカハシ　ハナコ",
        alias="",
        household_head="髙橋　一郎",
        birth_date="1937-03-04",
        postal_code="192-0012",
        municipality_code="132012",
        address="東京都八王子市東町一丁目2番3号　コーポ青葉203号室",
    ),
    somebody(
        person_id="1002",
        symbol="川国12",
        number="9",
        branch="02",
        name="高橋　次郎",
        name_kana="ﾀｶﾊｼ ｼﾞﾛｳ",
        alias="",
        household_head="",
        birth_date="1950-12-03",
        postal_code="158-0093",
        municipality_code="131121",
        address="世田谷区上野毛11-12-1",
    ),
    somebody(
        person_id="1003",
        symbol="",
        number="1001",
        branch="",
        name="NGUYỄN VAN AN",
        name_kana="グエン　ヴァン　アン",
        alias="山﨑　安",
        household_head="",
        birth_date="1989-01-08",
        postal_code="",
        municipality_code="132012",
        address="八王子市南町5番地",
    ),
    somebody(
        person_id="1004",
        symbol="",
        number="",
        branch="",
        name="渡邉󠄐　勝",
        name_kana="ワタナベ　マサル",
        alias="",
        household_head="",
        birth_date="",
        postal_code="",
        municipality_code="",
        address="",
        lost_on="2026-05-01",
    ),
]


@pytest.fixture
def known(register: Register, tmp_path: Path) -> Register:
    load_roster(written(tmp_path, ROWS), None, JULY, "tester")
    return register


def test_who_is_found(known: Register) -> None:
    """Everything in one register: making one takes longer than asking it."""
    cases = {
        "髙橋": ["1002", "0001001"],
        "高橋": ["1002", "0001001"],
        "高橋 花": ["0001001"],
        "高橋花子": ["0001001"],
        "花子　高橋": ["0001001"],
        "橋花": ["0001001"],
        "花": ["0001001"],
        "たかはし": ["1002", "0001001"],
        "ﾀｶﾊｼｼﾞ": ["1002"],
        "タカハシ シロウ": [],
        "タ": ["1002", "0001001"],
        "髙橋一郎": ["0001001"],
        "nguyen an": ["1003"],
        "ＶＡＮ": ["1003"],
        "山崎安": ["1003"],
        "山嵜": ["1003"],
        "渡辺": ["1004"],
        "渡邊　勝": ["1004"],
        "1001": ["1003", "0001001"],
        "０００１００１": ["1003", "0001001"],
        "345678": ["0001001"],
        "川国12-345678-1": ["0001001"],
        "川国１２・00345678": ["0001001"],
        "川国12 9": ["1002"],
        "100": [],
        "S12.3.4": ["0001001"],
        "昭和12年": ["0001001"],
        "1937-03-04": ["0001001"],
        "12.3.4": ["0001001"],
        "12.3": ["1002", "0001001"],
        "3月4日": ["0001001"],
        "平成元年1月8日": ["1003"],
        "昭和64年1月8日": [],
        "高橋 昭和 12年 3月 4日": [],
        "高橋 昭和12年 3月 4日": ["0001001"],
        "192-0012": ["0001001"],
        "1920012": ["0001001"],
        "〒192": ["0001001"],
        "東町": ["0001001"],
        "東町1-2": ["0001001"],
        "東町１丁目２番地": ["0001001"],
        "東町1丁目3": [],
        "1-2-3": ["0001001"],
        "上野毛1": ["1002"],
        "上野毛1丁目": [],
        "青葉203": ["0001001"],
        "高橋 東町": ["0001001"],
        "高橋 南町": [],
        "%": None,
        "存在しない": [],
    }
    found: dict[str, list[str] | None] = {}
    for typed in cases:
        try:
            found[typed] = [one.person_id for one in find(typed, by="clerk").people]
        except KofuError as error:
            assert error.finding.code == "search-empty"
            found[typed] = None
    assert found == cases


@pytest.mark.parametrize(
    ("typed", "japanese", "english"),
    [
        ("髙橋 次", ["氏名の異体字が一致（髙→高）"], ["variant characters in the name (髙→高)"]),
        ("高橋次郎", ["氏名が一致（高橋次郎）"], ["the name is the same (高橋次郎)"]),
        ("タカハシ ジ", ["氏名のカナの先頭が一致（ﾀｶﾊｼｼﾞ）"], ["the kana name begins so (ﾀｶﾊｼｼﾞ)"]),
        ("1002", ["宛名番号が一致（1002）"], ["the person number is the same (1002)"]),
        ("次 S25", ["氏名の一部が一致（次）", "生年月日が一致（昭和25年12月3日）"], None),
        ("世田谷区上野毛", ["住所の一部が一致（世田谷区上野毛）"], None),
        ("〒158", ["郵便番号の先頭が一致（158-0093）"], None),
    ],
)
def test_why(known: Register, typed: str, japanese: list[str], english: list[str] | None) -> None:
    (person,) = find(typed, by="clerk").people
    assert [one.words() for one in person.reasons] == japanese
    if english:
        assert [one.words(Language.EN) for one in person.reasons] == english


def test_a_selector_is_a_variant_too(known: Register) -> None:
    (person,) = find("渡辺勝", by="clerk").people
    assert person.reasons[0].variants == (("辺", "邉󠄐"),)
    assert person.lost(date(2026, 5, 1))
    assert not person.lost(date(2026, 4, 30))


def test_nobody_of_another_municipality(known: Register) -> None:
    def ids(typed: str, *codes: str) -> set[str]:
        found = find(typed, by="clerk", municipalities=frozenset(codes))
        return {one.person_id for one in found.people}

    assert ids("高橋", "132012") == {"0001001"}
    assert ids("高橋", "132012", "131121") == {"0001001", "1002"}
    assert ids("1002", "132012") == set()
    assert ids("高橋") == set()
    assert ids("渡辺", "132012") == set()


@pytest.mark.parametrize("typed", ["", "　", "・", "あ" * 201, "a b c d e f g h i"])
def test_nothing_to_look_for(known: Register, typed: str) -> None:
    with pytest.raises(KofuError) as error:
        find(typed, by="clerk")
    assert error.value.finding.code in ("search-empty", "search-too-long")
    assert typed.strip() == "" or typed not in str(error.value)


def test_the_log_knows_that_somebody_searched_and_not_for_whom(known: Register) -> None:
    find("髙橋 S12.3.4 0001001", by="clerk", terminal="mado-1")
    with psycopg.connect(known.app) as connection:
        row = connection.execute(
            "SELECT by, terminal, outcome, detail FROM log_entry WHERE event = 'person-searched'"
        ).fetchone()
    assert row is not None
    *who, detail = row
    assert who == ["clerk", "mado-1", "done"]
    assert len(detail.pop("people")) == 64
    kinds = [["text"], ["number", "birth"], ["number", "postal", "text"]]
    assert detail == {"kinds": kinds, "found": 1, "more": False}


def test_the_best_come_first_and_no_more_than_fit(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kana = [f"{one}{two}" for one in "アイウエオカキ" for two in "アイウエオカキク"]
    rows = [
        somebody(person_id=f"{n}", name=f"中田　{two}", name_kana=f"ナカタ　{two}")
        for n, two in enumerate(kana, start=500)
    ]
    others = {"900": "田　一", "901": "田中　一", "902": "中田", "903": "田"}
    rows += [somebody(person_id=key, name=name, name_kana="ン") for key, name in others.items()]
    load_roster(written(tmp_path, rows), None, JULY, "tester")
    for looked_at in (query.LOOKED_AT, 60):
        # However few are ranked, the better matches are looked for first.
        monkeypatch.setattr(query, "LOOKED_AT", looked_at)
        found = find("田", by="clerk")
        assert [one.person_id for one in found.people[:3]] == ["903", "900", "901"]
        assert [one.person_id for one in found.people[3:]] == [f"{n}" for n in range(500, 547)]
        assert (len(found.people), found.more) == (AT_MOST, True)
    few = find("中田 カ", by="clerk")
    assert not few.more
    assert [one.name_kana for one in few.people][:8] == [
        f"ナカタ　カ{one}" for one in "アイウエオカキク"
    ]
