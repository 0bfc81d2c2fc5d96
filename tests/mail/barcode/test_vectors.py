"""Customer barcodes as the post office publishes them, and as zint draws them."""

from __future__ import annotations

import pytest
import zint
from hypothesis import given, settings
from hypothesis import strategies as st

from kofu.base.errors import KofuError
from kofu.mail.barcode.cells import LENGTH, NAMES, check_cell, data_cells
from kofu.mail.barcode.extract import address_number
from kofu.mail.barcode.symbol import encode, from_address

# 郵便番号・バーコードマニュアル p17, p20, p25: postcode, part B, address number, check, bars.
PUBLISHED = [
    ("263-0023", "3丁目30-8　郵便ビル403号", "3-30-8-403", "5", "FDFDADAFDFAFTTFTTFDADFADFATFTDFAFTTTFTADFTFTFADFTTDFATDATDATDAFTFDF"),
    ("014-0113", "南田茂木　添60-1", "60-1", "CC8", "FDFTTFFTFADFTTFFTFFTDFADAFFTTTFTFFTTDATDATDATDATDATDATDATDATDAFFFDF"),
    ("110-0016", "5-6-3　ABCビル10F", "5-6-3-10", "9", "FDFFTFFTFTTFTTFTTFFTDAFFTFTFTDAFTFTDFATFTFFTFTTTDATDATDATDATDATFFDF"),
    ("060-0906", "4丁目　郵便センター6号館", "4-6", "9", "FDFTTDAFFTTFTTTFFFTTDAFFADTFTDAFTDATDATDATDATDATDATDATDATDATDATFFDF"),
    ("065-0006", "8丁目　郵便センター10号館", "8-10", "9", "FDFTTDAFFTFFTTFTTFTTDAFADFTFTFFTFTTTDATDATDATDATDATDATDATDATDATFFDF"),
    ("407-0033", "韮崎400", "400", "-", "FDFADFTTAFDFTTFTTDFADFAFADFTTFTTTDATDATDATDATDATDATDATDATDATDATFTDF"),
    ("273-0102", "東3丁目-20-5　郵便・A&bコーポB604号", "3-20-5B604", "0", "FDFDAAFDDFAFTTFFTFTTFDADFATFTFDAFTTTFTFTFDATFFTDAFFTTFADTDATDAFTTDF"),
    ("198-0036", "十一丁目六番地一号　郵便タワー601", "11-6-1-601", "CC8", "FDFFTTFFADFFTTFTTDFADAFFFTFFTTFTDAFTFTFFTTFTDAFFTTFFTTDATDATDAFFFDF"),
    ("027-0203", "第二十一地割大淵川480", "21-480", "CC5", "FDFTTFDAAFDFTTFDAFTTDFAFDAFFTTFTFADADFFTTTDATDATDATDATDATDATDAATDDF"),
    ("100-0013", "1丁目3番2号　郵便プラザ503室", "1-3-2-503", "9", "FDFFTFTTFTTFTTFTTFFTDFAFFTTFTDFATFTFDATFTFTFFTTDFATDATDATDATDATFFDF"),
]  # fmt: skip

# Test suite of zint ("Zip/Barcode Manual p.6" and others): postcode, number, check, bars.
ENCODED = [
    ("154-0023", "3-16-4-205", "6", "FDFFTFTFFADFTTFTTFDADFADFATFTFFTDAFTFTFADTFTFDAFTTFTFTDATDATDADAFDF"),
    ("350-1106", "22-1A308", "5", "FDDFAFTFFTTFFTFFTFTTDAFFDAFDATFTFFTDATFTTDFAFTTADFTDATDATDATDAFTFDF"),
    ("123-4567", "1-2-3", "5", "FDFFTFDADFAFADFTFDAFAFDFFTTFTFDATFTDFATDATDATDATDATDATDATDATDAFTFDF"),
    ("123-4567", "", "CC8", "FDFFTFDADFAFADFTFDAFAFDTDATDATDATDATDATDATDATDATDATDATDATDATDAFFFDF"),
    ("123-4567", "890-ABC", "0", "FDFFTFDADFAFADFTFDAFAFDADFTFFFTTTFTDATFTTDATFFTDATFDATDATDATDAFTTDF"),
]  # fmt: skip


@pytest.mark.parametrize(("postcode", "rest", "number", "check", "bars"), PUBLISHED)
def test_the_manual(postcode: str, rest: str, number: str, check: str, bars: str) -> None:
    found = from_address(postcode, rest)
    assert (found.extracted, found.check, found.bars) == (number, check, bars)


@pytest.mark.parametrize(("postcode", "number", "check", "bars"), ENCODED)
def test_encoding_alone(postcode: str, number: str, check: str, bars: str) -> None:
    found = encode(postcode, number)
    assert (found.check, found.bars) == (check, bars)


def test_the_cells_of_the_manual() -> None:
    cells = data_cells("273-0102", "3-20-5B604")
    assert " ".join(cells) == "2 7 3 0 1 0 2 3 - 2 0 - 5 CC1 1 6 0 4 CC4 CC4"


# A sum of 109 + 5 = 114 = 6 x 19 (vector 1); the manual's p21 explains the check so.
def test_the_sum_with_its_check_is_a_multiple_of_nineteen() -> None:
    cells = data_cells("263-0023", "3-30-8-403")
    assert sum(NAMES.index(cell) for cell in cells) == 109
    assert check_cell(cells) == "5"


# p20: cut behind cell 20. 7 digits of postcode leave 13 cells for the number.
@pytest.mark.parametrize(
    ("number", "last"),
    [
        ("1234567890123", ("1", "2", "3")),  # 13 digits just fit
        ("12345678901234", ("1", "2", "3")),  # the 14th is cut off
        ("12345678901B", ("1", "CC1", "1")),  # 11 digits and a letter just fit
        ("123456789012B", ("1", "2", "CC1")),  # the letter is split: its CC1 stays
        ("123456789012Z", ("1", "2", "CC3")),  # U-Z begin with CC3
        ("1234567890123B", ("1", "2", "3")),  # the letter lies behind the cut
    ],
)
def test_the_cut(number: str, last: tuple[str, ...]) -> None:
    cells = data_cells("100-0013", number)
    assert len(cells) == LENGTH
    assert cells[-3:] == last


@pytest.mark.parametrize("postcode", ["", "100-001", "10000133", "100-OO13", "東京"])
def test_a_postcode_has_seven_digits(postcode: str) -> None:
    with pytest.raises(KofuError) as error:
        encode(postcode, "1")
    assert error.value.finding.code == "barcode-postcode-wrong"


def test_a_sign_without_a_cell_is_refused() -> None:
    with pytest.raises(KofuError) as error:
        encode("100-0013", "1番")
    assert error.value.finding.code == "barcode-number-wrong"


POSTCODES = st.from_regex(r"[0-9]{7}", fullmatch=True)
NUMBERS = st.text("0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ", max_size=13)


def zint_bars(data: str) -> str:
    """The bars as zint draws them: rows above and below the middle say which of the four."""
    symbol = zint.Symbol()
    symbol.symbology = zint.Symbology.JAPANPOST
    symbol.encode(data)
    upper, _, lower = symbol.encoded_data.tolist()[:3]

    def black(row: list[int], column: int) -> bool:
        return bool(row[column // 8] >> column % 8 & 1)

    kinds = {(True, True): "F", (True, False): "A", (False, True): "D", (False, False): "T"}
    columns = range(0, symbol.width, 2)
    return "".join(kinds[black(upper, column), black(lower, column)] for column in columns)


@settings(max_examples=3000, deadline=None)
@given(POSTCODES, NUMBERS.filter(lambda text: len(text) + sum(map(str.isalpha, text)) <= 13))
def test_zint_draws_the_same_bars(postcode: str, number: str) -> None:
    assert encode(postcode, number).bars == zint_bars(postcode + number)


@given(POSTCODES, NUMBERS)
def test_always_67_bars_and_a_sum_divisible_by_19(postcode: str, number: str) -> None:
    found = encode(postcode, number)
    values = [NAMES.index(cell) for cell in (*found.cells, found.check)]
    assert len(found.cells) == 20
    assert len(found.bars) == 67
    assert set(found.bars) <= set("FADT")
    assert sum(values) % 19 == 0


@given(POSTCODES, st.text())
def test_any_text_gives_a_barcode(postcode: str, rest: str) -> None:
    assert len(from_address(postcode, rest).bars) == 67


@given(st.text())
def test_what_is_taken_is_digits_letters_and_hyphens_between(rest: str) -> None:
    number = address_number(rest)
    assert set(number) <= set("0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert "--" not in number
    assert not number.startswith("-")
    assert not number.endswith("-")
