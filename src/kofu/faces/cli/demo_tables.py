"""The tables of the demo: what the city published beside ours, and documents by ward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from kofu.decide.wording import BASES, DELIVERIES, DOCUMENTS

Table = tuple[str, tuple[str, ...], Sequence[tuple[str, ...]]]

WARDS = {
    "141313": "川崎区",
    "141321": "幸区",
    "141330": "中原区",
    "141348": "高津区",
    "141356": "多摩区",
    "141364": "宮前区",
    "141372": "麻生区",
}
"""Codes of 全国地方公共団体コード."""

_EXPLAINED = ("linked-card-usable", "no-card", "deregistration-after-cut-off")


@dataclass(frozen=True, slots=True)
class Published:
    """People, as the city printed them."""

    insured: int
    holders: int
    registered: int


def published_beside_ours(roster: Path, decisions: Path, published: Published) -> Table:
    """The city's counts, the same counted in the roster, and the rates that follow from them."""
    statement = (
        "select count(*), count(*) filter (has_card), count(*) filter (has_card and registered) "
        "from read_csv($roster, header = true)"
    )
    ours = duckdb.execute(statement, {"roster": str(roster)}).fetchone()
    assert ours is not None
    names = ("被保険者", "マイナンバーカード保有", "保有かつ保険証登録")
    city = (published.insured, published.holders, published.registered)
    printed = ("", "71.6%", "59.9%")
    rows = [
        (name, f"{theirs:,}", f"{own:,}", rate, f"{100 * own / ours[0]:.2f}%")
        for name, theirs, own, rate in zip(names, city, ours, printed, strict=True)
    ]
    title = "公表された人数（川崎市 令和7年6月13日、4月末現在）と名簿。59.9%は人数と合いません"
    return title, ("区分", "公表", "名簿", "公表の率", "人数から計算した率"), rows


def wards(roster: Path, decisions: Path) -> Table:
    """Documents by ward, basis and delivery."""
    statement = """
        select municipality_code, document, basis, delivery, count(*)
        from read_csv($roster, header = true, all_varchar = true)
        join read_parquet($decisions) using (person_id)
        group by all order by all
    """
    paths = {"roster": str(roster), "decisions": str(decisions)}
    counted = duckdb.execute(statement, paths).fetchall()
    kinds = list(dict.fromkeys((one[1:4]) for one in sorted(counted, key=_kind)))
    people = {(ward, *rest[:3]): rest[3] for ward, *rest in counted}
    columns = ("書類", "根拠", "送り方", *WARDS.values(), "合計")
    rows = []
    for kind in kinds:
        by_ward = [people.get((ward, *kind), 0) for ward in WARDS]
        rows.append((*_names(*kind), *(f"{n:,}" for n in by_ward), f"{sum(by_ward):,}"))
    totals = [sum(n for (w, *_), n in people.items() if w == ward) for ward in WARDS]
    rows.append(("合計", "", "", *(f"{n:,}" for n in totals), f"{sum(totals):,}"))
    return "書類の数（区ごと）", columns, rows


def _kind(row: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(str(part or "") for part in row[1:4])


def _names(document: str, basis: str | None, delivery: str | None) -> tuple[str, str, str]:
    return DOCUMENTS[document], BASES.get(basis or "", ""), DELIVERIES.get(delivery or "", "")


def one_person_each(decisions: Path) -> list[str]:
    """The first person of each kind that is worth explaining."""
    statement = """
        select min(person_id) from read_parquet($decisions)
        where list_contains(reasons, $reason)
    """
    found = [
        duckdb.execute(statement, {"decisions": str(decisions), "reason": reason}).fetchone()
        for reason in _EXPLAINED
    ]
    return [row[0] for row in found if row and row[0]]
