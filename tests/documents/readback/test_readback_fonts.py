"""The glyphs in a file are those of the fonts, for the characters they are said to be."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont, newTable
from readback_small import PEOPLE, noto, sources
from readback_surgery import Patient

from kofu.documents.bulk.press import Press
from kofu.documents.fonts.chain import Chain, chain_of
from kofu.documents.fonts.font import Font
from kofu.documents.forms.form import Form
from kofu.documents.readback.damage import Code, DamageError
from kofu.documents.readback.fonts import prove_fonts
from kofu.documents.readback.pictures import Sample, compare
from kofu.documents.readback.sound import check_sound
from kofu.documents.readback.streams import read_file

Surgery = Callable[[Patient], object]
GOTHIC, MINCHO = "NotoSansJP-Regular", "NotoSerifJP-Regular"


def refusal(pdf: bytes, fonts: list[Font] | None = None) -> DamageError:
    """Read without complaint, but its fonts are not what they say."""
    file = read_file(pdf)
    with pytest.raises(DamageError) as refused:
        prove_fonts(file.fonts, sources() if fonts is None else fonts)
    return refused.value


def printed_with(chains: dict[str, Chain], values: dict[str, str]) -> tuple[Form, bytes]:
    form = Form("proof", {}, chains)
    press = Press(chains)
    press.add("proof", form)
    return form, press.print([press.compose("proof", values)], "試し")


def test_a_file_as_printed_is_proven(printed: bytes) -> None:
    prove_fonts(read_file(printed).fonts, sources())


def test_surgery_alone_changes_nothing(printed: bytes) -> None:
    prove_fonts(read_file(Patient(printed).whole()).fonts, sources())


# --- the places of a font in the file ---------------------------------------------------------


def font(patient: Patient) -> int:
    return patient.follow(patient.follow(patient.pages()[0], b"Resources"), b"F0")


def family(patient: Patient) -> int:
    return patient.follow(font(patient), b"DescendantFonts")


def program(patient: Patient, key: bytes = b"FontFile3") -> int:
    return patient.follow(patient.follow(family(patient), b"FontDescriptor"), key)


def meaning(patient: Patient) -> int:
    return patient.follow(font(patient), b"ToUnicode")


def rewritten(change: Callable[[CFFFontSet], object]) -> Surgery:
    """The embedded CFF program read, changed and written again by fontTools."""

    def surgery(patient: Patient) -> None:
        fonts, out = CFFFontSet(), BytesIO()
        fonts.decompile(BytesIO(patient.data(program(patient))), TTFont())
        change(fonts)
        frame = TTFont(sfntVersion="OTTO")
        frame["CFF "] = table = newTable("CFF ")
        table.cff = fonts
        fonts.compile(out, frame, isCFF2=False)
        patient.put(program(patient), out.getvalue())

    return surgery


def untouched(fonts: CFFFontSet) -> None:
    for name in fonts[0].charset:
        fonts[0].CharStrings[name].decompile()


def swapped(fonts: CFFFontSet) -> None:
    """1 drawn as 2, and 2 as 1."""
    strings = fonts[0].CharStrings
    one, two = strings["cid00018"], strings["cid00019"]
    strings["cid00018"], strings["cid00019"] = two, one


def moved(fonts: CFFFontSet) -> None:
    """A glyph one unit to the right: nobody would see it."""
    one = fonts[0].CharStrings["cid00018"]
    one.decompile()
    place = one.program.index("rmoveto")
    one.program[place - 2] += 1


def smaller(fonts: CFFFontSet) -> None:
    for part in fonts[0].FDArray:
        part.FontMatrix = [0.0009, 0, 0, 0.001, 0, 0]


def other_program(patient: Patient) -> None:
    """The same characters, in another font."""
    serif = printed_with(
        {role: chain_of(["Noto Serif JP"]) for role in ("text", "name")}, dict(PEOPLE[0])
    )[1]
    patient.put(program(patient), Patient(serif).data(program(Patient(serif))))


def other_subset(patient: Patient) -> None:
    """The same font, other people's characters."""
    other = Patient(printed_with(noto(), dict.fromkeys(PEOPLE[0], "他"))[1])
    patient.put(program(patient), other.data(program(other)))


def renamed(patient: Patient) -> None:
    for number in patient.all(b"+" + GOTHIC.encode()):
        patient.change(number, GOTHIC.encode(), MINCHO.encode())


def junk(patient: Patient) -> None:
    patient.put(program(patient), b"\x01\x00\x04\x01" + bytes(range(200)))


def empty(patient: Patient) -> None:
    patient.put(program(patient), b"")


def means(old: bytes, new: bytes) -> Surgery:
    return lambda patient: patient.change(meaning(patient), old, new)


def digits_swapped(patient: Patient) -> None:
    data = patient.data(meaning(patient))
    data = data.replace(b"<0012> <0031>", b"<0012> <0032>").replace(
        b"<0013> <0032>", b"<0013> <0031>"
    )
    patient.put(meaning(patient), data)


def wide(old: bytes, new: bytes) -> Surgery:
    return lambda patient: patient.change(family(patient), old, new)


CASES: list[tuple[str, Surgery, Code]] = [
    ("two glyphs swapped", rewritten(swapped), Code.OUTLINE_DIFFERENT),
    ("a glyph moved by a hair", rewritten(moved), Code.OUTLINE_DIFFERENT),
    ("all glyphs narrowed", rewritten(smaller), Code.FONT_UNREADABLE),
    ("another font's program", other_program, Code.OUTLINE_DIFFERENT),
    ("another subset", other_subset, Code.OUTLINE_DIFFERENT),
    ("another font's name", renamed, Code.CODE_DIFFERENT),
    ("no program", junk, Code.FONT_UNREADABLE),
    ("an empty program", empty, Code.FONT_UNREADABLE),
    ("a meaning changed", means(b"<0012> <0031>", b"<0012> <0037>"), Code.CODE_DIFFERENT),
    ("two meanings swapped", digits_swapped, Code.CODE_DIFFERENT),
    ("一 for ⼀ of the other layer", means(b"<4e00>", b"<2f00>"), Code.CODE_DIFFERENT),
    ("神 for its compatibility form", means(b"<fa19>", b"<795e>"), Code.CODE_DIFFERENT),
    ("葛 without its selector", means(b"<845bdb40dd00>", b"<845b>"), Code.CODE_DIFFERENT),
    ("a width changed", wide(b"18 [555]", b"18 [556]"), Code.WIDTH_DIFFERENT),
    ("a width dropped", wide(b"18 [555] ", b""), Code.WIDTH_DIFFERENT),
    ("a width for nothing", wide(b"18 [555]", b"18 [555] 19 [700]"), Code.WIDTH_DIFFERENT),
]


@pytest.mark.parametrize(("words", "surgery", "code"), CASES, ids=[case[0] for case in CASES])
def test_a_damaged_font_is_refused(
    printed: bytes, words: str, surgery: Surgery, code: Code
) -> None:
    patient = Patient(printed)
    surgery(patient)
    assert refusal(patient.whole()).code == code


def test_the_same_outlines_written_otherwise_are_proven(printed: bytes) -> None:
    patient = Patient(printed)
    was = patient.data(program(patient))
    rewritten(untouched)(patient)
    assert patient.data(program(patient)) != was
    prove_fonts(read_file(patient.whole()).fonts, sources())


def test_a_font_that_the_run_does_not_have_is_refused(printed: bytes) -> None:
    serif = [one for one in sources() if one.name == MINCHO]
    assert refusal(printed, serif).code == Code.FONT_UNKNOWN


def test_rare_characters_are_proven_and_drawn_as_meant(printed: bytes, form: Form) -> None:
    samples = [Sample(2 * n + 1, form, person) for n, person in enumerate(PEOPLE)]
    assert [one.pixels for one in compare(printed, samples)] == [0] * len(PEOPLE)


# --- TrueType -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def mixed(tiny: Font) -> tuple[Form, bytes]:
    """Digits of a TrueType font, everything else of Noto."""
    chain = Chain((tiny, *chain_of(["Noto Sans JP"]).fonts))
    return printed_with({"text": chain, "name": chain}, dict(PEOPLE[0]))


def test_a_truetype_font_is_proven(mixed: tuple[Form, bytes], tiny: Font) -> None:
    pdf = mixed[1]
    file = read_file(pdf)
    prove_fonts(file.fonts, [tiny, *sources()])
    assert file.fonts["F0"].family.truetype
    assert not file.fonts["F1"].family.truetype
    assert "01234567" in [text.text for text in file.pages[0].texts if text.font == "F0"]
    assert check_sound(pdf, 2) == []


def test_a_truetype_font_is_drawn_as_meant(mixed: tuple[Form, bytes]) -> None:
    form, pdf = mixed
    assert compare(pdf, [Sample(1, form, PEOPLE[0])])[0].pixels == 0


def glyphs_swapped(patient: Patient) -> None:
    tables, out = TTFont(BytesIO(patient.data(program(patient, b"FontFile2")))), BytesIO()
    glyphs, names = tables["glyf"], tables.getGlyphOrder()
    glyphs[names[2]], glyphs[names[3]] = glyphs[names[3]], glyphs[names[2]]
    tables.save(out)
    patient.put(program(patient, b"FontFile2"), out.getvalue())


def to_glyph_swapped(patient: Patient) -> None:
    number = patient.follow(family(patient), b"CIDToGIDMap")
    data = bytearray(patient.data(number))
    data[4:8] = data[6:8] + data[4:6]
    patient.put(number, bytes(data))


def map_missing(patient: Patient) -> None:
    number = patient.follow(family(patient), b"CIDToGIDMap")
    patient.put(number, patient.data(number)[:4])


def hinted(patient: Patient) -> None:
    tables, out = TTFont(BytesIO(patient.data(program(patient, b"FontFile2")))), BytesIO()
    tables["prep"] = prep = newTable("prep")
    prep.data = b"\xb0\x00"
    tables.save(out)
    patient.put(program(patient, b"FontFile2"), out.getvalue())


@pytest.mark.parametrize(
    ("words", "surgery", "code"),
    [
        ("two glyphs swapped", glyphs_swapped, Code.OUTLINE_DIFFERENT),
        ("two places of the map swapped", to_glyph_swapped, Code.OUTLINE_DIFFERENT),
        ("a map that is too short", map_missing, Code.OUTLINE_DIFFERENT),
        ("instructions that move points", hinted, Code.FONT_UNREADABLE),
        ("a width changed", wide(b"[600]", b"[601]"), Code.WIDTH_DIFFERENT),
        ("a meaning changed", means(b"<0031>", b"<0032>"), Code.CODE_DIFFERENT),
    ],
)
def test_a_damaged_truetype_font_is_refused(
    mixed: tuple[Form, bytes], tiny: Font, words: str, surgery: Surgery, code: Code
) -> None:
    patient = Patient(mixed[1])
    surgery(patient)
    assert refusal(patient.whole(), [tiny, *sources()]).code == code
