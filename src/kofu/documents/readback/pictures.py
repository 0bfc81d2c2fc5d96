"""Pictures of pages: what pdfium draws from a bulk file, beside what Typst made of the same person.

pdfium reads the file without any help of ours; the page of the single engine never saw the bulk
engine. `scale` is pixels per point (2 = 144 dpi).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image

from kofu.documents.forms.form import Form
from kofu.documents.readback.damage import Code, DamageError
from kofu.documents.single import engine

Pixels = npt.NDArray[np.uint8]
SCALE = 2.0
_SMOOTHING = 100
"""Of 255: what the edge of a glyph may differ by when its place falls between two pixels.

A glyph half a pixel off differs by up to 76 (one in a page of thousands); another glyph by 255.
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A page of a bulk file to look at: its number from 1, whose it is, which of the form's."""

    page: int
    form: Form
    values: Mapping[str, str]
    form_page: int = 1


@dataclass(frozen=True, slots=True)
class Difference:
    """How many pixels of a page differ, and the box that holds them all.

    `box` is left, top, right, bottom in pixels, the last two exclusive; None if none differ.
    `other_size`: the pictures cannot be compared; every pixel counts as different.
    """

    page: int
    pixels: int
    box: tuple[int, int, int, int] | None
    other_size: bool = False


def compare(
    source: Path | bytes, samples: Iterable[Sample], scale: float = SCALE
) -> list[Difference]:
    """Each sample's page against the single engine's, in the order of the samples.

    Raises DamageError `file-unreadable`, `page-unexpected` (no such page), StoppedError where the
    single engine refuses the values.
    """
    with _opened(source) as pdf:
        return [_compare(pdf, sample, scale) for sample in samples]


def differing(page: int, bulk: Pixels, single: Pixels) -> Difference:
    """Two pictures, pixel by pixel."""
    if bulk.shape != single.shape:
        height, width = bulk.shape[:2]
        return Difference(page, height * width, (0, 0, width, height), other_size=True)
    apart: npt.NDArray[np.int16] = np.abs(bulk.astype(np.int16) - single.astype(np.int16))
    different: npt.NDArray[np.bool_] = np.any(apart > _SMOOTHING, axis=2)
    count = int(different.sum())
    if not count:
        return Difference(page, 0, None)
    rows, columns = np.flatnonzero(different.any(axis=1)), np.flatnonzero(different.any(axis=0))
    box = (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
    return Difference(page, count, box)


def to_png(pdf: bytes, page: int, scale: float = SCALE) -> bytes:
    """A page (from 1) as PNG. Raises DamageError as `compare` does."""
    with _opened(pdf) as opened:
        picture = Image.fromarray(_drawn(opened, page, scale))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def to_pngs(pdf: bytes, scale: float = SCALE) -> tuple[bytes, ...]:
    """Every page as PNG. Raises DamageError as `compare` does."""
    with _opened(pdf) as opened:
        pages = len(opened)
    return tuple(to_png(pdf, number + 1, scale) for number in range(pages))


def to_pixels(pdf: bytes, page: int, scale: float = SCALE) -> Pixels:
    """A page (from 1) as rows, columns, red-green-blue."""
    with _opened(pdf) as opened:
        return _drawn(opened, page, scale)


def _compare(pdf: pypdfium2.PdfDocument, sample: Sample, scale: float) -> Difference:
    single = to_pixels(engine.draw(sample.form, sample.values), sample.form_page, scale)
    return differing(sample.page, _drawn(pdf, sample.page, scale), single)


@contextmanager
def _opened(source: Path | bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        pdf = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError:
        raise DamageError(Code.FILE_UNREADABLE) from None
    try:
        yield pdf
    finally:
        pdf.close()


def _drawn(pdf: pypdfium2.PdfDocument, page: int, scale: float) -> Pixels:
    """On white, without smoothing for a screen's sub-pixels."""
    if not 1 <= page <= len(pdf):
        raise DamageError(Code.PAGE_UNEXPECTED, page, f"{len(pdf)} pages")
    try:
        one = pdf[page - 1]
        picture: Pixels = np.array(one.render(scale=scale, rev_byteorder=True).to_numpy())
    except pypdfium2.PdfiumError:
        raise DamageError(Code.FILE_UNREADABLE, page) from None
    one.close()
    return picture[:, :, :3]
