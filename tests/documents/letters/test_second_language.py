"""The page in a second language: complete catalogues, fixed terms, values of the front."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from string import Formatter

import pikepdf
import pypdfium2
import pytest
from letter_people import form, office, values

from kofu.base.errors import KofuError
from kofu.documents.forms.form import BACK
from kofu.documents.letters.kinds import Kind
from kofu.documents.letters.language import Tongue, back_of, catalogue, fonts_of
from kofu.documents.single.engine import draw
from kofu.documents.values.face import Kindred

TOLD = [kind.value for kind in Kind if kind is not Kind.REASON]
TERMS = {"certificate", "notice", "card"}
NOTICE, CERTIFICATE = Kindred("notice"), Kindred("certificate-a4")
PAGES = (NOTICE, CERTIFICATE, Kindred("special-care-notice"), Kindred("refusal"))


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def back_text(pdf: bytes) -> str:
    opened = pypdfium2.PdfDocument(pdf)
    return "".join(opened[len(opened) - 1].get_textpage().get_text_bounded().split())


def with_back(tongue: Tongue, kindred: Kindred, who: str = "plain") -> bytes:
    given = values(kindred, who)
    page = form(kindred)
    chained = replace(page, chains={**page.chains, BACK: fonts_of(tongue, office())})
    return draw(chained, given, back_of(tongue, kindred, given, office()))


@pytest.mark.parametrize("tongue", Tongue)
def test_no_language_lacks_a_document_a_label_or_a_sentence(tongue: Tongue) -> None:
    said, english = catalogue(tongue), catalogue(Tongue.EN)
    assert sorted(said.kinds) == sorted(TOLD)
    assert said.labels.keys() == english.labels.keys()
    assert said.terms.keys() == TERMS
    assert len(said.months) == 12
    assert all((said.name, said.machine, said.no_until, *said.labels.values()))
    for kind in TOLD:
        assert len(said.kinds[kind].points) == len(english.kinds[kind].points)
        assert said.kinds[kind].title and said.kinds[kind].what


@pytest.mark.parametrize("tongue", Tongue)
def test_every_language_names_the_same_documents_in_the_same_sentences(tongue: Tongue) -> None:
    for kind in TOLD:
        mine, english = catalogue(tongue).kinds[kind], catalogue(Tongue.EN).kinds[kind]
        assert holes(mine.what) == holes(english.what)
        for one, other in zip(mine.points, english.points, strict=True):
            assert holes(one) == holes(other)


@pytest.mark.parametrize("tongue", [one for one in Tongue if one is not Tongue.EASY])
def test_a_term_stands_with_the_word_that_is_printed_on_the_document(tongue: Tongue) -> None:
    terms = catalogue(tongue).terms
    assert "資格確認書" in terms["certificate"]
    assert "資格情報のお知らせ" in terms["notice"]


@pytest.mark.parametrize("kindred", PAGES, ids=lambda one: one.name)
@pytest.mark.parametrize("tongue", Tongue)
def test_the_back_says_what_the_front_says(tongue: Tongue, kindred: Kindred) -> None:
    drawn = with_back(tongue, kindred)
    given, said = values(kindred), back_text(drawn)
    assert len(pypdfium2.PdfDocument(drawn)) == len(form(kindred).pages) + 1
    assert "".join(catalogue(tongue).machine.split()) in said
    wanted = [given["name"], given["number"], office().text("office_phone")]
    if kindred in (NOTICE, CERTIFICATE):
        wanted += [given["valid_until"], given["copay"]]
    if kindred.template == "special-care-notice":
        wanted.append(given["due_on"])
    for value in wanted:
        assert "".join(value.split()) in said


@pytest.mark.parametrize(
    ("tongue", "day"),
    [
        (Tongue.EN, "July31,2027"),
        (Tongue.ZH, "2027年7月31日"),
        (Tongue.KO, "2027년7월31일"),
        (Tongue.VI, "ngày31tháng7năm2027"),
        (Tongue.PT, "31dejulhode2027"),
        (Tongue.TL, "Hulyo31,2027"),
        (Tongue.EASY, "2027年（ねん）7月（がつ）31日（にち）"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(tongue: Tongue, day: str) -> None:
    """The sample's certificate ends 令和9年7月31日."""
    back = back_of(tongue, NOTICE, values(NOTICE), office())
    items = back["items"]
    assert isinstance(items, list)
    until = next(one["value"] for one in items if one["key"] == "until")
    assert until.replace(" ", "").startswith(day)
    assert "令和9年7月31日" in until


def test_who_has_no_last_day_is_told_so() -> None:
    given = {**values(NOTICE), "valid_until": ""}
    back = back_of(Tongue.EN, NOTICE, given, office())
    assert {"key": "until", "label": "Valid until", "value": "No expiry date"} in list(
        back["items"]  # type: ignore[call-overload]
    )


@pytest.mark.parametrize("tongue", [Tongue.KO, Tongue.ZH])
def test_the_page_before_it_is_the_same_as_without_a_back(tongue: Tongue) -> None:
    plain = pypdfium2.PdfDocument(draw(form(NOTICE), values(NOTICE)))
    backed = pypdfium2.PdfDocument(with_back(tongue, NOTICE))
    for number in range(len(plain)):
        assert (
            plain[number].render(scale=1).to_numpy() == backed[number].render(scale=1).to_numpy()
        ).all()


def test_the_whole_is_one_tagged_pdf_that_names_the_language() -> None:
    drawn = with_back(Tongue.VI, NOTICE)
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
    assert re.search(rb"/Lang ?\(vi", b"".join(_objects(drawn)))


def _objects(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            one.unparse(resolved=True)
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary)
        ]


@pytest.mark.parametrize(("tongue", "stopped"), [(Tongue.EN, "\ue000"), (Tongue.KO, "\U0001f600")])
def test_a_character_without_a_glyph_stops_the_page(tongue: Tongue, stopped: str) -> None:
    given = {**values(NOTICE), "name": f"架空　{stopped}"}
    with pytest.raises(KofuError) as refused:
        back_of(tongue, NOTICE, given, office())
    assert refused.value.finding.code == "language-character"
    assert "架空" not in refused.value.finding.line()


def test_a_letter_whose_text_is_each_persons_own_has_no_back() -> None:
    kindred = Kindred("reason-letter")
    with pytest.raises(KofuError) as refused:
        back_of(Tongue.EN, kindred, values(kindred), office())
    assert refused.value.finding.code == "language-not-for-form"
