"""Checks of a finished file as a file for the archive (PDF/A-2b in structure, ISO 19005-2).

Independent of `streams`: here qpdf is asked in general terms, and nothing stops at the first flaw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from xml.etree import ElementTree

import pikepdf

from kofu.documents.readback.layout import layout_of
from kofu.documents.readback.opening import by_qpdf
from kofu.documents.readback.shapes import UNREADABLE


class Flaw(StrEnum):
    """What a file for the archive may not be."""

    UNREADABLE = "file-unreadable"
    FRAME = "frame-unexpected"
    """Head, end or cross-reference table: bytes before or behind, a second revision."""
    SYNTAX = "syntax-warnings"
    ENCRYPTED = "file-encrypted"
    PAGES = "page-count"
    ID_MISSING = "id-missing"
    ID_DIFFERENT = "id-not-of-content"
    """/ID is made of the content; a byte was changed after the file was made."""
    LANGUAGE = "language-missing"
    METADATA = "metadata-not-archival"
    INTENT = "output-intent-missing"
    PROFILE = "colour-profile-unreadable"
    FONT = "font-not-embedded"
    ACTIVE = "active-content"
    EXTERNAL = "external-content"


@dataclass(frozen=True, slots=True)
class Finding:
    """One flaw; the detail holds counts and names of objects only."""

    code: Flaw
    detail: str = ""


_ACTIVE = re.compile(
    rb"/(JS|JavaScript|AA|OpenAction|Launch|SubmitForm|ImportData|RichMedia|Movie|Sound|XFA"
    rb"|AcroForm|Annots|GoToR|GoToE|URI)(?![A-Za-z0-9])"
)
_EXTERNAL = re.compile(
    rb"/(EmbeddedFiles?|Filespec|AF|OPI|Ref|Alternates|LZWDecode)(?![A-Za-z0-9])"
)
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"


def check_sound(
    source: Path | bytes, pages: int | None = None, syntax: bool = True
) -> list[Finding]:
    """Every flaw of a file; an empty list is a sound one. `pages`: how many it must have.

    Without `syntax`, qpdf does not parse every content stream once more: four fifths of the time,
    and nothing that `streams.read_file` has not seen already.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    found = list(_layout(data))
    try:
        with by_qpdf(data) as pdf:
            found += _open(pdf, data, pages, syntax)
    except UNREADABLE as error:
        found.append(Finding(Flaw.UNREADABLE, type(error).__name__))
    return found


def check_open(pdf: pikepdf.Pdf, data: bytes, pages: int) -> list[Finding]:
    """Like `check_sound` without syntax, of a file that is open; `data` are its bytes."""
    return [*_layout(data), *_open(pdf, data, pages, False)]


def _open(pdf: pikepdf.Pdf, data: bytes, pages: int | None, syntax: bool) -> Iterator[Finding]:
    yield from _locked(pdf)
    if layout_of(data).whole:  # else asking for objects may crash qpdf
        yield from _whole(pdf, pages, syntax)
        yield from _catalogue(pdf)
        yield from _objects(pdf)


def _layout(data: bytes) -> Iterator[Finding]:
    layout = layout_of(data)
    if not layout.whole:
        yield Finding(Flaw.FRAME, layout.flaw)
    elif not layout.named_by_content:
        yield Finding(Flaw.ID_DIFFERENT)


def _locked(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    if pdf.is_encrypted or "/Encrypt" in pdf.trailer:
        yield Finding(Flaw.ENCRYPTED)


def _whole(pdf: pikepdf.Pdf, pages: int | None, syntax: bool) -> Iterator[Finding]:
    ids = [bytes(one) for one in pdf.trailer.get("/ID", pikepdf.Array()).as_list()]
    if len(ids) != 2 or min(map(len, ids)) < 16:
        yield Finding(Flaw.ID_MISSING)
    problems = pdf.check_pdf_syntax() if syntax else []
    if problems or pdf.get_warnings():
        yield Finding(Flaw.SYNTAX, f"{len(problems)} of the check")
    count = len(pdf.pages)
    if pages is not None and count != pages:
        yield Finding(Flaw.PAGES, f"{count} instead of {pages}")


def _catalogue(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    root = pdf.Root
    if str(root.get("/Lang", "")) != "ja-JP":
        yield Finding(Flaw.LANGUAGE)
    if not _archival(root.get("/Metadata")):
        yield Finding(Flaw.METADATA)
    intents = root.get("/OutputIntents", pikepdf.Array()).as_list()
    if len(intents) != 1 or intents[0].get("/S") != "/GTS_PDFA1":
        yield Finding(Flaw.INTENT, f"{len(intents)}")
    for intent in intents:
        profile = intent.get("/DestOutputProfile")
        if not isinstance(profile, pikepdf.Stream) or not _is_profile(profile):
            yield Finding(Flaw.PROFILE)


def _archival(metadata: object) -> bool:
    """XMP that says part 2, conformance B (ISO 19005-2, 6.6.4), readable without a decoder."""
    if not isinstance(metadata, pikepdf.Stream) or "/Filter" in metadata:
        return False
    raw = metadata.read_raw_bytes()
    if b"<!" in raw:
        return False
    try:
        tree = ElementTree.fromstring(raw.decode("utf-8"))
    except (ElementTree.ParseError, UnicodeDecodeError):
        return False
    said = [[one.text for one in tree.iter(_PDFA + key)] for key in ("part", "conformance")]
    return said == [["2"], ["B"]]


def _is_profile(profile: pikepdf.Stream) -> bool:
    """The head of an ICC profile for RGB (ICC.1, 7.2)."""
    data = profile.read_bytes()
    return (
        profile.get("/N") == 3
        and len(data) >= 128
        and int.from_bytes(data[:4], "big") == len(data)
        and data[16:20] == b"RGB "
        and data[36:40] == b"acsp"
    )


def _objects(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Every object, wherever it hangs: nothing active, nothing outside, every font embedded."""
    for one in pdf.objects:
        plain = one.stream_dict if isinstance(one, pikepdf.Stream) else one
        written = plain.unparse(resolved=True)
        if _ACTIVE.search(written):
            yield Finding(Flaw.ACTIVE, f"object {one.objgen[0]}")
        if _EXTERNAL.search(written) or (plain is not one and "/F" in plain):
            yield Finding(Flaw.EXTERNAL, f"object {one.objgen[0]}")
        if b"/Type /Font " in written + b" " and not _is_embedded(plain):
            yield Finding(Flaw.FONT, f"object {one.objgen[0]}")


def _is_embedded(font: pikepdf.Object) -> bool:
    """ISO 19005-2, 6.2.11.4.1: a Type0 font through its descendant, Type3 by nature."""
    if font.get("/Subtype") == "/Type0":
        return all(_is_embedded(one) for one in font["/DescendantFonts"].as_list())
    if font.get("/Subtype") == "/Type3":
        return True
    descriptor = font.get("/FontDescriptor")
    return isinstance(descriptor, pikepdf.Dictionary) and any(
        isinstance(descriptor.get(key), pikepdf.Stream)
        for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )
