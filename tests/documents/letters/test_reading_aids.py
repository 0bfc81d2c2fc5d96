"""Large print, HTML twin and voice text: the values of the page, all of them, and no others."""

from __future__ import annotations

from html.parser import HTMLParser

import pypdfium2
import pytest
from letter_people import KINDREDS, form, office, reading, values
from pypdfium2 import raw

from kofu.base.errors import KofuError
from kofu.documents.forms.samples import PEOPLE
from kofu.documents.letters import voice
from kofu.documents.letters.large import LEAST_POINTS, to_large_print
from kofu.documents.letters.reading import words
from kofu.documents.letters.twin import to_html
from kofu.documents.letters.voice import MOST, voice_text
from kofu.documents.setting.field import Kind
from kofu.documents.single.engine import draw
from kofu.documents.values.face import Kindred

NOTICE, CERTIFICATE = Kindred("notice"), Kindred("certificate-a4")
each = pytest.mark.parametrize("kindred", KINDREDS, ids=lambda one: one.name)


class Twin(HTMLParser):
    """The values of a twin by the key of their field, and the tags it is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.tags: list[str] = []
        self.headings: list[str] = []
        self._key, self._within, self._heading = "", "", False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        key = dict(attrs).get("data-key")
        if key:
            self._key, self._within = key, tag
            self.found[key] = []
        self._heading = tag in ("h1", "h2")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._within:
            self._key = self._within = ""

    def handle_data(self, data: str) -> None:
        if self._key and data.strip():
            self.found[self._key].append(data)
        if self._heading:
            self.headings.append(data)
            self._heading = False


def printed(kindred: Kindred, who: str) -> dict[str, str]:
    """Every value in a box of the page."""
    given = values(kindred, who)
    return {
        field.key: given[field.key]
        for field in form(kindred).fields
        if field.kind is Kind.TEXT and given[field.key]
    }


def plain(text: str) -> str:
    return "".join(text.split())


def text_of(pdf: bytes) -> str:
    return plain(
        "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    )


@pytest.mark.parametrize("who", PEOPLE)
@each
def test_the_twin_has_every_value_of_the_page_and_no_other(kindred: Kindred, who: str) -> None:
    twin = Twin(to_html(reading(kindred, who)).decode())
    found = {key: "\n".join(parts) for key, parts in twin.found.items()}
    wanted = {
        key: "\n".join(line for line in value.split("\n") if line.strip())
        for key, value in printed(kindred, who).items()
    }
    assert found == wanted


@each
def test_the_twins_title_stands_on_the_page(kindred: Kindred) -> None:
    title = reading(kindred).title.removesuffix("の内容のお知らせ")
    if kindred.template in ("number-tail-letter", "joining-letter", "special-care-notice"):
        pytest.skip("these letters bear longer titles")
    assert plain(title) in text_of(draw(form(kindred), values(kindred)))


@each
def test_the_twin_is_one_file_for_screen_readers(kindred: Kindred) -> None:
    html = to_html(reading(kindred)).decode()
    twin = Twin(html)
    assert html.startswith('<!DOCTYPE html>\n<html lang="ja">')
    assert twin.tags.count("h1") == 1
    assert twin.headings[0] == reading(kindred).title
    assert not {"script", "img", "link", "iframe"} & set(twin.tags)
    assert "http" not in html.replace('lang="ja"', "")


def test_a_name_cannot_become_markup() -> None:
    keys = {field.key for field in form(NOTICE).texts}
    from kofu.documents.letters.reading import reading_of

    given = {**values(NOTICE), "name": "<script>架空</script>&"}
    html = to_html(reading_of(NOTICE, keys, given, office())).decode()
    assert "<script>" not in html
    assert Twin(html).found["name"] == ["<script>架空</script>&"]


@pytest.mark.parametrize("who", PEOPLE)
@each
def test_large_print_has_every_value_and_no_small_letter(kindred: Kindred, who: str) -> None:
    drawn = to_large_print(reading(kindred, who), office())
    said = text_of(drawn)
    for key, value in printed(kindred, who).items():
        if key not in ("to_postal_code", "to_address", "to_name"):
            assert all(plain(line) in said for line in value.split("\n")), key
    for page in pypdfium2.PdfDocument(drawn):
        text = page.get_textpage()
        sizes = [
            raw.FPDFText_GetFontSize(text, number)
            for number in range(text.count_chars())
            if text.get_text_range(number, 1).strip()
        ]
        assert min(sizes) >= LEAST_POINTS - 0.01
        assert page.get_size() == pytest.approx((595.28, 841.89), abs=0.1)


def test_large_print_that_cannot_be_read_back_is_not_given_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As if the drawing had lost a page."""
    import kofu.documents.letters.large as large

    other = to_large_print(reading(Kindred("refusal")), office())
    monkeypatch.setattr(large, "typeset", lambda *_: (other,))
    with pytest.raises(KofuError) as refused:
        to_large_print(reading(NOTICE), office())
    assert refused.value.finding.code == "letter-differs"


@pytest.mark.parametrize("kindred", [CERTIFICATE, Kindred("card")], ids=lambda one: one.name)
def test_what_goes_with_a_certificate_says_that_it_is_none(kindred: Kindred) -> None:
    """A second paper with 資格確認書 at its head must not pass for a second certificate."""
    told = reading(kindred)
    assert told.title.endswith("の内容のお知らせ")
    assert "資格確認書ではありません" in told.what
    assert "資格確認書ではありません" in voice_text(told)


@pytest.mark.parametrize("who", PEOPLE)
@each
def test_a_voice_text_is_never_longer_than_800_characters(kindred: Kindred, who: str) -> None:
    text = voice_text(reading(kindred, who))
    assert 0 < len(text) <= MOST
    assert text.endswith("。")


def test_the_essentials_come_first() -> None:
    text = voice_text(reading(Kindred("certificate-a4", elderly=True)))
    order = [
        text.index(part) for part in ("資格確認書", "有効期限", "電話番号", "負担割合", "住所")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("most", range(250, 800, 50))
def test_a_shorter_text_leaves_out_whole_sentences_from_the_end(most: int) -> None:
    full = voice_text(reading(NOTICE, "long"))
    short = voice_text(reading(NOTICE, "long"), most)
    assert len(short) <= most
    sentences = full.split("。")
    assert all(part in sentences for part in short.split("。"))
    assert "有効期限は" in short and "電話番号は" in short


def test_a_text_that_cannot_hold_the_essentials_is_refused() -> None:
    with pytest.raises(KofuError) as refused:
        voice_text(reading(NOTICE), 60)
    assert refused.value.finding.code == "voice-too-long"


def test_numbers_are_read_digit_by_digit() -> None:
    """31408276 as one number would be read 三千百四十万…."""
    assert "番号は、3 1 4 0 8 2 7 6。" in voice_text(reading(NOTICE, "long"))
    assert "0 0 0 の 0 0 0 の 0 0 0 0" in voice_text(reading(NOTICE))


def test_items_not_asked_for_are_not_read_out() -> None:
    assert "＊" not in voice_text(reading(CERTIFICATE))


def test_without_a_plug_in_no_symbol_is_made() -> None:
    assert voice.encoder() is None
    with pytest.raises(KofuError) as refused:
        voice.symbol("見本。")
    assert refused.value.finding.code == "voice-code-none"


def test_a_plug_in_gets_the_text_and_its_refusal_tells_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(voice, "encoder", lambda: lambda text: f"<svg>{len(text)}</svg>".encode())
    assert voice.symbol("見本。") == b"<svg>3</svg>"

    def refuse(text: str) -> bytes:
        raise ValueError(text)

    monkeypatch.setattr(voice, "encoder", lambda: refuse)
    with pytest.raises(KofuError) as refused:
        voice.symbol("架空　花子")
    assert "架空" not in refused.value.finding.line()


def test_every_field_of_a_page_has_a_label() -> None:
    from kofu.documents.forms.agreed import PERSON

    told = {*words().labels, *words().sections}
    keys = {field.key for kindred in KINDREDS for field in form(kindred).texts}
    assert keys | (PERSON - {"barcode", "tracking_bars"}) <= told
