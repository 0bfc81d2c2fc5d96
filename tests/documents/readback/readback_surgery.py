"""Damage that only meaning betrays: a bulk file changed inside, its frame made whole again."""

from __future__ import annotations

import hashlib
import re
import zlib

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj\n", re.DOTALL)
_STREAM = re.compile(rb"(.*?)stream\n(.*)\nendstream", re.DOTALL)


class Patient:
    """A bulk file taken apart: bodies of objects by number."""

    def __init__(self, pdf: bytes) -> None:
        self.bodies = {int(number): body for number, body in _OBJECT.findall(pdf)}
        found = re.search(rb"/Root (\d+) 0 R", pdf)
        assert found
        self.root = int(found[1])
        self.more = b""

    def find(self, *words: bytes) -> int:
        """The first object whose text holds all these words."""
        return self.all(*words)[0]

    def all(self, *words: bytes) -> list[int]:
        found = [n for n, body in self.bodies.items() if all(word in body for word in words)]
        assert found, words
        return found

    def pages(self) -> list[int]:
        return [int(n) for n in re.findall(rb"(\d+) 0 R", self.bodies[self.tree()])]

    def tree(self) -> int:
        return self.find(b"/Kids")

    def content(self, page: int) -> int:
        """The content stream of a page, counted from 1."""
        found = re.search(rb"/Contents (\d+) 0 R", self.bodies[self.pages()[page - 1]])
        assert found
        return int(found[1])

    def follow(self, number: int, key: bytes) -> int:
        found = re.search(rb"/%b \[?\s*(\d+) 0 R" % key, self.bodies[number])
        assert found, key
        return int(found[1])

    def data(self, number: int) -> bytes:
        found = _STREAM.fullmatch(self.bodies[number])
        assert found
        return zlib.decompress(found[2])

    def put(self, number: int, data: bytes) -> None:
        """Other data for a stream, packed again, its length right."""
        found = _STREAM.fullmatch(self.bodies[number])
        assert found
        packed = zlib.compress(data, 1)
        head = re.sub(rb"/Length \d+", b"/Length %d" % len(packed), found[1])
        head = re.sub(rb"/Length1 \d+", b"/Length1 %d" % len(data), head)
        self.bodies[number] = head + b"stream\n" + packed + b"\nendstream"

    def change(self, number: int, old: bytes, new: bytes, count: int = 1) -> None:
        """Other text in an object or, if it is not there, in its stream."""
        if old in self.bodies[number]:
            self.bodies[number] = self.bodies[number].replace(old, new, count)
            return
        data = self.data(number)
        assert old in data, old
        self.put(number, data.replace(old, new, count))

    def add(self, body: bytes) -> int:
        number = max(self.bodies) + 1
        self.bodies[number] = body
        return number

    def whole(self) -> bytes:
        """The file again: cross-reference table and /ID as they have to be."""
        out, places = HEAD, {}
        for number, body in self.bodies.items():
            places[number] = len(out)
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        start, name = len(out), hashlib.sha256(out).hexdigest()[:32].encode()
        size = max(self.bodies) + 1
        out += b"xref\n0 %d\n0000000000 65535 f \n" % size
        for number in range(1, size):
            at = places.get(number)
            out += b"0000000000 65535 f \n" if at is None else b"%010d 00000 n \n" % at
        return out + (
            b"trailer\n<< /Size %d /Root %d 0 R /ID [<%b> <%b>] %b>>\nstartxref\n%d\n%%%%EOF\n"
            % (size, self.root, name, name, self.more, start)
        )
