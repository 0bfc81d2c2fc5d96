"""A canonical digest of a tree of PDF objects: what it is, not how a file happens to write it.

Streams are taken decoded, references followed, keys sorted, numbers compared by value. Two trees
with one digest draw the same picture.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

import pikepdf

from kofu.documents.readback.damage import Code, DamageError

_ACTIVE = frozenset(
    (
        *("/A", "/AA", "/AF", "/Annots", "/Dests", "/EF", "/EmbeddedFiles", "/F", "/JS"),
        *("/JavaScript", "/Launch", "/Metadata", "/Names", "/OC", "/OPI", "/OpenAction"),
        *("/Parent", "/PieceInfo", "/Ref", "/StructParent", "/StructParents", "/SubmitForm"),
        *("/URI", "/XFA"),
    )
)
"""Keys that no blank has a use for: scripts, links, attachments, layers, ways to other pages."""
_SUBTYPES = frozenset(("/Form", "/Image"))
_FILTER = ("/Filter", "/DecodeParms")


@dataclass(eq=False)
class Walk:
    """Digests objects; `seen` are the numbers of the indirect objects that were met."""

    seen: set[int] = field(default_factory=set)
    _known: dict[int, bytes] = field(default_factory=dict)
    _open: set[int] = field(default_factory=set)

    def digest(self, one: object) -> bytes:
        """SHA-256 of the tree. Raises DamageError `blank-unexpected`, also for a circle."""
        number = one.objgen[0] if isinstance(one, pikepdf.Object) else 0
        if not number:
            return self._digest(one)
        if number in self._open:
            raise DamageError(Code.BLANK_UNEXPECTED, detail=f"object {number}: a circle")
        if number not in self._known:
            self.seen.add(number)
            self._open.add(number)
            self._known[number] = self._digest(one)
            self._open.remove(number)
        return self._known[number]

    def parts(self, parts: dict[str, object], content: bytes) -> bytes:
        """The digest of a stream with these entries and this content."""
        rows = [key.encode() + self.digest(parts[key]) for key in sorted(parts)]
        return _hash(b"stream", *rows, hashlib.sha256(content).digest())

    def _digest(self, one: object) -> bytes:
        if isinstance(one, pikepdf.Stream):
            return self._stream(one)
        if isinstance(one, pikepdf.Dictionary):
            keys = sorted(one.keys())
            self._allowed(keys)
            return _hash(b"dictionary", *(key.encode() + self.digest(one[key]) for key in keys))
        if isinstance(one, pikepdf.Array):
            return _hash(b"array", *(self.digest(part) for part in one.as_list()))
        if isinstance(one, pikepdf.Name):
            return _hash(b"name", str(one).encode())
        if isinstance(one, pikepdf.String):
            return _hash(b"string", bytes(one))
        if one is None or isinstance(one, bool):
            return _hash(b"constant", repr(one).encode())
        if isinstance(one, int | Decimal):
            return _hash(b"number", repr(float(one)).encode())
        raise DamageError(Code.BLANK_UNEXPECTED, detail="an object of no known kind")

    def _stream(self, one: pikepdf.Stream) -> bytes:
        """Decoded where qpdf can (Flate and its like); a JPEG as it is, with its filter."""
        parts: dict[str, object] = dict(one.stream_dict.items())
        self._allowed(parts)
        if parts.get("/Type") == "/XObject" and str(parts.get("/Subtype")) not in _SUBTYPES:
            raise DamageError(Code.BLANK_UNEXPECTED, detail="an XObject of no known kind")
        parts.pop("/Length", None)
        try:
            content = one.read_bytes()
        except pikepdf.PdfError:
            content = one.read_raw_bytes()
        else:
            for key in _FILTER:
                parts.pop(key, None)
        return self.parts(parts, content)

    @staticmethod
    def _allowed(keys: Iterable[str]) -> None:
        found = _ACTIVE.intersection(keys)
        if found:
            raise DamageError(Code.BLANK_UNEXPECTED, detail=min(found))


def _hash(kind: bytes, *parts: bytes) -> bytes:
    seen = hashlib.sha256(kind)
    for part in parts:
        seen.update(len(part).to_bytes(4, "big") + part)
    return seen.digest()
