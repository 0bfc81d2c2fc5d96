"""A form of the tests' own, printed by the bulk engine: what the reader is to prove or refuse."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image
from readback_small import FORM, PEOPLE, noto

from kofu.documents.bulk.press import Press
from kofu.documents.fonts.font import Font
from kofu.documents.forms import form as forms
from kofu.documents.forms.form import Form


@pytest.fixture(scope="module", autouse=True)
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The Typst root for the tests of this folder, with one template, `proof`."""
    made = tmp_path_factory.mktemp("forms")
    shutil.copy(forms.ROOT / "lib.typ", made)
    Image.new("RGBA", (8, 8), (200, 30, 30, 128)).save(made / "seal.png")
    Image.new("RGB", (8, 8), (10, 90, 160)).save(made / "photo.jpg")
    folder = made / "templates" / "proof"
    folder.mkdir(parents=True)
    (folder / "form.typ").write_text(FORM, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "ROOT", made)
        patch.setattr(forms, "TEMPLATES", made / "templates")
        yield made


@pytest.fixture(scope="module")
def form() -> Form:
    return Form("proof", {}, noto())


@pytest.fixture(scope="module")
def press(form: Form) -> Press:
    made = Press(form.chains)
    made.add("proof", form)
    return made


@pytest.fixture(scope="module")
def printed(press: Press) -> bytes:
    """Four people, two pages each."""
    press.clear()
    return press.print([press.compose("proof", person) for person in PEOPLE], "試し")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Font:
    """A TrueType font with digits as bars of various lengths, and nothing else."""
    path = tmp_path_factory.mktemp("fonts") / "Tiny.ttf"
    names = [".notdef", *(f"d{digit}" for digit in range(10))]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord("0") + digit: f"d{digit}" for digit in range(10)})
    builder.setupGlyf({name: _bar(place) for place, name in enumerate(names)})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular", "psName": "Tiny-Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, sCapHeight=700)
    builder.setupPost()
    builder.save(path)
    return Font(path, "Tiny-Regular", "Tiny")


def _bar(place: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    pen.lineTo((50, 100 + 50 * place))
    pen.qCurveTo((300, 150 + 50 * place), (550, 100 + 50 * place))
    pen.lineTo((550, 0))
    pen.closePath()
    return pen.glyph()
