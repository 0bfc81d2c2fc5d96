"""A pack's own templates: printed by both engines, proven, and refused where they are wrong."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from towns import LINKED, ON, Printed, person, print_town

from kofu.base.errors import KofuError
from kofu.documents.forms.samples import PLAIN
from kofu.documents.forms.templates import TEMPLATES
from kofu.documents.run.work import form_of
from kofu.documents.single.engine import draw
from kofu.documents.values.face import Kindred
from kofu.documents.values.office import office_on
from kofu.documents.verify.verify import Asked, Verified, verify
from kofu.policy.load import folder_of, load

PACK = """
pack: sunahama-kokuho
title: 砂浜市国民健康保険（架空）
insurer: 砂浜市
kind: kokuho
extends: kawasaki-kokuho
office:
  - id: templates
    label: ひな形のフォルダー
    values:
      - {from: 2025-04-01, value: yoshiki, sure: confirmed, source: 砂浜市 印刷要領}
"""
NOTICE = """
#import "/parts.typ": *
#show: sheet.with("砂浜市からのお知らせ")
#window-block()
#sender()
#headline(70mm, "砂浜市からのお知らせ")
#put(30mm, 100mm, field("name", 90mm, size: 18pt, height: 9mm, chain: "name"))
#put(30mm, 110mm, text(size: 12pt, insurer-number))
#put(60mm, 110mm, field("symbol", 60mm, size: 12pt))
#put(30mm, 115mm, field("number", 60mm, size: 14pt))
#put(30mm, 125mm, field("birth_date", 60mm, size: 12pt))
#put(30mm, 135mm, field("acquired_on", 60mm, size: 12pt))
#put(150mm, 240mm, image("nami.svg", width: 20mm, alt: "砂浜市のしるし"))
"""
WAVE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">'
    '<path d="M0 5L5 0L10 5L15 0L20 5" fill="none" stroke="#204080"/></svg>'
)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack whose notice is its own; everything else is as shipped."""
    path = tmp_path / "sunahama.yaml"
    path.write_text(PACK, encoding="utf-8")
    folder = tmp_path / "yoshiki" / "notice"
    folder.mkdir(parents=True)
    (folder / "form.typ").write_text(NOTICE, encoding="utf-8")
    (folder / "nami.svg").write_text(WAVE, encoding="utf-8")
    return path


def printed(work: Path, pack: Path, number: int = 2) -> Printed:
    people = [person(n, **(LINKED if n % 2 else {})) for n in range(1, number + 1)]
    return print_town(work, people, insurer=str(pack))


def checked(run: Printed) -> Verified:
    return verify(Asked(run.folder, workers=1, pictures=2))


def test_an_own_notice_is_printed_by_both_engines_and_proven(tmp_path: Path, pack: Path) -> None:
    run = printed(tmp_path, pack, 4)
    texts = run.texts()
    assert all("砂浜市からのお知らせ" in texts[one, "notice"][0] for one in ("P0001", "P0003"))
    assert "資格確認書" in texts["P0002", "carrier"][0]
    done = checked(run)
    assert (done.total, done.documents, done.pictures) == (0, 4, 6)


def test_a_changed_own_template_is_found(tmp_path: Path, pack: Path) -> None:
    run = printed(tmp_path, pack)
    form = tmp_path / "yoshiki/notice/form.typ"
    form.write_text(NOTICE.replace("砂浜市からのお知らせ", "砂浜市のお知らせ"), encoding="utf-8")
    assert {"forms-changed", "blank-different"} <= {one.code for one in checked(run).found}


def test_a_changed_picture_of_an_own_template_is_found(tmp_path: Path, pack: Path) -> None:
    run = printed(tmp_path, pack)
    (tmp_path / "yoshiki/notice/nami.svg").write_text(WAVE.replace("M0 5", "M0 4"))
    assert {"forms-changed", "blank-different"} <= {one.code for one in checked(run).found}


def test_before_its_day_the_shipped_form_is_printed(pack: Path) -> None:
    early = office_on(load(pack), date(2025, 3, 31))
    assert form_of(early, Kindred("notice"), folder_of(pack)).own is None


def test_a_file_of_an_own_folder_changes_every_form_that_uses_it(
    tmp_path: Path, pack: Path
) -> None:
    """The card's body is drawn on the card, on the carrier and on sheets of ten."""
    folder = tmp_path / "yoshiki" / "card"
    folder.mkdir()
    body = (TEMPLATES / "card/body.typ").read_text("utf-8")
    (folder / "body.typ").write_text(
        body.replace("医療機関や薬局の窓口で", "砂浜市の窓口で"), "utf-8"
    )
    office = office_on(load(pack), ON)
    for name in ("card", "carrier", "card-sheet"):
        form = form_of(office, Kindred(name), folder_of(pack))
        drawn = pypdfium2.PdfDocument(io.BytesIO(form.blank))
        said = "".join(page.get_textpage().get_text_bounded() for page in drawn)
        assert "砂浜市の窓口で" in said, name


def spoil(old: str, new: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        path = folder / "notice/form.typ"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return change


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (spoil('"number"', '"nunber"'), "template-field-unknown", "nunber"),
        (spoil('"number"', '"reason"'), "template-field-unknown", "reason"),
        (spoil('"birth_date"', '"sex"'), "template-field-missing", "birth_date"),
        (spoil("#window-block()", ""), "template-field-missing", "to_name"),
        (spoil('#sender()', '#sender()\n#put(0mm, 90mm, field("number", 60mm, size: 14pt))'), "template-field-twice", "number"),
        (spoil("150mm, 240mm, image", "0mm, 0mm, bars(\"barcode\", 72mm, 3.4mm))\n#put(150mm, 240mm, image"), "template-field-twice", "barcode"),
        (spoil("150mm, 240mm, image", "0mm, 0mm, bars(\"barcode\", 73mm, 3.4mm))\n#put(150mm, 240mm, image"), "template-bars", "1ページ"),
        (spoil("30mm, 100mm", "130mm, 100mm"), "template-field-off-page", "name"),
        (spoil("#sender()", "#sendre()"), "template-broken", "sendre"),
        (spoil("#sender()", "#pagebreak()\n#pagebreak()"), "template-pages", "3ページ"),
        (spoil("#sender()", '#import "@preview/tablex:0.0.8"'), "template-forbidden", "@preview/"),
        (spoil("#sender()", "#datetime.today().display()"), "template-forbidden", "datetime.today"),
        (lambda folder: (folder / "notise").mkdir(), "template-name-unknown", "notice"),
        (lambda folder: (folder / "posting-list").mkdir(), "template-name-unknown", "notice"),
        (lambda folder: shutil.rmtree(folder), "templates-missing", "templates"),
    ],
)  # fmt: skip
def test_a_wrong_template_is_refused_before_anything_is_printed(
    tmp_path: Path, pack: Path, change: Callable[[Path], object], code: str, words: str
) -> None:
    change(tmp_path / "yoshiki")
    with pytest.raises(KofuError) as refused:
        printed(tmp_path, pack)
    assert refused.value.finding.code == code
    assert words in refused.value.finding.words()
    assert not list(tmp_path.glob("out/pdf/*"))


def test_the_sample_shows_the_packs_own_form(
    kofu: Callable[..., tuple[int, str, str]], tmp_path: Path, pack: Path
) -> None:
    out = tmp_path / "sample.pdf"
    day = ("--insurer", pack, "--issued", "R7.8.1")
    assert kofu("form", "sample", "notice", *day, "-o", out)[0] == 0
    page = pypdfium2.PdfDocument(out)[0]
    said = page.get_textpage().get_text_bounded()
    assert "砂浜市からのお知らせ" in said and PLAIN["name"] in said
    assert kofu("form", "sample", "notise", *day, "-o", out)[2].startswith("form-unknown: ")
    told = kofu("form", "sample", "notice", *day, "--people", "tall", "-o", out)[2]
    assert told.startswith("people-unknown: ")


def test_one_page_at_the_counter_is_the_page_of_the_run(tmp_path: Path, pack: Path) -> None:
    run = printed(tmp_path, pack, 1)
    office = office_on(load(pack), ON)
    form = form_of(office, Kindred("notice"), folder_of(pack))
    row = {**dict.fromkeys(form.keys, ""), "name": "架空　花子"}
    alone = pypdfium2.PdfDocument(draw(form, row))[0].render(scale=1.5).to_numpy()
    many = pypdfium2.PdfDocument(run.folder / "pdf/notice-ordinary-0001.pdf")[0]
    together = many.render(scale=1.5).to_numpy()
    heading = slice(int(70 * 72 / 25.4 * 1.5), int(82 * 72 / 25.4 * 1.5))
    assert np.array_equal(alone[heading], together[heading])
    assert alone[heading].min() < 100
