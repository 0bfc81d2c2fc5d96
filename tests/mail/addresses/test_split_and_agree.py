"""Postcode and address: where the address is cut, and whether the two agree.

Expected towns are those of 郵便番号データ for the postcode named in each row.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofu.mail.addresses.agree import Agreement, check
from kofu.mail.addresses.folding import fold, squeeze
from kofu.mail.addresses.postcodes import Town, _ask, look_up, names
from kofu.mail.addresses.split import Depth, names_a_place, split

KASUMIGASEKI, KITA6 = "100-0013", "060-0906"

AGREE = [
    # as the manual prints them (p25)
    ("263-0023", "千葉市稲毛区緑町", "3丁目30-8　郵便ビル403号"),
    ("014-0113", "秋田県大仙市堀見内", "南田茂木　添60-1"),
    ("110-0016", "東京都台東区台東", "5-6-3　ABCビル10F"),
    ("060-0906", "北海道札幌市東区北六条東", "4丁目　郵便センター6号館"),
    ("065-0006", "北海道札幌市東区北六条東", "8丁目　郵便センター10号館"),
    ("407-0033", "山梨県韮崎市龍岡町下條南割", "韮崎400"),
    ("273-0102", "千葉県鎌ケ谷市右京塚", "東3丁目-20-5　郵便・A&bコーポB604号"),
    ("198-0036", "東京都青梅市河辺町", "十一丁目六番地一号　郵便タワー601"),
    ("027-0203", "岩手県宮古市大字津軽石", "第二十一地割大淵川480"),
    ("100-0013", "東京都千代田区霞が関", "1丁目3番2号　郵便プラザ503室"),
    # spellings of one place
    (KASUMIGASEKI, "東京都千代田区霞ヶ関", "1-3-2"),
    (KASUMIGASEKI, "東京都千代田区霞ケ関", "１－３－２"),
    (KASUMIGASEKI, "千代田区霞が関", "1-3-2"),
    (KASUMIGASEKI, "霞が関", "1-3-2"),
    (KASUMIGASEKI, "東京都　千代田区 霞が関", " 1-3-2"),
    (KITA6, "札幌市東区北6条東", "4丁目1-2"),
    (KITA6, "札幌市東区北６条東", "四丁目1-2"),
    ("273-0102", "千葉県鎌ヶ谷市右京塚", "1-2"),
    ("407-0033", "山梨県韮崎市竜岡町下条南割", "400"),
    # county (郡) left out; a 地割 is not implied where the postcode covers several
    ("029-5503", "岩手県和賀郡西和賀町穴明", "22地割3"),
    ("029-5503", "西和賀町穴明", "22地割3"),
    # streets (通り名) of 京都市 before the town
    ("604-8091", "京都府京都市中京区寺町通御池下る下本能寺前町", "488"),
    # a tall building with its own postcode
    ("106-6101", "東京都港区六本木", "6-10-1 六本木ヒルズ森タワー1階"),
    # a variation selector behind a character of the town
    ("110-0016", "東京都台東\U000e0100区台東", "5-6-3"),
]  # fmt: skip

DISAGREE = [
    (KASUMIGASEKI, "東京都千代田区永田町1-3-2", "the next town"),
    (KASUMIGASEKI, "大阪府大阪市北区梅田1-2", "another city"),
    (KITA6, "北海道札幌市東区北六条東8丁目", "8丁目 has 065-0006"),
    ("065-0006", "北海道札幌市東区北六条東4丁目", "4丁目 has 060-0906"),
    (KITA6, "北海道札幌市東区北六条東八丁目", "the same in kanji"),
    ("100-0013", "", "no address"),
    ("320-0058", "栃木県宇都宮市上戸祭町1", "上戸祭 is not 上戸祭町"),
]


@pytest.mark.parametrize(("postcode", "a", "b"), AGREE)
def test_postcode_and_address_agree(postcode: str, a: str, b: str) -> None:
    found = check(postcode, a + b)
    assert (found.split.a, found.split.b) == (a, b)
    assert found.agreement is Agreement.AGREES
    assert found.finding() is None
    assert found.barcode() is not None


@pytest.mark.parametrize(("postcode", "address", "why"), DISAGREE)
def test_postcode_and_address_disagree(postcode: str, address: str, why: str) -> None:
    found = check(postcode, address)
    assert found.agreement is Agreement.DISAGREES, why
    finding = found.finding()
    assert finding is not None
    assert finding.code == "postcode-disagrees"
    assert found.barcode() is None


@pytest.mark.parametrize(
    ("postcode", "address"),
    [
        ("100-0000", "東京都千代田区霞が関1-3-2"),
        ("039-0100", "青森県三戸郡三戸町1"),  # one representative postcode, two towns
        ("039-0100", "青森県三戸郡南部町1"),
    ],
)
def test_a_representative_postcode_carries_no_barcode(postcode: str, address: str) -> None:
    """以下に掲載がない場合 (バーコードマニュアル p18)."""
    found = check(postcode, address)
    assert found.agreement is Agreement.REPRESENTATIVE
    assert found.barcode() is None
    assert look_up(postcode.replace("-", "")).representative


@pytest.mark.parametrize("postcode", ["999-9999", "", "1234", "abc-defg"])
def test_a_postcode_not_in_use(postcode: str) -> None:
    found = check(postcode, "東京都千代田区霞が関1")
    assert found.agreement is Agreement.UNKNOWN_POSTCODE
    assert found.split.b == "東京都千代田区霞が関1"
    assert found.barcode() is None


def test_the_postcode_of_an_office_goes_alone() -> None:
    """p22: seven digits and 13 fillers, whatever the address says."""
    found = check("060-8621", "北海道札幌市中央区北一条西6丁目1-2")
    barcode = found.barcode()
    assert found.agreement is Agreement.OFFICE
    assert barcode is not None
    assert barcode.cells == (*"0608621", *["CC4"] * 13)


@pytest.mark.parametrize(
    ("town", "listed"),
    [
        ("霞が関", ("霞が関",)),
        ("甲、乙", ("甲", "乙")),
        ("穴明２２地割、穴明２", ("穴明",)),
        ("左草１地割〜左草", ("左草",)),
        ("十二丁目", ("十二丁目",)),
    ],
)
def test_the_names_one_row_lists(town: str, listed: tuple[str, ...]) -> None:
    assert names(town) == listed


@pytest.mark.parametrize(
    ("note", "sections"),
    [
        ("1〜7丁目", [range(1, 8)]),
        ("1、3〜5丁目", [range(1, 2), range(3, 6)]),
        ("2丁目", [range(2, 3)]),
        ("1丁目「651番地」以外", []),  # only whole 丁目 limit; the rest is not compared
        ("、".join(str(number) for number in range(100, 200)) + "番地", []),  # and takes no time
        ("", []),
    ],
)
def test_the_sections_a_note_limits_to(note: str, sections: list[range]) -> None:
    assert list(Town("北海道", "札幌市東区", "北六条東", note).sections) == sections


def test_the_towns_of_the_country_agree_with_their_postcodes() -> None:
    """Every fortieth row of 郵便番号データ, written as it stands there, with a number behind it."""
    rows = _ask("select code, prefecture, city, neighborhood from postal_data order by code")
    for code, prefecture, city, listed in rows[::40]:
        for name in names(listed):
            found = check(code, f"{prefecture}{city}{name} 12番地3")
            assert found.agreement in (Agreement.AGREES, Agreement.REPRESENTATIVE), code


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("東京都千代田区霞が関1", True),
        ("川崎市中原区小杉町3", True),
        ("大阪府", True),
        ("1丁目3番2号", False),
        ("南田茂木　添60-1", False),
        ("", False),
    ],
)
def test_whether_an_address_begins_with_a_place(address: str, place: bool) -> None:
    assert names_a_place(address) is place


def test_how_deep_the_cut_goes() -> None:
    assert split("1000013", "東京都千代田区霞が関1").depth is Depth.TOWN
    assert split("1000013", "東京都千代田区永田町1").depth is Depth.CITY
    assert split("1000013", "永田町1").depth is Depth.NOTHING


PIECES = st.sampled_from(
    [
        "東京都",
        "千代田区",
        "霞が関",
        "霞ヶ関",
        "札幌市東区",
        "北6条東",
        "大字",
        "字",
        " ",
        "　",
        "1丁目",
    ]
)


@given(
    st.sampled_from(["1000013", "0600906", "1000000", "6048091", "9999999"]),
    st.lists(PIECES | st.text(max_size=3)).map("".join),
)
def test_splitting_never_loses_a_character(postcode: str, address: str) -> None:
    found = split(postcode, address)
    assert found.a + found.b == address


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    folded = fold(text)
    squeezed, stood = squeeze(folded)
    assert len(folded) == len(text)
    assert [folded[place] for place in stood] == list(squeezed)
