"""Large print (拡大文字): a document at 22 points and more, read back before it is given out."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

import pypdfium2

from kofu.base.errors import KofuError
from kofu.documents.fonts.chain import Chain, UnprintableError
from kofu.documents.fonts.units import code_points
from kofu.documents.letters.reading import Reading
from kofu.documents.single.typeset import typeset
from kofu.documents.values.office import Office

LEAST_POINTS = 22.0
"""The smallest letters on a page in large print."""

_FOLDER = Path(str(files("kofu.documents.letters"))) / "pages"
_NAMED = frozenset({"name", "alias", "household_head", "address"})


def to_large_print(reading: Reading, office: Office) -> bytes:
    """A tagged PDF of as many A4 pages as it takes.

    Raises KofuError `letter-character`, and `letter-differs` where a value cannot be read back.
    """
    chains = office.chains
    _refuse_missing(reading, chains["text"], chains["name"])
    # Whom it goes to stands on the ordinary letter, which large print accompanies.
    told = {**asdict(reading), "strong": office.colours[1]}
    inputs = {
        "told": told,
        "fonts": {role: [font.family for font in chain.fonts] for role, chain in chains.items()},
    }
    fonts = [font for chain in chains.values() for font in chain.fonts]
    (made,) = typeset(_FOLDER, "large.typ", fonts, inputs)
    _read_back(made, reading)
    return made


def _read_back(pdf: bytes, reading: Reading) -> None:
    """Every line of every value stands in the finished file, as another library reads it."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        text = _plain("".join(page.get_textpage().get_text_bounded() for page in opened))
    finally:
        opened.close()
    for item in (*reading.items, *reading.sections):
        if any(_plain(line) not in text for line in item.value.split("\n")):
            raise KofuError("letter-differs", field=item.key)


def _plain(text: str) -> str:
    """Without breaks and spaces; characters that look alike may be named one for the other."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _refuse_missing(reading: Reading, texts: Chain, names: Chain) -> None:
    for item in (*reading.items, *reading.sections):
        chain = names if item.key in _NAMED else texts
        try:
            for line in item.value.split("\n"):
                chain.draw(line)
        except UnprintableError as error:
            raise KofuError(
                "letter-character", field=item.key, unit=code_points(error.unit)
            ) from None
