"""Reads a finished bulk file: every page, its blank, and its text as the file itself says it.

Nothing is assumed of the writer but the form of its files; whatever does not have exactly that
form is damage. Objects are read by qpdf; what they may look like stands in `shapes`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from kofu.documents.readback.content import Bar, Content, Text
from kofu.documents.readback.damage import Code, DamageError
from kofu.documents.readback.embedded import Embedded, read_fonts
from kofu.documents.readback.layout import layout_of
from kofu.documents.readback.opening import by_qpdf
from kofu.documents.readback.shapes import (
    CATALOGUE,
    INTENT,
    PACKED,
    PACKED_PROFILE,
    PAGE,
    PAGES,
    PLAIN_METADATA,
    RESOURCES,
    UNREADABLE,
    Objects,
    entries,
)
from kofu.documents.readback.tree import Walk

_TRAILER = {"/ID", "/Root", "/Size"}
_BLANK = {"/BBox", "/Filter", "/Group", "/Length", "/Resources", "/Subtype", "/Type"}
_HAIR = 0.0001
"""Points: boxes are written with five decimals."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read. Points; `blank` is its name in the file (`card.1`: form and page)."""

    width: float
    height: float
    blank: str
    texts: tuple[Text, ...]
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank in the file: its size in points, and the digest that proves which it is."""

    width: float
    height: float
    digest: bytes


@dataclass(frozen=True, slots=True)
class File:
    """A finished file: its pages in order, its blanks and fonts by the names that pages use."""

    pages: tuple[Page, ...]
    blanks: Mapping[str, Blank]
    fonts: Mapping[str, Embedded]


def read_file(source: Path | bytes) -> File:
    """Everything a bulk file says. Raises DamageError for whatever no bulk file has."""
    with opened(source if isinstance(source, bytes) else source.read_bytes()) as pdf:
        return read_open(pdf)


@contextmanager
def opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    """The file by qpdf. Raises DamageError `layout-unexpected`, `file-unreadable`.

    The layout comes first: qpdf may crash on a table that names one object and means another.
    """
    layout = layout_of(data)
    if not layout.whole:
        raise DamageError(Code.LAYOUT_UNEXPECTED, detail=layout.flaw)
    try:
        with by_qpdf(data) as pdf:
            yield pdf
    except UNREADABLE as error:
        raise DamageError(Code.FILE_UNREADABLE, detail=type(error).__name__) from None


def read_open(pdf: pikepdf.Pdf) -> File:
    """Like `read_file`, of a file that is open."""
    file = _read(pdf)
    warned = pdf.get_warnings()
    if warned:
        raise DamageError(Code.FILE_UNREADABLE, detail=f"{len(warned)} warnings of qpdf")
    return file


def _read(pdf: pikepdf.Pdf) -> File:
    if set(pdf.trailer.keys()) != _TRAILER:
        raise DamageError(Code.TRAILER_UNEXPECTED)
    objects = Objects(pdf)
    root = objects.match(pdf.Root.objgen[0], CATALOGUE, Code.CATALOGUE_UNEXPECTED)
    objects.stream(root[1], PLAIN_METADATA, Code.CATALOGUE_UNEXPECTED)
    intent = objects.match(root[2], INTENT, Code.CATALOGUE_UNEXPECTED)
    objects.stream(intent[1], PACKED_PROFILE, Code.CATALOGUE_UNEXPECTED)
    tree = objects.match(root[3], PAGES, Code.PAGES_UNEXPECTED)
    kids = tree[2].split()[::3]
    if int(tree[1]) != len(kids) or not kids:
        raise DamageError(Code.PAGES_UNEXPECTED, detail=f"{int(tree[1])} and {len(kids)}")
    if len(set(kids)) != len(kids):
        raise DamageError(Code.PAGE_TWICE)
    first = objects.match(kids[0], PAGE, Code.PAGE_UNEXPECTED, 1)
    shared = objects.match(first[5], RESOURCES, Code.RESOURCES_UNEXPECTED)
    fonts = read_fonts(objects, entries(shared[1]))
    blanks = _blanks(objects, entries(shared[2]))
    pages = tuple(_pages(objects, kids, (root[3], first[5]), blanks, fonts))
    if {page.blank for page in pages} != set(blanks):
        raise DamageError(Code.BLANK_UNUSED)
    _complete(pdf, objects)
    return File(pages, blanks, fonts)


def _pages(
    objects: Objects,
    kids: list[bytes],
    owners: tuple[bytes, bytes],
    blanks: Mapping[str, Blank],
    fonts: Mapping[str, Embedded],
) -> Iterator[Page]:
    content = Content(fonts)
    written: set[bytes] = set()
    bare: dict[tuple[bytes, bytes, bytes], Page] = {}
    sizes: dict[tuple[bytes, bytes], tuple[float, float]] = {}
    for number, kid in enumerate(kids, start=1):
        found = objects.match(kid, PAGE, Code.PAGE_UNEXPECTED, number)
        stream, across, up, *belongs = found.groups()
        if tuple(belongs) != owners:
            raise DamageError(Code.PAGE_UNEXPECTED, number, "parent or resources")
        shared = bare.get((stream, across, up))
        if shared is not None:
            yield shared
            continue
        size = sizes.get((across, up))
        if size is None:
            size = sizes[across, up] = (float(across), float(up))
        data = objects.stream(stream, PACKED, Code.PAGE_UNEXPECTED, number)
        name, texts, bars = content.read(data, *size, number)
        if stream in written:
            raise DamageError(Code.PAGE_TWICE, number)
        blank = blanks.get(name)
        if blank is None:
            raise DamageError(Code.BLANK_UNKNOWN, number)
        if abs(blank.width - size[0]) > _HAIR or abs(blank.height - size[1]) > _HAIR:
            raise DamageError(Code.PAGE_SIZE, number)
        page = Page(*size, name, texts, bars)
        if texts:
            written.add(stream)
        else:
            bare[stream, across, up] = page
        yield page


def _blanks(objects: Objects, resources: Mapping[str, int]) -> dict[str, Blank]:
    walk = Walk()
    found: dict[str, Blank] = {}
    for name, number in resources.items():
        one = objects.get(number)
        if not isinstance(one, pikepdf.Stream) or not set(one.stream_dict.keys()) <= _BLANK:
            raise DamageError(Code.BLANK_UNEXPECTED, detail=name)
        if one.get("/Subtype") != "/Form" or one.get("/Type") != "/XObject":
            raise DamageError(Code.BLANK_UNEXPECTED, detail=name)
        left, low, right, high = [float(edge) for edge in one.stream_dict["/BBox"].as_list()]
        if left or low:
            raise DamageError(Code.BLANK_UNEXPECTED, detail=f"{name}: BBox")
        found[name] = Blank(right, high, walk.digest(one))
    objects.seen |= walk.seen
    return found


def _complete(pdf: pikepdf.Pdf, objects: Objects) -> None:
    """Every object of the file is one that was read, and the other way round."""
    there = {number for number, _ in pdf.get_xref_table()}
    if objects.seen - there:
        raise DamageError(Code.OBJECT_MISSING, detail=f"object {min(objects.seen - there)}")
    if there - objects.seen:
        raise DamageError(Code.OBJECT_UNEXPECTED, detail=f"object {min(there - objects.seen)}")
