"""`kofu mail barcode` and `kofu mail tracking`, as a clerk would run them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Kofu = Callable[..., tuple[int, str, str]]

PART_B = "1丁目3番2号 郵便プラザ503室"
BARS = "FDFFTFTTFTTFTTFTTFFTDFAFFTTFTDFATFTFDATFTFTFFTTDFATDATDATDATDATFFDF"  # manual p17


@pytest.mark.parametrize(
    ("address", "a", "agreement"),
    [
        (PART_B, "", "not-compared"),
        (f"東京都千代田区霞が関{PART_B}", "東京都千代田区霞が関", "agrees"),
        (f"千代田区霞ヶ関{PART_B}", "千代田区霞ヶ関", "agrees"),
    ],
)
def test_the_barcode_of_the_manual(kofu: Kofu, address: str, a: str, agreement: str) -> None:
    code, out, _ = kofu("mail", "barcode", "100-0013", address, "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["extracted"], told["check"], told["bars"]) == ("1-3-2-503", "9", BARS)
    assert told["cells"] == [*"10000131-3-2-503", *["CC4"] * 4]
    assert told["split"] == {"a": a, "b": PART_B}
    assert told["agreement"] == agreement


@pytest.mark.parametrize(
    ("postcode", "address", "agreement", "finding"),
    [
        ("100-0000", "東京都千代田区霞が関1-3-2", "representative", "postcode-representative"),
        ("100-0000", "1-3-2", "representative", "postcode-representative"),
        ("100-0013", "神奈川県川崎市中原区小杉町3", "disagrees", "postcode-disagrees"),
        ("999-9999", "1-3-2", "unknown-postcode", "postcode-unknown"),
    ],
)
def test_no_barcode(
    kofu: Kofu, tmp_path: Path, postcode: str, address: str, agreement: str, finding: str
) -> None:
    svg = tmp_path / "barcode.svg"
    code, out, _ = kofu("mail", "barcode", postcode, address, "--json", "--svg", svg)
    told = json.loads(out)
    assert code == 1
    assert (told["agreement"], told["code"], told["bars"]) == (agreement, finding, None)
    assert not svg.exists()
    assert kofu("mail", "barcode", postcode, address)[0] == 1


def test_an_office_alone(kofu: Kofu) -> None:
    _, out, _ = kofu("mail", "barcode", "060-8621", "6丁目1-2", "--json")
    assert json.loads(out)["cells"] == [*"0608621", *["CC4"] * 13]


def test_the_drawing(kofu: Kofu, tmp_path: Path) -> None:
    svg = tmp_path / "barcode.svg"
    assert kofu("mail", "barcode", "100-0013", PART_B, "--svg", svg, "--points", 10)[0] == 0
    assert 'width="83.8mm"' in svg.read_text("utf-8")


@pytest.mark.parametrize(
    ("call", "finding"),
    [
        (("100-001", PART_B), "barcode-postcode-wrong"),
        (("100-0013", PART_B, "--svg", "x.svg", "--points", "12"), "barcode-size-wrong"),
    ],
)
def test_a_wrong_call(kofu: Kofu, call: tuple[str, ...], finding: str) -> None:
    code, _, err = kofu("mail", "barcode", *call)
    assert code == 2
    assert err.startswith(f"{finding}: ")


def test_in_words(kofu: Kofu) -> None:
    code, out, _ = kofu("mail", "barcode", "100-0013", f"東京都千代田区霞が関{PART_B}")
    assert code == 0
    assert "郵便番号と住所は合っています。" in out
    assert BARS in out


@pytest.mark.parametrize(
    ("number", "code", "valid", "finding"),
    [
        ("560-70-01234-2", 0, True, None),
        ("56070012342", 0, True, None),
        ("500-00-00001-2", 1, False, "tracking-check-digit"),
        ("560-70-0123", 1, False, "tracking-length"),
        ("ABC", 1, False, "tracking-not-digits"),
    ],
)
def test_tracking(kofu: Kofu, number: str, code: int, valid: bool, finding: str | None) -> None:
    exit_code, out, _ = kofu("mail", "tracking", number, "--json")
    told = json.loads(out)
    assert exit_code == code
    assert (told["valid"], told["code"]) == (valid, finding)


def test_tracking_in_words(kofu: Kofu) -> None:
    assert kofu("mail", "tracking", "56070012342")[1].startswith("560-70-01234-2: ")
    assert "正しくは3です" in kofu("mail", "tracking", "500-00-00001-2")[1]
