"""Numbers that stand on a page for everybody, read by pdfium."""

from __future__ import annotations

import re
import unicodedata

import pypdfium2

_RUN = re.compile(r"[0-9]+")


def numbers_on(pdf: bytes, page: int) -> frozenset[str]:
    """Every run of digits on a page (from 1), line by line; blanks between them do not count."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = document[page - 1].get_textpage().get_text_range()
    finally:
        document.close()
    lines = ("".join(line.split()) for line in unicodedata.normalize("NFKC", text).splitlines())
    return frozenset(run for line in lines for run in _RUN.findall(line))
