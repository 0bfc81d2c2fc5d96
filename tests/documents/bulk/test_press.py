"""Bulk files: the same input gives the same bytes, and a file holds its own documents alone."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kofu.documents.bulk.pen import Letters, Pen
from kofu.documents.bulk.press import Press
from kofu.documents.fonts.chain import chain_of
from kofu.documents.forms.form import Form, StoppedError
from kofu.documents.forms.samples import EMPTY, KOUKI, PLAIN, RARE
from kofu.documents.setting.field import Align, Field, Kind

CHAINS = {"text": chain_of(["Noto Sans JP"]), "name": chain_of(["Noto Serif JP", "Noto Sans JP"])}
CARD, NOTICE = Form("card", KOUKI, CHAINS), Form("notice", KOUKI, CHAINS)


def made_press() -> Press:
    press = Press(CHAINS)
    press.add("card", CARD)
    press.add("notice", NOTICE)
    return press


def printed(press: Press, *documents: tuple[str, dict[str, str]]) -> bytes:
    return press.print([press.compose(form, values) for form, values in documents], "見本")


def glyphs(pdf: bytes) -> list[bytes]:
    """The embedded font programs."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return sorted(
            one.read_bytes()
            for one in opened.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/CIDFontType0C"
        )


MIXED = (("card", PLAIN), ("notice", RARE), ("card", EMPTY), ("card", RARE), ("notice", PLAIN))


def test_the_same_documents_give_the_same_bytes() -> None:
    press = made_press()
    assert printed(press, *MIXED) == printed(press, *MIXED) == printed(made_press(), *MIXED)


def test_a_file_does_not_depend_on_files_printed_before() -> None:
    fresh = printed(made_press(), ("card", PLAIN))
    press = made_press()
    printed(press, ("notice", RARE), ("card", RARE), ("card", EMPTY))
    assert printed(press, ("card", PLAIN)) == fresh


def test_two_people_make_another_file_than_one() -> None:
    press = made_press()
    assert printed(press, ("card", PLAIN)) != printed(press, ("card", RARE))


FRESH = """
import sys, hashlib
sys.path.insert(0, sys.argv[1])
from test_press import MIXED, made_press, printed
print(hashlib.sha256(printed(made_press(), *MIXED)).hexdigest())
"""


def test_another_process_in_another_folder_prints_the_same_bytes(tmp_path: Path) -> None:
    """With other seeds for hashing, so that no order of a set finds its way into a file."""
    told = set()
    for seed in ("1", "4242"):
        folder = tmp_path / seed
        folder.mkdir()
        ran = subprocess.run(
            [sys.executable, "-c", FRESH, str(Path(__file__).parent)],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Apia", "LANG": "C"},
            capture_output=True,
            text=True,
            check=True,
        )
        told.add(ran.stdout)
        assert not list(folder.iterdir())
    assert len(told) == 1


def test_nothing_of_machine_or_clock_stands_in_a_file() -> None:
    made = printed(made_press(), *MIXED)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pdf.save(
            out := io.BytesIO(),
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
        )
    for told in (
        b"/CreationDate",
        b"/ModDate",
        b"CreateDate",
        str(Path.home()).encode(),
        b"Noto-",
        b"2026",
    ):
        assert told not in made
        assert told not in out.getvalue(), told


def test_a_finished_file_opens_in_qpdf_and_pdfium_with_a_page_for_every_page_of_its_forms() -> None:
    made = printed(made_press(), *MIXED)
    with pikepdf.open(io.BytesIO(made), attempt_recovery=False) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == 3 * 2 + 2 * 1
        assert not pdf.get_warnings()
    opened = pypdfium2.PdfDocument(made)
    assert len(opened) == 8
    assert [tuple(round(side) for side in page.get_size()) for page in opened] == [
        *([(244, 153)] * 2), (595, 842), *([(244, 153)] * 4), (595, 842),
    ]  # fmt: skip


def test_a_stopped_document_leaves_nothing_behind() -> None:
    press = made_press()
    alone = printed(press, ("card", PLAIN))
    sheet = press.compose("card", PLAIN)
    with pytest.raises(StoppedError) as stopped:
        press.compose("card", {**PLAIN, "name": "龍樹　麟", "address": "鳳凰\ue000"})
    assert (stopped.value.code, stopped.value.key, stopped.value.unit) == (
        "character-private-use",
        "address",
        "\ue000",
    )
    assert press.print([sheet], "見本") == alone


def test_the_fonts_of_a_file_hold_the_characters_of_its_documents_alone() -> None:
    press = made_press()
    alone = glyphs(printed(press, ("card", PLAIN)))
    kept = press.compose("card", PLAIN)
    press.compose("notice", RARE)
    assert glyphs(press.print([kept], "見本")) == alone


def boxed(align: Align, lines: int, size: float, width: float) -> Field:
    return Field("one", "name", 1, 30, 40, width, 30, size, size * 0.8, "name", align, 0.7, lines, 1.3, False, Kind.TEXT)  # fmt: skip


TEXTS = st.text(
    st.sampled_from(
        "架空花子0123456789-２ABc 　、。（）〒様\u2f00\u00a0﨑\ufa19𠮷邉\U000e0101\U000e0110ሀ\ue000\n"
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=400, deadline=None)
@given(
    text=TEXTS,
    align=st.sampled_from(list(Align)),
    lines=st.integers(1, 3),
    size=st.floats(6, 14),
    width=st.floats(20, 300),
)
def test_the_quick_way_writes_the_bytes_of_the_careful_way(
    text: str, align: Align, lines: int, size: float, width: float
) -> None:
    field = boxed(align, lines, size, width)
    pen = Pen(
        CARD,
        field,
        {font: n for n, font in enumerate(CHAINS["name"].fonts)},
        Letters(CHAINS["name"]),
    )
    quick = pen._quickly(text)
    if quick is not None:
        assert quick == pen._carefully(text)


@pytest.mark.parametrize(
    ("text", "quickly"),
    [("架空　花子", True), ("0123", True), ("架" * 25, True), ("\u2f00", False), ("邉\U000e0101", False), ("架" * 99, False), ("\ue000", False), ("架\n空", False)],
    ids=["plain", "digits", "squeezed", "another layer", "a variant", "too long", "private use", "a line break"],
)  # fmt: skip
def test_plain_text_on_one_line_goes_the_quick_way_and_no_other(text: str, quickly: bool) -> None:
    field = boxed(Align.LEFT, 1, 10, 200)
    pen = Pen(
        CARD,
        field,
        {font: n for n, font in enumerate(CHAINS["name"].fonts)},
        Letters(CHAINS["name"]),
    )
    assert (pen._quickly(text) is not None) == quickly


@settings(max_examples=200, deadline=None)
@given(width=st.integers(1, 40), align=st.sampled_from(list(Align)))
def test_both_ways_agree_where_the_text_just_fits(width: int, align: Align) -> None:
    """A box exactly as wide as its text, and a hair more or less."""
    for spare in (-0.06, -0.005, -0.004, 0, 0.004, 0.1):
        field = boxed(align, 1, 10, width * 10 + spare)
        pen = Pen(
            CARD,
            field,
            {font: n for n, font in enumerate(CHAINS["name"].fonts)},
            Letters(CHAINS["name"]),
        )
        quick = pen._quickly("架" * width)
        assert quick is None or quick == pen._carefully("架" * width)
