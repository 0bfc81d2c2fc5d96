"""An invented person's row of roster and decision, and an invented office."""

from __future__ import annotations

from datetime import date

from kofu.documents.values.office import Office
from kofu.documents.values.person import ROSTER_COLUMNS
from kofu.policy.model import Kind, ParameterValue, Setting, Sure

ISSUED = date(2025, 7, 10)


def row(**changed: object) -> dict[str, object]:
    """A woman of 45 with a certificate by post; every column that pages read."""
    values: dict[str, object] = {
        **dict.fromkeys(ROSTER_COLUMNS),
        "person_id": "P1",
        "document": "certificate",
        "variant": "ordinary",
        "basis": "ex_officio",
        "rule": "law-certificate",
        "form": "card-paper",
        "delivery": "recorded",
        "valid_from": date(2025, 8, 1),
        "valid_until": date(2026, 7, 31),
        "receipt": "0" * 32,
        "name": "架空　花子",
        "household_head": "架空　太郎",
        "birth_date": date(1980, 5, 5),
        "sex": "female",
        "postal_code": "999-0001",
        "address": "架空県架空市一丁目1番",
        "membership": "dependant",
        "number": "01234567",
    }
    assert changed.keys() <= values.keys() | {"rule"}
    return {**values, **changed}


def office(kind: Kind = Kind.KOKUHO, **settings: Setting) -> Office:
    given = {
        name: ParameterValue.model_validate(
            {"from": date(2024, 10, 1), "value": value, "sure": Sure.CONFIRMED, "source": "見本"}
        )
        for name, value in settings.items()
    }
    return Office(kind, given, {"rule-one": "この理由では交付できません。"})
