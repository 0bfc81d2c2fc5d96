"""`kofu page` for everyone who reads differently, and `kofu policy chart` and `poster`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

Kofu = Callable[..., tuple[int, str, str]]

ROSTER = """person_id,number,name,name_kana,birth_date,address,postal_code,acquired_on,has_card,registered,certificate_expires_on,event,letter_language,reading_aid
1,31400007,架空　花子,カクウ　ハナコ,1980-05-05,架空県架空市一丁目1番,999-0001,2010-04-01,0,0,,renewal,vi,both
2,31400021,架空　三郎,カクウ　サブロウ,1980-05-05,架空県架空市一丁目3番,999-0001,2010-04-01,1,1,2028-05-05,renewal,,
3,31400028,架空　\ue000,カクウ,1980-05-05,架空県架空市一丁目4番,999-0001,2010-04-01,0,0,,renewal,,
"""


@pytest.fixture
def page(kofu: Kofu, tmp_path: Path) -> Kofu:
    """One person's document by Kawasaki's rules of 2025-08-01."""
    roster = tmp_path / "roster.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    days = ("--insurer", "kawasaki-kokuho", "--on", "2025-08-01", "--known", "2025-06-13")
    return lambda person, name, *more: kofu(
        "page", roster, person, *days, "-o", tmp_path / name, *more
    )


def said(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return "".join("".join(one.get_textpage().get_text_bounded().split()) for one in pages)


def test_all_of_them_say_the_same_number_and_the_same_last_day(page: Kofu, tmp_path: Path) -> None:
    page(1, "plain.pdf")
    page(1, "large.pdf", "--large-print")
    page(1, "back.pdf", "--back-language", "vi")
    page(1, "twin.html")
    page(1, "voice.txt")
    texts = [said(tmp_path / f"{name}.pdf") for name in ("plain", "large", "back")]
    texts.append((tmp_path / "twin.html").read_text("utf-8"))
    texts.append((tmp_path / "voice.txt").read_text("utf-8").replace(" ", ""))
    for text in texts:
        assert "31400007" in text and "令和8年7月31日" in text


def test_the_wishes_in_the_roster_are_told_until_they_are_served(page: Kofu) -> None:
    _, out, _ = page(1, "plain.pdf")
    assert "--back-language vi、--large-print、-o ….txt" in out
    _, out, _ = page(1, "vi.pdf", "--back-language", "vi")
    assert "--back-language" not in out and "--large-print" in out
    _, out, _ = page(2, "plain.pdf")
    assert "希望" not in out


def test_a_wish_that_is_no_code_is_told_by_row_and_column(kofu: Kofu, tmp_path: Path) -> None:
    roster = tmp_path / "r.csv"
    roster.write_text("person_id,letter_language\n1,xx\n", encoding="utf-8")
    code, out, _ = kofu("roster", "check", roster, "--json")
    assert code == 1
    assert "letter_language" in json.dumps(json.loads(out), ensure_ascii=False)


def test_the_text_for_the_voice_code_says_that_it_is_only_the_text(page: Kofu) -> None:
    code, out, _ = page(1, "voice.txt")
    assert code == 0 and "kofu.voice_code" in out


@pytest.mark.parametrize(
    ("name", "more", "code"),
    [
        ("code.svg", (), "voice-code-none"),
        ("x.html", ("--large-print",), "page-aids-apart"),
        ("x.pdf", ("--large-print", "--back-language", "en"), "page-aids-apart"),
        ("x.doc", (), "page-format"),
        ("x.pdf", ("--back-language", "en", "--form", "reason-letter"), "language-not-for-form"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(
    page: Kofu, tmp_path: Path, name: str, more: tuple[str, ...], code: str
) -> None:
    left, _, told = page(1, name, *more)
    assert (left, told.split(":")[0]) == (2, code)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("x.html", ()),
        ("x.txt", ()),
        ("x.pdf", ("--large-print",)),
        ("x.pdf", ("--back-language", "ko")),
    ],
)
def test_what_stops_the_page_stops_every_other_form_of_it(
    page: Kofu, tmp_path: Path, name: str, more: tuple[str, ...]
) -> None:
    left, _, told = page(3, name, *more)
    assert left == 2 and "U+E000" in told and "架空" not in told
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("picture", ["chart", "poster"])
@pytest.mark.parametrize("ending", ["pdf", "svg"])
def test_a_pack_draws_itself(kofu: Kofu, tmp_path: Path, picture: str, ending: str) -> None:
    file = tmp_path / f"out.{ending}"
    days = ("--on", "2025-08-01", "--known", "2025-06-13")
    code, out, _ = kofu("policy", picture, "kawasaki-kokuho", *days, "-o", file)
    assert code == 0 and "通りの区分のすべて" in out
    assert file.read_bytes().startswith(b"%PDF" if ending == "pdf" else b"<svg")


def test_a_picture_of_another_kind_or_event_is_refused(kofu: Kofu, tmp_path: Path) -> None:
    days = ("--on", "2025-08-01", "--known", "2025-06-13")
    code, _, told = kofu("policy", "chart", "kouki", *days, "-o", tmp_path / "x.png")
    assert (code, told.split(":")[0]) == (2, "page-format")
    asked = ("--event", "birthday", "-o", tmp_path / "x.pdf")
    code, _, told = kofu("policy", "poster", "kouki", *days, *asked)
    assert (code, told.split(":")[0]) == (2, "event-unknown")
