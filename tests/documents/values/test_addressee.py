"""Who is written to, and where: in Python for a page and in SQL for a list, the same."""

from __future__ import annotations

from itertools import product

import duckdb
import pyarrow as pa
import pytest

from kofu.documents.values.addressee import (
    Destination,
    addressed,
    addressee,
    destination,
    in_sql,
)

COLUMNS = (
    *("name", "household_head", "mailing_name"),
    *("postal_code", "address", "mailing_postal_code", "mailing_address"),
)
HERE = {
    **dict.fromkeys(COLUMNS),
    "name": "川崎 花子",
    "household_head": "川崎 太郎",
    "postal_code": "2110063",
    "address": "神奈川県川崎市中原区小杉町3丁目245番地",
}


def test_person_or_head_of_the_household_and_whoever_was_named() -> None:
    assert addressee(HERE, head=False) == "川崎 花子"
    assert addressee(HERE, head=True) == "川崎 太郎"
    assert addressee({**HERE, "household_head": None}, head=True) == "川崎 花子"
    assert addressee({**HERE, "mailing_name": "成年後見人 多摩 次郎"}, head=True) == "成年後見人 多摩 次郎"  # fmt: skip


def test_a_mailing_address_does_not_borrow_the_other_postcode() -> None:
    away = {**HERE, "mailing_address": "東京都千代田区霞が関1丁目3番2号"}
    assert destination(away) == Destination("", "東京都千代田区霞が関1丁目3番2号")
    alone = {**HERE, "mailing_postal_code": "100-0013"}
    assert destination(alone) == Destination("2110063", HERE["address"])


@pytest.mark.parametrize("head", [False, True])
def test_a_list_says_what_the_page_says(head: bool) -> None:
    people = [
        dict(zip(COLUMNS, values, strict=True))
        for values in product(*((None, "", f"{name}の値") for name in COLUMNS))
    ]
    table = pa.Table.from_pylist(people, pa.schema([(name, pa.string()) for name in COLUMNS]))
    asked = ", ".join(in_sql(head)[name] for name in ("name", "postal_code", "address"))
    with duckdb.connect() as db:
        db.register("people", table)
        found = db.execute(f"select {asked} from people").fetchall()
    assert found == [(addressee(one, head), *destination(one)) for one in people]
    assert len(found) == 3**7


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("川崎 花子", "川崎 花子　様"),
        ("川崎 花子様", "川崎 花子様"),
        ("社会福祉法人 多摩の里 御中", "社会福祉法人 多摩の里 御中"),
        ("様田 花子", "様田 花子　様"),
        ("", ""),
    ],
)
def test_the_honorific_stands_once(name: str, written: str) -> None:
    assert addressed(name) == written
    assert addressed(written) == written
