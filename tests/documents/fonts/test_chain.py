"""Font chains: the first font that has a unit draws it; an absent unit is named, never replaced."""

from __future__ import annotations

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given
from hypothesis import strategies as st

from kofu.base.errors import KofuError
from kofu.documents.fonts.chain import Chain, UnprintableError, chain_of
from kofu.documents.fonts.find import find
from kofu.documents.fonts.font import Font, Outlines
from kofu.documents.fonts.units import refusal

SANS, SERIF = find("Noto Sans JP"), find("Noto Serif JP")
BOTH = chain_of(["Noto Serif JP", "Noto Sans JP"])


def repertoire(font: Font) -> list[str]:
    """Every unit that the font's own `cmap` tables name, read without our code."""
    tables = font.tables["cmap"].tables
    found = {chr(point) for point in font.tables.getBestCmap()}
    for table in tables:
        if table.format == 14:
            for selector, pairs in table.uvsDict.items():
                found.update(chr(point) + chr(selector) for point, _ in pairs)
    return sorted(found)


REPERTOIRE = {font.name: repertoire(font) for font in (SANS, SERIF) if font}


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Font:
    """A TrueType font that has 0 and 1 only, half as wide as high."""
    path = tmp_path_factory.mktemp("font") / "Digits.ttf"
    names = [".notdef", "zero", "one"]
    builder = FontBuilder(2000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x30: "zero", 0x31: "one"})
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=1600, descent=-400)
    builder.setupNameTable({"familyName": "Digits", "styleName": "Regular", "psName": "Digits"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return Font(path, "Digits", "Digits")


def test_the_fonts_of_a_bare_machine_are_here() -> None:
    assert SANS is not None and SERIF is not None
    assert SANS.outlines is SERIF.outlines is Outlines.CID_KEYED
    assert SANS.digest != SERIF.digest


@pytest.mark.parametrize(
    ("text", "code", "unit"),
    [
        ("架空\ue000子", "character-private-use", "\ue000"),
        ("架空\u0378", "character-unassigned", "\u0378"),
        ("か\u3099", "character-combining", "\u3099"),
        ("架\t空", "character-control", "\t"),
        ("\U000e0100城", "character-combining", "\U000e0100"),
        ("架空ሀ", "glyph-missing", "ሀ"),
        ("渡邉\U000e0110", "sequence-missing", "邉\U000e0110"),
        ("架\U000e01ef", "sequence-missing", "架\U000e01ef"),
    ],
    ids=[
        "private use",
        "unassigned",
        "combining",
        "control",
        "lone selector",
        "no font has the character",
        "no font has the variant",
        "no such variant",
    ],
)
def test_what_cannot_be_printed_is_named(text: str, code: str, unit: str) -> None:
    with pytest.raises(UnprintableError) as refused:
        BOTH.draw(text)
    assert (refused.value.code, refused.value.unit) == (code, unit)
    assert "架" not in str(refused.value) or unit.startswith("架")


@pytest.mark.parametrize("unit", ["邉\U000e0101", "葛\U000e0100", "𠮷", "﨑", "髙", "\ufa19", "𣘺"])
def test_rare_names_of_the_register_are_drawn_as_they_are(unit: str) -> None:
    drawn = BOTH.drawn(unit)
    font = BOTH.fonts[drawn.font]
    assert drawn.unit == unit
    assert font.unit_of(drawn.glyph.layer, drawn.glyph.code) == unit


def test_a_variant_is_another_glyph_than_the_character_it_varies() -> None:
    assert BOTH.drawn("邉\U000e0101").glyph.code != BOTH.drawn("邉").glyph.code


def test_a_compatibility_ideograph_stays_what_it_is() -> None:
    """NFC would make 神 of U+FA19; the two have different glyphs and different codes."""
    (rare,) = BOTH.draw("\ufa19")
    (daily,) = BOTH.draw("神")
    assert rare.unit == "\ufa19"
    assert rare.glyph.code != daily.glyph.code


@pytest.mark.parametrize(
    ("daily", "rare"), [("一", "\u2f00"), ("二", "\u2f06"), ("人", "\u2f08"), (" ", "\u00a0")]
)
def test_look_alikes_share_a_glyph_in_layers_of_their_own(daily: str, rare: str) -> None:
    one, other = BOTH.drawn(daily), BOTH.drawn(rare)
    assert one.glyph.code == other.glyph.code
    assert (one.glyph.layer, other.glyph.layer > 0) == (0, True)


def test_the_first_font_of_the_chain_that_has_a_unit_draws_it(digits: Font) -> None:
    assert SANS is not None
    first, last = Chain((digits, SANS)), Chain((SANS, digits))
    assert [one.font for one in first.draw("0架1あ2")] == [0, 1, 0, 1, 1]
    assert [one.font for one in last.draw("0架1あ2")] == [0, 0, 0, 0, 0]


def test_a_truetype_font_names_glyphs_by_their_numbers(digits: Font) -> None:
    assert digits.outlines is Outlines.TRUETYPE
    one = digits.glyph("1")
    assert one is not None and (one.layer, one.code, one.advance) == (0, 2, 500)
    assert digits.glyph("2") is None


def test_fonts_that_are_not_here_are_passed_over() -> None:
    assert chain_of(["No Such Font", "Noto Sans JP"]).fonts == (SANS,)


def test_a_chain_without_any_font_is_refused() -> None:
    with pytest.raises(KofuError) as refused:
        chain_of(["No Such Font", "Nor This"])
    assert refused.value.finding.code == "fonts-none"
    assert "No Such Font、Nor This" in str(refused.value)


@pytest.mark.parametrize("name", REPERTOIRE)
@given(data=st.data())
def test_unit_of_is_the_inverse_of_glyph(name: str, data: st.DataObject) -> None:
    font = next(one for one in (SANS, SERIF) if one and one.name == name)
    unit = data.draw(st.sampled_from(REPERTOIRE[name]))
    glyph = font.glyph(unit)
    assert glyph is not None
    assert font.unit_of(glyph.layer, glyph.code) == unit
    assert font.advance_of(glyph.code) == glyph.advance


@pytest.mark.parametrize("name", REPERTOIRE)
def test_no_two_units_of_a_font_have_one_name_on_a_page(name: str) -> None:
    font = next(one for one in (SANS, SERIF) if one and one.name == name)
    glyphs = [font.glyph(unit) for unit in REPERTOIRE[name]]
    named = {(one.layer, one.code) for one in glyphs if one}
    assert len(named) == len(REPERTOIRE[name]) > 20_000


@pytest.mark.parametrize("name", REPERTOIRE)
def test_daily_characters_are_in_the_first_layer(name: str) -> None:
    """The kana and kanji of JIS X 0208 need no second map."""
    font = next(one for one in (SANS, SERIF) if one and one.name == name)
    daily = [
        character
        for row in (0x24, 0x25, *range(0x30, 0x75))
        for cell in range(0x21, 0x7F)
        if (character := bytes((row + 0x80, cell + 0x80)).decode("euc_jp", "ignore"))
        and not refusal(character)
    ]
    layers = {character: one.layer for character in daily if (one := font.glyph(character))}
    assert len(layers) > 6_500
    assert {character for character, layer in layers.items() if layer} == set()


def test_a_code_that_no_font_has_stands_for_nothing() -> None:
    assert SANS is not None
    glyph = SANS.glyph("一")
    assert glyph is not None
    assert SANS.unit_of(9, glyph.code) is None
    assert SANS.unit_of(0, 65_534) is None
    with pytest.raises(KeyError):
        SANS.advance_of(65_534)
