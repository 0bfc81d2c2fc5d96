"""Folding: what counts as the same when somebody is looked for, and what does not."""

from __future__ import annotations

import unicodedata
from collections import Counter
from importlib.resources import files

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kofu.registry.search.addresses import fold_address, fold_address_word
from kofu.registry.search.folding import fold, variants
from kofu.registry.search.numbers import fold_number

SAME = (
    ("髙橋", "高橋"),
    ("山﨑", "山崎"),
    ("山嵜", "山崎"),
    ("渡邊", "渡辺"),
    ("渡邉", "渡辺"),
    ("渡邉󠄐", "渡辺"),
    ("齋藤", "斎藤"),
    ("齊藤", "斉藤"),
    ("斉藤", "斎藤"),
    ("濵田", "浜田"),
    ("濱田", "浜田"),
    ("𠮷野", "吉野"),
    ("櫻井", "桜井"),
    ("澤田", "沢田"),
    ("廣瀨", "広瀬"),
    ("𣘺本", "橋本"),
    ("神谷", "神谷"),
    ("辻󠄀", "辻"),
    ("佐藤　太郎", "佐藤太郎"),
    ("さとう", "サトウ"),
    ("ｻﾄｳ ﾀﾛｳ", "サトウタロウ"),
    ("ｶﾞｷﾞ", "ガギ"),
    ("カ゛", "カ゛"),
    ("ＮＧＵＹＥＮ　Van", "nguyen van"),
    ("Müller", "MULLER"),
    ("ジョン・スミス", "ジョンスミス"),
)
DIFFERENT = (
    ("キョウコ", "キヨウコ"),
    ("ハハ", "ババ"),
    ("ハハ", "パパ"),
    ("オノ", "オーノ"),
    ("坂田", "阪田"),
    ("太田", "大田"),
)
PLACES = (
    ("東町一丁目２番地の３", "東町1-2-3"),
    ("東町１丁目２番３号", "東町1-2-3"),
    ("東町1－2－3", "東町1ー2ー3"),
    ("東町十二丁目", "東町12丁目"),
    ("東町二十一番地", "東町21番地"),
    ("北一条西三丁目", "北1条西3丁目"),
    ("霞ヶ関1", "霞ケ関１"),
    ("東町1-2　コーポ青葉203号室", "東町1番2号コーポ青葉203"),
)


@pytest.mark.parametrize(("written", "typed"), SAME)
def test_counts_as_the_same(written: str, typed: str) -> None:
    assert fold(written) == fold(typed) != ""


@pytest.mark.parametrize(("written", "typed"), DIFFERENT)
def test_counts_as_different(written: str, typed: str) -> None:
    assert fold(written) != fold(typed)


@pytest.mark.parametrize(("written", "typed"), PLACES)
def test_the_same_place(written: str, typed: str) -> None:
    assert fold_address(written) == fold_address(typed)


@pytest.mark.parametrize("name", ["一番町", "八王子市", "千代田区五番町", "三田"])
def test_numbers_that_are_part_of_a_name_stay(name: str) -> None:
    assert fold_address(name) == name


def test_a_typed_number_may_be_half_of_one_unless_it_is_said_what_it_is() -> None:
    stored = fold_address("東町12番地3")
    assert fold_address_word("東町1") in stored
    assert fold_address_word("東町1番地") not in stored
    assert fold_address_word("東町12番地") in stored


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("0012345", "12345"),
        ("１２３４５", "12345"),
        ("川国１２・００３４", "川国12-34"),
        ("12-0034-01", "12-34-1"),
        ("000", ""),
    ],
)
def test_numbers(typed: str, folded: str) -> None:
    assert fold_number(typed) == folded


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("東町一二十丁目番地号室条の‐-ー1２3 　コﾊﾞ〇髙", max_size=14) | st.text())
def test_folding_an_address_again_changes_nothing(text: str) -> None:
    assert fold_address(fold_address(text)) == fold_address(text)


def test_a_character_stands_in_one_group_and_what_unicode_maps_in_none() -> None:
    text = files("kofu.registry.search").joinpath("variants.yaml").read_text(encoding="utf-8")
    groups = [group for words in yaml.safe_load(text).values() for group in words.split()]
    assert len(groups) > 300
    assert all(len(group) > 1 for group in groups)
    found = Counter("".join(groups))
    assert [one for one, times in found.items() if times > 1] == []
    assert [one for one in found if unicodedata.normalize("NFKC", one) != one] == []
    assert not set(variants()) & set(variants().values())
