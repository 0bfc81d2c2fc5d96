"""No word of the citizen's page is missing in a language, and terms are the same everywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from kofu.asking.catalogue import catalogue
from kofu.faces.selfcheck import languages
from kofu.faces.selfcheck.languages import TONGUES, words
from kofu.policy.load import load, shipped
from kofu.policy.model import Delivery, Document, Form, Sure

FOREIGN = [one.code for one in TONGUES if one.code != "ja"]
TERMS = {
    # The word of the glossary, and what stands for it in every sentence of the language.
    "easy": {
        "資格確認書": "資格確認書",
        "資格情報のお知らせ": "資格情報",
        "マイナンバーカード": "マイナンバーカード",
    },
    "en": {
        "資格確認書": "Eligibility Certificate",
        "資格情報のお知らせ": "Notice of Eligibility Information",
        "マイナンバーカード": "My Number Card",
    },
    "zh": {
        "資格確認書": "资格确认书",
        "資格情報のお知らせ": "资格信息通知",
        "マイナンバーカード": "个人编号卡",
    },
    "ko": {
        "資格確認書": "자격확인서",
        "資格情報のお知らせ": "자격정보 안내",
        "マイナンバーカード": "마이넘버 카드",
    },
    "vi": {
        "資格確認書": "Giấy xác nhận tư cách",
        "資格情報のお知らせ": "Thông báo thông tin tư cách",
        "マイナンバーカード": "thẻ My Number",
    },
    "pt": {
        "資格確認書": "Certificado de Elegibilidade",
        "資格情報のお知らせ": "Aviso de Informações de Elegibilidade",
        "マイナンバーカード": "cartão My Number",
    },
    "tl": {
        "資格確認書": "Sertipiko ng Kwalipikasyon",
        "資格情報のお知らせ": "Abiso ng Impormasyon ng Kwalipikasyon",
        "マイナンバーカード": "My Number card",
    },
}


def folder(code: str) -> Path:
    return Path(languages.__file__).parent / "locale" / code / "LC_MESSAGES"


def told(code: str) -> dict[str, str]:
    with (folder(code) / "selfcheck.po").open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id}


def values(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("code", FOREIGN)
def test_no_word_is_missing_and_none_is_left_over(code: str) -> None:
    assert set(told(code)) == {*words().values()}
    assert [word for word, text in told(code).items() if not text] == []


@pytest.mark.parametrize("code", FOREIGN)
def test_values_in_a_sentence_stay_in_it(code: str) -> None:
    for word, text in told(code).items():
        assert values(word) == values(text), word


@pytest.mark.parametrize("code", FOREIGN)
def test_what_is_compiled_is_what_was_written(code: str) -> None:
    with (folder(code) / "selfcheck.mo").open("rb") as file:
        assert {str(one.id): str(one.string) for one in read_mo(file) if one.id} == told(code)


@pytest.mark.parametrize("code", FOREIGN)
def test_terms_are_the_same_in_every_sentence(code: str) -> None:
    for japanese, term in TERMS[code].items():
        for word, text in told(code).items():
            if japanese in word:
                assert term.lower() in text.lower(), word


@pytest.mark.parametrize("code", FOREIGN)
def test_what_a_machine_translated_says_so(code: str) -> None:
    """Until somebody has checked it: then the header goes, and `checked` is set."""
    marked = '"X-Translation: machine\\n"' in (folder(code) / "selfcheck.po").read_text(
        encoding="utf-8"
    )
    assert marked != languages.BY_CODE[code].checked


def test_no_key_stands_twice() -> None:
    """YAML would take the later one, and a heading would say what a question says."""
    text = (Path(languages.__file__).parent / "words.yaml").read_text(encoding="utf-8")
    keys = re.findall(r'^"?([\w.-]+)"?:', text, re.MULTILINE)
    assert sorted(keys) == sorted(words())


def test_everything_that_can_be_asked_has_words() -> None:
    known = words()
    for one in catalogue().questions:
        assert one.id in known
        for key in one.answers:
            assert f"{one.id}.{key}" in known or key in known, (one.id, key)
        assert not one.unknown or one.unknown in known
    for circumstance in catalogue().circumstances:
        assert f"circumstances.{circumstance.id}" in known


def test_everything_that_a_shipped_pack_can_tell_has_words() -> None:
    known = words()
    assert {one.value for one in (*Delivery, *Form)} <= set(known)
    assert {f"get-{one.value}" for one in Document} <= set(known)
    assert {f"document-{one.value}" for one in Document if one is not Document.REVIEW} <= set(known)
    assert {f"sure-{one.value}" for one in Sure if one is not Sure.CONFIRMED} <= set(known)
    for name in shipped():
        assert {f"cap-{cap.id}" for cap in load(name).pack.caps} <= set(known), name
