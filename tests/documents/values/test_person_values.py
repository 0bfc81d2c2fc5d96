"""What stands on a page of a person: words, days, shares, asterisks, whom the letter goes to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows import ISSUED, office, row

from kofu.documents.values.addressee import addressed
from kofu.documents.values.office import Office
from kofu.documents.values.person import era, match_code, share, values_of
from kofu.policy.model import Kind


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("架空　花子", "架空　花子　様"),
        ("架空　花子様", "架空　花子様"),
        ("架空　花子　様", "架空　花子　様"),
        ("架空　花子　様　", "架空　花子　様"),
        ("架空　花子 様 ", "架空　花子 様"),
        ("架空　太郎　殿", "架空　太郎　殿"),
        ("架空商事株式会社　御中", "架空商事株式会社　御中"),
        ("様田　一郎", "様田　一郎　様"),
        ("殿村　一郎", "殿村　一郎　様"),
        ("架空荘　管理人様方　架空　花子", "架空荘　管理人様方　架空　花子　様"),
        ("", ""),
    ],
    ids=[
        "a plain name",
        "様 is there",
        "様 after a space",
        "様 and a space at the end",
        "half-width spaces",
        "殿 stands for 様",
        "御中 stands for 様",
        "a family name that begins with 様",
        "a family name that begins with 殿",
        "care of somebody else",
        "nobody",
    ],
)
def test_everyone_is_addressed_with_one_title(name: str, written: str) -> None:
    """Saitama 2025-07: 様 printed twice."""
    assert addressed(name) == written


@given(st.text(st.sampled_from("架空花子　 様殿"), max_size=12))
def test_a_name_addressed_twice_is_addressed_once(name: str) -> None:
    assert addressed(addressed(name)) == addressed(name)


@pytest.mark.parametrize(
    ("percent", "written"),
    [(10, "1割"), (20, "2割"), (30, "3割"), (0, "0割"), (15, "15%"), (None, "")],
)
def test_a_share_is_told_in_tenths(percent: int | None, written: str) -> None:
    assert share(percent) == written


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (None, ""),
        (date(2025, 8, 1), "令和7年8月1日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1912, 7, 29), "明治45年7月29日"),
    ],
)
def test_days_are_told_in_their_era(day: date | None, written: str) -> None:
    assert era(day) == written


def told(office_: Office | None = None, copay: bool = False, **changed: object) -> dict[str, str]:
    return values_of(row(**changed), office_ or office(), ISSUED, copay)


@pytest.mark.parametrize(
    ("changed", "key", "written"),
    [
        ({}, "issued_on", "令和7年7月10日"),
        ({}, "valid_until", "令和8年7月31日"),
        ({"valid_until": None}, "valid_until", ""),
        ({}, "birth_date", "昭和55年5月5日"),
        ({"birth_date": None}, "birth_date", ""),
        ({"sex": "male"}, "sex", "男"),
        ({"sex": "female"}, "sex", "女"),
        ({"sex": "unstated"}, "sex", ""),
        ({"sex": None}, "sex", ""),
        ({"membership": "insured"}, "membership", "本人"),
        ({"membership": "dependant"}, "membership", "家族"),
        ({"membership": None}, "membership", ""),
        ({"number": "00000012"}, "number", "00000012"),
        ({"number": None}, "number", ""),
        ({"name": "\ufa19　一"}, "name", "\ufa19　一"),
        ({"special_care_from": date(2025, 9, 1)}, "special_care_from", "令和7年9月1日"),
        ({}, "serial", "P1"),
    ],
)
def test_a_column_is_written_in_the_words_of_the_form(
    changed: dict[str, object], key: str, written: str
) -> None:
    assert told(**changed)[key] == written


@pytest.mark.parametrize(
    ("copay", "written"), [(True, ("2割", "令和7年8月1日")), (False, ("", ""))]
)
def test_the_share_is_shown_only_where_it_belongs(copay: bool, written: tuple[str, str]) -> None:
    values = told(copay=copay, copay_percent=20, copay_from=date(2025, 8, 1))
    assert (values["copay"], values["copay_from"]) == written


OPTIONAL: dict[str, object] = {
    "limit_class": "区分Ⅱ",
    "limit_from": date(2025, 8, 1),
    "long_stay_on": date(2025, 9, 1),
    "specified_disease": "Ａ",
    "specified_disease_from": date(2024, 4, 1),
}
SHOWN = ("区分Ⅱ", "令和7年8月1日", "令和7年9月1日", "Ａ", "令和6年4月1日")
HIDDEN = ("＊＊＊＊＊", "＊＊＊＊＊", "＊＊＊＊＊", "＊", "＊＊＊＊＊")


@pytest.mark.parametrize(
    ("asked", "known", "written"),
    [
        (True, OPTIONAL, SHOWN),
        (False, OPTIONAL, HIDDEN),
        (None, OPTIONAL, HIDDEN),
        (True, {}, HIDDEN),
        (True, {"limit_class": "区分Ⅱ"}, ("区分Ⅱ", *HIDDEN[1:])),
    ],
    ids=["asked for", "not wanted", "not known whether asked", "nothing known", "one known"],
)
def test_optional_items_are_asterisks_unless_asked_for_and_known(
    asked: bool | None, known: dict[str, object], written: tuple[str, ...]
) -> None:
    values = told(limit_requested=asked, **known)
    keys = ("limit_class", "limit_from", "long_stay_on", "disease", "disease_from")
    assert tuple(values[key] for key in keys) == written


ELSEWHERE = {"mailing_address": "別県別市二丁目2番", "mailing_postal_code": "999-0002"}


@pytest.mark.parametrize(
    ("kind", "by_household", "changed", "postal_code", "address", "name"),
    [
        (Kind.KOKUHO, False, {}, "999-0001", "架空県架空市一丁目1番", "架空　花子　様"),
        (Kind.KOKUHO, True, {}, "999-0001", "架空県架空市一丁目1番", "架空　太郎　様"),
        (Kind.KOKUHO, True, {"household_head": None}, "999-0001", "架空県架空市一丁目1番", "架空　花子　様"),
        (Kind.KOUKI, True, {}, "999-0001", "架空県架空市一丁目1番", "架空　花子　様"),
        (Kind.KENPO, True, {}, "999-0001", "架空県架空市一丁目1番", "架空　花子　様"),
        (Kind.KOKUHO, False, ELSEWHERE, "999-0002", "別県別市二丁目2番", "架空　花子　様"),
        (Kind.KOKUHO, True, {**ELSEWHERE, "mailing_name": "架空　後見人"}, "999-0002", "別県別市二丁目2番", "架空　後見人　様"),
        (Kind.KOKUHO, False, {"mailing_address": "別県別市二丁目2番"}, "", "別県別市二丁目2番", "架空　花子　様"),
        (Kind.KOKUHO, False, {"mailing_postal_code": "999-0002"}, "999-0001", "架空県架空市一丁目1番", "架空　花子　様"),
        (Kind.KOKUHO, False, {"postal_code": "〒999-0001"}, "999-0001", "架空県架空市一丁目1番", "架空　花子　様"),
        (Kind.KOKUHO, False, {"postal_code": None}, "", "架空県架空市一丁目1番", "架空　花子　様"),
        (Kind.KOKUHO, False, {"alias": "通称　はな"}, "999-0001", "架空県架空市一丁目1番", "架空　花子　様"),
    ],
    ids=[
        "to the person",
        "国保 to the household head",
        "no household head is known",
        "後期 goes to the person",
        "健保 goes to the person",
        "another address",
        "another name and address",
        "another address without its postcode never takes the old one",
        "another postcode alone does not replace the old one",
        "a postcode with its sign, which the template writes",
        "no postcode",
        "an alias is not the addressee",
    ],
)  # fmt: skip
def test_a_letter_goes_where_the_roster_says(
    kind: Kind,
    by_household: bool,
    changed: dict[str, object],
    postal_code: str,
    address: str,
    name: str,
) -> None:
    settings = {"addressee": "household-head"} if by_household else {}
    values = told(office(kind, **settings), **changed)
    assert values["to_postal_code"] == postal_code
    assert values["to_address"] == address
    assert values["to_name"] == name
    assert values["name"] == "架空　花子"
    assert values["address"] == "架空県架空市一丁目1番"


def test_the_match_code_is_one_for_all_sheets_of_a_document_and_tells_nothing() -> None:
    code = match_code(row(), ISSUED)
    assert len(code) == 8 and code.isascii() and code.isdigit()
    assert match_code(row(name="別の名前", address="別の住所"), ISSUED) == code
    assert told()["match_code"] == code


@pytest.mark.parametrize(
    ("changed", "issued"),
    [({"person_id": "P2"}, ISSUED), ({"receipt": "1" * 32}, ISSUED), ({}, date(2025, 7, 11))],
    ids=["another person", "another decision", "another day of issue"],
)
def test_another_document_has_another_match_code(changed: dict[str, object], issued: date) -> None:
    assert match_code(row(**changed), issued) != match_code(row(), ISSUED)


def test_match_codes_of_a_town_hardly_ever_meet() -> None:
    """Of 10,000 people about half a pair is expected to meet by chance among 10^8 codes."""
    codes = {match_code(row(person_id=f"P{number}"), ISSUED) for number in range(10_000)}
    assert len(codes) >= 9_995
    assert all(len(code) == 8 for code in codes)
