"""Do files of cards say and show the same? pdfium reads each; the first file is the measure."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2

PAGES = 25
SCALE = 2.0
DARK = 128
"""Of 255: a pixel that differs by more shows ink where the other shows none."""
ALIKE = 0.01
"""Of all pixels, those that may differ so: edges of letters that fall between two pixels."""


def texts(pdf: pypdfium2.PdfDocument) -> Iterator[str]:
    """Each page's characters, sorted: in which order a page draws them is its own affair."""
    for number in range(min(PAGES, len(pdf))):
        found = pdf[number].get_textpage().get_text_bounded()
        yield "".join(sorted(one for one in found if one.isprintable() and not one.isspace()))


def pictures(pdf: pypdfium2.PdfDocument) -> Iterator[np.ndarray]:
    for number in range(min(PAGES, len(pdf))):
        drawn = pdf[number].render(scale=SCALE, grayscale=True).to_numpy()
        yield drawn.reshape(drawn.shape[0], -1).astype(int)


def main() -> int:
    """1 if a page differs in what it says, or too much in how it looks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    given = parser.parse_args()
    first = pypdfium2.PdfDocument(given.files[0])
    said, shown = list(texts(first)), list(pictures(first))
    wrong = 0
    for file in given.files[1:]:
        other = pypdfium2.PdfDocument(file)
        same = len(other) == len(first) and list(texts(other)) == said
        off = max(
            float((abs(one - two) > DARK).mean())
            for one, two in zip(shown, pictures(other), strict=True)
        )
        wrong += not same or off > ALIKE
        text = "the same text" if same else "ANOTHER TEXT"
        print(f"{file.stem}: {len(other):,} pages, {text}; at most {off:.2%} of pixels differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
