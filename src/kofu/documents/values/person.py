"""A person's values: roster and decision in the words and figures that stand on a page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import cast

from kofu.base.eras import in_era
from kofu.documents.values.addressee import addressed, addressee, destination, to_household_head
from kofu.documents.values.office import Office

Row = Mapping[str, object]
"""A person's columns of the roster and of the decision, by name."""

ASTERISKS = "＊＊＊＊＊"
"""An optional item that the person did not ask for (facts: Okayama's 医師国保 and others)."""

ONE_ASTERISK = "＊"
"""The same for a letter of the alphabet (特定疾病区分)."""

SEX = {"male": "男", "female": "女", "unstated": ""}
MEMBERSHIP = {"insured": "本人", "dependant": "家族"}

ROSTER_COLUMNS = (
    "household_id",
    "employer_id",
    "municipality_code",
    "symbol",
    "number",
    "branch",
    "name",
    "name_kana",
    "alias",
    "household_head",
    "birth_date",
    "sex",
    "postal_code",
    "address",
    "acquired_on",
    "membership",
    "copay_percent",
    "copay_from",
    "limit_class",
    "limit_from",
    "limit_requested",
    "long_stay_on",
    "specified_disease",
    "specified_disease_from",
    "special_care_from",
    "applied_on",
    "application",
    "mailing_name",
    "mailing_postal_code",
    "mailing_address",
    "residence_until",
    "disability_until",
)
"""What pages read of the roster, besides `person_id`, and the facts that end a document."""


@lru_cache(maxsize=100_000)
def era(day: date | None) -> str:
    """A day as offices write it; empty for none."""
    return "" if day is None else in_era(day)


@lru_cache(maxsize=200)
def share(percent: int | None) -> str:
    """負担割合: 20 -> `2割`; a share that is no whole tenth in percent."""
    if percent is None:
        return ""
    return f"{percent}%" if percent % 10 else f"{percent // 10}割"


def match_code(row: Row, issued: date) -> str:
    """Eight digits, the same on every sheet of one document (照合番号); they tell nothing else."""
    told = f"{row['person_id']}\n{row['receipt']}\n{issued.isoformat()}"
    return f"{int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], 'big') % 10**8:08d}"


def values_of(row: Row, office: Office, issued: date, copay: bool) -> dict[str, str]:
    """Everything a certificate, a notice or its cover may show of a person.

    `copay` says whether the share is shown: always in 後期, from 70 in the other schemes.
    """
    text = _texts(row)
    asked = row["limit_requested"] is True
    to = destination(row)
    return {
        "serial": text["person_id"],
        "symbol": text["symbol"],
        "number": text["number"],
        "branch": text["branch"],
        "name": text["name"],
        "name_kana": text["name_kana"],
        "alias": text["alias"],
        "household_head": text["household_head"],
        "sex": SEX.get(text["sex"], ""),
        "birth_date": era(_day(row, "birth_date")),
        "address": text["address"],
        "membership": MEMBERSHIP.get(text["membership"], ""),
        "acquired_on": era(_day(row, "acquired_on")),
        "issued_on": era(issued),
        "valid_from": era(_day(row, "valid_from")),
        "valid_until": era(_day(row, "valid_until")),
        "copay": share(cast("int | None", row["copay_percent"])) if copay else "",
        "copay_from": era(_day(row, "copay_from")) if copay else "",
        **_optional(text, row, asked),
        "special_care_from": era(_day(row, "special_care_from")),
        "match_code": match_code(row, issued),
        "to_postal_code": to.postal_code.removeprefix("〒"),
        "to_address": to.address,
        "to_name": addressed(addressee(row, to_household_head(office))),
    }


def _optional(text: Mapping[str, str], row: Row, asked: bool) -> dict[str, str]:
    """任意記載事項: what was asked for and is known; asterisks for all else."""
    given = {
        "limit_class": text["limit_class"],
        "limit_from": era(_day(row, "limit_from")),
        "meal_class": "",
        "meal_from": "",
        "long_stay_on": era(_day(row, "long_stay_on")),
        "disease": text["specified_disease"],
        "disease_from": era(_day(row, "specified_disease_from")),
    }
    return {
        key: value if asked and value else ONE_ASTERISK if key == "disease" else ASTERISKS
        for key, value in given.items()
    }


def _texts(row: Row) -> dict[str, str]:
    return {key: value if type(value) is str else "" for key, value in row.items()}


def _day(row: Row, name: str) -> date | None:
    return cast("date | None", row[name])
