"""What each object of a bulk file looks like, as qpdf writes it out: keys sorted, one space.

Comparing an object's whole text with one pattern is strict (a key more or less does not fit) and
fast. References stay visible: `18 0 R` is another object, never an inlined one.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping

import pikepdf

from kofu.documents.readback.damage import Code, DamageError

_REF = rb"(\d+) 0 R"
_NUMBER = rb"-?\d+(?:\.\d+)?"
_NAME = rb"/([!-.0-;=?-Z\\^-z|~]+)"

CATALOGUE = re.compile(
    rb"<< /Lang \(ja-JP\) /Metadata %b /OutputIntents \[ %b \] /Pages %b /Type /Catalog "
    rb"/ViewerPreferences << /DisplayDocTitle true >> >>" % (_REF, _REF, _REF)
)
"""ISO 32000-1, 7.7.2. Groups: metadata, output intent, page tree."""
PAGES = re.compile(rb"<< /Count (\d+) /Kids \[((?: \d+ 0 R)*) \] /Type /Pages >>")
"""7.7.3.2. Groups: how many, references."""
PAGE = re.compile(
    rb"<< /Contents %b /MediaBox \[ 0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?) \] /Parent %b "
    rb"/Resources %b /Type /Page >>" % (_REF, _REF, _REF)
)
"""7.7.3.3. Groups: content, width, height, parent, resources."""
RESOURCES = re.compile(
    rb"<< /Font <<((?: /F\d+(?:L[1-9]\d*)? \d+ 0 R)*) >> "
    rb"/XObject <<((?: /[A-Za-z0-9-]+\.[1-9]\d* \d+ 0 R)*) >> >>"
)
"""7.8.3. Groups: fonts, blanks; see ENTRY."""
ENTRY = re.compile(rb" /(\S+) (\d+) 0 R")
INTENT = re.compile(
    rb"<< /DestOutputProfile %b /Info \(sRGB IEC61966-2\.1\) "
    rb"/OutputConditionIdentifier \(sRGB\) /S /GTS_PDFA1 /Type /OutputIntent >>" % _REF
)
"""14.11.5."""
FONT = re.compile(
    rb"<< /BaseFont %b /DescendantFonts \[ %b \] /Encoding /Identity-H /Subtype /Type0 "
    rb"/ToUnicode %b /Type /Font >>" % (_NAME, _REF, _REF)
)
"""9.7.6. Groups: name, descendant, ToUnicode."""
FAMILY = re.compile(
    rb"<< /BaseFont %b /CIDSystemInfo << /Ordering \(Identity\) /Registry \(Adobe\) "
    rb"/Supplement 0 >>(?: /CIDToGIDMap %b)? /DW 1000 /FontDescriptor %b "
    rb"/Subtype /(CIDFontType[02]) /Type /Font /W \[((?: \d+ \[ \d+ \])*) \] >>"
    % (_NAME, _REF, _REF)
)
"""9.7.4. Groups: name, map of codes to glyphs, descriptor, subtype, widths; see WIDTH."""
WIDTH = re.compile(rb" (\d+) \[ (\d+) \]")
DESCRIPTOR = re.compile(
    rb"<< /Ascent %(n)b /CapHeight %(n)b /Descent %(n)b /Flags 4 /FontBBox \[(?: %(n)b){4} \] "
    rb"/(FontFile[23]) %(r)b /FontName %(name)b /ItalicAngle 0 /StemV 80 /Type /FontDescriptor >>"
    % {b"n": _NUMBER, b"r": _REF, b"name": _NAME}
)
"""9.8. Groups: kind of program, program, name."""

PACKED = re.compile(rb"<< /Filter /FlateDecode /Length (\d+) >>")
PACKED_CFF = re.compile(rb"<< /Filter /FlateDecode /Length (\d+) /Subtype /CIDFontType0C >>")
PACKED_TRUETYPE = re.compile(rb"<< /Filter /FlateDecode /Length (\d+) /Length1 (\d+) >>")
PACKED_PROFILE = re.compile(rb"<< /Filter /FlateDecode /Length (\d+) /N 3 >>")
PLAIN_METADATA = re.compile(rb"<< /Length (\d+) /Subtype /XML /Type /Metadata >>")

UNREADABLE = (pikepdf.PdfError, RuntimeError, ValueError, LookupError, TypeError, AttributeError)
"""What reading throws where an object is of another kind than it has to be."""


class Objects:
    """A file's objects by number; remembers which were asked for."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self.seen: set[int] = set()

    def get(self, number: int | bytes) -> pikepdf.Object:
        self.seen.add(int(number))
        return self._pdf.get_object((int(number), 0))

    def match(
        self, number: int | bytes, shape: re.Pattern[bytes], code: Code, page: int | None = None
    ) -> re.Match[bytes]:
        """The object's text in its shape. Raises DamageError with `code`."""
        one = self.get(number)
        found = None
        if isinstance(one, pikepdf.Object):  # nothing at all is None, a bare number an int
            found = shape.fullmatch(one.unparse(resolved=True))
        if found is None:
            raise DamageError(code, page, f"object {int(number)}")
        return found

    def stream(
        self, number: int | bytes, shape: re.Pattern[bytes], code: Code, page: int | None = None
    ) -> bytes:
        """A stream's data, unpacked. Raises DamageError: `code`, or `stream-unreadable`."""
        one = self.get(number)
        if not isinstance(one, pikepdf.Stream):
            raise DamageError(code, page, f"object {int(number)}")
        found = shape.fullmatch(one.stream_dict.unparse(resolved=True))
        if found is None:
            raise DamageError(code, page, f"object {int(number)}")
        raw = one.read_raw_bytes()
        if len(raw) != int(found[1]):
            raise DamageError(Code.STREAM_UNREADABLE, page, f"object {int(number)}")
        return raw if shape is PLAIN_METADATA else _unpacked(raw, int(number), page)


def _unpacked(raw: bytes, number: int, page: int | None) -> bytes:
    """zlib with its checksum verified and nothing behind it (qpdf is more forgiving)."""
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(raw)
    except zlib.error:
        data = b""
    if not unpacker.eof or unpacker.unused_data:
        raise DamageError(Code.STREAM_UNREADABLE, page, f"object {number}")
    return data


def entries(listed: bytes) -> Mapping[str, int]:
    """`/F0 24 0 R /F0L1 25 0 R` as names and numbers of objects."""
    return {name.decode(): int(number) for name, number in ENTRY.findall(listed)}
