"""Which signs of an address the barcode takes: rule by rule (バーコードマニュアル p19)."""

from __future__ import annotations

import pytest

from kofu.mail.barcode.extract import address_number


@pytest.mark.parametrize(
    ("rest", "number"),
    [
        # 1 lower case and full width
        ("１丁目２番３号", "1-2-3"),
        ("２－３－４ｂ", "2-3-4B"),
        # 2 & / ・ . closed up: A and B become neighbours, a word, not taken
        ("3A&B", "3"),
        ("1・2", "12"),
        ("1/2.3", "123"),
        # 3 words of letters are not taken, single letters are
        ("5-6-3 ABCビル", "5-6-3"),
        ("A棟12", "A12"),
        # 4, 5, 6 others before something taken become one hyphen, none at either end
        ("韮崎400", "400"),
        ("60番地の1　東ハイツ　12号室", "60-1-12"),
        ("1--2", "1-2"),
        ("コーポ", ""),
        ("", ""),
        # S1 kanji numbers before 丁目 丁 番地 番 号 地割 線 の ノ
        ("十一丁目六番地一号", "11-6-1"),
        ("第二十一地割大淵川480", "21-480"),
        ("百一番地", "101"),
        ("千二百三番地", "1203"),
        ("二〇三号", "203"),
        ("西三線五番地", "3-5"),
        ("二の宮3", "2-3"),
        ("二ノ宮3", "2-3"),
        ("五番町10", "5-10"),
        ("三軒茶屋10", "10"),  # 三 stands before none of them
        # S2, S3 the F of a floor
        ("ABCビル10F", "10"),
        ("ＡＢＣビル3Ｆ", "3"),
        ("3F301号", "3-301"),
        ("3F-301", "3-301"),
        ("F3", "F3"),  # not behind a digit: a letter like any other
        # S4, S5 no hyphens next to a letter
        ("2-B棟-3号", "2B3"),
        ("6-7 L B 106", "6-7LB106"),
        ("東3丁目-20-5　郵便・A&bコーポB604号", "3-20-5B604"),
        # as a vendor's manual shows them (GrapeCity InputMan)
        ("第3地割14番地2", "3-14-2"),
        ("3-1-4", "3-1-4"),
        # hyphens of every kind, and the long vowel mark
        ("1−2‐3ー4―5", "1-2-3-4-5"),
        ("3丁目サンタワー", "3"),
    ],
)
def test_address_number(rest: str, number: str) -> None:
    assert address_number(rest) == number
