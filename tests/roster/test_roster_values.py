"""Cells to values, and what a message may show of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofu.base.messages import catalogue
from kofu.policy.facts import FACTS
from kofu.roster.columns import COLUMNS
from kofu.roster.unreadable import UnreadableError, shown
from kofu.roster.values import cell_reader


def _read(column: str, text: str) -> object:
    return cell_reader(COLUMNS[column])(text)


@pytest.mark.parametrize(
    "text", ["true", "TRUE", "1", "１", "yes", "Ｙ", "有", "はい", "○", "〇", "ある", "済"]
)
def test_yes(text: str) -> None:
    assert _read("has_card", text) is True


@pytest.mark.parametrize(
    "text", ["false", "False", "0", "０", "no", "n", "無", "いいえ", "×", "ない", "未"]
)
def test_no(text: str) -> None:
    assert _read("has_card", text) is False


@pytest.mark.parametrize("column", ["has_card", "birth_date", "sex", "uses_3m", "name", "branch"])
@pytest.mark.parametrize("text", ["", " ", "　"])
def test_empty_is_unknown(column: str, text: str) -> None:
    assert _read(column, text) is None


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("uses_3m", "12", 12),
        ("uses_3m", "１２", 12),
        ("uses_12m", "1,200", 1200),
        ("copay_percent", "10.0", 10),
        ("sex", "Female", "female"),
        ("application", "just_in_case", "just_in_case"),
        ("person_id", " ００１２３ ", "00123"),
        ("postal_code", "２１０－８５７７", "210-8577"),
        ("postal_code", "210ー8577", "210-8577"),
        ("limit_class", "ｳ", "ウ"),
        ("limit_class", "区分Ⅱ", "区分Ⅱ"),
        ("specified_disease", "Ａ", "A"),
        ("name", " ﾔﾏﾀﾞ　花子 ", " ﾔﾏﾀﾞ　花子 "),
        ("name", "神\ufa19", "神\ufa19"),
        ("name_kana", "ﾊﾅｺ", "ﾊﾅｺ"),
        ("address", "宮本町１－１", "宮本町１－１"),
        ("symbol", "川国１２", "川国１２"),
    ],
)
def test_a_cell_is_read(column: str, text: str, value: object) -> None:
    assert _read(column, text) == value


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("has_card", "2", "unreadable-bool"),
        ("has_card", "ー", "unreadable-bool"),
        ("uses_3m", "-1", "unreadable-int"),
        ("uses_3m", "1.5", "unreadable-int"),
        ("uses_3m", "1234567890", "unreadable-int"),
        ("sex", "男", "unreadable-code"),
        ("birth_date", "いつか", "unreadable-date"),
        ("birth_date", "2023-02-30", "impossible-date"),
    ],
)
def test_a_cell_is_refused(column: str, text: str, code: str) -> None:
    with pytest.raises(UnreadableError) as problem:
        _read(column, text)
    assert problem.value.code == code


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("S64.1.8", "S64.1.8"),
        ("昭和64年1月8日", "昭和64年1月8日"),
        ("2023-02-30", "2023-02-30"),
        ("unknown", "unknown"),
        ("男", "男"),
        ("山田花子", "****"),
        ("大和", "**"),
        ("YAMADA HANAKO", "************"),
        ("123456789018", "************"),
        ("1234-5678-9018", "************"),
    ],
)
def test_a_message_never_shows_a_name_or_a_my_number(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_columns_that_rules_read_are_the_same_facts() -> None:
    assert set(FACTS) <= set(COLUMNS)
    assert all(COLUMNS[name] is fact for name, fact in FACTS.items())
    assert len(COLUMNS) == 59
    assert list(COLUMNS)[:3] == ["person_id", "household_id", "symbol"]
    assert list(COLUMNS)[-1] == "reading_aid"


@given(st.sampled_from(list(COLUMNS)), st.text(max_size=15))
def test_any_text_is_a_value_or_refused(column: str, text: str) -> None:
    try:
        value = _read(column, text)
    except UnreadableError:
        return
    assert value is None or isinstance(value, (str, int, bool)) or hasattr(value, "isoformat")


def test_every_code_of_the_contract_has_words_on_the_screens() -> None:
    codes = {code for column in COLUMNS.values() for code in column.codes}
    assert {f"meaning-{code.replace('_', '-')}" for code in codes} <= set(catalogue())
