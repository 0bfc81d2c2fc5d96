"""Every published rate of the sources, from its published counts."""

from __future__ import annotations

from decimal import Decimal
from statistics import mean

import pytest

from kofu.policy.load import load
from kofu.reports.insurers import PREFECTURES, prefecture_named
from kofu.reports.published import Verdict, check
from kofu.reports.rates import (
    HoldersOfInsured,
    Rate,
    RegisteredOfHolders,
    RegisteredOfInsured,
    Rounding,
    Style,
    UsedOfChecks,
)

MAN = 10_000
KAWASAKI = "川崎市健康福祉委員会資料（令和7年6月13日）3"
MHLW = "厚生労働省の公表資料（wic-netほかの掲載）"
ITABASHI = "板橋区「マイナンバーカードと健康保険証の一体化等への対応について」資料1 2(2)①"
KENPO = "健康保険組合「組合会等における参考資料」（令和6年5月30日）報告事項6"

CASES: list[tuple[str, str, Rate | None, int, str, Verdict]] = [
    (KAWASAKI + "(1)", "カード保有", HoldersOfInsured(161_385, 225_159), 1, "71.6", Verdict.CUT_OFF),
    (KAWASAKI + "(2)", "登録", RegisteredOfInsured(133_238, 225_159), 1, "59.9", Verdict.NEITHER),
    (MHLW, "令和6年4月", UsedOfChecks(12_102_711, 184_386_109), 1, "6.56", Verdict.EITHER),
    (MHLW, "令和6年7月", UsedOfChecks(22_807_316, 204_975_295), 1, "11.13", Verdict.ROUNDED),
    (MHLW, "令和7年9月末", RegisteredOfHolders(8_655, 9_908), 1, "87.4", Verdict.ROUNDED),
    (MHLW, "令和7年10月末", RegisteredOfHolders(8_730, 9_948), 1, "87.8", Verdict.ROUNDED),
    (MHLW, "令和6年3月", UsedOfChecks(1_010 * MAN, 18_485 * MAN), MAN, "5.47", Verdict.ROUNDED),
    (MHLW, "令和6年3月、全確認件数", UsedOfChecks(1_010 * MAN, 24_600 * MAN), MAN, "4.1", Verdict.EITHER),
    *((ITABASHI, what, None, 1, rate, Verdict.NO_COUNTS) for what, rate in (
        ("登録、板橋区国保", "46.56"), ("登録、全国", "58.77"), ("利用、板橋区国保", "9.09"), ("利用、全国", "8.36"))),
    *((KENPO, what, None, 1, rate, Verdict.NO_COUNTS) for what, rate in (
        ("利用率、当組合4月（約）", "6"), ("登録率、当組合", "63"), ("利用率、全県平均", "5.64"))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "what", "rate", "unit", "published", "verdict"),
    CASES,
    ids=[f"{c[1]}" for c in CASES],
)
def test_published_rates_follow_from_their_counts_or_are_flagged(
    source: str, what: str, rate: Rate | None, unit: int, published: str, verdict: Verdict
) -> None:
    assert check(Decimal(published), rate, unit) is verdict, (source, what)


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "percent"),
    [
        (2_523_378, 12_066_941, 3, "20.911"),  # 病院 (20.91149..)
        (7_898_267, 86_121_543, 3, "9.171"),  # 医科診療所
        (2_260_661, 14_187_468, 3, "15.934"),  # 歯科
        (10_125_010, 92_599_343, 3, "10.934"),  # 薬局
        (12_102_711, 184_386_109, 3, "6.564"),
        (22_807_316, 204_975_295, 3, "11.127"),
        (161_385, 225_159, 2, "71.68"),
        (133_238, 225_159, 3, "59.175"),
        (8_655, 9_908, 2, "87.35"),
        (8_730, 9_948, 2, "87.76"),
    ],
)
def test_recomputed_rates_of_the_fact_sheet(
    numerator: int, denominator: int, places: int, percent: str
) -> None:
    rate = UsedOfChecks(numerator, denominator)
    assert str(rate.percent(Style(Rounding.HALF_UP, places))) == percent


def test_kinds_of_institutions_add_up_to_the_whole_of_july_2024() -> None:
    parts = (
        UsedOfChecks(2_523_378, 12_066_941),
        UsedOfChecks(7_898_267, 86_121_543),
        UsedOfChecks(2_260_661, 14_187_468),
        UsedOfChecks(10_125_010, 92_599_343),
    )
    assert sum(parts[1:], parts[0]) == UsedOfChecks(22_807_316, 204_975_295)


def test_the_contradiction_that_the_pack_records_is_ours() -> None:
    pack = load("kawasaki-kokuho")
    recorded = [norm.contradiction for norm in pack.pack.norms if norm.contradiction]
    recomputed = RegisteredOfInsured(133_238, 225_159).percent(Style())
    assert any("59.9%" in one and f"{recomputed}%" in one for one in recorded), recorded


BY_PREFECTURE = [
    "北海道",
    "7.18",
    "青森県",
    "5.80",
    "岩手県",
    "8.69",
    "宮城県",
    "7.51",
    "秋田県",
    "6.51",
    "山形県",
    "8.40",
    "福島県",
    "7.42",
    "茨城県",
    "7.14",
    "栃木県",
    "5.58",
    "群馬県",
    "5.85",
    "埼玉県",
    "5.45",
    "千葉県",
    "7.02",
    "東京都",
    "5.67",
    "神奈川県",
    "5.81",
    "新潟県",
    "7.46",
    "富山県",
    "6.83",
    "石川県",
    "8.48",
    "福井県",
    "7.71",
    "山梨県",
    "4.38",
    "長野県",
    "4.99",
    "岐阜県",
    "5.59",
    "静岡県",
    "6.20",
    "愛知県",
    "4.72",
    "三重県",
    "6.45",
    "滋賀県",
    "5.28",
    "京都府",
    "5.16",
    "大阪府",
    "5.33",
    "兵庫県",
    "4.68",
    "奈良県",
    "4.62",
    "和歌山県",
    "5.48",
    "鳥取県",
    "7.41",
    "島根県",
    "7.95",
    "岡山県",
    "5.61",
    "広島県",
    "5.70",
    "山口県",
    "6.53",
    "徳島県",
    "5.14",
    "香川県",
    "5.29",
    "愛媛県",
    "5.14",
    "高知県",
    "6.20",
    "福岡県",
    "6.09",
    "佐賀県",
    "7.95",
    "長崎県",
    "6.84",
    "熊本県",
    "8.18",
    "大分県",
    "7.37",
    "宮崎県",
    "5.63",
    "鹿児島県",
    "13.13",
    "沖縄県",
    "3.23",
]  # KENPO, 【参考】都道府県別マイナ保険証利用率（令和6年3月分）


def test_the_47_rates_by_insurers_prefecture_give_no_average_without_their_counts() -> None:
    names, rates = BY_PREFECTURE[::2], [Decimal(one) for one in BY_PREFECTURE[1::2]]
    assert sorted(names) == sorted(PREFECTURES)
    assert all(prefecture_named(name) == name for name in names)
    assert all(check(rate, None) is Verdict.NO_COUNTS for rate in rates)
    # 全県平均5.64% is no mean of the 47: an average of rates is no rate.
    assert min(rates) < Decimal("5.64") < max(rates)
    assert round(mean(rates), 2) != Decimal("5.64")


@pytest.mark.parametrize(
    ("published", "verdict"),
    [
        ("33", Verdict.EITHER),
        ("33.4", Verdict.NEITHER),
        ("34", Verdict.NEITHER),
        ("33.3", Verdict.EITHER),
    ],
)
def test_digits_as_printed_decide(published: str, verdict: Verdict) -> None:
    assert check(Decimal(published), UsedOfChecks(1, 3)) is verdict


def test_nothing_follows_from_no_checks_at_all() -> None:
    assert check(Decimal("0.0"), UsedOfChecks(0, 0)) is Verdict.NO_COUNTS
