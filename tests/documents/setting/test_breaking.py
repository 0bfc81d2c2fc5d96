"""Where lines may end: 禁則 of JIS X 4051, digits and Latin words in one piece."""

from __future__ import annotations

from itertools import pairwise

import pytest
from boxes import CHAIN
from hypothesis import given
from hypothesis import strategies as st

from kofu.documents.setting.breaking import break_lines

CLOSING = (
    "、。，．・：；？！）］｝〕〉》」』】ー々ゝゞヽヾ％ぁぃぅぇぉっゃゅょァィゥェォッャュョゎヮヵヶ"
    "､｡｣･ｰｧｨｩｪｫｯｬｭｮ,.:;?!%)]}"
)
OPENING = "（［｛〔〈《「『【〒｢([{"


def rows(text: str, kanji: float, at_spaces: bool = False) -> list[str]:
    """Lines as wide as so many kanji."""
    found = break_lines(CHAIN.draw(text), kanji * 1000, at_spaces)
    return ["".join(one.unit for one in row) for row in found]


@pytest.mark.parametrize(
    ("text", "kanji", "at_spaces", "found"),
    [
        ("", 5, False, [""]),
        ("架空市本町", 5, False, ["架空市本町"]),
        ("架空市本町一", 5, False, ["架空市本町", "一"]),
        ("架空市本、町", 4, False, ["架空市", "本、町"]),
        ("架空市。本町", 3, False, ["架空", "市。本", "町"]),
        ("架空（市本町）", 3, False, ["架空", "（市本", "町）"]),
        ("架空市「（本", 5, False, ["架空市", "「（本"]),
        ("架空キャベツ", 3, False, ["架空", "キャベ", "ツ"]),
        ("架空市12345番", 5, False, ["架空市", "12345番"]),
        ("架空市1-2-3番", 4, False, ["架空市", "1-2-3番"]),
        ("架空市ABCビル", 4, False, ["架空市", "ABCビル"]),
        ("架空市１２３４５番", 5, False, ["架空市", "１２３４５", "番"]),
        ("架空市１−２−３番", 6, False, ["架空市", "１−２−３番"]),
        ("架空ＡＢＣビル", 4, False, ["架空", "ＡＢＣビ", "ル"]),
        ("架空市1,000円", 5, False, ["架空市", "1,000円"]),
        ("架空市Éléonore", 5, False, ["架空市", "Éléonore"]),
        ("架空市　本町一二", 5, True, ["架空市", "本町一二"]),
        ("架空市　本町一二", 5, False, ["架空市　本", "町一二"]),
        ("架空市本町　一二", 5, False, ["架空市本町", "一二"]),
        ("架空市本町　　 一二", 5, True, ["架空市本町", "一二"]),
        ("架空　市本　町一", 5, True, ["架空　市本", "町一"]),
        ("、、、、", 2, False, ["、、", "、、"]),
        ("1234567890", 2, False, ["123", "456", "789", "0"]),
    ],
    ids=[
        "nothing is one empty line",
        "just as wide",
        "one too many",
        "a comma is never first",
        "a full stop takes its neighbour along",
        "a bracket never ends a line",
        "two brackets stay with what they open",
        "a small kana is never first",
        "a number stays in one piece",
        "house numbers stay in one piece",
        "a Latin word stays in one piece",
        "a number of full width stays in one piece",
        "house numbers of full width stay in one piece",
        "a word of full width stays in one piece",
        "a number with a comma stays in one piece",
        "letters with accents are letters",
        "at the space, if asked",
        "anywhere, if not",
        "a space that would begin a line is dropped",
        "all spaces at a break are dropped",
        "the last space that fits",
        "where no break is allowed, the line is full",
        "a number longer than the line",
    ],
)
def test_lines_end_where_japanese_lines_may_end(
    text: str, kanji: float, at_spaces: bool, found: list[str]
) -> None:
    assert rows(text, kanji, at_spaces) == found


@pytest.mark.parametrize("sign", CLOSING)
def test_a_sign_that_may_not_begin_a_line_never_does(sign: str) -> None:
    assert rows(f"架空市本{sign}町", 4) == ["架空市", f"本{sign}町"]


@pytest.mark.parametrize("sign", OPENING)
def test_a_sign_that_may_not_end_a_line_never_does(sign: str) -> None:
    assert rows(f"架空市{sign}本町", 4) == ["架空市", f"{sign}本町"]


@given(
    words=st.lists(
        st.sampled_from(["架", "空", "市", "町、", "番。", "（一", "「二", "1", "12", "A"]),
        max_size=40,
    ),
    kanji=st.integers(4, 12),
)
def test_no_line_is_too_wide_nor_breaks_what_belongs_together(words: list[str], kanji: int) -> None:
    """Runs of digits are kept shorter than a line, so that a place to break is always there."""
    text = "".join(word + "架" if word.isascii() else word for word in words)
    found = rows(text, kanji)
    assert "".join(found) == text
    for before, after in pairwise(found):
        assert after[0] not in CLOSING
        assert before[-1] not in OPENING
        assert not (before[-1].isalnum() and before[-1].isascii() and after[0].isascii())
    assert all(sum(one.glyph.advance for one in CHAIN.draw(line)) <= kanji * 1000 for line in found)


def test_a_word_too_long_for_a_row_stays_whole_and_too_wide_if_asked() -> None:
    found = break_lines(CHAIN.draw("架空12345678架空"), 3000, whole=True)
    assert ["".join(one.unit for one in row) for row in found] == ["架空", "12345678", "架空"]
