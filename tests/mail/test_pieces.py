"""What the post adds to a page: no barcode where postcode and address do not agree."""

from __future__ import annotations

import pytest

from kofu.mail.pieces import dress

HERE = {"postal_code": "100-0013", "address": "東京都千代田区霞が関1丁目3番2号　郵便プラザ503室"}
BARS = "FDFFTFTTFTTFTTFTTFFTDFAFFTTFTDFATFTFDATFTFTFFTTDFATDATDATDATDATFFDF"
"""郵便番号・バーコードマニュアル: the example of the address above."""


def left_out(code: str) -> dict[str, str]:
    return {"barcode": "", "unbarred": code}


ELSEWHERE = {"mailing_postal_code": None, "mailing_address": None}


@pytest.mark.parametrize(
    ("row", "given"),
    [
        ({**HERE, **ELSEWHERE, "delivery": "ordinary"}, {"barcode": BARS}),
        ({**HERE, **ELSEWHERE, "delivery": "recorded"}, {"barcode": BARS}),
        ({**HERE, **ELSEWHERE, "delivery": "employer"}, {"barcode": ""}),
        ({**HERE, **ELSEWHERE, "delivery": "counter"}, {"barcode": ""}),
        (
            {**HERE, **ELSEWHERE, "delivery": "ordinary", "postal_code": "210-0001"},
            left_out("postcode-disagrees"),
        ),
        (
            {**HERE, **ELSEWHERE, "delivery": "ordinary", "postal_code": None},
            left_out("postcode-unknown"),
        ),
        (
            {
                "postal_code": "210-0001",
                "address": "川崎市川崎区本町1-1",
                "mailing_postal_code": HERE["postal_code"],
                "mailing_address": HERE["address"],
                "delivery": "ordinary",
            },
            {"barcode": BARS},
        ),
    ],
    ids=[
        "by ordinary mail",
        "by recorded mail",
        "through the employer",
        "at the counter",
        "postcode of another town",
        "no postcode",
        "mail goes elsewhere",
    ],
)
def test_the_barcode_is_that_of_the_address_on_the_envelope(
    row: dict[str, object], given: dict[str, str]
) -> None:
    assert dress(row) == {**given, "tracking": "", "tracking_bars": ""}


@pytest.mark.parametrize(
    ("digits", "shown"),
    [("56070012342", "560-70-01234-2"), ("56070012343", ""), ("405548424886", ""), ("", "")],
    ids=["7DR holds", "7DR does not", "a parcel's", "none"],
)
def test_only_a_valid_number_of_a_letter_is_shown(digits: str, shown: str) -> None:
    told = dress({**HERE, **ELSEWHERE, "delivery": "recorded", "arranged_tracking": digits})
    assert told["tracking"] == shown
    assert bool(told["tracking_bars"]) == bool(shown)
