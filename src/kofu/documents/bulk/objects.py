"""A PDF being written: objects, their places, the table at the end (ISO 32000-1, 7.5)."""

from __future__ import annotations

import zlib
from io import BytesIO

from kofu.documents.bulk.archive import document_id

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_STREAM = b"%d 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream\nendobj\n"
_SLOW = 6
_FAST = 1


class Objects:
    """Objects in the order in which they are written; numbers are handed out beforehand."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self._at: dict[int, int] = {}
        self._last = 0
        self._position = self._out.write(_HEAD)

    def number(self) -> int:
        self._last += 1
        return self._last

    def write(self, number: int, body: bytes) -> None:
        self._at[number] = self._position
        self._position += self._out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def page_stream(self, data: bytes) -> int:
        """A compressed stream under the next number: one for every page, so in one go."""
        number, packed = self.number(), zlib.compress(data, _FAST)
        self._at[number] = self._position
        self._position += self._out.write(_STREAM % (number, len(packed), packed))
        return number

    def stream(self, number: int, data: bytes, entries: str = "", fast: bool = False) -> None:
        """A compressed stream; `entries` are those of its dictionary besides length and filter."""
        packed = zlib.compress(data, _FAST if fast else _SLOW)
        head = b"<< %b/Filter /FlateDecode /Length %d >>" % (entries.encode(), len(packed))
        self.write(number, b"%b\nstream\n%b\nendstream" % (head, packed))

    def plain_stream(self, number: int, data: bytes, entries: str) -> None:
        """An uncompressed stream: metadata must be readable without a decoder."""
        head = f"<< {entries} /Length {len(data)} >>\nstream\n"
        self.write(number, head.encode() + data + b"\nendstream")

    def copy(self, bodies: dict[int, bytes], last: int) -> None:
        """Finished objects, whose numbers up to `last` are now taken."""
        self._last = max(self._last, last)
        for number, body in bodies.items():
            self.write(number, body)

    def finish(self, catalogue: int) -> bytes:
        """The whole file."""
        start, name = self._position, document_id(self._out.getvalue())
        rows = [b"0000000000 65535 f \n"]
        for number in range(1, self._last + 1):
            at = self._at.get(number)
            rows.append(b"0000000000 65535 f \n" if at is None else b"%010d 00000 n \n" % at)
        self._out.write(b"xref\n0 %d\n" % (self._last + 1) + b"".join(rows))
        self._out.write(
            f"trailer\n<< /Size {self._last + 1} /Root {catalogue} 0 R /ID [<{name}> <{name}>] >>\n"
            f"startxref\n{start}\n%%EOF\n".encode()
        )
        return self._out.getvalue()
