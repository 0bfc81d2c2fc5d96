"""Who is written on the envelope: 様 once, nothing else changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofu.mail.addresses.addressee import Addressee, Recipient, Whom, addressee, with_honorific

PERSON = Recipient(
    name="川崎 花子",
    household_head="川崎 太郎",
    postal_code="2110063",
    address="神奈川県川崎市中原区小杉町3丁目245番地",
)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("川崎 花子", "川崎 花子 様"),
        ("川崎 花子 様", "川崎 花子 様"),
        ("川崎 花子様", "川崎 花子様"),
        ("川崎 花子 殿", "川崎 花子 殿"),
        ("社会福祉法人 多摩の里 御中", "社会福祉法人 多摩の里 御中"),
        ("川崎 花子 様　", "川崎 花子 様　"),  # as it was given, blank and all
        ("様田 花子", "様田 花子 様"),
    ],
)
def test_the_honorific_stands_once(name: str, written: str) -> None:
    assert with_honorific(name) == written


@given(st.text(min_size=1))
def test_a_second_time_changes_nothing(name: str) -> None:
    once = with_honorific(name)
    assert once.startswith(name)
    assert with_honorific(once) == once


@pytest.mark.parametrize(
    ("whom", "name"),
    [(Whom.PERSON, "川崎 花子 様"), (Whom.HOUSEHOLD_HEAD, "川崎 太郎 様")],
)
def test_person_or_household_head(whom: Whom, name: str) -> None:
    found = addressee(PERSON, whom)
    assert (found.name, found.postal_code) == (name, "2110063")
    assert found.findings == ()


def test_another_name_and_address_go_before() -> None:
    guardian = Recipient(
        name="川崎 花子",
        postal_code="2110063",
        address="神奈川県川崎市中原区小杉町3丁目245番地",
        mailing_name="成年後見人 多摩 次郎",
        mailing_postal_code="100-0013",
        mailing_address="東京都千代田区霞が関1丁目3番2号",
    )
    found = addressee(guardian, Whom.HOUSEHOLD_HEAD)
    assert found == Addressee(
        "成年後見人 多摩 次郎 様", "100-0013", "東京都千代田区霞が関1丁目3番2号"
    )


@pytest.mark.parametrize(
    ("recipient", "whom", "code"),
    [
        (Recipient("", "2110063", "川崎市"), Whom.PERSON, "addressee-missing"),
        (Recipient("花子", "2110063", "川崎市"), Whom.HOUSEHOLD_HEAD, "household-head-missing"),
        (Recipient("花子", "2110063", "川崎市", mailing_address="千代田区"), Whom.PERSON, "mailing-postcode-missing"),
        (Recipient("花子", "2110063", "川崎市", mailing_postal_code="1000013"), Whom.PERSON, "mailing-address-missing"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_and_not_made_up(
    recipient: Recipient, whom: Whom, code: str
) -> None:
    assert [finding.code for finding in addressee(recipient, whom).findings] == [code]


def test_the_lines_in_the_window() -> None:
    found = Addressee(
        "川崎 花子 様", "2110063", "神奈川県川崎市中原区小杉町3丁目245番地 武蔵ハイツ101"
    )
    assert found.lines(26) == (
        "〒211-0063",
        "神奈川県川崎市中原区小杉町3丁目245番地 ",
        "武蔵ハイツ101",
        "川崎 花子 様",
    )


@given(st.text(), st.integers(1, 40))
def test_the_lines_of_an_address_are_the_address(address: str, width: int) -> None:
    _, *lines, _ = Addressee("花子 様", "2110063", address).lines(width)
    assert "".join(lines) == address
    assert all(len(line) <= width for line in lines)
