"""Every page of a finished file as it is, and nothing that does not belong there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from readback_small import PEOPLE
from readback_surgery import Patient

from kofu.documents.forms.form import Form
from kofu.documents.readback.content import Text
from kofu.documents.readback.damage import Code, DamageError
from kofu.documents.readback.streams import Page, read_file

Surgery = Callable[[Patient], object]


def joined(page: Page, form: Form, key: str) -> str:
    """What stands in a field's box."""
    field = next(one for one in form.fields if one.key == key)
    return "".join(text.text for text in page.texts if field.holds(text.x, text.y))


def refusal(pdf: bytes) -> DamageError:
    with pytest.raises(DamageError) as refused:
        read_file(pdf)
    return refused.value


def test_every_person_is_read_as_they_are(printed: bytes, form: Form) -> None:
    pages = read_file(printed).pages
    assert len(pages) == 2 * len(PEOPLE)
    for person, page in zip(PEOPLE, pages[::2], strict=True):
        read = {key: joined(page, form, key) for key in person}
        spaces = "\u3000"  # a line may end at a space, which is then not drawn
        assert {key: text.replace(spaces, "") for key, text in read.items()} == {
            key: text.replace(spaces, "") for key, text in person.items()
        }


def test_pages_say_their_blank_and_size(printed: bytes, form: Form) -> None:
    file = read_file(printed)
    assert [page.blank for page in file.pages] == ["proof.1", "proof.2"] * len(PEOPLE)
    assert {(page.width, page.height) for page in file.pages} == {(243.77953, 153.07086)}
    assert [len(page.texts) for page in file.pages[1::2]] == [0] * len(PEOPLE)
    assert set(file.blanks) == {"proof.1", "proof.2"}


def test_where_a_run_stands_is_what_was_laid_out(printed: bytes, form: Form) -> None:
    for person, page in zip(PEOPLE, read_file(printed).pages[::2], strict=True):
        meant = [
            (line.x + run.x, line.y, line.size, line.squeeze, run.text)
            for _, lines in form.lay_out(person)
            for line in lines
            for run in line.runs
        ]
        for text, (x, y, size, squeeze, words) in zip(page.texts, meant, strict=True):
            assert text.text == words
            assert (text.size, text.squeeze) == (size, squeeze)
            assert (text.x, text.y) == pytest.approx((x, y), abs=0.0015)


def test_the_width_of_a_run_is_its_advance(printed: bytes) -> None:
    number = next(text for text in read_file(printed).pages[0].texts if text.text == "01234567")
    assert number == Text(
        number.x,
        number.y,
        9,
        1,
        "F0",
        "01234567",
        pytest.approx(8 * 9 * 0.555),  # type: ignore[arg-type]
    )


def test_a_file_is_read_from_its_path_too(printed: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(printed)
    assert read_file(tmp_path / "a.pdf") == read_file(printed)


def test_the_same_glyph_in_two_layers_reads_back_as_two_characters(printed: bytes) -> None:
    texts = read_file(printed).pages[2].texts
    assert [(text.font, text.text) for text in texts[1:3]] == [("F0", "𠮷田　一"), ("F0L1", "⼀")]


def test_surgery_alone_changes_nothing(printed: bytes) -> None:
    assert read_file(Patient(printed).whole()) == read_file(printed)


# --- read as it is, so that the comparison with the decision finds it -------------------------


def test_a_flipped_digit_is_read_as_the_wrong_digit(printed: bytes, form: Form) -> None:
    patient = Patient(printed)
    patient.change(patient.content(1), b"<00110012001300140015", b"<00110012001300140016")
    pages = read_file(patient.whole()).pages
    assert joined(pages[0], form, "number") == "01235567"
    assert pages[1:] == read_file(printed).pages[1:]


def test_swapped_pages_are_read_in_the_order_they_stand(printed: bytes) -> None:
    patient = Patient(printed)
    first, third = patient.pages()[0], patient.pages()[2]
    tree = patient.bodies[patient.tree()]
    swapped = tree.replace(b"%d 0 R" % first, b"x").replace(b"%d 0 R" % third, b"%d 0 R" % first)
    patient.bodies[patient.tree()] = swapped.replace(b"x", b"%d 0 R" % third)
    was, now = read_file(printed).pages, read_file(patient.whole()).pages
    assert now == (was[2], was[1], was[0], *was[3:])
    assert now != was


# --- refused ------------------------------------------------------------------------------------


def page(old: bytes, new: bytes) -> Surgery:
    return lambda patient: patient.change(patient.pages()[0], old, new)


def root(old: bytes, new: bytes) -> Surgery:
    return lambda patient: patient.change(patient.root, old, new)


def content(old: bytes, new: bytes) -> Surgery:
    return lambda patient: patient.change(patient.content(1), old, new)


def drop(patient: Patient) -> None:
    last = patient.pages()[-1]
    patient.change(patient.tree(), b" %d 0 R]" % last, b"]")
    patient.change(patient.tree(), b"/Count 8", b"/Count 7")


def drop_uncounted(patient: Patient) -> None:
    patient.change(patient.tree(), b" %d 0 R]" % patient.pages()[-1], b"]")


def twice(patient: Patient) -> None:
    patient.change(patient.tree(), b"]", b" %d 0 R]" % patient.pages()[0])
    patient.change(patient.tree(), b"/Count 8", b"/Count 9")


def copied(patient: Patient) -> None:
    """Another page object with the first person's content."""
    added = patient.add(patient.bodies[patient.pages()[0]])
    patient.change(patient.tree(), b"]", b" %d 0 R]" % added)
    patient.change(patient.tree(), b"/Count 8", b"/Count 9")


def annotated(patient: Patient) -> None:
    note = patient.add(b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (x) >>")
    patient.change(patient.pages()[0], b"/Contents", b"/Annots [%d 0 R] /Contents" % note)


def split(patient: Patient) -> None:
    one = patient.content(1)
    patient.change(patient.pages()[0], b"/Contents %d 0 R" % one, b"/Contents [%d 0 R]" % one)


def own_resources(patient: Patient) -> None:
    shared = patient.follow(patient.pages()[0], b"Resources")
    added = patient.add(patient.bodies[shared])
    patient.change(patient.pages()[2], b"Resources %d" % shared, b"Resources %d" % added)


def font(old: bytes, new: bytes) -> Surgery:
    return lambda patient: patient.change(
        patient.find(b"/Type0", b"/Type /Font /Subtype"), old, new
    )


def family(old: bytes, new: bytes) -> Surgery:
    return lambda patient: patient.change(patient.find(b"/DW 1000"), old, new)


def written_font(patient: Patient) -> int:
    """The first font that pages use (not a blank's)."""
    return patient.follow(patient.follow(patient.pages()[0], b"Resources"), b"F0")


def meaning(old: bytes, new: bytes) -> Surgery:
    return lambda patient: patient.change(
        patient.follow(written_font(patient), b"ToUnicode"), old, new
    )


def unmapped(patient: Patient) -> None:
    number = written_font(patient)
    at = patient.follow(number, b"ToUnicode")
    patient.change(number, b"/ToUnicode %d 0 R " % at, b"")


def blank(patient: Patient) -> int:
    return patient.find(b"/Subtype /Form")


def blank_key(key: bytes) -> Surgery:
    return lambda patient: patient.change(
        blank(patient), b"/Subtype /Form", b"/Subtype /Form " + key
    )


def scripted_blank(patient: Patient) -> None:
    patient.change(blank(patient), b"/ProcSet", b"/X << /S /JavaScript /JS (x) >> /ProcSet")


def stray(patient: Patient) -> None:
    patient.add(b"<< /Nobody true >>")


def trailer(more: bytes) -> Surgery:
    return lambda patient: setattr(patient, "more", more)


def without_profile(patient: Patient) -> None:
    del patient.bodies[patient.find(b"/N 3 /Filter")]


def gone(patient: Patient) -> None:
    del patient.bodies[patient.content(1)]


CASES: list[tuple[str, Surgery, Code]] = [
    ("a page dropped", drop, Code.OBJECT_UNEXPECTED),
    ("a page dropped, the count left", drop_uncounted, Code.PAGES_UNEXPECTED),
    ("a page appended that is there already", twice, Code.PAGE_TWICE),
    ("a page appended with somebody's content", copied, Code.PAGE_TWICE),
    ("an annotation", annotated, Code.PAGE_UNEXPECTED),
    ("an action on a page", page(b"/Contents", b"/AA << >> /Contents"), Code.PAGE_UNEXPECTED),
    ("a turned page", page(b"/Contents", b"/Rotate 90 /Contents"), Code.PAGE_UNEXPECTED),
    ("a cropped page", page(b"/Contents", b"/CropBox [0 0 9 9] /Contents"), Code.PAGE_UNEXPECTED),
    ("another unit", page(b"/Contents", b"/UserUnit 2 /Contents"), Code.PAGE_UNEXPECTED),
    ("several contents", split, Code.PAGE_UNEXPECTED),
    ("resources of its own", own_resources, Code.PAGE_UNEXPECTED),
    ("a larger page", page(b"243.77953", b"253.77953"), Code.PAGE_SIZE),
    ("a line drawn", content(b"BT\n", b"0 0 m 9 9 l S\nBT\n"), Code.PAGE_EXTRA_OPERATOR),
    ("invisible text", content(b"BT\n", b"BT\n3 Tr\n"), Code.PAGE_EXTRA_OPERATOR),
    ("white text", content(b"BT\n", b"1 g\nBT\n"), Code.PAGE_EXTRA_OPERATOR),
    ("a second blank", content(b"BT\n", b"/proof.2 Do\nBT\n"), Code.PAGE_EXTRA_OPERATOR),
    ("no blank", content(b"/proof.1 Do\n", b""), Code.PAGE_EXTRA_OPERATOR),
    ("text behind the end", content(b"ET\n", b"ET\nBT\nET\n"), Code.PAGE_EXTRA_OPERATOR),
    ("no end", content(b"ET\n", b""), Code.PAGE_EXTRA_OPERATOR),
    ("a comment", content(b"BT\n", b"BT\n%\n"), Code.PAGE_EXTRA_OPERATOR),
    ("a slanted run", content(b" 1 0 0 1 ", b" 1 0 0.2 1 "), Code.PAGE_EXTRA_OPERATOR),
    ("a run stretched", content(b" 1 0 0 1 ", b" 2 0 0 1 "), Code.PAGE_EXTRA_OPERATOR),
    ("half a code", content(b"> Tj", b"00> Tj"), Code.PAGE_EXTRA_OPERATOR),
    ("letters instead of codes", content(b"> Tj", b"zzzz> Tj"), Code.PAGE_EXTRA_OPERATOR),
    ("a code of no meaning", content(b"> Tj", b"7777> Tj"), Code.CODE_WITHOUT_MEANING),
    ("an unknown font", content(b"/F0 ", b"/F7 "), Code.FONT_UNKNOWN),
    ("an unknown blank", content(b"/proof.1", b"/proof.9"), Code.BLANK_UNKNOWN),
    ("a run that leaves the page", content(b"/F0 9 Tf 1", b"/F0 29 Tf 1"), Code.TEXT_OFF_PAGE),
    ("a run above the page", content(b" 128.", b" 928."), Code.TEXT_OFF_PAGE),
    (
        "a script that opens",
        root(b"/Lang", b"/OpenAction << /S /JavaScript /JS (x) >> /Lang"),
        Code.CATALOGUE_UNEXPECTED,
    ),
    (
        "attachments",
        root(b"/Lang", b"/Names << /EmbeddedFiles << >> >> /Lang"),
        Code.CATALOGUE_UNEXPECTED,
    ),
    ("a form to fill in", root(b"/Lang", b"/AcroForm << >> /Lang"), Code.CATALOGUE_UNEXPECTED),
    ("an information dictionary", trailer(b"/Info << /Author (x) >> "), Code.TRAILER_UNEXPECTED),
    ("somebody's content missing", gone, Code.PAGE_UNEXPECTED),
    ("an object nobody needs", stray, Code.OBJECT_UNEXPECTED),
    ("the profile missing", without_profile, Code.CATALOGUE_UNEXPECTED),
    ("a font without ToUnicode", unmapped, Code.FONT_UNEXPECTED),
    (
        "a map of ranges",
        meaning(b"endcmap", b"1 beginbfrange\n<0001> <0002> <0041>\nendbfrange\nendcmap"),
        Code.MEANING_UNREADABLE,
    ),
    ("two characters for a code", meaning(b"<0030>\n", b"<00300031>\n"), Code.MEANING_UNREADABLE),
    ("a code listed twice", meaning(b"<0012> <0031>", b"<0011> <0031>"), Code.MEANING_UNREADABLE),
    ("half a surrogate pair", meaning(b"<0030>\n", b"<d842>\n"), Code.MEANING_UNREADABLE),
    ("a wrong count", meaning(b"<0011> <0030>\n", b""), Code.MEANING_UNREADABLE),
    ("a script in a blank", scripted_blank, Code.BLANK_UNEXPECTED),
    ("a moved blank", blank_key(b"/Matrix [1 0 0 1 5 5]"), Code.BLANK_UNEXPECTED),
    ("a hidden blank", blank_key(b"/OC << >>"), Code.BLANK_UNEXPECTED),
]


@pytest.mark.parametrize(("words", "surgery", "code"), CASES, ids=[case[0] for case in CASES])
def test_damage_is_refused(printed: bytes, words: str, surgery: Surgery, code: Code) -> None:
    patient = Patient(printed)
    surgery(patient)
    assert refusal(patient.whole()).code == code


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"> Tj", b"00> Tj", Code.PAGE_EXTRA_OPERATOR),
        (b"> Tj", b"7777> Tj", Code.CODE_WITHOUT_MEANING),
        (b"BT\n", b"BT\n1 g\n", Code.PAGE_EXTRA_OPERATOR),
        (b"/F0 9 Tf 1", b"/F0 29 Tf 1", Code.TEXT_OFF_PAGE),
        (b"/F0 ", b"/F7 ", Code.FONT_UNKNOWN),
    ],
    ids=["half a code", "no meaning", "white text", "off the page", "unknown font"],
)
def test_damage_behind_sound_pages_is_refused_with_its_page(
    printed: bytes, old: bytes, new: bytes, code: Code
) -> None:
    """What was read on a page before lends nothing to one that differs."""
    patient = Patient(printed)
    patient.change(patient.content(7), old, new)
    found = refusal(patient.whole())
    assert (found.code, found.page) == (code, 7)


@pytest.mark.parametrize("length", [0, 1, 100, 5000, -2000, -100, -20, -6])
def test_a_truncated_file_is_refused(printed: bytes, length: int) -> None:
    assert refusal(printed[:length]).code == Code.LAYOUT_UNEXPECTED


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>" * 99])
def test_what_is_no_pdf_is_refused(junk: bytes) -> None:
    assert refusal(junk).code == Code.LAYOUT_UNEXPECTED


def ends(old: bytes, new: bytes) -> Surgery:
    def change(patient: Patient) -> None:
        body = patient.bodies[patient.content(1)]
        assert body.endswith(old + b"\nendstream")
        cut = body.removesuffix(old + b"\nendstream") + new
        length = len(cut) - cut.index(b"stream\n") - 7
        head, _, data = cut.partition(b"stream\n")
        head = re.sub(rb"/Length \d+", b"/Length %d" % length, head)
        patient.bodies[patient.content(1)] = head + b"stream\n" + data + b"\nendstream"

    return change


@pytest.mark.parametrize("change", ["checksum", "cut", "more"])
def test_a_stream_packed_wrongly_is_refused(printed: bytes, change: str) -> None:
    patient = Patient(printed)
    last = patient.bodies[patient.content(1)].removesuffix(b"\nendstream")[-4:]
    other = {"checksum": bytes(4), "cut": b"", "more": last + b"more"}[change]
    ends(last, other)(patient)
    assert refusal(patient.whole()).code == Code.STREAM_UNREADABLE


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("a space that only some programs know", b"obj\n<<", b"obj\v<<"),
        ("a zero byte for a space", b" /Filter", b"\0/Filter"),
        ("a comment between objects", b"\nendobj\n", b"\nendobj%"),
        ("another word for a free number", b"65535 f \n", b"65534 f \n"),
        ("a number that the table does not know", b"\n24 0 obj", b"\n25 0 obj"),
        ("text behind the end", b"%%EOF\n", b"%%EOF\n%%EOF\n"),
    ],
)
def test_bytes_that_programs_could_read_differently_are_refused(
    printed: bytes, words: str, old: bytes, new: bytes
) -> None:
    assert old in printed
    assert refusal(printed.replace(old, new, 1)).code == Code.LAYOUT_UNEXPECTED


def test_no_error_says_anything_about_a_person(printed: bytes) -> None:
    for _, surgery, _ in CASES:
        patient = Patient(printed)
        surgery(patient)
        words = str(refusal(patient.whole()))
        assert words.isascii()
        for person in PEOPLE:
            assert not any(value and value in words for value in person.values())
