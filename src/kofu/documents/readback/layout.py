"""The bytes of a file, object by object, without qpdf (ISO 32000-1, 7.5).

Programs are more or less forgiving about what stands between two objects, and would then not all
see the same file: a bulk file has exactly one layout, in which nothing is left to forgive.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

_HEAD = re.compile(rb"%PDF-1\.7\n%[\x80-\xff]{4}\n")
_OBJECT = re.compile(rb"(\d+) 0 obj\n([ -~\x80-\xff]+)\n(stream|endobj)\n")
_LENGTH = re.compile(rb"/Length (\d+)(?= /| >>)")
_STREAM_END = b"\nendstream\nendobj\n"
_END = re.compile(
    rb"trailer\n<< /Size (\d+) /Root \d+ 0 R (?:/ID \[<([0-9a-f]{32})> <([0-9a-f]{32})>\] )?"
    rb"(?![^\n]*/(?:Prev|XRefStm))[ -~]*>>\nstartxref\n(\d+)\n%%EOF\n"
)
"""What else the trailer holds is for others to judge, but no earlier revision."""


@dataclass(frozen=True, slots=True)
class Layout:
    """`flaw`: what is wrong, empty if nothing is. `named_by_content`: /ID is the SHA-256 of all
    bytes before the cross-reference table (its first half, twice)."""

    flaw: str = ""
    named_by_content: bool = False

    @property
    def whole(self) -> bool:
        return not self.flaw


@lru_cache(maxsize=1)
def layout_of(data: bytes) -> Layout:
    """One head, objects end to end, one cross-reference table that tells where, one end.

    Of the last file it is remembered, for two ask: the reader of pages and the check as a whole.
    """
    places = _places(data)
    if places is None:
        return Layout("head or objects")
    table = places.pop(0)
    size = max(places, default=0) + 1
    rows = [b"xref\n0 %d\n0000000000 65535 f \n" % size]
    for number in range(1, size):
        at = places.get(number)
        rows.append(b"0000000000 65535 f \n" if at is None else b"%010d 00000 n \n" % at)
    written = b"".join(rows)
    if not data.startswith(written, table):
        return Layout("cross-reference table")
    end = _END.fullmatch(data, table + len(written))
    if end is None or (int(end[1]), int(end[4])) != (size, table):
        return Layout("trailer")
    name = hashlib.sha256(data[:table]).hexdigest()[:32].encode()
    return Layout(named_by_content=end[2] == end[3] == name)


def _places(data: bytes) -> dict[int, int] | None:
    """Where each object begins, and under 0 where the table does; None for any other layout."""
    head = _HEAD.match(data)
    if head is None:
        return None
    places: dict[int, int] = {}
    at = head.end()
    while found := _OBJECT.match(data, at):
        number, plain, kind = found.groups()
        if int(number) in places or not int(number):
            return None
        places[int(number)] = at
        at = found.end()
        if kind == b"stream":
            length = _LENGTH.findall(plain)
            if len(length) != 1:
                return None
            at += int(length[0])
            if not data.startswith(_STREAM_END, at):
                return None
            at += len(_STREAM_END)
    return {**places, 0: at}
