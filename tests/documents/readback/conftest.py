"""A form of the tests' own, printed by the bulk engine: what the reader is to prove or refuse."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import BasePen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image
from readback_small import FORM, PEOPLE, noto

from kofu.documents.bulk.press import Press
from kofu.documents.fonts.font import Font
from kofu.documents.forms import templates
from kofu.documents.forms.form import Form


@pytest.fixture(scope="module", autouse=True)
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The Typst root for the tests of this folder, with one template, `proof`."""
    made = tmp_path_factory.mktemp("forms")
    shutil.copy(templates.ROOT / "lib.typ", made)
    Image.new("RGBA", (8, 8), (200, 30, 30, 128)).save(made / "seal.png")
    Image.new("RGB", (8, 8), (10, 90, 160)).save(made / "photo.jpg")
    folder = made / "templates" / "proof"
    folder.mkdir(parents=True)
    (folder / "form.typ").write_text(FORM, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(templates, "ROOT", made)
        patch.setattr(templates, "TEMPLATES", made / "templates")
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


def tiny_font(folder: Path, truetype: bool) -> Font:
    """A font with digits as bars of various lengths, on another grid than Noto's."""
    name = "Tiny" if truetype else "Tinier"
    path = folder / f"{name}.{'ttf' if truetype else 'otf'}"
    glyphs = [".notdef", *(f"d{digit}" for digit in range(10))]
    builder = FontBuilder(2048 if truetype else 1000, isTTF=truetype)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord("0") + digit: f"d{digit}" for digit in range(10)})
    if truetype:
        pens = [TTGlyphPen(None) for _ in glyphs]
        bars = [bar(pen, place, pen.qCurveTo) for place, pen in enumerate(pens)]
        builder.setupGlyf({one: pen.glyph() for one, pen in zip(glyphs, bars, strict=True)})
    else:
        strokes = [T2CharStringPen(600, None) for _ in glyphs]
        lines = [bar(pen, place, pen.curveTo) for place, pen in enumerate(strokes)]
        charstrings = {one: pen.getCharString() for one, pen in zip(glyphs, lines, strict=True)}
        builder.setupCFF(f"{name}-Regular", {}, charstrings, {})
    wide = 1024 if truetype else 600  # half an em: whole thousandths on both grids
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (wide, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable(
        {"familyName": name, "styleName": "Regular", "psName": f"{name}-Regular"}
    )
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, sCapHeight=700)
    builder.setupPost()
    builder.save(path)
    return Font(path, f"{name}-Regular", name)


def bar(pen: BasePen, place: int, curve: Callable[..., None]) -> BasePen:
    pen.moveTo((50, 0))
    pen.lineTo((50, 100 + 50 * place))
    curve((200, 150 + 50 * place), (400, 150 + 50 * place), (550, 100 + 50 * place))
    pen.lineTo((550, 0))
    pen.closePath()
    return pen


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Font:
    """TrueType."""
    return tiny_font(tmp_path_factory.mktemp("truetype"), truetype=True)


@pytest.fixture(scope="module")
def tinier(tmp_path_factory: pytest.TempPathFactory) -> Font:
    """OpenType whose outlines go by names instead of CIDs."""
    return tiny_font(tmp_path_factory.mktemp("opentype"), truetype=False)
