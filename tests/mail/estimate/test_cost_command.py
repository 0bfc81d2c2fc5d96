"""`kofu mail cost`: decided by the shipped packs, priced by hand.

Rates on 2025-08-01 (facts A1): 定形 110, 特定記録 +210, so a certificate 320 and a notice 110.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kofu.mail.estimate.kinds import mail_of

Kofu = Callable[..., tuple[int, str, str]]

HEAD = (
    "person_id,household_id,name,birth_date,postal_code,address,municipality_code,acquired_on,"
    "has_card,registered,certificate_expires_on,status_on,delivery_hold\n"
)
PLACE = "100-0013,東京都千代田区霞が関1-3-2"


def person(one: str, household: str, born: str, place: str, card: bool, held: bool = False) -> str:
    own = "true,true,2029-05-01" if card else "false,false,"
    hold = str(held).lower()
    return f"{one},{household},見本,{born},{PLACE},{place},2022-05-01,{own},2025-07-01,{hold}\n"


def decide(
    kofu: Kofu, folder: Path, rows: list[str], pack: object, end: str = "csv"
) -> list[object]:
    """Decisions and roster, as arguments of `cost`."""
    roster, out = folder / "roster.csv", folder / f"decided.{end}"
    roster.write_text(HEAD + "".join(rows), "utf-8")
    days = ("--on", "2025-08-01", "--known", "2025-07-01", "--event", "renewal")
    code, _, err = kofu("decide", roster, "--insurer", pack, *days, "-o", out)
    assert code == 0, err
    return [out, "--roster", roster]


TOKYO = [
    person("A", "H1", "1945-05-01", "131016", card=False),
    person("B", "H1", "1946-05-01", "131016", card=True),
    person("C", "H2", "1947-05-01", "131024", card=True),
    person("D", "H3", "1947-05-01", "131024", card=True, held=True),
]
"""All get a certificate by the provisional rule of 2025-04-03; B and C only because of it."""


def cost(kofu: Kofu, *call: object) -> dict[str, Any]:
    code, out, err = kofu("mail", "cost", *call, "--json")
    assert code == 0, err
    told: dict[str, Any] = json.loads(out)
    return told


@pytest.mark.parametrize("end", ["csv", "parquet"])
def test_what_the_provisional_rule_cost(kofu: Kofu, tmp_path: Path, end: str) -> None:
    told = cost(kofu, *decide(kofu, tmp_path, TOKYO, "tokyo-kouki", end))
    assert told["total"] == {"pieces": 3, "yen": 960}
    assert told["provisional"] == {
        "pieces": 2, "yen": 640, "instead": {"pieces": 2, "yen": 220}, "claim": 420,
    }  # fmt: skip
    assert told["by_product"] == [{"product": "standard+recorded", "pieces": 3, "yen": 960}]
    assert told["by_municipality"] == [
        {"municipality_code": "131016", "pieces": 2, "yen": 640},
        {"municipality_code": "131024", "pieces": 1, "yen": 320},
    ]
    assert told["not_mailed"] == {"hold": 1}
    rates = [(one["label"], one["yen"], one["sure"]) for one in told["rates"]]
    assert rates == [("定形郵便物", 110, "reported"), ("特定記録", 210, "reported")]
    assert all(one["source"] for one in told["rates"])


def test_the_decisions_alone_are_enough(kofu: Kofu, tmp_path: Path) -> None:
    decisions, *_ = decide(kofu, tmp_path, TOKYO, "tokyo-kouki")
    told = cost(kofu, decisions)
    assert told["total"] == {"pieces": 3, "yen": 960}
    assert told["by_municipality"] is None


def test_the_day_of_posting_decides_the_rate(kofu: Kofu, tmp_path: Path) -> None:
    decisions, *_ = decide(kofu, tmp_path, TOKYO, "tokyo-kouki")
    assert cost(kofu, decisions, "--on", "2024-09-30")["total"]["yen"] == 3 * (84 + 160)
    code, _, err = kofu("mail", "cost", decisions, "--on", "2019-09-30")
    assert code == 2 and err.startswith("postage-day-not-covered: ")


SHARED = """
pack: shared-kokuho
title: 見本市国民健康保険
insurer: 見本市
kind: kokuho
extends: kawasaki-kokuho
covers: {from: 2024-12-02, until: 2027-07-31}
covers_because: 見本
office:
  - id: envelope
    label: 封筒
    values:
      - {from: 2024-12-02, value: household, sure: assumed, source: 見本}
"""


def test_a_household_shares_an_envelope_where_the_pack_says_so(kofu: Kofu, tmp_path: Path) -> None:
    pack = tmp_path / "shared.yaml"
    pack.write_text(SHARED, "utf-8")
    rows = [
        person("A", "H1", "1980-05-01", "141003", card=False),
        person("B", "H1", "1981-05-01", "141003", card=False),
        person("C", "H1", "1982-05-01", "141003", card=True),
        person("D", "", "1983-05-01", "141003", card=False),
        person("E", "", "1984-05-01", "141003", card=False),
    ]
    call = decide(kofu, tmp_path, rows, pack)
    told = cost(kofu, *call, "--insurer", pack)
    # A and B in one, C's notice apart (Kawasaki keeps kinds apart), D and E alone
    assert told["by_product"] == [
        {"product": "standard", "pieces": 1, "yen": 110},
        {"product": "standard+recorded", "pieces": 3, "yen": 960},
    ]
    assert told["households_shared"] is True
    alone = cost(kofu, call[0], "--insurer", pack)
    assert alone["total"] == {"pieces": 5, "yen": 4 * 320 + 110}
    assert alone["households_shared"] is False


def test_discounts_say_what_they_need(kofu: Kofu, tmp_path: Path) -> None:
    rows = [person(f"P{n}", "", "1980-05-01", "141003", card=n >= 300) for n in range(1300)]
    told = cost(kofu, decide(kofu, tmp_path, rows, "kawasaki-kokuho")[0])
    found = {(one["scheme"], one["product"]): one for one in told["discounts"]}
    barcode = found["barcode", "standard"]
    assert (barcode["possible"], barcode["needs"]) == (True, ["discount-no-barcode"])
    assert barcode["yen"] == 1000 * 3  # 3% of 110 is 3.3, dropped to whole yen for each piece
    sorting = found["sorting", "standard"]
    assert (sorting["possible"], sorting["why_not"]) == (False, ["discount-too-few"])
    single = found["single-300", "standard+recorded"]
    assert (single["yen"], single["needs"]) == (300 * 11, ["discount-numbers-not-printed"])
    assert found["barcode", "standard+recorded"]["why_not"] == [
        "discount-too-few",
        "discount-options",
    ]


def test_in_words(kofu: Kofu, tmp_path: Path) -> None:
    call = decide(kofu, tmp_path, TOKYO, "tokyo-kouki")
    code, out, _ = kofu("mail", "cost", *call)
    assert code == 0
    assert "2025-08-01に差し出すと、3通で960円です" in out
    assert "差は420円です" in out and "131024" in out and "（伝聞）" in out
    code, out, _ = kofu("mail", "cost", *call, "--lang", "en")
    assert "a difference of 420 yen" in out


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("none.parquet", "file-missing"),
        ("text.txt", "decisions-format"),
        ("text.parquet", "decisions-unreadable"),
        ("text.csv", "decisions-column-missing"),
    ],
)
def test_wrong_files(kofu: Kofu, tmp_path: Path, name: str, code: str) -> None:
    if name.startswith("text"):
        (tmp_path / name).write_text("person_id\nA\n")
    exit_code, _, err = kofu("mail", "cost", tmp_path / name)
    assert (exit_code, err.partition(":")[0]) == (2, code)


@pytest.mark.parametrize(
    ("decided", "thousandths"),
    [
        (("certificate", "ex_officio", "card-paper", "recorded"), 8000),
        (("certificate", "ex_officio", "card-plastic", "recorded"), 9000),
        (("certificate", "ex_officio", "a4", "recorded"), 4000),
        (("certificate", "ex_officio", "postcard", "recorded"), 8000),
        (("notice", "refused", "a4", "ordinary"), 8000),  # the notice and the letter of refusal
        (("nothing", "refused", None, None), 4000),
        (("nothing", None, None, None), None),
        (("notice", "ex_officio", "a4", "employer"), None),
        (("certificate", "ex_officio", "a4", "hold"), None),
    ],
)
def test_what_a_decision_weighs(decided: tuple[str | None, ...], thousandths: int | None) -> None:
    mailed = mail_of(*decided)
    assert (mailed.thousandths if mailed else None) == thousandths
