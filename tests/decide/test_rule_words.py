"""A rule is read as the office would say it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kofu.decide.rule_words import conditions, outcome
from kofu.policy.load import Book
from kofu.policy.model import AnyRule

Pack = Callable[[str], Book]


def rule(book: Book, name: str) -> AnyRule:
    return next(one for _, one in book.rules() if one.id == name)


@pytest.mark.parametrize(
    ("name", "whom", "gives"),
    [
        ("kouki-85", ["年齢＝基準日に85歳以上、きっかけ＝申請 以外"], "資格確認書・職権"),
        (
            "kouki-provisional-2024",
            ["きっかけ＝資格の取得・記載事項の変更・再交付", "きっかけ＝申請、申請の理由＝再交付"],
            "資格確認書・職権",
        ),
        ("form-notice-a4", ["書類＝資格情報のお知らせ"], "A4判"),
        ("kouki-term-year", ["すべて"], "1年ごとの7月31日まで"),
        ("kouki-variant-special-care", ["特別療養費＝対象"], "特別療養"),
        ("kouki-delivery-recorded", ["書類＝資格確認書"], "特定記録"),
        ("kouki-too-young", ["年齢＝65歳未満"], "確認が必要です"),
    ],
)
def test_whom_and_what(pack: Pack, name: str, whom: list[str], gives: str) -> None:
    book = pack("kouki")
    assert list(conditions(book, rule(book, name))) == whom
    assert outcome(rule(book, name)) == gives


def test_a_choice_of_the_insurer_is_a_condition(pack: Pack) -> None:
    book = pack("kouki")
    [whom] = conditions(book, rule(book, "kouki-joined-later"))
    assert whom.startswith(
        "年齢＝基準日に85歳以上 以外、きっかけ＝資格の取得・記載事項の変更、設定「"
    )
    assert whom.endswith("」＝certificate")
