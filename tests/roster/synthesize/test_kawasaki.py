"""The published counts, and what must be true of every invented person."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import duckdb
import pytest

from kofu.policy.facts import APPLICATIONS
from kofu.roster.synthesize import Counts
from kofu.roster.synthesize.columns import FULL

PUBLISHED = "川崎市 健康福祉委員会資料 2025-06-13, 3 (1)(2): 令和7年4月末現在"


@pytest.mark.parametrize(
    ("who", "published"),
    [("true", 225_159), ("has_card", 161_385), ("has_card and registered", 133_238)],
    ids=["被保険者数", "カード保有者数", "保険証登録者数"],
)
def test_the_file_has_the_published_counts(
    kawasaki: duckdb.DuckDBPyConnection, who: str, published: int
) -> None:
    found = kawasaki.execute(f"select count(*) from roster where {who}").fetchone()
    assert found == (published,), PUBLISHED


def test_the_reported_counts_are_those_asked_for(made: tuple[Path, Counts]) -> None:
    counts = made[1]
    assert counts.exact
    assert not counts.scaled
    published = {row.part: row.made for row in counts.rows if row.basis == "published"}
    assert published == {
        "people": 225_159,
        "card.holder": 161_385,
        "registration.registered": 133_238,
    }
    assert all("2025-06-13" in row.source for row in counts.rows if row.basis == "published")


def test_the_columns_are_the_contract_in_its_order(kawasaki: duckdb.DuckDBPyConnection) -> None:
    described = kawasaki.execute("describe roster").fetchall()
    assert tuple(row[0] for row in described) == FULL
    types = {row[0]: row[1] for row in described}
    assert {types[name] for name in ("birth_date", "status_on", "applied_on")} == {"DATE"}
    assert {types[name] for name in ("has_card", "info_restricted")} == {"BOOLEAN"}
    assert {types[name] for name in ("name", "application", "sex", "branch")} == {"VARCHAR"}


NEVER = {
    "is registered without a card": "registered and not has_card",
    "is enrolled before birth": "acquired_on < birth_date",
    "is born after the status day": "birth_date > status_on",
    "has turned 75": "birth_date + interval 75 year <= status_on",
    "is deregistered and still registered": "deregistered_on is not null and registered",
    "is deregistered before applying": "deregistered_on <= deregistration_applied_on",
    "is deregistered after the status day": "deregistered_on > status_on",
    "has returned the card and still holds it": "card_returned_on <= status_on and has_card",
    "applies without a day": "(application is null) <> (applied_on is null)",
    "used a card that is not registered": "uses_12m > 0 and not registered",
    "used it more in three months than in twelve": "uses_3m > uses_12m",
    "has a share of costs under 70": "copay_percent is not null and birth_date > '1955-04-30'",
    "has no share of costs from 70": "copay_percent is null and birth_date <= '1955-04-30'",
    "has a share of costs without its first day": "(copay_percent is null) <> (copay_from is null)",
    "pays 30% in a class of 20%": "copay_percent = 30 and limit_class not like '現役並み%'",
    "joined too late for an old card": "old_card_until >= status_on and acquired_on > '2024-12-01'",
    "holds nothing": "coalesce(old_card_until, certificate_until, notice_sent_on) is null",
    "holds two proofs": "old_card_until is not null and certificate_until is not null",
    "got a certificate though registered": "certificate_until is not null and registered",
    "has a certificate that ends too young": (
        "certificate_expires_on < birth_date + interval 5 year"
    ),
    "is a student over 22": "student and birth_date < '2003-04-02'",
    "has an alias without a foreign name": "alias is not null and name = alias",
    "has an id that is not ten digits": "not regexp_full_match(person_id, '[0-9]{10}')",
    "has a branch that is not two digits": "not regexp_full_match(branch, '[0-9]{2}')",
    "has a postcode of another form": "not regexp_full_match(postal_code, '[0-9]{3}-[0-9]{4}')",
    "lives outside the city": "address not like '川崎市%区%番地%'",
    "has only part of a mailing address": (
        "(mailing_name is null) <> (mailing_address is null)"
        " or (mailing_name is null) <> (mailing_postal_code is null)"
    ),
    "lacks what every document prints": (
        "name is null or name_kana is null or household_head is null or number is null"
        " or symbol is null or address is null or birth_date is null or sex is null"
    ),
    "has an event, which the command line gives": "event is not null",
}


@pytest.mark.parametrize("condition", NEVER.values(), ids=NEVER.keys())
def test_nobody(kawasaki: duckdb.DuckDBPyConnection, condition: str) -> None:
    rows = kawasaki.execute(f"select * from roster where {condition} limit 3").fetchall()
    assert rows == []


HOUSEHOLD_SHARES = (
    *("address", "postal_code", "municipality_code", "household_head", "symbol", "number"),
    *("special_care_from is null", "info_restricted", "mailing_address", "residence_until is null"),
)


@pytest.mark.parametrize("column", HOUSEHOLD_SHARES)
def test_members_of_a_household_share(kawasaki: duckdb.DuckDBPyConnection, column: str) -> None:
    split = kawasaki.execute(
        f"select household_id from roster group by 1 having count(distinct {column}) > 1 limit 3"
    ).fetchall()
    assert split == []


def test_people_are_told_apart(kawasaki: duckdb.DuckDBPyConnection) -> None:
    found = kawasaki.execute(
        "select count(distinct person_id), count(distinct (symbol, number, branch)) from roster"
    ).fetchone()
    assert found == (225_159, 225_159)


def test_no_two_members_of_a_household_share_a_name(kawasaki: duckdb.DuckDBPyConnection) -> None:
    twice = kawasaki.execute(
        "select household_id, name from roster group by all having count(*) > 1 limit 3"
    ).fetchall()
    assert twice == []


def test_a_head_who_is_enrolled_is_an_adult(kawasaki: duckdb.DuckDBPyConnection) -> None:
    young = kawasaki.execute(
        "select count(*) from roster where branch = '01' and name = household_head"
        " and birth_date + interval 18 year > status_on"
    ).fetchone()
    assert young == (0,)
    outside = kawasaki.execute(
        "select count(*) from (select household_id from roster group by 1"
        " having not bool_or(name = household_head))"
    ).fetchone()
    assert outside is not None
    assert outside[0] > 5_000


PRESENT = {
    "certificate ends on the status day": "certificate_expires_on = '2025-04-30'",
    "certificate ends at the end of May": "certificate_expires_on = '2025-05-31'",
    "certificate ends the day before renewal": "certificate_expires_on = '2025-07-31'",
    "certificate ends on renewal": "certificate_expires_on = '2025-08-01'",
    "certificate is in grace": "certificate_expires_on between '2025-01-01' and '2025-04-29'",
    "certificate is past grace": "certificate_expires_on < '2025-01-01' and registered",
    "turns 75 on renewal": "birth_date = '1950-08-01'",
    "turns 70 on the first of a month": "birth_date = '1955-08-01'",
    "turns 70 on the second of a month": "birth_date = '1955-08-02'",
    "born on 29 February": "month(birth_date) = 2 and day(birth_date) = 29",
    "born on 1 March": "month(birth_date) = 3 and day(birth_date) = 1",
    "applied to deregister by the cut-off": (
        "deregistration_applied_on between '2025-05-01' and '2025-06-08'"
    ),
    "applied to deregister after it": "deregistration_applied_on >= '2025-06-09' and registered",
    "card lost": "card_lost_on is not null",
    "card returned": "card_returned_on is not null",
    "deregistered": "deregistered_on is not null",
    "restricted": "info_restricted",
    "number not known": "not my_number_known",
    "support standing": "support_needed",
    "asked at enrolment": "requested_at_enrolment",
    "registered mail": "wants_registered_mail",
    "delivery held": "delivery_hold",
    "special care": "special_care_from is not null and birth_date < '2007-04-01'",
    "special care and a child": "special_care_from is not null and birth_date > '2010-01-01'",
    "stay ends before the renewal": "residence_until < '2025-07-31'",
    "alias": "alias is not null",
    "student away": "student",
    "mailing address": "mailing_name is not null",
    "sex unstated": "sex = 'unstated'",
    "limit requested": "limit_requested and limit_from is not null",
    "specified disease": "specified_disease = 'B'",
    "long stay": "long_stay_on is not null",
    "six uses but not lately": "uses_12m = 6 and uses_3m = 0",
    "six uses and lately": "uses_12m = 6 and uses_3m = 1",
    "five uses": "uses_12m = 5",
    **{f"application {code}": f"application = '{code}'" for code in APPLICATIONS},
}


@pytest.mark.parametrize("condition", PRESENT.values(), ids=PRESENT.keys())
def test_somebody(kawasaki: duckdb.DuckDBPyConnection, condition: str) -> None:
    found = kawasaki.execute(f"select count(*) from roster where {condition}").fetchone()
    assert found is not None
    assert found[0] > 0


RARE = {
    "𠮷 U+20BB7": "\U00020bb7",
    "髙 U+9AD9": "\u9ad9",
    "﨑 U+FA11": "\ufa11",
    "神 U+FA19": "\ufa19",
    "塚 U+FA10": "\ufa10",
    "邉 with a variation selector": "\u9089\U000e0110",
    "禰 with a variation selector": "\u79b0\U000e0100",
    "辻 with a variation selector": "\u8fbb\U000e0100",
    "々": "々",
    "四十字を超える氏名": "バンダーラ",
}


@pytest.mark.parametrize("text", RARE.values(), ids=RARE.keys())
def test_rare_characters_are_met_as_written(kawasaki: duckdb.DuckDBPyConnection, text: str) -> None:
    found = kawasaki.execute("select count(*) from roster where contains(name, ?)", [text])
    assert found.fetchone() != (0,)


def test_no_name_or_address_has_a_private_or_control_character(
    kawasaki: duckdb.DuckDBPyConnection,
) -> None:
    rows = kawasaki.execute(
        "select distinct unnest([name, name_kana, household_head, address, alias]) from roster"
    ).fetchall()
    characters = set().union(*(row[0] for row in rows if row[0]))
    assert {unicodedata.category(each) for each in characters}.isdisjoint({"Co", "Cc", "Cn", "Cs"})
