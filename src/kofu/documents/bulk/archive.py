"""What makes a file fit for the archive: XMP, output intent, document ID (PDF/A-2b, ISO 19005-2).

Nothing in it depends on the clock, the machine or chance.
"""

from __future__ import annotations

import hashlib
from functools import cache
from xml.sax.saxutils import escape

from PIL import ImageCms

_CREATED = slice(24, 36)
"""Where an ICC profile keeps the time of its making (ICC.1, 7.2.8)."""
_FIRST_DAY = bytes.fromhex("07e8000100010000" + "00000000")
_PROFILE_ID = slice(84, 100)

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>ja-JP</rdf:li></rdf:Bag></dc:language>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


@cache
def colour_profile() -> bytes:
    """sRGB as an ICC profile, with a fixed date instead of the clock's."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_CREATED] = _FIRST_DAY
    profile[_PROFILE_ID] = bytes(16)
    return bytes(profile)


def metadata(title: str) -> bytes:
    """The XMP packet of a file."""
    return _XMP.format(title=escape(title)).encode("utf-8")


def document_id(content: bytes) -> str:
    """32 hexadecimal digits that depend on the content alone."""
    return hashlib.sha256(content).hexdigest()[:32]
