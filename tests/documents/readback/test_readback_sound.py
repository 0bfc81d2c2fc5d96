"""A finished file as a file for the archive."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from readback_surgery import Patient

from kofu.documents.readback.sound import Flaw, check_sound

Surgery = Callable[[Patient], object]


def flaws(pdf: bytes, pages: int | None = None) -> set[Flaw]:
    return {finding.code for finding in check_sound(pdf, pages)}


def test_a_file_as_printed_is_sound(printed: bytes, tmp_path: Path) -> None:
    assert check_sound(printed, 8) == []
    assert check_sound(printed, 8, syntax=False) == []
    (tmp_path / "a.pdf").write_bytes(printed)
    assert check_sound(tmp_path / "a.pdf") == []


def root(old: bytes, new: bytes) -> Surgery:
    return lambda patient: patient.change(patient.root, old, new)


def metadata(old: bytes, new: bytes) -> Surgery:
    def surgery(patient: Patient) -> None:
        assert len(old) == len(new)
        patient.change(patient.find(b"/Type /Metadata"), old, new)

    return surgery


def profile(change: Callable[[bytes], bytes]) -> Surgery:
    def surgery(patient: Patient) -> None:
        number = patient.follow(patient.find(b"/OutputIntent "), b"DestOutputProfile")
        patient.put(number, change(patient.data(number)))

    return surgery


def unembedded(patient: Patient) -> None:
    resources = patient.follow(patient.pages()[0], b"Resources")
    helvetica = patient.add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    patient.change(resources, b"/Font << ", b"/Font << /H %d 0 R " % helvetica)


def program_gone(patient: Patient) -> None:
    number = patient.all(b"/StemV 80")[0]
    patient.change(number, b"/FontFile3", b"/FontFileX")


def annotated(patient: Patient) -> None:
    patient.change(patient.pages()[0], b"/Type /Page", b"/Annots [] /Type /Page")


def external(patient: Patient) -> None:
    number = patient.find(b"/Subtype /Image")
    patient.change(number, b"/Subtype /Image", b"/F (x.png) /Subtype /Image")


@pytest.mark.parametrize(
    ("words", "surgery", "flaw"),
    [
        ("no language", root(b"/Lang (ja-JP) ", b""), Flaw.LANGUAGE),
        ("another language", root(b"(ja-JP)", b"(en)"), Flaw.LANGUAGE),
        ("no metadata", root(b"/Metadata ", b"/Metadato "), Flaw.METADATA),
        ("part 1", metadata(b"part>2<", b"part>1<"), Flaw.METADATA),
        ("conformance U", metadata(b"conformance>B<", b"conformance>U<"), Flaw.METADATA),
        ("metadata that is no XML", metadata(b"</rdf:RDF>", b"<rdf:RDF/>"), Flaw.METADATA),
        ("no output intent", root(b"/OutputIntents", b"/OutputIntentz"), Flaw.INTENT),
        ("a profile cut", profile(lambda data: data[:-1]), Flaw.PROFILE),
        ("no profile", profile(lambda data: bytes(len(data))), Flaw.PROFILE),
        (
            "a profile of grey",
            profile(lambda data: data.replace(b"RGB ", b"GRAY", 1)),
            Flaw.PROFILE,
        ),
        ("Helvetica", unembedded, Flaw.FONT),
        ("a font without program", program_gone, Flaw.FONT),
        ("a script", root(b"/Lang", b"/OpenAction << /JS (x) >> /Lang"), Flaw.ACTIVE),
        ("annotations", annotated, Flaw.ACTIVE),
        ("attachments", root(b"/Lang", b"/Names << /EmbeddedFiles << >> >> /Lang"), Flaw.EXTERNAL),
        ("data outside", external, Flaw.EXTERNAL),
    ],
)
def test_a_flaw_is_found(printed: bytes, words: str, surgery: Surgery, flaw: Flaw) -> None:
    patient = Patient(printed)
    surgery(patient)
    assert flaws(patient.whole()) == {flaw}


def test_a_wrong_number_of_pages_is_found(printed: bytes) -> None:
    assert flaws(printed, 9) == {Flaw.PAGES}


def test_an_encrypted_file_is_found(printed: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(printed)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user=""))
    assert Flaw.ENCRYPTED in flaws(out.getvalue())


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("a second revision", lambda pdf: pdf + pdf[pdf.rindex(b"trailer") :]),
        ("bytes behind the end", lambda pdf: pdf + b"x"),
        ("bytes before the head", lambda pdf: b"\n" + pdf),
        ("the last line missing", lambda pdf: pdf[:-6]),
        ("another version", lambda pdf: pdf.replace(b"%PDF-1.7", b"%PDF-1.4")),
    ],
)
def test_bytes_around_the_file_are_found(
    printed: bytes, words: str, change: Callable[[bytes], bytes]
) -> None:
    assert Flaw.FRAME in flaws(change(printed))


def test_a_byte_changed_after_printing_does_not_fit_the_id(printed: bytes) -> None:
    title = printed.replace("試し".encode(), "試す".encode())
    assert flaws(title) == {Flaw.ID_DIFFERENT}


def test_a_file_without_id_is_found(printed: bytes) -> None:
    bare = printed.replace(b"/ID [<", b"/XX [<")
    assert Flaw.ID_MISSING in flaws(bare)


@pytest.mark.parametrize("length", [0, 9, 5000, -300])
def test_a_truncated_file_is_unreadable(printed: bytes, length: int) -> None:
    assert Flaw.UNREADABLE in flaws(printed[:length])
