"""Which units a text has, and which are refused whatever a font says."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofu.documents.fonts.units import code_points, distinct, is_selector, refusal, units


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("架空", ("架", "空")),
        ("葛\U000e0100城", ("葛\U000e0100", "城")),
        ("渡邉\U000e0101子", ("渡", "邉\U000e0101", "子")),
        ("神\ufe00", ("神\ufe00",)),
        ("𠮷田", ("𠮷", "田")),
        ("か\u3099", ("か", "\u3099")),
        ("\U000e0100城", ("\U000e0100", "城")),
        ("葛\U000e0100\U000e0101", ("葛\U000e0100", "\U000e0101")),
        ("\ufa19", ("\ufa19",)),
    ],
    ids=[
        "nothing",
        "plain",
        "variant first",
        "variant in the middle",
        "standard selector",
        "outside the basic plane",
        "combining mark stands alone",
        "selector with nothing before it",
        "two selectors",
        "U+FA19 is not normalised",
    ],
)
def test_each_selector_goes_with_the_one_character_before_it(
    text: str, found: tuple[str, ...]
) -> None:
    assert units(text) == found


@given(st.text())
def test_units_put_together_are_the_text(text: str) -> None:
    assert "".join(units(text)) == text


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("\ue000", "character-private-use"),
        ("\uf8ff", "character-private-use"),
        ("\U000f0000", "character-private-use"),
        ("\U00100000", "character-private-use"),
        ("\u0378", "character-unassigned"),
        ("\ufffe", "character-unassigned"),
        ("\ud800", "character-unassigned"),
        ("\u3099", "character-combining"),
        ("\u0301", "character-combining"),
        ("\u20dd", "character-combining"),
        ("\t", "character-control"),
        ("\r", "character-control"),
        ("\x00", "character-control"),
        ("\x7f", "character-control"),
        ("\u200b", "character-control"),
        ("\u202e", "character-control"),
        ("\u2028", "character-control"),
        ("\ufeff", "character-control"),
        ("\U000e0100", "character-combining"),
        ("\ufe00", "character-combining"),
        ("\ue000\U000e0100", "character-private-use"),
        ("架", None),
        ("が", None),
        ("𠮷", None),
        ("\ufa19", None),
        ("邉\U000e0101", None),
        ("　", None),
        ("-", None),
        ("〒", None),
    ],
    ids=lambda value: code_points(value) if value and "-" not in value else None,
)
def test_what_may_be_printed_does_not_depend_on_a_font(unit: str, code: str | None) -> None:
    assert refusal(unit) == code


@given(st.characters())
def test_every_character_of_the_refused_kinds_is_refused(character: str) -> None:
    """Unicode 15, general categories: C* but for none, M*, and the separators of lines."""
    kind = unicodedata.category(character)
    refused = kind[0] in "CM" or kind in ("Zl", "Zp")
    assert (refusal(character) is not None) == refused


@pytest.mark.parametrize(
    ("character", "selects"),
    [
        ("\ufdff", False),
        ("\ufe00", True),
        ("\ufe0f", True),
        ("\ufe10", False),
        ("\U000e00ff", False),
        ("\U000e0100", True),
        ("\U000e01ef", True),
        ("\U000e01f0", False),
    ],
    ids=lambda value: code_points(value) if isinstance(value, str) else None,
)
def test_selectors_begin_and_end_where_unicode_says(character: str, selects: bool) -> None:
    assert is_selector(character) == selects


@pytest.mark.parametrize(
    ("unit", "named"),
    [
        ("0", "U+0030"),
        ("邉\U000e0110", "U+9089 U+E0110"),
        ("𠮷", "U+20BB7"),
        ("\ue000", "U+E000"),
    ],
)
def test_code_points_are_named_as_unicode_names_them(unit: str, named: str) -> None:
    assert code_points(unit) == named


@given(st.text(st.sampled_from("葛城𠮷\n\ufa19\U000e0100\ufe00\u3099"), max_size=20))
def test_distinct_units_are_the_units_each_once(text: str) -> None:
    assert distinct(text) == set(units(text))
