"""What the page says at an end, for outcomes that need other words than the usual."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import book

from kofu.asking.steps import Told
from kofu.asking.walk import walk
from kofu.faces.selfcheck.languages import BY_CODE
from kofu.faces.selfcheck.pages import event_of, told
from kofu.faces.selfcheck.plans import planned
from kofu.faces.selfcheck.telling import Telling
from kofu.policy.load import Book

TODAY = date(2026, 11, 21)


def telling(name: str, on: date, answers: str, code: str = "ja") -> Telling:
    plan = planned(name, on, TODAY)
    done = walk(plan, answers)
    assert done.understood and isinstance(done.step, Told), done.answers
    return told(BY_CODE[code], plan, done.step, event_of(done))


def lines(one: Telling, name: str) -> list[str]:
    return [
        line.words for section in one.sections if section.name == name for line in section.lines
    ]


@pytest.mark.parametrize(
    ("answers", "headline"),
    [
        ("adult.renewal.none.have.yes.usable.none", "資格情報のお知らせが届きます"),
        ("adult.renewal.none.none.none", "資格確認書が届きます"),
        ("adult.renewal.assistance.have.yes.usable.none", "申請により、資格確認書が交付されます"),
        ("adult.renewal.none.have.yes.unsure.none", "保険者が確認してから決めます"),
        ("adult.renewal.none.none.has-certificate", "新しく届くものはありません"),
        ("adult.application.just_in_case.have.yes.usable.none", "資格確認書の申請は認められません"),
    ],
)
def test_the_first_line(answers: str, headline: str) -> None:
    assert telling("kawasaki-kokuho", date(2026, 8, 1), answers).headline == headline


def test_what_is_held_back_is_not_said_to_arrive() -> None:
    held = telling("kawasaki-kokuho", date(2026, 8, 1), "adult.renewal.none.none.hold")
    assert lines(held, "when") == []
    assert lines(held, "how")[0] == "郵便では送られません。受け取り方を問い合わせてください。"


def test_the_last_day_to_deregister_is_told_in_the_renewal_it_holds_for() -> None:
    """川崎市 国保だより第178号 2頁: until 2025-06-08, for the renewal of 2025-08-01 alone."""
    answers = "adult.renewal.none.have.yes.usable.none"
    then = telling("kawasaki-kokuho", date(2025, 8, 1), answers)
    assert any("2025年（令和7年）6月8日まで" in line for line in lines(then, "apply"))
    later = telling("kawasaki-kokuho", date(2026, 8, 1), answers)
    assert not any("間に合う" in line for line in lines(later, "apply"))


def test_the_day_on_which_it_ends_and_for_whom_earlier() -> None:
    one = telling("kawasaki-kokuho", date(2026, 8, 1), "adult.renewal.none.none.none")
    assert lines(one, "until")[0] == "2027年（令和9年）7月31日まで使えます。"
    assert "在留期間のある人は、満了日の次の日までです。" in lines(one, "until")


def test_what_a_pack_says_stays_japanese_and_is_marked_so() -> None:
    one = telling("kawasaki-kokuho", date(2026, 8, 1), "adult.renewal.none.none.none", "vi")
    (sources,) = [section for section in one.sections if section.name == "source"]
    assert {line.tag for line in sources.lines} == {"", "ja"}
    assert all(line.tag == "ja" for line in sources.lines if "資格確認書を交付します" in line.words)


def test_a_made_up_office_is_not_told_as_where_to_ask() -> None:
    kawasaki: Book = book("kawasaki-kokuho")
    made_up = {one.values[0].said for one in kawasaki.pack.office if one.id == "office_name"}
    one = telling("kawasaki-kokuho", date(2026, 8, 1), "adult.renewal.none.none.none")
    assert not any(name in line for name in made_up for line in lines(one, "apply"))
