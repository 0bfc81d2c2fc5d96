"""Which encoding a CSV file is in: UTF-8 or CP932, decided by reading all of it once."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from kofu.base.errors import KofuError, Place

UTF8, CP932 = "utf-8", "cp932"
_CHUNK = 1 << 22
# So many good UTF-8 characters in a row do not occur in CP932 text by chance: the file is
# UTF-8 with a broken byte, and reading it as CP932 would turn every name into other names.
_SURELY_UTF8 = 20
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class _Failure:
    """Where decoding stopped: the line, and how many characters beyond ASCII were good before."""

    line: int
    beyond_ascii: int


def detect_encoding(path: Path, told: str | None = None) -> str:
    """`utf-8` or `cp932`; `told` is what the mapping file says and is only verified.

    Raises KofuError: `encoding-unreadable` with the row where the bytes stop making sense,
    `file-missing`, `file-unreadable`.
    """
    file = str(path)
    with open_bytes(path) as stream:
        head = stream.read(4)
    if head.startswith(_UTF16_MARKS) or b"\x00" in head:
        raise KofuError("encoding-unreadable", Place(file=file, row=1))
    candidates = (told,) if told else (UTF8, CP932)
    failures = []
    for encoding in candidates:
        failure = _decode(path, encoding)
        if failure is None:
            return encoding
        failures.append(failure)
        if head.startswith(codecs.BOM_UTF8) or failure.beyond_ascii >= _SURELY_UTF8:
            break
    raise KofuError("encoding-unreadable", Place(file=file, row=max(f.line for f in failures)))


def open_bytes(path: Path) -> BinaryIO:
    """Open for reading bytes. Raises KofuError `file-missing` or `file-unreadable`."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise KofuError("file-missing", Place(file=str(path))) from None
    except OSError as error:
        raise KofuError("file-unreadable", Place(file=str(path)), reason=error.strerror) from None


def unclosed_quote(path: Path) -> int | None:
    """The line of a quotation mark that is never closed, or None.

    An unclosed quote would swallow all rows after it into one cell without a word.
    """
    if sum(chunk.count(b'"') for chunk in _chunks(path)) % 2 == 0:
        return None
    last = None
    with open_bytes(path) as stream:
        for number, line in enumerate(stream, start=1):
            if line.count(b'"') % 2:
                last = number
    return last


def _decode(path: Path, encoding: str) -> _Failure | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    line, beyond = 1, 0
    for chunk in _chunks(path, end=True):
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            good = error.object[: error.start]
            text = good.decode(encoding, errors="ignore")
            return _Failure(line + good.count(b"\n"), beyond + _beyond_ascii(text))
        line += chunk.count(b"\n")
        if beyond < _SURELY_UTF8 and not text.isascii():
            beyond += _beyond_ascii(text)
    return None


def _beyond_ascii(text: str) -> int:
    """The number of characters beyond ASCII, as far as it matters."""
    found = (character for character in text if character > "\x7f")
    return sum(1 for _ in islice(found, _SURELY_UTF8))


def _chunks(path: Path, end: bool = False) -> Iterator[bytes]:
    """The file in pieces; with `end`, an empty piece last (for a decoder to notice a cut)."""
    with open_bytes(path) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
    if end:
        yield b""
