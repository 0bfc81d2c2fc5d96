"""A person's insurance as FHIR R4 Coverage, with person and insurer contained in it.

What is unknown, contradictory or without a word in FHIR is left out: nothing is invented. An
address is not told: a coverage is known by its numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, cast

from kofu.documents.values.office import Office
from kofu.exchange import systems
from kofu.exchange.member_id import branch_digits, insurer_digits, member_id, spelled
from kofu.exchange.systems import MemberIdSystem

Row = Mapping[str, object]
"""A person's columns of the roster, with `valid_until` of the document if there is one."""

Resource = dict[str, Any]

_GENDERS = {"male": "male", "female": "female"}
_TEST = {"system": systems.REASONS, "code": "HTEST"}


def coverage(row: Row, office: Office, on: date, ids: MemberIdSystem) -> Resource:
    """The coverage as it is on a day. Whoever has lost it by then has a cancelled one.

    While the pack's numbers are samples the resource is marked as test data (HTEST).
    """
    lost = _day(row, "lost_on")
    found: Resource = {
        "resourceType": "Coverage",
        "meta": {
            "profile": [systems.PROFILE],
            "security": [_TEST] if office.sample else None,
        },
        "contained": [_patient(row), _insurer(office)],
        "extension": _extensions(row),
        "identifier": _identifiers(row, office, ids),
        "status": "cancelled" if lost is not None and lost <= on else "active",
        "type": _concept(systems.CATEGORY, systems.CATEGORIES.get(office.kind)),
        "beneficiary": {"reference": "#patient"},
        "dependent": _text(row, "branch") and branch_digits(_text(row, "branch")),
        "relationship": _concept(
            systems.MEMBERSHIP, systems.MEMBERSHIPS.get(_text(row, "membership"))
        ),
        "period": _period(row),
        "payor": [{"reference": "#insurer"}],
        "costToBeneficiary": _copay(row, on),
    }
    return cast(Resource, _filled(found))


def _extensions(row: Row) -> list[Resource]:
    symbol, number = spelled(_text(row, "symbol"), _text(row, "number"))
    branch = _text(row, "branch")
    told = (
        (systems.SYMBOL, symbol),
        (systems.NUMBER, number),
        (systems.BRANCH, branch_digits(branch) or branch),
    )
    return [{"url": url, "valueString": text} for url, text in told if text.strip()]


def _identifiers(row: Row, office: Office, ids: MemberIdSystem) -> list[Resource]:
    told = (_text(row, name) for name in ("symbol", "number", "branch"))
    value = member_id(office.text("insurer_number"), *told)
    return [{"system": ids.url, "value": value}] if value else []


def _concept(system: str, coded: tuple[str, str] | None) -> Resource | None:
    if coded is None:
        return None
    return {"coding": [{"system": system, "code": coded[0], "display": coded[1]}]}


def _period(row: Row) -> Resource | None:
    """From 資格取得日 to 有効期限, or to the eve of 資格喪失日 if that is earlier."""
    lost, until = _day(row, "lost_on"), _day(row, "valid_until")
    ends = [one for one in (until, lost and lost - timedelta(days=1)) if one]
    start, end = _day(row, "acquired_on"), min(ends, default=None)
    if start and end and end < start:
        return None
    return {"start": start and start.isoformat(), "end": end and end.isoformat()}


def _copay(row: Row, on: date) -> list[Resource]:
    """負担割合, where it is known and holds on the day: not before its 発効期日, and not for
    特別療養費, under which the whole is paid at the counter."""
    percent, since, special = (
        row["copay_percent"],
        _day(row, "copay_from"),
        _day(row, "special_care_from"),
    )
    ahead = since is not None and on < since
    whole = special is not None and special <= on
    if percent is None or ahead or whole:
        return []
    share = {"value": percent, "unit": "%", "system": systems.UNITS, "code": "%"}
    return [
        {"type": _concept(systems.COPAY, ("copaypct", "Copay Percentage")), "valueQuantity": share}
    ]


def _patient(row: Row) -> Resource:
    names = [
        {
            "extension": [{"url": systems.REPRESENTATION, "valueCode": code}],
            "use": "official",
            "text": _text(row, name),
        }
        for name, code in (("name", "IDE"), ("name_kana", "SYL"))
        if _text(row, name).strip()
    ]
    birth = _day(row, "birth_date")
    return {
        "resourceType": "Patient",
        "id": "patient",
        "identifier": [{"type": {"text": "宛名番号"}, "value": row["person_id"]}],
        "name": names,
        "gender": _GENDERS.get(_text(row, "sex")),
        "birthDate": birth and birth.isoformat(),
    }


def _insurer(office: Office) -> Resource:
    number = insurer_digits(office.text("insurer_number"))
    return {
        "resourceType": "Organization",
        "id": "insurer",
        "identifier": [{"system": systems.INSURER_NUMBER, "value": number}] if number else [],
        "name": office.text("insurer_name"),
    }


def _filled(value: Any) -> Any:
    """Without what is empty: FHIR knows no null and no empty text, list or object."""
    if type(value) is list:
        return [_filled(one) for one in value]
    if type(value) is not dict:
        return value
    kept = {name: _filled(one) for name, one in value.items() if one is not None}
    return {name: one for name, one in kept.items() if one or type(one) is int}


def _text(row: Row, name: str) -> str:
    value = row[name]
    return value if isinstance(value, str) else ""


def _day(row: Row, name: str) -> date | None:
    return cast("date | None", row[name])
