"""The blanks in a file are the forms' blanks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from readback_small import PEOPLE
from readback_surgery import Patient

from kofu.documents.bulk.press import Press
from kofu.documents.forms.form import Form
from kofu.documents.readback.blanks import blank_digests, prove_blanks
from kofu.documents.readback.damage import Code, DamageError
from kofu.documents.readback.streams import read_file

Surgery = Callable[[Patient], object]


def code_of(pdf: bytes, forms: dict[str, Form]) -> Code:
    file = read_file(pdf)
    with pytest.raises(DamageError) as refused:
        prove_blanks(file.blanks, forms)
    return refused.value.code


def test_a_file_as_printed_stands_on_its_form(printed: bytes, form: Form) -> None:
    prove_blanks(read_file(printed).blanks, {"proof": form})


def test_a_form_compiled_by_somebody_else_is_the_same(printed: bytes, form: Form) -> None:
    prove_blanks(read_file(printed).blanks, {"proof": replace(form), "other": form})


def test_each_page_of_a_form_has_a_digest_of_its_own(form: Form) -> None:
    assert len(set(blank_digests(form))) == 2
    assert blank_digests(form) is blank_digests(form)


def xobjects(patient: Patient) -> int:
    return patient.follow(patient.pages()[0], b"Resources")


def exchanged(patient: Patient) -> None:
    """The front printed on the back and the other way round."""
    number = xobjects(patient)
    patient.change(number, b"/proof.1", b"/proof.x")
    patient.change(number, b"/proof.2", b"/proof.1")
    patient.change(number, b"/proof.x", b"/proof.2")


def front(old: bytes, new: bytes) -> Surgery:
    return lambda patient: patient.change(patient.find(b"/Subtype /Form"), old, new)


def seal(patient: Patient) -> None:
    """Another seal: one pixel of the picture."""
    number = next(n for n in patient.all(b"/Subtype /Image") if b"DCT" not in patient.bodies[n])
    data = bytearray(patient.data(number))
    data[0] ^= 1
    patient.put(number, bytes(data))


def photo(patient: Patient) -> None:
    """A JPEG is compared as it is packed."""
    number = patient.find(b"/DCTDecode")
    patient.bodies[number] = patient.bodies[number].replace(b"\xff\xdb", b"\xff\xdc", 1)


def letters(patient: Patient) -> None:
    """The program of the blank's own font."""
    number = patient.all(b"/Subtype /CIDFontType0C")[0]
    data = bytearray(patient.data(number))
    data[-20] ^= 1
    patient.put(number, bytes(data))


@pytest.mark.parametrize(
    ("words", "surgery"),
    [
        ("front and back exchanged", exchanged),
        ("another colour", front(b"0.93333334", b"0.93333335")),
        ("a line moved", front(b" 20 l", b" 21 l")),
        ("a letter of the wording", front(b"\\001", b"\\002")),
        ("a pixel of the seal", seal),
        ("a byte of the photograph", photo),
        ("a byte of the blank's font", letters),
    ],
)
def test_another_blank_is_refused(printed: bytes, form: Form, words: str, surgery: Surgery) -> None:
    patient = Patient(printed)
    surgery(patient)
    assert code_of(patient.whole(), {"proof": form}) == Code.BLANK_DIFFERENT


@pytest.mark.parametrize(
    ("words", "face"),
    [("another tint", {"tint": "#ffffff"}), ("a darker one", {"tint": "#eef3e9"})],
)
def test_a_file_of_another_face_is_refused(
    printed: bytes, form: Form, words: str, face: dict[str, object]
) -> None:
    assert code_of(printed, {"proof": replace(form, face=face)}) == Code.BLANK_DIFFERENT


def test_a_template_edited_after_printing_is_refused(
    printed: bytes, form: Form, root: Path
) -> None:
    file = root / "templates" / "proof" / "form.typ"
    was = file.read_text(encoding="utf-8")
    file.write_text(was.replace("氏名", "氏　名"), encoding="utf-8")
    try:
        assert code_of(printed, {"proof": replace(form)}) == Code.BLANK_DIFFERENT
    finally:
        file.write_text(was, encoding="utf-8")


def test_a_form_that_is_not_of_the_run_is_refused(printed: bytes, form: Form) -> None:
    assert code_of(printed, {"card": form}) == Code.BLANK_UNKNOWN


def test_two_forms_in_one_file_are_each_proven(form: Form) -> None:
    white = replace(form, face={"tint": "#ffffff"})
    press = Press(form.chains)
    press.add("green", form)
    press.add("white-2", white)
    pdf = press.print(
        [press.compose(name, PEOPLE[0]) for name in ("green", "white-2", "green")], "試し"
    )
    blanks = read_file(pdf).blanks
    prove_blanks(blanks, {"green": form, "white-2": white})
    with pytest.raises(DamageError):
        prove_blanks(blanks, {"green": white, "white-2": form})
