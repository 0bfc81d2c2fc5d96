"""The office on the day of issue: dated values, sample flag, colours, seals, faces."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rows import office
from small import small

from kofu.base.errors import KofuError
from kofu.documents.values.face import Kindred, face_of, qr_code
from kofu.documents.values.office import COLOURS, office_on
from kofu.policy.load import Book, load
from kofu.policy.model import Kind

OFFICE = """
office:
  - id: issuer
    label: 発行者
    values:
      - {from: 2025-01-01, value: 見本市長　一郎, sure: confirmed, source: 見本}
      - {from: 2025-06-01, value: 見本市長　二郎, sure: confirmed, source: 見本}
  - id: seal
    label: 公印
    values:
      - {from: 2025-01-01, value: null, sure: confirmed, source: 見本}
      - {from: 2025-06-01, value: seal.svg, sure: confirmed, source: 見本}
cases:"""
NAMED = ("insurer_number", "issuer", "office_name", "office_address", "office_phone")


def own(folder: Path) -> Book:
    return load(small(folder, ("\ncases:", OFFICE)))


@pytest.mark.parametrize(
    ("day", "issuer"),
    [
        (date(2024, 12, 31), ""),
        (date(2025, 1, 1), "見本市長　一郎"),
        (date(2025, 5, 31), "見本市長　一郎"),
        (date(2025, 6, 1), "見本市長　二郎"),
        (date(2026, 1, 1), "見本市長　二郎"),
    ],
)
def test_a_value_holds_from_its_day_to_the_next(tmp_path: Path, day: date, issuer: str) -> None:
    assert office_on(own(tmp_path), day).text("issuer") == issuer


def test_another_value_is_another_digest(tmp_path: Path) -> None:
    book = own(tmp_path)
    digests = [office_on(book, day).digest for day in (date(2025, 1, 1), date(2025, 5, 31), date(2025, 6, 1))]  # fmt: skip
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize("left_out", [None, *NAMED])
def test_what_is_not_confirmed_makes_every_page_a_sample(left_out: str | None) -> None:
    settings = {name: "1" for name in NAMED if name != left_out}
    assert office(**settings).sample == (left_out is not None)


@pytest.mark.parametrize(
    "name", ["kawasaki-kokuho", "shibuya-kokuho", "itabashi-kokuho", "tokyo-kouki", "saitama-kouki", "kouki", "kenpo"]
)  # fmt: skip
def test_no_shipped_pack_prints_without_the_watermark(
    pack: Callable[[str], Book], name: str
) -> None:
    """Numbers and addresses of insurers are assumed in every pack, so every page says 見本."""
    assert office_on(pack(name), date(2025, 8, 1)).sample


@pytest.mark.parametrize("name", COLOURS)
def test_text_of_a_colour_of_the_year_can_be_read_on_its_ground(name: str) -> None:
    """WCAG 2.2, 1.4.3: a contrast of at least 4.5 to 1, also on white."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [
            one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    tint, strong = office(certificate_colour=name).colours
    assert (light("#ffffff") + 0.05) / (light(strong) + 0.05) >= 4.5
    assert (light(tint) + 0.05) / (light(strong) + 0.05) >= 4


@pytest.mark.parametrize("name", ["", "crimson", "#ff0000"])
def test_a_colour_that_nobody_declared_is_refused(name: str) -> None:
    with pytest.raises(KofuError) as refused:
        _ = office(certificate_colour=name).colours
    assert refused.value.finding.code == "colour-unknown"


def test_a_seal_that_does_not_stand_beside_the_pack_is_refused(tmp_path: Path) -> None:
    sealed = office(certificate_colour="green", seal="seal.svg")
    with pytest.raises(KofuError) as refused:
        face_of(sealed, Kindred("notice"), tmp_path)
    assert refused.value.finding.code == "seal-missing"
    (tmp_path / "seal.svg").write_text("<svg/>", encoding="utf-8")
    assert face_of(sealed, Kindred("notice"), tmp_path)["seal"] == "<svg/>"


@pytest.mark.parametrize(("value", "printed"), [("printed", True), ("box", False), (None, True)])
def test_an_address_is_printed_unless_the_pack_wants_a_box(value: str, printed: bool) -> None:
    made = office(Kind.KOKUHO, certificate_colour="green", certificate_address=value)
    assert face_of(made, Kindred("card"))["print_address"] == printed


def test_a_qr_code_is_there_only_for_an_address() -> None:
    assert qr_code("") == ""
    assert qr_code("https://myna.go.jp/").startswith("<svg")
    assert qr_code("https://myna.go.jp/") != qr_code("https://myna.go.jp/x")


@pytest.mark.parametrize("written", ["〒999-0001", "9990001", "９９９－０００１", "999-000"])
def test_an_office_postcode_is_seven_digits_without_the_sign(tmp_path: Path, written: str) -> None:
    setting = OFFICE.replace("id: seal", "id: office_postal_code").replace(
        ": seal.svg", f': "{written}"'
    )
    book = load(small(tmp_path, ("\ncases:", setting)))
    with pytest.raises(KofuError) as refused:
        office_on(book, date(2025, 6, 1))
    assert refused.value.finding.code == "office-postal-code-wrong"
    assert refused.value.finding.place.file == "small.yaml"
